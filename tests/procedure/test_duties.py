"""Duties: how each stands, for a case played through its first six days."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapidreview.procedure.calendar import WorkingDays
from rapidreview.procedure.definition import load_text
from rapidreview.procedure.duties import TaskState, duties, states_by_task
from rapidreview.procedure.facts import CaseFacts
from rapidreview.procedure.logkinds import LogKind as K
from tests.procedure.given import (
    ENGLAND,
    NOTIFIED,
    PROCEDURE,
    case,
    d,
    duties_at,
    duty,
    facts_of,
    london,
    on_day,
)
from tests.procedure.test_definition import SMALL

NOT_YET, OPEN, TODAY = TaskState.NOT_YET, TaskState.OPEN, TaskState.DUE_TODAY
LATE, WAITING, DONE = TaskState.LATE, TaskState.WAITING, TaskState.DONE
NOT_NEEDED = TaskState.NOT_NEEDED
ASKED = (K.RETURN_REQUESTED, on_day(1, "12:30"), "r1")
RECEIVED = (K.RETURN_RECEIVED, on_day(3, "09:55"), "r1")
CHECKED = (K.RETURN_CHECKED, on_day(3, "10:30"), "r1")
SHARED = (K.RETURN_SHARED, on_day(3, "11:10"), "r1")
ACCEPTED = (K.RETURN_ACCEPTED, on_day(5, "09:15"), "r1")


def state(facts, task, at, subject=None):
    return duty(facts, task, at, subject).state


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
    closed = case(raised, (K.SAFETY_ALERT_CLOSED, on_day(4), "r1"))
    assert state(closed, "safety_alert", on_day(6), "r1") == DONE
    assert duties_at(closed, on_day(6))[0].task != "safety_alert"


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


@pytest.mark.paragraph("P1.16")
def test_either_the_meeting_is_held_or_the_findings_are_shared():
    decided = (K.EXECUTIVE_MEETING_DECIDED, on_day(8))
    required = (K.EXECUTIVE_MEETING_REQUIRED, on_day(8))
    at = on_day(9)

    assert state(case(), "executive_meeting", at) == NOT_YET
    assert state(case(decided), "executive_meeting", at) == NOT_NEEDED
    assert state(case(decided), "share_findings", at) == OPEN
    assert state(case(decided, required), "executive_meeting", at) == OPEN
    assert state(case(decided, required), "share_findings", at) == NOT_NEEDED


@pytest.mark.paragraph("P13.5")
def test_the_panels_answer_is_waited_for_and_never_late():
    submitted = case((K.REPORT_SUBMITTED, on_day(14)))

    assert state(submitted, "responses", on_day(15)) == WAITING
    assert state(submitted, "responses", london("2027-03-01 12:00")) == WAITING


@pytest.mark.paragraph("P1.2")
def test_a_case_that_has_ended_owes_nothing_and_keeps_what_was_done():
    ended = case(
        (K.GROUP_TOLD, on_day(1)), (K.CHAIR_CONTACTED, on_day(1)), ASKED,
        (K.CASE_ENDED, on_day(2)),
    )  # fmt: skip

    found = duties_at(ended, on_day(9))

    assert {one.state for one in found} == {DONE, NOT_NEEDED}
    assert state(ended, "tell_group", on_day(9)) == DONE


@pytest.mark.paragraph("P1.5")
def test_a_corrected_notification_moves_every_date():
    moved = case((K.NOTIFICATION_RECEIVED, on_day(2)))

    assert duty(moved, "submit", on_day(2)).due_at == on_day(16, "17:00")


def test_a_closure_moves_our_duties_and_not_the_sins():
    aware = (K.LA_AWARE_RECORDED, on_day(1))
    facts = case(aware, closures=frozenset({d("2026-11-05")}))

    assert duty(facts, "submit", on_day(1)).due_at == on_day(16, "17:00")
    assert duty(facts, "sin", on_day(1)).due_at == on_day(6, "23:59")


def test_the_most_urgent_comes_first():
    found = duties_at(case(ASKED, RECEIVED, CHECKED), on_day(6))

    order = [list(TaskState).index(one.state) for one in found]
    late = [one.due_at or NOTIFIED for one in found if one.state == LATE]

    assert order == sorted(order)
    assert late == sorted(late)


def test_states_by_task_tells_the_most_urgent_of_each():
    second = (K.RETURN_REQUESTED, on_day(1), "r2")

    states = states_by_task(duties_at(case(ASKED, second, RECEIVED), on_day(6)))

    assert states["return_due"] == "late"
    assert states["record_notification"] == "done"


def test_a_need_that_is_not_needed_blocks_nothing():
    text = SMALL.replace(
        "done_when: [case_opened]",
        "done_when: [case_opened]\n        unless: case_ended",
    ).replace("{of_task: first}", "{clock: local, day: 2}")
    facts = case((K.CASE_ENDED, on_day(1)))

    found = {
        one.task: one for one in duties(load_text(text), facts, ENGLAND, on_day(1))
    }

    assert found["second"].blocked_by == ()


def test_a_window_without_an_end_stays_open():
    text = SMALL.replace(
        "        latest: {of_task: first}\n        needs: [first]\n", ""
    )

    found = {
        one.task: one for one in duties(load_text(text), case(), ENGLAND, on_day(9))
    }

    assert (found["second"].state, found["second"].due_at) == (OPEN, None)


def test_states_have_words():
    assert [one.words for one in TaskState] == [
        "late", "due today", "open", "waiting", "not yet", "done", "not needed",
    ]  # fmt: skip


KINDS = st.lists(
    st.tuples(
        st.sampled_from(list(K)),
        st.integers(1, 15).map(on_day),
        st.sampled_from([None, "r1", "r2"]),
    ),
    max_size=25,
)


@given(KINDS, st.integers(1, 20), st.randoms())
def test_duties_do_not_depend_on_the_order_in_which_facts_are_given(told, day, chance):
    facts = case(*[one if one[2] else one[:2] for one in told])
    mixed = list(facts.facts)
    chance.shuffle(mixed)

    found = duties_at(CaseFacts(tuple(mixed)), on_day(day))

    assert found == duties_at(facts, on_day(day))


@given(KINDS, st.integers(1, 20))
def test_a_duty_that_is_late_has_a_due_date_behind_it(told, day):
    at = on_day(day)
    for one in duties_at(case(*[each if each[2] else each[:2] for each in told]), at):
        assert (one.state is LATE) <= (one.due_at is not None and one.due_at < at)
        assert (one.state is DONE) == (one.done_at is not None)


@given(st.integers(1, 15))
def test_time_alone_never_finishes_a_duty(day):
    before = {one.task for one in duties_at(case(), on_day(day)) if one.state is DONE}
    after = {
        one.task for one in duties_at(case(), on_day(day + 1)) if one.state is DONE
    }

    assert before == after == {"record_notification"}


def test_the_calendar_is_an_argument():
    closed = WorkingDays.england(closures=[d("2026-11-05")])

    found = duties(PROCEDURE, case(), closed, NOTIFIED)

    assert next(one for one in found if one.task == "submit").due_at == on_day(
        16, "17:00"
    )
