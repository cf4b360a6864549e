"""The pages of the form itself: the same for the agency behind its link and for the Team."""

from datetime import datetime
from typing import cast
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from rapidreview.casefolder.uploads import receive
from rapidreview.door.forms import carry_out
from rapidreview.evidence.form import Repeat, form
from rapidreview.procedure.calendar import LONDON
from rapidreview.procedure.errors import Stale
from rapidreview.scoping import answering
from rapidreview.scoping.answer_forms import SectionForm, reasons_of
from rapidreview.scoping.chronology_forms import (
    ADD_ROWS,
    COLUMNS,
    SPARE_ROWS,
    ChronologyForm,
    grid,
    rows_from,
)
from rapidreview.scoping.models import Attachment
from rapidreview.scoping.reading import last_comment
from rapidreview.scoping.tasks import CHRONOLOGY, SIGNED_SECTION, Desk, following, tasks
from rapidreview.scoping.upload_forms import UploadForm


def saved_at(at: datetime) -> str:
    """What a page says after saving."""
    return f"Saved {at.astimezone(LONDON):%H:%M}"


def task_page(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The task list: what is done, what is left, and how long it usually takes."""
    listed = tasks(desk)
    return render(
        request,
        "scoping/tasks.html",
        {
            "desk": desk,
            "asked": desk.agency_return,
            "tasks": listed,
            "minutes": sum(one.minutes for one in listed),
            "left": sum(one.owed for one in listed),
            "again": reasons_of(desk.agency_return),
            "comment": last_comment(desk.agency_return),
            "files": desk.agency_return.attachments.count(),
            "unplaced": desk.agency_return.unplaced.count(),
        },
    )


def section_page(request: HttpRequest, desk: Desk, section: str) -> HttpResponse:
    """One section: its questions, saved as typed; two writers see each other's text."""
    asked = next((one for one in form().sections if one.code == section), None)
    if asked is None or section in {CHRONOLOGY, SIGNED_SECTION}:
        raise Http404
    given = desk.agency_return
    page = SectionForm(
        request.POST or None,
        section=asked,
        agency_return=given,
        answers=answering.draft_of(given),
    )
    if request.method == "POST":
        if carry_out(page, lambda: _save_section(request, desk, page)):
            return redirect(_after_section(request, desk, section))
        if isinstance(page.refusal, Stale):
            page.keep_both(answering.draft_of(given), given.edit_version)
    return render(
        request,
        "scoping/section.html",
        {"form": page, "desk": desk, "asked": given, "section": asked},
        status=page.status,
    )


def _save_section(request: HttpRequest, desk: Desk, page: SectionForm) -> None:
    answering.save_answers(
        desk.agency_return,
        page.changed(),
        version=page.cleaned_data["version"],
        by=desk.by,
        at=desk.at,
    )
    if wanted := page.cleaned_data["add"]:
        repeat = Repeat.EPISODE if wanted == Repeat.EPISODE else Repeat.MEMBER
        answering.add_block(desk.agency_return, repeat, by=desk.by, at=desk.at)
    messages.success(request, saved_at(desk.at))


def _after_section(request: HttpRequest, desk: Desk, section: str) -> str:
    if request.POST.get("add"):
        return f"{desk.place_of(section)}#last"
    return following(desk, section)


def chronology_page(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The chronology's grid: typed as in Word, understood under each date."""
    given = desk.agency_return
    page = ChronologyForm(request.POST or None, initial={"version": given.edit_version})
    rows = rows_from(request.POST) if request.method == "POST" else None
    theirs = None
    if request.method == "POST":
        if carry_out(page, lambda: _save_rows(request, desk, page)):
            return redirect(_after_rows(request, desk))
        if isinstance(page.refusal, Stale):
            theirs = grid(answering.draft_of(given).rows, spare=0)
            page = _renewed(page, given.edit_version)
    shown = answering.draft_of(given).rows if rows is None else rows
    spare = ADD_ROWS if "more" in request.GET else SPARE_ROWS
    return render(
        request,
        "scoping/chronology.html",
        {
            "form": page,
            "desk": desk,
            "asked": given,
            "columns": COLUMNS,
            "rows": grid(shown, spare=spare),
            "theirs": theirs,
            "again": [
                why for code, why in reasons_of(given).items() if code.startswith("E")
            ],
        },
        status=page.status,
    )


def _renewed(page: ChronologyForm, version: int) -> ChronologyForm:
    """The same page over what is stored now, so that saving again is a choice."""
    posted = cast("QueryDict", page.data).copy()
    posted["version"] = str(version)
    page.data = posted
    return page


def _save_rows(request: HttpRequest, desk: Desk, page: ChronologyForm) -> None:
    rows = rows_from(request.POST)
    stored = [dict(row) for row in answering.draft_of(desk.agency_return).rows]
    rows = page.chosen(mine=rows, theirs=stored)
    answering.save_chronology(
        desk.agency_return,
        rows,
        version=page.cleaned_data["version"],
        by=desk.by,
        at=desk.at,
    )
    messages.success(request, f"{saved_at(desk.at)}: {len(rows)} entries")


def _after_rows(request: HttpRequest, desk: Desk) -> str:
    if "add" in request.POST:
        return f"{desk.url('chronology')}?more=1#last"
    if "import" in request.POST:
        return desk.url("import")
    if "stay" in request.POST:
        return desk.url("chronology")
    return following(desk, CHRONOLOGY)


def attachments_page(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Files sent with the return: list, add, take off."""
    page = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and carry_out(
        page, lambda: _attach(desk, page.cleaned_data["file"])
    ):
        messages.success(request, saved_at(desk.at))
        return redirect(desk.url("attachments"))
    return render(
        request,
        "scoping/attachments.html",
        {
            "form": page,
            "desk": desk,
            "asked": desk.agency_return,
            "files": attached(desk),
        },
        status=page.status,
    )


def remove_attachment(
    request: HttpRequest, desk: Desk, attachment_id: UUID
) -> HttpResponse:
    """Take a file off the return; one of another return is not found."""
    found = next((one for one in attached(desk) if one.pk == attachment_id), None)
    if found is None:
        raise Http404
    answering.detach(found, by=desk.by, at=desk.at)
    messages.success(request, "The file was taken off the return.")
    return redirect(desk.url("attachments"))


def attached(desk: Desk) -> list[Attachment]:
    """The files of the round, with what the list shows."""
    return list(
        desk.agency_return.attachments.select_related(
            "version__case", "agency_return__case"
        )
    )


def _attach(desk: Desk, file: UploadedFile) -> None:
    answering.attach(desk.agency_return, receive(file), by=desk.by, at=desk.at)


def as_download(data: bytes, name: str, media_type: str) -> HttpResponse:
    """A file that the browser saves and never opens by itself."""
    response = HttpResponse(data, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox"
    return response
