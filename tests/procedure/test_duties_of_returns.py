"""Duties for each return, meeting and agency, and what Day 6 waits for."""

import pytest

from rapidreview.procedure.duties import TaskState
from rapidreview.procedure.logkinds import LogKind as K
from tests.procedure.given import (
    case,
    duties_at,
    duty,
    london,
    on_day,
    state,
)

NOT_YET, OPEN, TODAY = TaskState.NOT_YET, TaskState.OPEN, TaskState.DUE_TODAY
LATE, WAITING, DONE = TaskState.LATE, TaskState.WAITING, TaskState.DONE
ASKED = (K.RETURN_REQUESTED, on_day(1, "12:30"), "r1")
RECEIVED = (K.RETURN_RECEIVED, on_day(3, "09:55"), "r1")
CHECKED = (K.RETURN_CHECKED, on_day(3, "10:30"), "r1")
SHARED = (K.RETURN_SHARED, on_day(3, "11:10"), "r1")
ACCEPTED = (K.RETURN_ACCEPTED, on_day(5, "09:15"), "r1")


@pytest.mark.paragraph("P0.5")
def test_minutes_of_each_meeting_are_due_in_24_hours_and_shown_rolled():
    closed = london("2026-11-06 12:30")  # Day 3, a Friday
    facts = case((K.MEETING_CLOSED, closed, "m1"), (K.MEETING_CLOSED, on_day(4), "m2"))

    first = duty(facts, "minutes", closed, "m1")

    assert first.due_at == london("2026-11-09 12:30")
    assert first.strict_due_at == london("2026-11-07 12:30")
    assert duty(facts, "minutes", on_day(4), "m2").strict_due_at is None
    sent = (K.MINUTES_CIRCULATED, on_day(4), "m1")
    facts = case((K.MEETING_CLOSED, closed, "m1"), sent)
    assert state(facts, "minutes", on_day(5), "m1") == DONE


@pytest.mark.paragraph("P1.9")
@pytest.mark.parametrize("kind", [K.PREMEET_HELD, K.PREMEET_DECLINED])
def test_a_premeet_is_held_for_each_agency_that_needs_one(kind):
    needed = (K.PREMEET_NEEDED, on_day(1, "16:20"), "housing")

    assert not [one for one in duties_at(case(), on_day(1)) if one.task == "premeet"]
    assert state(case(needed), "premeet", on_day(2), "housing") == OPEN
    assert state(case(needed), "premeet", on_day(3), "housing") == TODAY
    held = case(needed, (kind, on_day(3), "housing"))
    assert state(held, "premeet", on_day(4), "housing") == DONE
    other = case(needed, (kind, on_day(3), "school"))
    assert state(other, "premeet", on_day(4), "housing") == LATE


@pytest.mark.paragraph("P1.11", "P2.1")
def test_a_return_is_waited_for_then_late_then_received():
    assert state(case(ASKED), "return_due", on_day(2), "r1") == WAITING
    assert state(case(ASKED), "return_due", on_day(5, "17:00"), "r1") == WAITING
    assert state(case(ASKED), "return_due", on_day(5, "17:01"), "r1") == LATE
    assert state(case(ASKED, RECEIVED), "return_due", on_day(6), "r1") == DONE


@pytest.mark.paragraph("P1.11")
def test_an_agreed_date_of_one_return_moves_that_one_only():
    later = {("return_due", "r1"): on_day(6, "12:00")}
    second = (K.RETURN_REQUESTED, on_day(1, "12:30"), "r2")
    facts = case(ASKED, second, agreed=later)

    assert duty(facts, "return_due", on_day(5), "r1").due_at == on_day(6, "12:00")
    assert duty(facts, "return_due", on_day(5), "r2").due_at == on_day(5, "17:00")


@pytest.mark.paragraph("P1.6")
def test_a_date_agreed_for_all_returns_holds_for_each():
    facts = case(ASKED, agreed={("return_due", None): on_day(4, "17:00")})

    assert duty(facts, "return_due", on_day(3), "r1").due_at == on_day(4, "17:00")


@pytest.mark.paragraph("P2.2", "P2.3", "P2.4", "P2.5")
def test_a_return_is_checked_then_shared_then_decided():
    at = on_day(3, "12:00")
    received = case(ASKED, RECEIVED)
    checked = case(ASKED, RECEIVED, CHECKED)
    shared = case(ASKED, RECEIVED, CHECKED, SHARED)

    assert state(received, "initial_check", at, "r1") == TODAY
    assert state(received, "share_return", at, "r1") == WAITING
    assert state(checked, "share_return", at, "r1") == TODAY
    assert state(checked, "share_return", on_day(4), "r1") == LATE
    assert state(shared, "final_decision", at, "r1") == OPEN
    assert state(shared, "final_decision", on_day(6), "r1") == TODAY


@pytest.mark.paragraph("P2.5", "P2.6")
@pytest.mark.parametrize("kind", [K.RETURN_ACCEPTED, K.RETURN_SENT_BACK])
def test_a_return_is_decided_either_way(kind):
    facts = case(ASKED, RECEIVED, CHECKED, (kind, on_day(5), "r1"))

    assert state(facts, "final_decision", on_day(6), "r1") == DONE


@pytest.mark.paragraph("P2.4")
def test_a_child_who_may_be_unsafe_stands_above_everything_and_never_turns_late():
    raised = (K.SAFETY_ALERT_RAISED, on_day(3, "10:02"), "r1")

    first = duties_at(case(raised), on_day(6))[0]

    assert (first.task, first.state) == ("safety_alert", TODAY)
    assert first.due_at == on_day(3, "10:02")


@pytest.mark.paragraph("P2.4")
@pytest.mark.parametrize("kind", [K.SAFETY_ALERT_ANSWERED, K.SAFETY_ALERT_CLOSED])
def test_a_safety_alert_is_done_once_somebody_has_acted_on_it(kind):
    raised = (K.SAFETY_ALERT_RAISED, on_day(3, "10:02"), "r1")

    acted = case(raised, (kind, on_day(3, "10:10"), "r1"))

    assert state(acted, "safety_alert", on_day(6), "r1") == DONE
    assert duties_at(acted, on_day(6))[0].task != "safety_alert"


@pytest.mark.paragraph("P6.1")
def test_collation_waits_until_every_return_is_settled():
    unsettled = case(ASKED, (K.RETURN_REQUESTED, on_day(1), "r2"), RECEIVED, CHECKED)
    settled = case(ASKED, RECEIVED, CHECKED, SHARED, ACCEPTED)

    waiting = duty(unsettled, "collate", on_day(6))

    assert waiting.state == WAITING
    assert waiting.blocked_by == ("return_due", "final_decision")
    assert state(settled, "collate", on_day(5)) == NOT_YET
    assert state(settled, "collate", on_day(6)) == TODAY
    assert state(unsettled, "collate", on_day(7)) == LATE


@pytest.mark.paragraph("P6.1")
def test_the_chairs_go_ahead_lets_collation_begin_without_a_return():
    go_ahead = (K.GO_AHEAD_GIVEN, on_day(6, "09:00"))

    assert state(case(ASKED, go_ahead), "collate", on_day(6)) == TODAY


@pytest.mark.paragraph("P6.2")
def test_a_recalled_pack_is_to_be_released_again():
    collated = (K.RETURNS_COLLATED, on_day(6, "14:30"))
    released = (K.PACK_RELEASED, on_day(6, "15:00"))
    recalled = (K.PACK_RECALLED, on_day(6, "15:20"))
    again = (K.PACK_RELEASED, on_day(6, "15:40"))
    at = on_day(6, "16:00")

    assert state(case(collated), "release_pack", at) == TODAY
    assert state(case(collated, released), "release_pack", at) == DONE
    assert state(case(collated, released, recalled), "release_pack", at) == TODAY
    assert state(case(collated, released, recalled, again), "release_pack", at) == DONE


@pytest.mark.paragraph("P6.3")
def test_the_report_is_begun_on_day_six():
    assert state(case(), "begin_report", on_day(5)) == NOT_YET
    assert state(case(), "begin_report", on_day(6)) == TODAY
    assert state(case((K.REPORT_BEGUN, on_day(6))), "begin_report", on_day(6)) == DONE
