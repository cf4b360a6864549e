"""The agency's files behind its link: the form in Word and back, rows from Word or Excel (P1.10)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from rapidreview.door.forms import carry_out
from rapidreview.door.requests import PageRequest
from rapidreview.scoping import form_views, import_views, placing_views, word
from rapidreview.scoping.agency_views import answer_page
from rapidreview.scoping.tasks import Desk
from rapidreview.scoping.upload_forms import WordForm


@answer_page
def answer_word(request: PageRequest, desk: Desk) -> HttpResponse:
    """The form in Word, with what is answered so far; completed, it fills the pages."""
    form = WordForm(request.POST or None, request.FILES or None)
    waiting: list[int] = []
    if request.method == "POST" and carry_out(
        form,
        lambda: waiting.append(placing_views.fill(desk, form.cleaned_data["file"])),
    ):
        messages.success(request, "The Word form was read. Check the pages, then send.")
        return redirect(placing_views.tell_of_reading(request, desk, waiting[0]))
    return render(
        request,
        "scoping/word.html",
        {"form": form, "desk": desk, "asked": desk.agency_return},
        status=form.status,
    )


@answer_page
def answer_place(request: PageRequest, desk: Desk) -> HttpResponse:
    """Text of the Word form that fitted no question, each beside a choice of questions."""
    return placing_views.place_page(request, desk)


@answer_page
def answer_word_file(request: PageRequest, desk: Desk) -> HttpResponse:
    """Download the Word form; only here, behind the code, does it name a child."""
    return form_views.as_download(
        word.filled_form(desk.agency_return, at=desk.at), "scoping-form.docx", word.DOCX
    )


@answer_page
def answer_import(request: PageRequest, desk: Desk) -> HttpResponse:
    """Chronology rows from Word, Excel or a file."""
    return import_views.import_page(request, desk)
