"""How the clocks of a case stand: the day, the latest permissible date, what is waited for."""

from datetime import date

import pytest

from rapidreview.procedure.calendar import WorkingDays
from rapidreview.procedure.definition import Procedure, load_text, shipped
from rapidreview.procedure.facts import facts_of_anchors
from rapidreview.procedure.running import Running, day_in_words, running
from rapidreview.procedure.timetable import plan
from rapidreview.procedure.typed import parse_instant
from tests.procedure.a_file import file

ENGLAND = WorkingDays.england()
NEWER = shipped("rapid-review-2025")


def clocks(
    at: str, procedure: Procedure = NEWER, known: tuple[str, ...] = (), **when: str
) -> dict[str, Running]:
    """The clocks at an instant, for a case with these anchors."""
    instants = {name: parse_instant(one) for name, one in when.items()}
    facts = facts_of_anchors(instants, own=procedure.facts)
    planned = plan(procedure, instants, ENGLAND, facts=facts)
    found = running(
        procedure, planned, ENGLAND, (*facts.names, *known), parse_instant(at)
    )
    return {one.name: one for one in found}


@pytest.mark.paragraph("P1.4")
def test_both_clocks_say_day_rule_and_latest_date():
    told = clocks(
        "2026-11-09T08:40",
        intention_notified="2026-11-02T10:00",
        sin_submitted="2026-11-05T15:00",
    )

    local, panel = told["local"], told["panel"]
    assert (local.words, local.latest_on) == ("Day 6 of 15", date(2026, 11, 20))
    assert (panel.words, panel.latest_on) == ("Day 2 of 15", date(2026, 11, 26))
    assert (local.target_on, panel.target_on) == (None, date(2026, 11, 25))
    assert (
        local.rule == "15 working days from the intention to notify, that day counted"
    )
    assert panel.rule == "15 working days from the SIN, that day not counted"
    assert not panel.ends_first


@pytest.mark.paragraph("P1.5")
def test_a_clock_waits_for_what_it_counts_from():
    told = clocks("2026-11-02T12:00", intention_notified="2026-11-02T10:00")

    assert told["panel"].words == "waits for the SIN"
    assert told["panel"].waits
    assert (told["panel"].latest_on, told["panel"].number) == (None, 0)
    assert not told["local"].waits


def test_where_the_panels_clock_ends_first_it_is_said_at_once():
    told = clocks(
        "2026-11-04T12:00",
        sin_submitted="2026-11-02T15:00",
        intention_notified="2026-11-04T10:00",
    )

    assert told["panel"].ends_first
    assert not told["local"].ends_first


def test_the_target_counts_where_it_is_the_target_that_ends_first():
    told = clocks(
        "2026-11-03T12:00",
        sin_submitted="2026-11-02T15:00",
        intention_notified="2026-11-03T10:00",
    )

    assert told["panel"].latest_on == told["local"].latest_on
    assert told["panel"].ends_first


@pytest.mark.paragraph("P1.2")
def test_the_clock_of_the_sin_ends_with_what_it_waits_for():
    given = {"la_aware": "2026-10-30T10:00"}

    assert clocks("2026-11-02T12:00", **given)["sin"].words == "Day 1 of 5"
    ended = clocks("2026-11-02T12:00", known=("sin_submitted",), **given)["sin"]
    assert (ended.words, ended.whole) == ("Ended", False)
    assert clocks("2026-11-02T12:00", known=("sin_submitted",))["sin"].waits


def test_long_afterwards_no_day_is_counted():
    told = clocks("2061-11-02T12:00", intention_notified="2026-11-02T10:00")

    assert (told["local"].number, told["local"].words) == (0, "After day 15")


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, "Before day 1"), (4, "Day 4 of 15"), (17, "Day 17, 2 beyond the 15")],
)
def test_the_day_is_said_in_words(number: int, words: str):
    assert day_in_words(number, 15) == words


def test_a_clock_of_hours_has_no_days():
    procedure = load_text(
        file("latest: {clock: local, day: 1}, done_when: [asked]").replace(
            "unit: hour, length: 24", "unit: hour, length: 24, whole: true"
        )
    )
    told = clocks(
        "2026-11-02T12:00",
        procedure,
        asked="2026-11-02T10:00",
        intention_notified="2026-11-02T10:00",
    )

    assert (told["hours"].number, told["hours"].words) == (0, "24 hours")
