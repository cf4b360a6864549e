"""The minutes of a meeting: looked at, filed, corrected, circulated, opened (P0.5, P7.5)."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from rapidreview.case.models import Case
from rapidreview.casefolder.downloads import serve
from rapidreview.door.forms import carry_out
from rapidreview.door.pages import case_page
from rapidreview.door.requests import CaseRequest
from rapidreview.meeting import minutes
from rapidreview.meeting.letters import minutes_preview
from rapidreview.meeting.meeting_forms import ConfirmForm
from rapidreview.meeting.minutes_forms import CirculateForm, CorrectForm
from rapidreview.meeting.models import Meeting, Minutes
from rapidreview.meeting.overview import minutes_stand, send_url
from rapidreview.meeting.papers import Edition, minutes_paper
from rapidreview.meeting.readers import (
    minutes_for,
    minutes_on,
    minutes_read,
    minutes_readers,
    newest_minutes,
    readers_of,
    versions_of,
)
from rapidreview.meeting.reading import closed_meeting
from rapidreview.planning.asking import done
from rapidreview.procedure.errors import NotYet
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.vocabulary import Deed

PDF = "application/pdf"


@case_page(get=Deed.RECORD_DECISION, post=Deed.HOLD_MEETING)
def meeting_minutes(request: CaseRequest, case: Case, meeting_id: UUID) -> HttpResponse:
    """The draft as it would be filed, and the versions there are (P7.5)."""
    meeting = closed_meeting(case, meeting_id)
    form, by, at = ConfirmForm(request.POST or None), request.actor, request.at
    if request.method == "POST" and carry_out(
        form, lambda: minutes.file_minutes(meeting, by=by, at=at)
    ):
        return redirect("meeting_minutes", case_id=case.pk, meeting_id=meeting.pk)
    versions = versions_of(meeting)
    newest = versions[0].minutes if versions else None
    edition = (
        Edition(newest.number, newest.correction, newest.changed)
        if newest
        else Edition(1)
    )
    context = {
        "form": form,
        "meeting": meeting,
        "stand": minutes_stand(meeting, request.facts),
        "versions": versions,
        "paper": minutes_paper(meeting, edition),
        "is_review": meeting.sort == Meeting.Sort.RAPID_REVIEW,
        "send_url": send_url(case),
        "taken_in": request.facts.has(LogKind.CASE_TAKEN_IN),
        "may": request.may,
    }
    return render(request, "meeting/meeting_minutes.html", context, status=form.status)


@case_page(get=Deed.RECORD_DECISION)
def preview_minutes(request: CaseRequest, case: Case, meeting_id: UUID) -> HttpResponse:
    """The draft as a PDF, made for this look and kept nowhere."""
    meeting = closed_meeting(case, meeting_id)
    newest = newest_minutes(meeting)
    paper = minutes_paper(meeting, Edition(newest.number + 1 if newest else 1))
    return HttpResponse(
        paper.as_pdf(request.at),
        content_type=PDF,
        headers={
            "Content-Disposition": 'inline; filename="draft-minutes.pdf"',
            "Cache-Control": "no-store",
        },
    )


@case_page(get=Deed.HOLD_MEETING, post=Deed.HOLD_MEETING)
def correct_minutes(request: CaseRequest, case: Case, meeting_id: UUID) -> HttpResponse:
    """A next version: what is corrected, who asked, and the notes as they are to be (M25)."""
    newest = _newest(case, meeting_id)
    items = list(newest.meeting.items.select_related("case"))
    form = CorrectForm(
        request.POST or None, items=items, initial={"number": newest.number}
    )
    by, at = request.actor, request.at
    if request.method == "POST" and carry_out(
        form,
        lambda: minutes.correct_minutes(
            minutes_read(newest.meeting, form.cleaned_data["number"]),
            what=form.cleaned_data["what"],
            asked_by=form.cleaned_data["asked_by"],
            agreed_by=form.cleaned_data["agreed_by"],
            items=form.notes(),
            by=by,
            at=at,
        ),
    ):
        return redirect("meeting_minutes", case_id=case.pk, meeting_id=meeting_id)
    context = {
        "form": form,
        "meeting": newest.meeting,
        "newest": newest,
        "readers": readers_of(newest),
    }
    return render(request, "meeting/correct_minutes.html", context, status=form.status)


@case_page(get=Deed.HOLD_MEETING, post=Deed.HOLD_MEETING)
def give_minutes(request: CaseRequest, case: Case, meeting_id: UUID) -> HttpResponse:
    """Who gets the minutes of the meeting with the AD/DCS; then they go (P0.5)."""
    newest = _newest(case, meeting_id)
    if newest.meeting.sort != Meeting.Sort.EXECUTIVE:
        raise Http404  # those of the Rapid Review meeting go with the report (P7.6)
    readers = minutes_readers(newest.meeting, at=request.at)
    form, at = CirculateForm.on(request, readers=readers), request.at
    if request.method == "POST" and carry_out(
        form,
        lambda: minutes.circulate(newest, at=at, **form.told(request.actor)),
    ):
        return done(request, case, "The minutes are circulated.", "meetings")
    stand = minutes_stand(newest.meeting, request.facts)
    context = {
        "form": form,
        "newest": newest,
        "stand": stand,
        "letter": minutes_preview(newest, by=request.actor),
    }
    return render(request, "meeting/give_minutes.html", context, status=form.status)


@case_page(get=Deed.SEE_MEETINGS)
def open_minutes(
    request: CaseRequest, case: Case, meeting_id: UUID, number: int, form: str
) -> HttpResponse:
    """A version of the minutes, as Word or PDF; for a reader only if it was given to them."""
    found = minutes_on(case, meeting_id, number)
    if found is None or form not in {"word", "pdf"}:
        raise Http404
    if not request.may(Deed.RECORD_DECISION) and found not in minutes_for(
        case, request.user
    ):
        raise Http404
    return serve(found.word if form == "word" else found.pdf, inline=True)


def _newest(case: Case, meeting_id: UUID) -> Minutes:
    found = newest_minutes(closed_meeting(case, meeting_id))
    if found is None:
        raise NotYet("File the minutes first.", "P7.5")
    return found
