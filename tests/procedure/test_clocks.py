"""Day counting: every fixture of the handbook in both conventions, and the pitfalls."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapidreview.procedure.calendar import WorkingDays, at_time
from rapidreview.procedure.clocks import (
    add_months,
    day_number,
    day_table,
    later,
    latest,
    nth_day,
    rule_in_words,
    target,
)
from rapidreview.procedure.windows import Clock, CountsFrom, Unit
from tests.procedure.given import ENGLAND, PROCEDURE, d, london

LOCAL, PANEL, SIN = (PROCEDURE.clocks[name] for name in ("local", "panel", "sin"))
A, B = CountsFrom.SAME_DAY, CountsFrom.NEXT_DAY
COLUMNS = (1, 2, 5, 6, 7, 8, 9, 12, 13, 15)
FIXTURES = """
2026-11-02 A 2026-11-02 2026-11-03 2026-11-06 2026-11-09 2026-11-10 2026-11-11 2026-11-12 2026-11-17 2026-11-18 2026-11-20
2026-11-02 B 2026-11-03 2026-11-04 2026-11-09 2026-11-10 2026-11-11 2026-11-12 2026-11-13 2026-11-18 2026-11-19 2026-11-23
2026-12-18 A 2026-12-18 2026-12-21 2026-12-24 2026-12-29 2026-12-30 2026-12-31 2027-01-04 2027-01-07 2027-01-08 2027-01-12
2026-12-18 B 2026-12-21 2026-12-22 2026-12-29 2026-12-30 2026-12-31 2027-01-04 2027-01-05 2027-01-08 2027-01-11 2027-01-13
2026-12-24 A 2026-12-24 2026-12-29 2027-01-04 2027-01-05 2027-01-06 2027-01-07 2027-01-08 2027-01-13 2027-01-14 2027-01-18
2026-12-24 B 2026-12-29 2026-12-30 2027-01-05 2027-01-06 2027-01-07 2027-01-08 2027-01-11 2027-01-14 2027-01-15 2027-01-19
2026-12-26 A 2026-12-29 2026-12-30 2027-01-05 2027-01-06 2027-01-07 2027-01-08 2027-01-11 2027-01-14 2027-01-15 2027-01-19
2026-12-26 B 2026-12-29 2026-12-30 2027-01-05 2027-01-06 2027-01-07 2027-01-08 2027-01-11 2027-01-14 2027-01-15 2027-01-19
2026-04-01 A 2026-04-01 2026-04-02 2026-04-09 2026-04-10 2026-04-13 2026-04-14 2026-04-15 2026-04-20 2026-04-21 2026-04-23
2026-04-01 B 2026-04-02 2026-04-07 2026-04-10 2026-04-13 2026-04-14 2026-04-15 2026-04-16 2026-04-21 2026-04-22 2026-04-24
2027-03-24 A 2027-03-24 2027-03-25 2027-04-01 2027-04-02 2027-04-05 2027-04-06 2027-04-07 2027-04-12 2027-04-13 2027-04-15
2027-03-24 B 2027-03-25 2027-03-30 2027-04-02 2027-04-05 2027-04-06 2027-04-07 2027-04-08 2027-04-13 2027-04-14 2027-04-16
2026-08-28 A 2026-08-28 2026-09-01 2026-09-04 2026-09-07 2026-09-08 2026-09-09 2026-09-10 2026-09-15 2026-09-16 2026-09-18
2026-08-28 B 2026-09-01 2026-09-02 2026-09-07 2026-09-08 2026-09-09 2026-09-10 2026-09-11 2026-09-16 2026-09-17 2026-09-21
2027-04-29 A 2027-04-29 2027-04-30 2027-05-06 2027-05-07 2027-05-10 2027-05-11 2027-05-12 2027-05-17 2027-05-18 2027-05-20
2027-04-29 B 2027-04-30 2027-05-04 2027-05-07 2027-05-10 2027-05-11 2027-05-12 2027-05-13 2027-05-18 2027-05-19 2027-05-21
"""
ROWS = [line.split() for line in FIXTURES.strip().splitlines()]
STARTS = st.dates(date(2015, 1, 1), date(2028, 10, 1))


@pytest.mark.paragraph("P0.7", "P1.1")
@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row[0]}-{row[1]}")
def test_every_fixture_of_the_handbook(row):
    notified, rule, *expected = row

    table = day_table(
        LOCAL,
        at_time(d(notified), "09:30"),
        ENGLAND,
        counts_from={"A": A, "B": B}[rule],
    )

    assert [table[number].isoformat() for number in COLUMNS] == expected
    assert list(table) == list(range(1, 16))


@pytest.mark.parametrize(
    ("aware", "limit"),
    [
        ("2026-12-18", "2026-12-29"),
        ("2026-12-24", "2027-01-05"),
        ("2027-03-24", "2027-04-02"),
    ],
)
@pytest.mark.paragraph("P1.2")
def test_the_sin_is_due_five_working_days_after_awareness(aware, limit):
    assert last_day(SIN, at_time(d(aware), "14:40"), ENGLAND) == d(limit)


@pytest.mark.paragraph("P0.7")
def test_two_clocks_run_side_by_side():
    told, sent = london("2026-11-02 09:30"), london("2026-11-05 15:20")

    assert last_day(LOCAL, told, ENGLAND) == d("2026-11-20")
    assert target(PANEL, sent, ENGLAND) == d("2026-11-25")
    assert latest(PANEL, sent, ENGLAND) == d("2026-11-26")
    assert last_day(PANEL, sent, ENGLAND) == d("2026-11-26")


def last_day(clock, started_at, calendar):
    return nth_day(clock, started_at, clock.length, calendar)


def clock(**more):
    given = {"title": "A clock", "anchor": "incident", "length": 5} | more
    return Clock.model_validate(given)


@pytest.mark.parametrize(
    ("unit", "counts_from", "number", "start", "expected"),
    [
        ("working_day", "next_day", -5, "2026-11-09", "2026-11-02"),
        ("working_day", "next_day", -7, "2027-04-12", "2027-04-01"),
        ("working_day", "same_day", 0, "2026-11-09", "2026-11-09"),
        ("month", "next_day", 6, "2026-08-31", "2027-02-28"),
        ("month", "same_day", 1, "2026-08-01", "2026-08-31"),
        ("week", "next_day", 2, "2026-11-02", "2026-11-16"),
        ("week", "same_day", 1, "2026-11-02", "2026-11-08"),
        ("calendar_day", "next_day", 15, "2026-12-18", "2027-01-02"),
        ("calendar_day", "same_day", 1, "2026-12-18", "2026-12-18"),
        ("calendar_day", "same_day", -2, "2026-12-18", "2026-12-16"),
    ],
)
def test_other_units_and_offsets(unit, counts_from, number, start, expected):
    counted = clock(unit=unit, counts_from=counts_from)

    found = nth_day(counted, at_time(d(start), "09:00"), number, ENGLAND)

    assert found == d(expected)


def test_six_months_that_end_on_a_sunday_are_shown_as_such():
    assert ENGLAND.name_of(add_months(d("2026-08-31"), 6)) == "Sunday"


@pytest.mark.paragraph("P0.7")
def test_fifteen_calendar_days_would_be_ten_days_too_early():
    wrong = d("2026-12-18") + timedelta(days=15)

    right = last_day(LOCAL, london("2026-12-18 09:30"), ENGLAND)

    assert (right - wrong).days == 10


@pytest.mark.parametrize(
    ("on", "number"),
    [
        ("2026-11-01", 0),
        ("2026-11-02", 1),
        ("2026-11-06", 5),
        ("2026-11-07", 5),
        ("2026-11-08", 5),
        ("2026-11-09", 6),
        ("2026-11-20", 15),
        ("2026-11-23", 16),
    ],
)
def test_a_weekend_has_the_number_of_its_friday(on, number):
    assert day_number(LOCAL, london("2026-11-02 09:30"), d(on), ENGLAND) == number


def test_days_of_a_clock_of_calendar_days_are_numbered_by_calendar():
    counted = clock(unit="calendar_day", counts_from="next_day")

    number = day_number(counted, london("2026-11-06 09:00"), d("2026-11-09"), ENGLAND)

    assert number == 3
    assert day_table(counted, london("2026-11-06 09:00"), ENGLAND, 2) == {
        1: d("2026-11-07"),
        2: d("2026-11-08"),
    }


def test_a_clock_of_hours_has_no_days():
    counted = clock(unit="hour")

    assert day_table(counted, london("2026-11-06 09:00"), ENGLAND) == {}


@pytest.mark.parametrize(
    ("told", "first"),
    [("2026-11-02 16:59", "2026-11-02"), ("2026-11-02 17:01", "2026-11-03")],
)
@pytest.mark.paragraph("P1.1")
def test_a_partnership_may_set_a_cut_off(told, first):
    counted = clock(unit="working_day", counts_from="same_day", cut_off="17:00")

    assert nth_day(counted, london(told), 1, ENGLAND) == d(first)


@pytest.mark.paragraph("P1.1")
def test_without_a_cut_off_the_day_counts_whatever_the_hour():
    assert nth_day(LOCAL, london("2026-11-02 23:59"), 1, ENGLAND) == d("2026-11-02")


def test_a_local_closure_moves_our_clock_and_never_the_panels():
    calendar = WorkingDays.england(
        closures=[d("2026-12-29"), d("2026-12-30"), d("2026-12-31")]
    )
    start = london("2026-12-18 09:30")

    assert last_day(LOCAL, start, calendar) == d("2027-01-15")
    assert latest(PANEL, start, calendar) == d("2027-01-13")
    assert day_number(PANEL, start, d("2026-12-31"), calendar) == 7


@given(STARTS)
def test_the_two_conventions_are_one_working_day_apart_or_the_same(start):
    started_at = at_time(start, "12:00")
    first, second = (nth_day(LOCAL, started_at, 15, ENGLAND, rule) for rule in (A, B))

    apart = ENGLAND.between(first, second)

    assert apart == (1 if ENGLAND.is_working_day(start) else 0)


@given(STARTS, st.sampled_from([A, B]))
def test_the_days_of_a_clock_are_working_days_in_order(start, rule):
    table = day_table(LOCAL, at_time(start, "12:00"), ENGLAND, counts_from=rule)
    days = list(table.values())

    assert days == sorted(set(days))
    assert all(ENGLAND.is_working_day(day) for day in days)
    assert days[0] >= start


@given(STARTS, st.integers(1, 15))
def test_the_number_of_a_day_is_the_day_of_that_number(start, number):
    started_at = at_time(start, "12:00")
    day = nth_day(LOCAL, started_at, number, ENGLAND)

    assert day_number(LOCAL, started_at, day, ENGLAND) == number


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (
            {"unit": "working_day", "counts_from": "same_day"},
            "5 working days from the incident, that day counted",
        ),
        (
            {"unit": "month", "counts_from": "next_day", "length": 1},
            "1 month from the incident, that day not counted",
        ),
        (
            {"unit": "calendar_day", "counts_from": "next_day", "rolls": True},
            "5 calendar days from the incident, that day not counted, or then the next "
            "working day",
        ),
        (
            {"unit": "hour", "rolls": True},
            "5 hours from the incident, or then the next",
        ),
        ({"unit": "hour"}, "5 hours from the incident"),
        (
            {"unit": "week", "counts_from": "same_day", "cut_off": "16:30"},
            "5 weeks from the incident, that day counted; after 16:30 the next day",
        ),
        (
            {
                "unit": "week",
                "counts_from": "same_day",
                "anchor": ["la_aware", "sin_submitted"],
            },
            "5 weeks from the local authority's awareness or the SIN, whichever comes "
            "first, that day counted",
        ),
    ],
)
def test_a_rule_has_words(more, words):
    counted = clock(**more)

    told = rule_in_words(counted, counted.length, counted.counts_from)

    assert told == words or (told.startswith(words) and words.endswith("the next"))


def test_a_clock_of_a_task_says_which():
    counted = Clock.model_validate(
        {"title": "T", "of_task": "the_panel", "unit": "week", "length": 2}
        | {"counts_from": "next_day"}
    )

    assert counted.anchor == "the_panel"
    assert (
        rule_in_words(counted, 3, B) == "3 weeks from the panel, that day not counted"
    )


@pytest.mark.parametrize(
    ("unit", "number", "expected"),
    [
        (Unit.CALENDAR_DAY, 10, "2026-11-12"),
        (Unit.WEEK, 2, "2026-11-16"),
        (Unit.WEEK, -1, "2026-10-26"),
        (Unit.MONTH, 2, "2027-01-02"),
        (Unit.MONTH, -11, "2025-12-02"),
    ],
)
def test_later_is_so_many_days_weeks_or_months(unit, number, expected):
    assert later(d("2026-11-02"), unit, number) == d(expected)


def test_a_length_may_be_another_than_the_clocks():
    sent = london("2026-11-05 15:00")

    assert target(PANEL, sent, ENGLAND, 20) == d("2026-12-02")
    assert latest(PANEL, sent, ENGLAND, 20) == d("2026-12-03")
