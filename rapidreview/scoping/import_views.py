"""Rows for the chronology from Word, Excel or a file: chosen, looked at, added (screens)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from rapidreview.door.forms import PageForm, carry_out
from rapidreview.scoping import importing
from rapidreview.scoping.import_forms import ChooseRowsForm, Kept, PreviewForm
from rapidreview.scoping.tasks import Desk

ADD, LOOK = "add", "look"


def import_page(request: HttpRequest, desk: Desk) -> HttpResponse:
    """First the file or the pasted rows; then how each row is understood; then add them."""
    if request.method == "POST" and "table" in request.POST:
        return _previewed(request, desk)
    form = ChooseRowsForm(request.POST or None, request.FILES or None)
    found: list[Kept] = []
    if request.method == "POST" and carry_out(form, lambda: found.append(_read(form))):
        return _show(request, desk, PreviewForm(None, kept=found[0]))
    context = {"form": form, "desk": desk, "asked": desk.agency_return}
    return render(request, "scoping/import.html", context, status=form.status)


def _previewed(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Looked at again with other columns, or added."""
    kept = Kept.from_text(request.POST["table"])
    form = PreviewForm(request.POST, kept=kept)
    if request.POST.get("do") == LOOK:
        return _show(request, desk, form, status=200)
    if carry_out(form, lambda: _add(request, desk, form)):
        return redirect(desk.url("chronology"))
    return _show(request, desk, form)


def _show(
    request: HttpRequest, desk: Desk, form: PreviewForm, status: int | None = None
) -> HttpResponse:
    context = {
        "form": form,
        "shown": PageForm() if status == 200 else form,
        "desk": desk,
        "asked": desk.agency_return,
    }
    page = "scoping/import_preview.html"
    return render(request, page, context, status=status or form.status)


def _read(form: ChooseRowsForm) -> Kept:
    file = form.cleaned_data["file"]
    if file:
        return Kept.of(importing.table_of_file(file))
    return Kept.of(importing.table_of_text(form.cleaned_data["pasted"]))


def _add(request: HttpRequest, desk: Desk, form: PreviewForm) -> None:
    importing.add_rows(desk.agency_return, form.rows, by=desk.by, at=desk.at)
    number = len(form.rows)
    added = "1 row was added" if number == 1 else f"{number} rows were added"
    messages.success(request, f"{added} below those that stood here.")
