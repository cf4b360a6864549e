"""The pages on which a pre-meet, and minutes written outside, are taken in (P14.6, P1.9, P7.5)."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from rapidreview.case.models import Case
from rapidreview.door.forms import carry_out
from rapidreview.door.pages import case_page
from rapidreview.door.requests import CaseRequest
from rapidreview.meeting import minutes_before, taking_in
from rapidreview.meeting.minutes_before_forms import WrittenMinutesForm
from rapidreview.meeting.models import Meeting
from rapidreview.meeting.premeets import agency_on, planned
from rapidreview.meeting.readers import minutes_readers
from rapidreview.meeting.reading import closed_meeting
from rapidreview.meeting.taking_in_forms import STEPS, PremeetBeforeForm
from rapidreview.people.models import Agency
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.vocabulary import Deed


@case_page(get=Deed.TAKE_IN, post=Deed.TAKE_IN)
def take_in_premeet(request: CaseRequest, case: Case, agency_id: UUID) -> HttpResponse:
    """When a pre-meet was offered and held, who attended, and its minutes."""
    agency = agency_on(case, agency_id)
    if agency is None:
        raise Http404
    form = PremeetBeforeForm(
        request.POST or None, request.FILES or None, steps=_steps(request, agency)
    )
    by, at = request.actor, request.at
    if request.method == "POST" and carry_out(
        form,
        lambda: taking_in.take_in_premeet(case, agency, form.given(), by=by, at=at),
    ):
        messages.success(request, f"Pre-meet with {agency.name}: entered.")
        return redirect("pre_meets", case_id=case.pk)
    given = {"form": form, "agency": agency}
    return render(request, "meeting/take_in_premeet.html", given, status=form.status)


@case_page(get=Deed.TAKE_IN, post=Deed.TAKE_IN)
def take_in_minutes(request: CaseRequest, case: Case, meeting_id: UUID) -> HttpResponse:
    """The document of the minutes, when they were saved, and who was given them when."""
    meeting, by, at = closed_meeting(case, meeting_id), request.actor, request.at
    of_review = meeting.sort == Meeting.Sort.RAPID_REVIEW
    form = WrittenMinutesForm(
        request.POST or None,
        request.FILES or None,
        readers=[] if of_review else minutes_readers(meeting, at=at),
        initial={"done_by": meeting.minute_taker},
    )
    if request.method == "POST" and carry_out(
        form,
        lambda: minutes_before.take_in_minutes(meeting, form.given(), by=by, at=at),
    ):
        messages.success(request, "The minutes are filed in II as they were written.")
        return redirect("meeting_minutes", case_id=case.pk, meeting_id=meeting.pk)
    given = {"form": form, "meeting": meeting, "of_review": of_review}
    return render(request, "meeting/take_in_minutes.html", given, status=form.status)


def _steps(request: CaseRequest, agency: Agency) -> list[str]:
    """The steps that are left, and those just typed, whoever was quicker."""
    meeting = planned(request.case, agency)
    done = {
        "offered": request.facts.has(LogKind.PREMEET_NEEDED, str(agency.pk)),
        "held": meeting is not None and meeting.closed_at is not None,
        "minutes": meeting is not None and meeting.circulated_at is not None,
    }
    typed = {name.partition("_")[0] for name in request.POST}
    return [step for step in STEPS if step in typed or not done[step]]
