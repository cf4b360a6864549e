"""Pages of what the meeting decides: walk-through, partners’ views, actions, approval (P7.2, P7.4)."""

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from rapidreview.case.models import Case
from rapidreview.door.forms import carry_out
from rapidreview.door.pages import case_page
from rapidreview.door.requests import CaseRequest
from rapidreview.meeting import deciding
from rapidreview.meeting.agenda import guidance_of
from rapidreview.meeting.deciding_forms import (
    ActionForm,
    ApprovalForm,
    ViewForm,
    WalkThroughForm,
)
from rapidreview.meeting.models import Meeting
from rapidreview.meeting.reading import actions_of, answers_of, meeting_of, views_of
from rapidreview.meeting.standing import is_filed
from rapidreview.planning.asking import Step, asked, done
from rapidreview.planning.forms import chair_of
from rapidreview.procedure.criteria import recommendation
from rapidreview.procedure.errors import NotYet
from rapidreview.procedure.vocabulary import Deed, Partner

STEP = "meeting/step.html"
BACK = "rapid_review_meeting"
ACTION = Step(
    "Agree an action",
    "An action agreed at a meeting has an owner, a date and a way to see that it helped.",
    "P14.1",
    "Agree this action",
    "meeting/action.html",
)
APPROVAL = Step(
    "Approve the content of the report",
    "The JCR Group, with the Chair, approves that the report holds the necessary "
    "information. The Chair’s signature over the text comes later.",
    "P7.4",
    "Record the approval",
    STEP,
)


@case_page(get=Deed.RECORD_DECISION, post=Deed.RECORD_DECISION)
def walk_through(request: CaseRequest, case: Case) -> HttpResponse:
    """Every criterion with its answer and reason; none is filled in beforehand (P7.2)."""
    meeting = _meeting(case)
    form = WalkThroughForm.on(
        request,
        filed=is_filed(meeting),
        initial=_given_before(meeting),
    )
    answer = partial(deciding.answer_criteria, meeting, at=request.at)
    if request.method == "POST" and carry_out(
        form, lambda: answer(**form.told(request.actor))
    ):
        return _next_view(request, meeting, "The criteria are walked through.")
    context = {"form": form, "guidance": guidance_of(case.guidance)}
    return render(request, "meeting/walk_through.html", context, status=form.status)


def _given_before(meeting: Meeting) -> dict[str, str]:
    given: dict[str, str] = {}
    for code, (answer, reason) in answers_of(meeting).items():
        given |= {f"answer_{code}": answer, f"reason_{code}": reason}
    return given


@case_page(get=Deed.RECORD_DECISION, post=Deed.RECORD_DECISION)
def partner_view(request: CaseRequest, case: Case, partner: str) -> HttpResponse:
    """Whether one statutory partner agrees, in its own words (P7.2)."""
    if partner not in set(Partner):
        raise Http404
    meeting, whose = _meeting(case), Partner(partner)
    form = ViewForm.on(
        request,
        filed=is_filed(meeting),
        initial=_view_before(meeting, whose),
    )
    record = partial(deciding.record_view, meeting, whose, at=request.at)
    if request.method == "POST" and carry_out(
        form, lambda: record(**form.told(request.actor))
    ):
        return _next_view(request, meeting, f"{whose.words}: the view is recorded.")
    step = Step(
        f"View: {whose.words}",
        "Each of the three partners agrees with the decision or dissents, in its own words.",
        "P7.2",
        "Record the view",
        "meeting/view.html",
    )
    decided = recommendation(answers_of(meeting))
    return asked(request, form, step, back=BACK, recommended=decided)


def _next_view(request: CaseRequest, meeting: Meeting, words: str) -> HttpResponse:
    """Each partner in turn, until all three have spoken; then back to the meeting."""
    heard = {one.partner for one in views_of(meeting)}
    silent = [one for one in Partner if one not in heard]
    if not silent:
        return done(request, meeting.case, words, BACK)
    messages.success(request, words)
    return redirect("partner_view", case_id=meeting.case_id, partner=silent[0].value)


def _view_before(meeting: Meeting, partner: Partner) -> dict[str, str]:
    found = next((one for one in views_of(meeting) if one.partner is partner), None)
    if found is None:
        return {}
    agrees = "yes" if found.agrees else "no"
    return {"agrees": agrees, "words": found.words, "given_by": found.given_by}


@case_page(get=Deed.RECORD_DECISION, post=Deed.RECORD_DECISION)
def agree_action(request: CaseRequest, case: Case) -> HttpResponse:
    """One more action of the meeting; the page comes back for the next (M21)."""
    meeting = _meeting(case)
    form = ActionForm.on(request)
    agree = partial(deciding.agree_action, case, meeting=meeting, at=request.at)
    if request.method == "POST" and carry_out(
        form, lambda: agree(**form.told(request.actor))
    ):
        return done(request, case, "The action is agreed.", "agree_action")
    return asked(request, form, ACTION, actions=actions_of(case, meeting), back=BACK)


@case_page(get=Deed.RECORD_DECISION, post=Deed.RECORD_DECISION)
def approve_content(request: CaseRequest, case: Case) -> HttpResponse:
    """The group's approval, with the corrections it asks for (P7.4)."""
    meeting = _meeting(case)
    chair = chair_of(case, request.at)
    first = {"approved_by": f"The group, with {chair}" if chair else "The group"}
    form = ApprovalForm.on(request, initial=first)
    approve = partial(deciding.approve_content, meeting, at=request.at)
    if request.method == "POST" and carry_out(
        form, lambda: approve(**form.told(request.actor))
    ):
        return done(request, case, "The approval is recorded.", BACK)
    return asked(request, form, APPROVAL, back=BACK, back_words="Rapid Review meeting")


def _meeting(case: Case) -> Meeting:
    found = meeting_of(case)
    if found is None:
        raise NotYet("Prepare the Rapid Review meeting first.", "P7.1")
    return found
