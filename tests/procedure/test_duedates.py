"""Single due dates: returns, minutes and the same-day share, as decided in 4.2."""

import pytest

from rapidreview.procedure.calendar import WorkingDays
from rapidreview.procedure.definition import load_text
from rapidreview.procedure.duedates import minutes_due, return_due, same_day_share_due
from tests.procedure.given import ENGLAND, d, london
from tests.procedure.test_definition import SMALL


@pytest.mark.parametrize(
    ("notified", "sent", "due"),
    [
        ("2026-11-02 09:30", "2026-11-02 12:30", "2026-11-06 17:00"),
        ("2026-11-02 09:30", "2026-11-04 10:50", "2026-11-06 17:00"),  # added late
        ("2026-11-02 09:30", "2026-11-01 10:50", "2026-11-06 17:00"),
        ("2026-12-24 09:30", "2026-12-24 12:00", "2027-01-04 17:00"),
        ("2026-11-04 09:30", "2026-11-02 09:00", "2026-11-06 17:00"),  # asked early
    ],
)
@pytest.mark.paragraph("P1.10", "P1.11")
def test_a_return_is_due_by_the_earlier_of_day_five_and_its_own_five_days(
    notified, sent, due
):
    assert return_due(london(sent), london(notified), ENGLAND) == london(due)


@pytest.mark.parametrize(
    ("closed", "strict", "rolled"),
    [
        ("2026-11-10 16:00", "2026-11-11 16:00", "2026-11-11 16:00"),
        ("2026-11-13 12:30", "2026-11-14 12:30", "2026-11-16 12:30"),
        ("2026-12-24 11:00", "2026-12-25 11:00", "2026-12-29 11:00"),
        ("2026-03-27 16:00", "2026-03-28 16:00", "2026-03-30 16:00"),
    ],
    ids=["plain", "weekend", "christmas", "clock change"],
)
@pytest.mark.paragraph("P0.5")
def test_minutes_are_due_in_24_hours_rolled_to_a_working_day(closed, strict, rolled):
    due = minutes_due(london(closed), ENGLAND)

    assert due.strict == london(strict)
    assert due.rolled == london(rolled)


@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("2026-11-04 15:10", "2026-11-04 23:59"),
        ("2026-11-06 17:30", "2026-11-09 10:00"),
        ("2026-11-06 17:00", "2026-11-06 23:59"),
        ("2026-11-07 09:00", "2026-11-09 10:00"),
        ("2026-12-24 17:01", "2026-12-29 10:00"),
    ],
)
@pytest.mark.paragraph("P2.4")
def test_a_return_is_shared_the_same_day_or_early_the_next(received, due):
    assert same_day_share_due(london(received), ENGLAND) == london(due)


@pytest.mark.paragraph("P0.5")
def test_a_local_closure_moves_the_minutes_and_the_share():
    closed = WorkingDays.england(closures=[d("2026-11-11")])

    rolled = minutes_due(london("2026-11-10 16:00"), closed).rolled
    shared = same_day_share_due(london("2026-11-10 18:00"), closed)

    assert rolled == london("2026-11-12 16:00")
    assert shared == london("2026-11-12 10:00")


@pytest.mark.parametrize("task", ["share_return", "another"])
def test_a_procedure_that_does_not_date_it_takes_the_shipped_rule(task: str):
    small = load_text(SMALL.replace("first", task))

    shared = same_day_share_due(london("2026-11-10 18:00"), ENGLAND, small)

    assert shared == same_day_share_due(london("2026-11-10 18:00"), ENGLAND)


def test_a_partnerships_own_rule_comes_before_the_shipped_one():
    own = """\
id: own
title: Own
version: "1"
extends: rapid-review-2018
clocks:
  minutes: {length: 48}
"""
    closed_at = london("2026-11-10 16:00")

    due = minutes_due(closed_at, ENGLAND, load_text(own))

    assert due.rolled == london("2026-11-12 16:00")
