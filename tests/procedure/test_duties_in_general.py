"""What holds of duties whatever the task: conditions, order, endings, corrections."""

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
    london,
    on_day,
    state,
)
from tests.procedure.test_definition import SMALL

NOT_YET, OPEN = TaskState.NOT_YET, TaskState.OPEN
LATE, WAITING, DONE = TaskState.LATE, TaskState.WAITING, TaskState.DONE
NOT_NEEDED = TaskState.NOT_NEEDED
ASKED = (K.RETURN_REQUESTED, on_day(1, "12:30"), "r1")
RECEIVED = (K.RETURN_RECEIVED, on_day(3, "09:55"), "r1")
CHECKED = (K.RETURN_CHECKED, on_day(3, "10:30"), "r1")


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


@pytest.mark.parametrize(
    ("unit", "length", "due"),
    [
        ("hour", 48, "2026-11-08 10:00"),
        ("hour", 6, "2026-11-06 16:00"),
        ("working_day", 2, "2026-11-10 23:59"),
        ("calendar_day", 2, "2026-11-08 23:59"),
        ("week", 1, "2026-11-13 23:59"),
        ("month", 3, "2027-02-06 23:59"),
    ],
)
@pytest.mark.paragraph("P1.13")
def test_a_recurring_task_comes_again_after_its_own_span(unit, length, due):
    text = SMALL.replace(
        "done_when: [case_opened]",
        f"done_when: [case_opened]\n        every: {{unit: {unit}, length: {length}}}\n"
        "        earliest: {clock: local, day: 1}",
    )
    facts = case((K.CASE_OPENED, london("2026-11-06 10:00")))

    found = {
        one.task: one
        for one in duties(load_text(text), facts, ENGLAND, london("2026-11-06 11:00"))
    }

    assert found["first"].due_at == london(due)
    assert found["first"].state is (DONE if "11-06" not in due else TaskState.DUE_TODAY)


@pytest.mark.parametrize("unit", ["hour", "calendar_day"])
def test_a_recurring_task_is_never_due_before_it_is_first_due(unit):
    text = SMALL.replace(
        "done_when: [case_opened]",
        f"done_when: [case_opened]\n        every: {{unit: {unit}, length: 1}}\n"
        "        earliest: {clock: local, day: 3}",
    )
    text = text.replace("latest: {clock: local, day: 1}", "latest: {clock: local}")
    facts = case((K.CASE_OPENED, on_day(1)))

    found = {
        one.task: one for one in duties(load_text(text), facts, ENGLAND, on_day(1))
    }

    assert found["first"].due_at == on_day(3, "23:59")


def test_who_answers_for_a_task_stands_on_its_duty():
    text = SMALL.replace(
        "owner: jcr_chair", "owner: jcr_chair\n        answerable: jcr_member"
    )

    found = {
        one.task: one for one in duties(load_text(text), case(), ENGLAND, NOTIFIED)
    }

    assert found["second"].answerable == "jcr_member"
    assert found["first"].answerable is None


def small(old: str, new: str) -> dict:
    """The duties of the small procedure, changed, on Day 1."""
    facts = case((K.DATE_AGREED, on_day(1)), agreed={("first", None): on_day(2)})
    text = load_text(SMALL.replace(old, new))
    return {one.task: one for one in duties(text, facts, ENGLAND, on_day(1))}


def test_a_quiet_task_without_a_date_is_open():
    found = small(
        "        latest: {of_task: first}\n        needs: [first]",
        "        quiet: true",
    )

    assert found["second"].state is OPEN


@pytest.mark.paragraph("P1.6")
def test_dates_are_agreed_when_every_one_of_them_is():
    one = small("done_when: [folder_made]", "agreed_for: [first]")
    both = small("done_when: [folder_made]", "agreed_for: [first, second]")

    assert (one["second"].state, both["second"].state) == (DONE, WAITING)
