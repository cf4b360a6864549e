"""The five working days of the SIN by date, and what comes next, as one page tells it."""

from datetime import UTC, datetime, timedelta

import pytest

from rapidreview.dailylog.facts import case_facts
from rapidreview.dailylog.reading import entries
from rapidreview.opening.agreement import record_partner_answer
from rapidreview.opening.outcomes import record_not_submitted, withdraw_sin
from rapidreview.opening.sin import record_csc_decision, record_sin
from rapidreview.opening.stage import newest_of, sin_clock, sin_stage
from rapidreview.planning.anchors import correct_anchor
from rapidreview.procedure.duties import TaskState
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.vocabulary import Partner, SinOutcome
from rapidreview.retention.closing import reopen_case
from tests.cast import gather
from tests.opened import NOW, opened_by_2025

pytestmark = [pytest.mark.django_db, pytest.mark.paragraph("P1.2", "P1.5")]
MARCUS = "Marcus Ingleforth"
DUE = "Monday 9 November 2026"  # aware Monday 2 November: five working days after it


def on(day: int) -> datetime:
    return datetime(2026, 11, day, 12, 0, tzinfo=UTC)


@pytest.fixture
def cast():
    return gather()


@pytest.fixture
def case(cast):
    return opened_by_2025(cast)


def stage(case, at=NOW):
    return sin_stage(case, case_facts(case), newest_of(entries(case)), at)


def submit(case, cast, at, outcome=SinOutcome.REVIEW_REQUIRED):
    given = {"submitted_by": MARCUS, "reference": "SIN-1", "outcome": outcome}
    record_sin(case, submitted_at=at, by=cast.actor("priya"), at=at, **given)


@pytest.mark.parametrize(
    ("day", "state", "words"),
    [
        (4, TaskState.OPEN, f"Due by {DUE}. Day 2 of 5."),
        (9, TaskState.DUE_TODAY, f"Due by {DUE}. Day 5 of 5."),
        (
            11,
            TaskState.LATE,
            f"It was due by {DUE}. Day 7, 2 beyond the 5 working days.",
        ),
    ],
)
def test_the_latest_day_of_the_sin_is_a_date(case, day, state, words) -> None:
    step = stage(case, on(day)).steps[3]

    assert step.state is state
    assert step.said == (words,)


def test_the_days_count_from_awareness_and_never_from_the_incident(cast, case) -> None:
    clock = sin_clock(case, case_facts(case), on(5))
    assert clock.started_at == datetime(2026, 11, 2, 14, 40, tzinfo=UTC)
    assert "awareness" in stage(case).rule

    by, reason = cast.actor("priya"), "Misheard."
    given = {"reason": reason, "by": by, "at": on(5)}
    correct_anchor(case, LogKind.INCIDENT_RECORDED, on(1), **given)
    assert DUE in stage(case, on(5)).steps[3].said[0]

    correct_anchor(case, LogKind.LA_AWARE_RECORDED, on(3), **given)
    assert "Tuesday 10 November 2026" in stage(case, on(5)).steps[3].said[0]


def test_it_says_on_which_day_the_sin_was_submitted_and_if_that_was_late(
    cast, case
) -> None:
    submit(case, cast, on(11))

    step = stage(case, on(20)).steps[3]

    assert step.state is TaskState.DONE
    assert "Reference: SIN-1." in step.said[0]
    assert step.said[1] == f"It was due by {DUE}. Day 7, 2 beyond the 5 working days."


def test_one_thing_comes_next_until_nothing_is_left(cast, case) -> None:
    by = cast.actor("priya")
    assert stage(case).next.page == "csc_decision"

    record_csc_decision(case, words="Met.", decided_by=MARCUS, by=by, at=NOW)
    assert stage(case).next.page == "partners_agreed"

    for partner in Partner:
        agrees = partner is not Partner.ICB
        given = {"agrees": agrees, "given_by": "Helene", "words": "So we say."}
        record_partner_answer(case, partner, by=by, at=NOW, **given)
    assert stage(case).steps[2].state is TaskState.OPEN  # one does not agree
    assert stage(case).next.page == "sin"

    submit(case, cast, NOW + timedelta(hours=1))
    assert stage(case, on(5)).next is None


def test_a_case_that_ended_wants_nothing_until_it_is_reopened(cast, case) -> None:
    by = cast.actor("priya")
    given = {"told_by": MARCUS, "why": "No abuse.", "learning": ""}
    record_not_submitted(case, by=by, at=NOW, **given)

    ended = stage(case)
    assert ended.next is None
    assert ended.steps[3].said == ("No SIN is submitted.",)
    assert ended.steps[4].said == (
        "Not submitted: the criteria are not met.",
        "No abuse.",
    )
    assert {one.state for one in ended.steps[1:4]} == {TaskState.NOT_NEEDED}

    reopen_case(case, reason="New facts.", by=by, at=on(5))
    assert stage(case, on(5)).next.page == "csc_decision"
    assert not stage(case, on(5)).steps[4].settled


def test_a_case_reopened_after_a_withdrawal_is_not_asked_for_a_second_sin(
    cast, case
) -> None:
    by = cast.actor("priya")
    submit(case, cast, NOW)
    withdraw_sin(case, told_by=MARCUS, reason="Medical.", by=by, at=on(5))
    assert "Withdrawn (de-notified)." in stage(case, on(5)).steps[4].said

    reopen_case(case, reason="It was not, after all.", by=by, at=on(6))

    again = stage(case, on(6))
    assert again.steps[4].said == ("The review goes on.",)
    assert all(one.settled for one in again.steps[3:])
