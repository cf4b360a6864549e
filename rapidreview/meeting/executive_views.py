"""Pages about the AD/DCS: decided, called, held, or the findings shared instead (P1.15, P1.16)."""

from functools import partial

from django.http import HttpResponse

from rapidreview.case.models import Case
from rapidreview.door.forms import carry_out
from rapidreview.door.pages import case_page
from rapidreview.door.requests import CaseRequest
from rapidreview.meeting import calling, executive
from rapidreview.meeting.agenda import AGREED, PRESENTED
from rapidreview.meeting.executive_forms import (
    CallForm,
    DecideForm,
    HeldForm,
    SharedForm,
)
from rapidreview.meeting.letters import executive_preview
from rapidreview.meeting.models import Meeting
from rapidreview.meeting.reading import (
    executive_decisions,
    executive_meeting_of,
    findings_shared,
)
from rapidreview.meeting.room import minute_takers
from rapidreview.planning.asking import Step, asked, done
from rapidreview.planning.calendars import EXECUTIVE_TASK
from rapidreview.planning.forms import CHAIRS
from rapidreview.procedure.errors import NotYet
from rapidreview.procedure.vocabulary import Deed

BACK = "meetings"
DECIDE = Step(
    "Are the AD/DCS to meet?",
    "The Chair, with the statutory partners, considers whether findings are presented to the "
    "Director and the Assistant Director before submission, so that executive leaders see "
    "what must improve at once.",
    "P1.15",
    "Record the decision",
    "meeting/decide.html",
)
CALL = Step(
    "Call the meeting with the AD/DCS",
    "The Chair requires it; it comes before the report is submitted.",
    "P1.16",
    "Call the meeting",
    "meeting/call.html",
)
HELD = Step(
    "Record the meeting with the AD/DCS",
    "Its minutes are due within 24 hours of its close.",
    "P1.16",
    "Record the meeting",
    "meeting/step.html",
)
SHARE = Step(
    "Findings shared",
    "No meeting is required, so each partner’s senior representative shares findings and "
    "recommendations with their own executive lead.",
    "P1.16",
    "Record that they were shared",
    "meeting/share.html",
)


@case_page(get=Deed.DECIDE_EXECUTIVE, post=Deed.DECIDE_EXECUTIVE)
def decide_executive(request: CaseRequest, case: Case) -> HttpResponse:
    """The Chair's decision, or another one later, with its reason (P1.15)."""
    form = DecideForm.on(request, whose=CHAIRS)
    decide = partial(executive.decide_executive_meeting, case, at=request.at)
    if request.method == "POST" and carry_out(
        form, lambda: decide(**form.told(request.actor))
    ):
        told = (
            "" if form.cleaned_data.get("done_by") else " Those who act on it are told."
        )
        return done(request, case, f"Decided.{told}", BACK)
    earlier = executive_decisions(case)
    return asked(request, form, DECIDE, earlier=earlier, back=BACK)


@case_page(get=Deed.HOLD_MEETING, post=Deed.HOLD_MEETING)
def call_executive(request: CaseRequest, case: Case) -> HttpResponse:
    """When, where and who; each gets a letter with an entry for the calendar (P1.16)."""
    meeting = executive_meeting_of(case)
    slot = request.facts.agreed.get((EXECUTIVE_TASK, None))
    first = {"starts_at": slot, "place": meeting.place if meeting else ""}
    form = CallForm.on(request, initial=first)
    call = partial(calling.call_executive, case, at=request.at)
    if request.method == "POST" and carry_out(
        form, lambda: call(**form.told(request.actor))
    ):
        told = "" if form.cleaned_data.get("occurred_at") else " Everybody is invited."
        return done(request, case, f"The meeting is called.{told}", BACK)
    letter = executive_preview(case, by=request.actor)
    return asked(request, form, CALL, letter=letter, back=BACK)


@case_page(get=Deed.HOLD_MEETING, post=Deed.HOLD_MEETING)
def hold_executive(request: CaseRequest, case: Case) -> HttpResponse:
    """Who was there, what was presented and agreed, when it closed (P1.16)."""
    meeting = executive_meeting_of(case)
    if meeting is None:
        raise NotYet("Call the meeting with the AD/DCS first.", "P1.16")
    first = _first(meeting, minute_takers(case, request.at))
    form = HeldForm.on(request, initial=first)
    hold = partial(executive.hold_executive_meeting, meeting, at=request.at)
    if request.method == "POST" and carry_out(
        form, lambda: hold(**form.told(request.actor))
    ):
        return done(
            request, case, "The meeting is recorded. Its minutes are due.", BACK
        )
    return asked(request, form, HELD, back=BACK)


def _first(meeting: Meeting, minute_taker: str) -> dict[str, str]:
    notes = {one.code: one.notes for one in meeting.items.select_related("case")}
    invited = (one.name for one in meeting.attendances.all())
    return {
        "present": "\n".join(invited),
        "presented": notes.get(PRESENTED, ""),
        "agreed": notes.get(AGREED, ""),
        "minute_taker": minute_taker,
    }


@case_page(get=Deed.SHARE_FINDINGS, post=Deed.SHARE_FINDINGS)
def share_findings(request: CaseRequest, case: Case) -> HttpResponse:
    """Who shared the findings with whom; each partner has a row (P1.16)."""
    form = SharedForm.on(request)
    share = partial(executive.share_findings, case, at=request.at)
    if request.method == "POST" and carry_out(
        form, lambda: share(**form.told(request.actor))
    ):
        return done(request, case, "Recorded.", "share_findings")
    return asked(request, form, SHARE, shared=findings_shared(case), back=BACK)
