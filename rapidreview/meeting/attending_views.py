"""Pages about people of the meeting: replies, deputies, interests; a meeting called off (M1, M16)."""

from functools import partial
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render

from rapidreview.case.models import Case
from rapidreview.door.forms import carry_out
from rapidreview.door.pages import case_page
from rapidreview.door.requests import CaseRequest
from rapidreview.meeting.agenda import RAPID_REVIEW
from rapidreview.meeting.attending_forms import (
    CallOffForm,
    DeclareForm,
    JudgeForm,
    ReplyForm,
    SettleForm,
)
from rapidreview.meeting.deputies import deputy_on, deputy_words, judge_deputy
from rapidreview.meeting.presence import rules_of
from rapidreview.meeting.standing import TASK, is_filed
from rapidreview.planning import interests as declared
from rapidreview.planning import inviting
from rapidreview.planning.asking import Step, asked, done
from rapidreview.planning.entries import entry_on, invited_shown, live_entries
from rapidreview.planning.forms import chair_of
from rapidreview.procedure.vocabulary import Deed

STEP = "meeting/step.html"
DECLARE = Step(
    "Conflicts of interest",
    "Whoever has a conflict of interest says so, before the meeting or at it. What is done "
    "about it stands in the minutes and in the Daily Log.",
    "P7.1",
    "Record what is declared",
    "meeting/interests.html",
)
CALL_OFF = Step(
    "Call the meeting off",
    "The meeting leaves every calendar by a letter of its own. Its date stays agreed until "
    "another one is.",
    "P1.6",
    "Call it off, and write to them",
    "meeting/call_off.html",
)


@case_page(get=Deed.RECORD_DECISION)
def replies(request: CaseRequest, case: Case) -> HttpResponse:
    """Who is invited to which meeting, and what they answered (P1.6)."""
    context = {"meetings": invited_shown(case), "may": request.may}
    return render(request, "meeting/replies.html", context)


@case_page(get=Deed.HOLD_MEETING, post=Deed.HOLD_MEETING)
def record_reply(request: CaseRequest, case: Case, entry_id: UUID) -> HttpResponse:
    """What one person answered, by hand (P1.6)."""
    entry = entry_on(case, entry_id)
    if entry is None:
        raise Http404
    form = ReplyForm.on(request)
    record = partial(inviting.record_reply, entry, at=request.at)
    if request.method == "POST" and carry_out(
        form, lambda: record(**form.told(request.actor))
    ):
        return done(request, case, f"{entry.name}: the reply is recorded.", "replies")
    step = Step(
        f"Reply of {entry.name}",
        "Before the meeting one sees whether a quorum will be there, and who needs a deputy.",
        "P1.6",
        "Record the reply",
        STEP,
    )
    return asked(request, form, step, back="replies", back_words="Invited and replies")


@case_page(get=Deed.HOLD_MEETING, post=Deed.HOLD_MEETING)
def call_off_meeting(request: CaseRequest, case: Case) -> HttpResponse:
    """The Rapid Review meeting is called off; everybody's calendar loses it (P1.6)."""
    form = CallOffForm(request.POST or None)
    off = partial(inviting.call_off, case, TASK, by=request.actor, at=request.at)
    if request.method == "POST" and carry_out(form, lambda: off(**form.cleaned_data)):
        return done(request, case, "The meeting is called off.", "meetings")
    people = live_entries(case, TASK, at=request.at)
    return asked(request, form, CALL_OFF, back="meetings", people=people)


@case_page(get=Deed.RECORD_DECISION, post=Deed.RECORD_DECISION)
def judge_one_deputy(request: CaseRequest, case: Case, number: int) -> HttpResponse:
    """The Chair accepts a deputy, or does not (M16)."""
    row = deputy_on(case, number)
    if row is None:
        raise Http404
    first = {"judged_by": chair_of(case, request.at)}
    form = JudgeForm.on(request, filed=is_filed(row.meeting), initial=first)
    judge = partial(judge_deputy, row, at=request.at)
    if request.method == "POST" and carry_out(
        form, lambda: judge(**form.told(request.actor))
    ):
        words = f"{row.deputy}: the Chair’s word is recorded."
        return done(request, case, words, "rapid_review_meeting")
    rule = rules_of(row.meeting).deputies
    step = Step(
        f"{row.deputy}, for {row.name}",
        rule.words if rule else "The procedure says nothing of deputies.",
        "P7.1",
        "Record the Chair’s word",
        "meeting/deputy.html",
    )
    said = deputy_words(row)
    return asked(
        request, form, step, back="rapid_review_meeting",
        back_words="Rapid Review meeting", said=said,
    )  # fmt: skip


@case_page(get=Deed.RECORD_DECISION, post=Deed.RECORD_DECISION)
def interests(request: CaseRequest, case: Case) -> HttpResponse:
    """What was declared and what was done about it; and one more to declare (M1)."""
    form = DeclareForm.on(request)
    declare = partial(declared.declare_interest, case, at=request.at)
    if request.method == "POST" and carry_out(
        form, lambda: declare(**form.told(request.actor))
    ):
        return done(request, case, "The interest is recorded.", "interests")
    found = declared.interests_of(case)
    return asked(request, form, DECLARE, back="meetings", found=found)


@case_page(get=Deed.RECORD_DECISION, post=Deed.RECORD_DECISION)
def settle_interest(request: CaseRequest, case: Case, number: int) -> HttpResponse:
    """What is done about one interest (M1)."""
    interest = declared.interest_on(case, number)
    if interest is None:
        raise Http404
    first = {
        "measure": interest.measure,
        "items": interest.items.split(", "),
        "no_papers": interest.no_papers,
        "reason": interest.reason,
        "decided_by": interest.decided_by or chair_of(case, request.at),
    }
    form = SettleForm.on(request, agenda=RAPID_REVIEW, initial=first)
    settle = partial(declared.settle_interest, interest, at=request.at)
    if request.method == "POST" and carry_out(
        form, lambda: settle(**form.told(request.actor))
    ):
        return done(request, case, f"{interest.name}: settled.", "interests")
    step = Step(
        f"Interest of {interest.name}",
        "The Chair decides what is done: nobody decides on what concerns them.",
        "P7.1",
        "Record what is done",
        "meeting/interest.html",
    )
    return asked(
        request, form, step, back="interests", back_words="Conflicts of interest",
        interest=interest,
    )  # fmt: skip
