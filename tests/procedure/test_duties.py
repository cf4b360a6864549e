"""Duties of the case as a whole: Day 1, the SIN, liaison, the minute-taker."""

import pytest

from rapidreview.procedure.duties import TaskState
from rapidreview.procedure.facts import CaseFacts
from rapidreview.procedure.logkinds import LogKind as K
from tests.procedure.given import (
    case,
    duties_at,
    duty,
    facts_of,
    london,
    on_day,
    state,
)

NOT_YET, OPEN, TODAY = TaskState.NOT_YET, TaskState.OPEN, TaskState.DUE_TODAY
LATE, WAITING, DONE = TaskState.LATE, TaskState.WAITING, TaskState.DONE
NOT_NEEDED = TaskState.NOT_NEEDED
ASKED = (K.RETURN_REQUESTED, on_day(1, "12:30"), "r1")


DAY_1 = {
    "take_oversight": (K.OVERSIGHT_TAKEN, "P1.3"),
    "open_folder": (K.FOLDER_MADE, "P1.12"),
    "set_timescales": (K.TIMESCALES_SET, "P1.4"),
    "agree_dates": (K.DATE_AGREED, "P1.6"),
    "confirm_senior_officers": (K.SENIOR_OFFICERS_CONFIRMED, "P1.6"),
    "tell_group": (K.GROUP_TOLD, "P1.7"),
    "choose_agencies": (K.AGENCIES_CONFIRMED, "P1.8"),
    "send_invitations": (K.INVITATIONS_SENT, "P1.6"),
    "lead_professional": (K.LEAD_PROFESSIONAL_CONFIRMED, "P1.14"),
}


@pytest.mark.parametrize(
    ("task", "kind", "paragraph"), [(t, *v) for t, v in DAY_1.items()]
)
@pytest.mark.paragraph("P1.3", "P1.4", "P1.6", "P1.7", "P1.8", "P1.12", "P1.14")
def test_a_task_of_day_one_is_due_today_then_late_until_the_log_says_done(
    task, kind, paragraph
):
    done = case((kind, on_day(1, "11:00")))

    assert state(case(), task, on_day(1)) == TODAY
    assert state(case(), task, on_day(2)) == LATE
    assert state(done, task, on_day(2)) == DONE
    assert duty(done, task, on_day(2)).done_at == on_day(1, "11:00")
    assert duty(done, task, on_day(2)).done_by == "priya"
    assert duty(done, task, on_day(2)).paragraph == paragraph


@pytest.mark.paragraph("P1.1")
def test_the_notification_is_recorded_by_recording_it():
    assert state(case(), "record_notification", on_day(1)) == DONE


def test_before_the_notification_nothing_is_open_but_what_waits_outside():
    found = {one.task: one.state for one in duties_at(CaseFacts(), on_day(1))}

    assert found.pop("sin") == WAITING
    assert set(found.values()) == {NOT_YET}


def test_a_case_told_on_a_saturday_opens_on_the_next_working_day():
    told = facts_of((K.NOTIFICATION_RECEIVED, london("2026-12-26 09:30")))

    assert state(told, "tell_group", london("2026-12-26 10:00")) == NOT_YET
    assert state(told, "tell_group", london("2026-12-29 10:00")) == TODAY


@pytest.mark.paragraph("P1.2")
@pytest.mark.parametrize(
    ("told", "at", "expected"),
    [
        ((), on_day(1), WAITING),
        (((K.LA_AWARE_RECORDED, london("2026-11-02 14:40")),), on_day(4), WAITING),
        (((K.LA_AWARE_RECORDED, london("2026-11-02 14:40")),), on_day(5), LATE),
        (((K.SIN_SUBMITTED, on_day(3)),), on_day(5), DONE),
        (((K.SIN_OUTCOME_RECORDED, on_day(3)),), on_day(5), DONE),
    ],
)
def test_the_sin_is_awaited_from_childrens_social_care(told, at, expected):
    assert state(case(*told), "sin", at) == expected


@pytest.mark.paragraph("P1.5")
def test_the_timeline_is_discussed_once_the_sin_is_in():
    sent = (K.SIN_SUBMITTED, on_day(3, "15:20"))

    assert state(case(), "timeline", on_day(2)) == NOT_YET
    assert state(case(sent), "timeline", on_day(3, "15:30")) == TODAY
    assert state(case(sent), "timeline", on_day(4)) == LATE
    discussed = (K.TIMELINE_DISCUSSED, on_day(3, "15:45"))
    assert state(case(sent, discussed), "timeline", on_day(4)) == DONE
    no_sin = (K.SIN_OUTCOME_RECORDED, on_day(3))
    assert state(case(no_sin), "timeline", on_day(4)) == NOT_NEEDED


@pytest.mark.paragraph("P1.6", "P1.7", "P1.10")
def test_what_is_done_before_the_sin_is_marked_ahead_of_it():
    told = (K.GROUP_TOLD, on_day(1, "11:40"))
    sent = (K.SIN_SUBMITTED, on_day(3))

    ahead = duty(case(told, sent), "tell_group", on_day(4)).why
    after = duty(case(sent, (K.GROUP_TOLD, on_day(4))), "tell_group", on_day(4)).why

    assert ahead.endswith("Ahead of the SIN.")
    assert not after.endswith("Ahead of the SIN.")
    assert duty(case(), "tell_group", on_day(1)).why.endswith("Ahead of the SIN.")


@pytest.mark.paragraph("P1.8", "P1.10")
def test_forms_wait_for_the_choice_of_agencies():
    chosen = case((K.AGENCIES_CONFIRMED, on_day(1)))

    waiting = duty(case(), "send_forms", on_day(1))

    assert (waiting.state, waiting.blocked_by) == (WAITING, ("choose_agencies",))
    assert state(chosen, "send_forms", on_day(1)) == TODAY
    assert state(case(ASKED), "send_forms", on_day(1)) == DONE


@pytest.mark.paragraph("P1.15")
def test_the_executive_slot_is_held_once_a_date_is_agreed_for_it():
    agreed = {("executive_meeting", None): on_day(13, "09:00")}
    facts = case((K.DATE_AGREED, on_day(1), "row"), agreed=agreed)

    assert state(case((K.DATE_AGREED, on_day(1))), "executive_slot", on_day(1)) == TODAY
    assert state(facts, "executive_slot", on_day(1)) == DONE
    assert duty(facts, "executive_meeting", on_day(1)).due_at == on_day(13, "09:00")


@pytest.mark.paragraph("P1.13")
@pytest.mark.parametrize(
    ("contacts", "at", "expected", "due"),
    [
        ((), on_day(1), TODAY, on_day(1, "23:59")),
        ((), on_day(2), LATE, on_day(1, "23:59")),
        ((on_day(1),), on_day(1), DONE, on_day(2, "23:59")),
        ((on_day(1),), on_day(2), TODAY, on_day(2, "23:59")),
        ((on_day(1),), on_day(3), LATE, on_day(2, "23:59")),
        ((on_day(3),), london("2026-11-07 12:00"), DONE, on_day(4, "23:59")),
        ((on_day(3),), on_day(4), TODAY, on_day(4, "23:59")),
    ],
)
def test_the_chair_is_spoken_to_on_every_working_day(contacts, at, expected, due):
    found = duty(case(*[(K.CHAIR_CONTACTED, one) for one in contacts]), "liaise", at)

    assert (found.state, found.due_at) == (expected, due)
    assert (found.done_at is not None) == (expected is DONE)


@pytest.mark.paragraph("P1.13")
def test_liaison_ends_with_the_submission():
    submitted = (K.REPORT_SUBMITTED, on_day(14))

    assert state(case(submitted), "liaise", on_day(15)) == NOT_NEEDED
    spoken = (K.CHAIR_CONTACTED, on_day(13))
    assert state(case(spoken, submitted), "liaise", on_day(15)) == DONE


@pytest.mark.paragraph("P0.4")
def test_a_minute_taker_is_named_before_the_meeting():
    assert state(case(), "name_minute_taker", on_day(1)) == OPEN
    assert state(case(), "name_minute_taker", on_day(8)) == TODAY
    named = case((K.MINUTE_TAKER_NAMED, on_day(1), "a-meeting"))
    assert state(named, "name_minute_taker", on_day(8)) == DONE
