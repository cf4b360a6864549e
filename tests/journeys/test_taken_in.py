"""A partnership begins on Day 6 of a live review: what was done before, then on to the pack."""

from datetime import datetime

import pytest

from rapidreview.case.models import Case
from rapidreview.collation import actions as collation
from rapidreview.dailylog.facts import case_facts
from rapidreview.dailylog.models import Log
from rapidreview.dailylog.plans import duties_for
from rapidreview.dailylog.proof import problems
from rapidreview.dailylog.reading import entries
from rapidreview.mail.models import Letter
from rapidreview.meeting.taking_in import (
    HeldBefore,
    MinutesBefore,
    PremeetBefore,
    take_in_premeet,
)
from rapidreview.opening.agencies import choose_agencies
from rapidreview.opening.sin import record_sin
from rapidreview.planning.actions import set_timescales
from rapidreview.procedure.duties import TaskState
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.vocabulary import SinOutcome
from rapidreview.quality import actions as quality
from rapidreview.quality.taking_in import ReturnBefore, take_in_return
from rapidreview.report.actions import begin_report
from tests.cast import Cast, gather, gather_elsewhere
from tests.procedure.given import on_day
from tests.taken import (
    ASKED,
    CAME,
    CHECKED,
    DAY_6,
    OWEN,
    PDF,
    SHARED,
    WHOLE,
    enter,
    taken_in_case,
)

pytestmark = [pytest.mark.django_db, pytest.mark.paragraph("P14.6", "P2.7")]
DATES = {
    "return_due": on_day(5, "17:00"),
    "rapid_review_meeting": on_day(7, "14:00"),
    "report_to_chair": on_day(12, "17:00"),
    "executive_meeting": on_day(14, "10:00"),
}
# What happens by itself when the product opens the case, and is done then.
OPENED_NOW = {
    LogKind.CASE_OPENED,
    LogKind.FOLDER_MADE,
    LogKind.DOCUMENT_FILED,  # the record of the call
    LogKind.APPOINTMENT_MADE,
    LogKind.CHILD_RECORDED,
    LogKind.OVERSIGHT_TAKEN,
    LogKind.CASE_TAKEN_IN,
}


@pytest.fixture
def cast() -> Cast:
    gather_elsewhere()
    return gather()


def test_a_review_taken_in_on_day_6_is_not_late_and_goes_on(cast: Cast) -> None:
    case = taken_in_case(cast)
    assert TaskState.LATE in states(case, DAY_6)

    _enter_days_1_to_5(cast, case)

    assert TaskState.LATE not in states(case, DAY_6)
    _every_entry_of_what_was_done_before_is_marked_late(case)
    assert not Letter.objects.exists()
    _go_on_to_the_pack(cast, case)
    assert TaskState.LATE not in states(case, on_day(6, "23:00"))
    assert problems(Log.objects.get(case=case)) == []


def states(case: Case, at: datetime) -> set[TaskState]:
    """How the duties of the case stand."""
    return {one.state for one in duties_for(case, case_facts(case), at)}


def _enter_days_1_to_5(cast: Cast, case: Case) -> None:
    """In no good order, as people find their e-mails."""
    priya = cast.actor("priya")
    then = {"by": priya.entering(OWEN), "at": DAY_6}
    agencies = [cast.school, cast.police]
    morning = on_day(1, "11:00")
    choose_agencies(
        case, agencies, with_name=cast.judith.name, occurred_at=morning, **then
    )
    set_timescales(
        case, DATES, agreed_with=cast.judith.name, occurred_at=morning, **then
    )
    take_in_return(case, cast.school, WHOLE, by=priya, at=DAY_6)
    police = ReturnBefore(ASKED, CAME, CHECKED, SHARED)
    take_in_return(case, cast.police, police, by=priya, at=DAY_6)
    _enter_tasks(cast, case)
    held = HeldBefore(on_day(2, "14:00"), on_day(2, "15:00"), "Miriam", "Sam")
    minutes = MinutesBefore(PDF, on_day(3, "09:00"), "Sam")
    before = PremeetBefore(OWEN, on_day(1, "15:00"), held, minutes)
    take_in_premeet(case, cast.school, before, by=priya, at=DAY_6)


def _enter_tasks(cast: Cast, case: Case) -> None:
    told = {
        "submitted_by": "Marcus",
        "reference": "SIN-7",
        "told_at": on_day(2, "16:00"),
    }
    record_sin(
        case,
        submitted_at=on_day(2, "15:00"),
        outcome=SinOutcome.REVIEW_REQUIRED,
        by=cast.actor("priya"),
        at=DAY_6,
        **told,
    )
    for task in ("tell_group", "send_invitations", "take_oversight"):
        enter(cast, case, task, on_day(1, "14:00"))
    enter(cast, case, "timeline", on_day(2, "17:00"))
    for day in (5, 1, 2, 3, 4):
        enter(cast, case, "liaise", on_day(day, "16:00"))
    for task, name in (
        ("name_minute_taker", "miriam"),
        ("lead_professional", "judith"),
        ("confirm_senior_officers", "helene"),
    ):
        enter(cast, case, task, on_day(1), people=(cast.users[name],))


def _every_entry_of_what_was_done_before_is_marked_late(case: Case) -> None:
    told = [one for one in entries(case) if one.done_by]
    assert len(told) > 30
    assert [one for one in told if not one.late] == []
    prompt = {one.kind for one in entries(case) if not one.late}
    # And the dates that tell of themselves, which are no sign of a late entry.
    about = {LogKind.INCIDENT_RECORDED, LogKind.LA_AWARE_RECORDED}
    assert prompt == OPENED_NOW | about


def _go_on_to_the_pack(cast: Cast, case: Case) -> None:
    """The return that was not decided is accepted now; then Day 6 as ever."""
    owen, priya = cast.actor("owen"), cast.actor("priya")
    police = case.returns.get(agency=cast.police)
    quality.accept(police, by=priya, at=on_day(6, "11:30"))
    pack = collation.collate(case, by=owen, at=on_day(6, "13:00"))
    collation.release(pack, [cast.judith], by=priya, at=on_day(6, "14:00"))
    begin_report(case, by=owen, at=on_day(6, "15:00"))
    assert [one.kind for one in Letter.objects.all()] == ["pack_released"]
