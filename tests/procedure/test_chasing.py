"""Which reminder is due at an instant, and to whom: before, on and after the due moment."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from rapidreview.procedure.calendar import london_day
from rapidreview.procedure.chasing import (
    MOST_STEPS,
    USUAL,
    Awaited,
    Step,
    Whom,
    in_order,
    moment_of,
    next_step,
    read_rhythm,
    steps_due,
    with_step,
    without_step,
    written,
)
from rapidreview.procedure.errors import Refused
from tests.procedure.given import ENGLAND, london
from tests.procedure.refusals import refuses

DUE = london("2026-11-10 17:00")  # a Tuesday
SINCE = london("2026-11-04 12:30")
AUTHOR, ACCOUNTABLE = Whom.AUTHOR, Whom.ACCOUNTABLE
REPRESENTATIVE, CHAIR = Whom.REPRESENTATIVE, Whom.CHAIR


def due(at: str, *reminded: str, **more: object) -> list[Whom]:
    """Who is reminded at an instant, of a return due on Tuesday 10 November."""
    given = {"due_at": DUE, "since": SINCE, **more}
    awaited = Awaited(reminded=[london(one) for one in reminded], **given)
    return [step.whom for step in steps_due(USUAL, awaited, ENGLAND, london(at))]


@pytest.mark.paragraph("P2.1")
@pytest.mark.parametrize(
    ("at", "whom"),
    [
        ("2026-11-09 08:59", []),
        ("2026-11-09 09:00", [AUTHOR]),
        ("2026-11-10 11:59", [AUTHOR]),
        ("2026-11-10 12:00", [AUTHOR]),
        ("2026-11-11 09:30", [ACCOUNTABLE]),
        ("2026-11-12 09:30", [REPRESENTATIVE]),
        ("2026-11-13 09:30", [CHAIR]),
        ("2026-11-14 09:30", []),
        ("2026-11-16 00:00", [CHAIR]),
    ],
    ids=[
        "too early", "the day before", "until the next", "on the day", "one after",
        "two after", "three after", "never on a Saturday", "missed, sent once, late",
    ],
)  # fmt: skip
def test_the_steps_go_before_on_and_after_from_the_author_to_the_chair(
    at: str, whom: list[Whom]
) -> None:
    assert due(at) == whom


@pytest.mark.paragraph("P2.1")
@pytest.mark.parametrize(
    ("at", "reminded", "whom"),
    [
        ("2026-11-09 09:05", "2026-11-09 09:00", []),
        ("2026-11-10 12:00", "2026-11-09 09:00", [AUTHOR]),
        ("2026-11-10 12:05", "2026-11-10 12:01", []),
        ("2026-11-12 10:00", "2026-11-09 09:00", [REPRESENTATIVE]),
        ("2026-11-20 10:00", "2026-11-13 09:31", []),
    ],
    ids=["never twice", "each its own", "nor late", "only the newest", "then no more"],
)
def test_what_was_sent_is_never_sent_again(
    at: str, reminded: str, whom: list[Whom]
) -> None:
    assert due(at, reminded) == whom


@pytest.mark.paragraph("P2.1")
def test_nobody_is_reminded_of_what_is_handled() -> None:
    assert due("2026-11-11 10:00", handled=True) == []


@pytest.mark.paragraph("P1.4")
def test_more_time_begins_the_rhythm_again_after_it_was_granted() -> None:
    longer = {"due_at": london("2026-11-12 17:00"), "since": london("2026-11-11 10:00")}

    assert due("2026-11-11 10:05", **longer) == []
    assert due("2026-11-12 12:00", "2026-11-09 09:00", **longer) == [AUTHOR]


def test_two_steps_of_one_moment_go_together() -> None:
    rhythm = (Step(1, "09:30", ACCOUNTABLE), Step(1, "09:30", CHAIR))
    at = london("2026-11-11 09:30")

    assert steps_due(rhythm, Awaited(DUE, SINCE), ENGLAND, at) == rhythm


@pytest.mark.parametrize(
    ("at", "whom"),
    [("2026-11-06 09:00", AUTHOR), ("2026-11-10 17:00", ACCOUNTABLE), ("2026-11-13 10:00", None)],
)  # fmt: skip
def test_the_next_step_is_told_before_it_goes(at: str, whom: Whom | None) -> None:
    found = next_step(USUAL, Awaited(DUE, SINCE), ENGLAND, london(at))

    assert (found and found[0].whom) == whom


def test_nothing_comes_next_of_what_is_handled() -> None:
    assert next_step(USUAL, Awaited(DUE, SINCE, handled=True), ENGLAND, SINCE) is None


def test_a_local_closure_moves_the_reminder_to_a_day_that_is_worked() -> None:
    closed = ENGLAND.england(closures=[london_day(london("2026-11-09 12:00"))])

    assert moment_of(USUAL[0], DUE, closed) == london("2026-11-06 09:00")


def test_a_step_says_when_it_goes() -> None:
    said = [step.words for step in USUAL]

    assert said[0] == "1 working day before, 09:00"
    assert said[1] == "On the day it is due, 12:00"
    assert said[3] == "2 working days after, 09:30"
    assert {one.words for one in Whom} >= {"the author", "the JCR Chair"}


def test_a_rhythm_is_stored_and_read_back() -> None:
    own = with_step(USUAL, Step(-3, "08:00", AUTHOR))

    assert own[0].days == -3
    assert read_rhythm(written(own)) == own
    assert (written(USUAL), read_rhythm("")) == ("", USUAL)
    assert (written(()), read_rhythm("none")) == ("none", ())


def test_a_step_is_taken_out_once() -> None:
    left = without_step(USUAL, "0 12:00 author")

    assert len(left) == 4
    with refuses(Refused, match="not in the rhythm"):
        without_step(left, "0 12:00 author")


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (Step(-11, "09:00", AUTHOR), "at most 10 working days before"),
        (Step(21, "09:00", AUTHOR), "20 after"),
        (USUAL[0], "already"),
    ],
)
def test_a_step_that_cannot_be_is_refused(step: Step, words: str) -> None:
    with refuses(Refused, match=words):
        with_step(USUAL, step)


def test_a_rhythm_has_an_end() -> None:
    full = tuple(Step(n, "09:00", AUTHOR) for n in range(MOST_STEPS))

    with refuses(Refused, match="12 reminders at most"):
        with_step(full, Step(15, "09:00", AUTHOR))


A_STEP = some.builds(
    Step,
    some.integers(-10, 20),
    some.sampled_from(["07:00", "09:00", "12:00", "17:30"]),
    some.sampled_from(Whom),
)
A_RHYTHM = some.sets(A_STEP, max_size=6).map(in_order)
MINUTES = some.integers(0, 60 * 24 * 40).map(lambda n: timedelta(minutes=n))


@given(A_RHYTHM, some.lists(MINUTES, min_size=1, max_size=12))
def test_whenever_the_worker_runs_no_step_goes_twice_nor_on_a_day_off(
    rhythm: tuple[Step, ...], runs: list[timedelta]
) -> None:
    reminded: list[datetime] = []
    went: list[Step] = []
    for run in sorted(runs):
        at = SINCE + run
        found = steps_due(rhythm, Awaited(DUE, SINCE, reminded), ENGLAND, at)
        reminded += [at] if found else []
        went += found
        assert not found or ENGLAND.is_working_day(london_day(at))
        assert all(moment_of(one, DUE, ENGLAND) <= at for one in found)

    assert len(went) == len(set(went))


@given(A_RHYTHM)
def test_every_rhythm_is_read_as_it_was_written(rhythm: tuple[Step, ...]) -> None:
    assert read_rhythm(written(rhythm)) == rhythm
