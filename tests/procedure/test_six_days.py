"""A case played through its first six days: done in time, nothing is ever left late."""

import sys

import pytest

from rapidreview.procedure.calendar import WorkingDays
from rapidreview.procedure.duties import TaskState, duties
from rapidreview.procedure.facts import CaseFacts
from rapidreview.procedure.logkinds import LogKind as K
from rapidreview.procedure.timetable import plan
from tests.procedure.given import ENGLAND, PROCEDURE, case, duties_at, on_day

SLOT = {("executive_meeting", None): on_day(13, "09:00")}
DAYS = {
    1: [
        ("09:40", K.LA_AWARE_RECORDED), ("10:05", K.FOLDER_MADE),
        ("10:05", K.OVERSIGHT_TAKEN), ("10:30", K.TIMESCALES_SET),
        ("10:30", K.DATE_AGREED), ("10:30", K.CHAIR_CONTACTED),
        ("10:30", K.LEAD_PROFESSIONAL_CONFIRMED),
        ("10:45", K.SENIOR_OFFICERS_CONFIRMED), ("11:00", K.AGENCIES_CONFIRMED),
        ("11:40", K.GROUP_TOLD), ("12:30", K.RETURN_REQUESTED, "school"),
        ("12:30", K.RETURN_REQUESTED, "housing 1"), ("14:10", K.INVITATIONS_SENT),
        ("14:10", K.MINUTE_TAKER_NAMED), ("16:20", K.PREMEET_NEEDED, "housing"),
    ],
    2: [("10:00", K.CHAIR_CONTACTED)],
    3: [
        ("09:00", K.CHAIR_CONTACTED), ("09:30", K.PREMEET_HELD, "housing"),
        ("10:00", K.MEETING_CLOSED, "pre-meet"),
        ("09:55", K.RETURN_RECEIVED, "school"), ("10:30", K.RETURN_CHECKED, "school"),
        ("10:02", K.SAFETY_ALERT_RAISED, "school"),
        ("11:10", K.RETURN_SHARED, "school"), ("15:20", K.SIN_SUBMITTED),
        ("15:45", K.TIMELINE_DISCUSSED), ("16:30", K.MINUTES_CIRCULATED, "pre-meet"),
    ],
    4: [
        ("09:15", K.CHAIR_CONTACTED), ("16:20", K.RETURN_RECEIVED, "housing 1"),
        ("16:40", K.RETURN_CHECKED, "housing 1"),
        ("16:50", K.RETURN_SHARED, "housing 1"),
    ],
    5: [
        ("09:15", K.RETURN_ACCEPTED, "school"),
        ("09:30", K.RETURN_SENT_BACK, "housing 1"),
        ("09:30", K.RETURN_REQUESTED, "housing 2"), ("14:15", K.CHAIR_CONTACTED),
    ],
    6: [
        ("11:05", K.RETURN_RECEIVED, "housing 2"),
        ("11:20", K.RETURN_CHECKED, "housing 2"),
        ("11:30", K.RETURN_SHARED, "housing 2"),
        ("12:10", K.RETURN_ACCEPTED, "housing 2"), ("14:30", K.RETURNS_COLLATED),
        ("15:40", K.PACK_RELEASED), ("16:15", K.REPORT_BEGUN),
        ("16:30", K.CHAIR_CONTACTED),
    ],
}  # fmt: skip


def played_until(last_day: int) -> CaseFacts:
    told = [
        (kind, on_day(day, clock_time), *subject)
        for day in range(1, last_day + 1)
        for clock_time, kind, *subject in DAYS[day]
    ]
    agreed = SLOT | {("return_due", "housing 2"): on_day(6, "12:00")}
    return case(*told, agreed=agreed)


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.paragraph("P0.7", "P1.3", "P1.13")
def test_at_the_end_of_each_day_nothing_is_late(day):
    found = duties_at(played_until(day), on_day(day, "23:00"))

    assert [one.task for one in found if one.state is TaskState.LATE] == []


@pytest.mark.parametrize("day", range(2, 7))
@pytest.mark.paragraph("P1.13")
def test_a_day_on_which_nothing_is_done_is_noticed_the_next(day):
    found = duties_at(played_until(day - 1), on_day(day + 1, "09:00"))

    assert "liaise" in [one.task for one in found if one.state is TaskState.LATE]


@pytest.mark.paragraph("P6.1", "P6.2", "P6.3")
def test_after_day_six_all_that_was_due_is_done_but_the_open_safety_item():
    at = on_day(6, "18:00")

    undone = {
        one.task
        for one in duties_at(played_until(6), at)
        if one.due_at and one.due_at <= at and one.state is not TaskState.DONE
    }

    assert undone == {"safety_alert"}


@pytest.mark.paragraph("P6.1")
def test_on_the_morning_of_day_six_collation_waits_for_the_second_round():
    morning = played_until(5)

    found = {one.task: one for one in duties_at(morning, on_day(6, "09:00"))}

    assert found["collate"].blocked_by == ("return_due",)
    assert found["release_pack"].blocked_by == ("collate",)


@pytest.mark.paragraph("P2.6")
def test_each_round_of_a_return_has_its_own_duties():
    found = duties_at(played_until(6), on_day(6, "18:00"))

    decided = [one.subject for one in found if one.task == "final_decision"]

    assert sorted(one or "" for one in decided) == ["housing 1", "housing 2", "school"]


def test_many_facts_cost_no_more_calls_than_few():
    """The work grows with tasks and returns, not with the length of the log (G16)."""
    few = played_until(6)
    notes = [(K.NOTED_COMMUNICATION, on_day(6))] * 2000
    told = [(one.kind, one.at, one.subject) for one in few.facts[1:]]
    many = case(*told, *notes, agreed=few.agreed)

    calls_of(few)  # whatever is computed once a process is computed now

    assert calls_of(many) <= calls_of(few) + 5


def calls_of(facts: CaseFacts) -> int:
    """How many of our own functions a plan and the duties of one case call."""
    counted = 0

    def count(frame: object, event: str, argument: object) -> None:
        nonlocal counted
        counted += event == "call"

    calendar = WorkingDays.england()
    sys.setprofile(count)
    try:
        plan(PROCEDURE, facts.anchors(), calendar, facts=facts)
        duties(PROCEDURE, facts, ENGLAND, on_day(6))
    finally:
        sys.setprofile(None)
    return counted
