"""Three counters that know nothing of each other agree on every day of every year (R16)."""

from datetime import date, datetime, time, timedelta

import numpy as np
import pytest

from rapidreview.procedure.calendar import LONDON, Nation, WorkingDays, at_time
from rapidreview.procedure.clocks import day_table, nth_day
from rapidreview.procedure.errors import CalendarUnknown
from rapidreview.procedure.windows import Clock, CountsFrom
from tests.procedure.counters import (
    OFFSETS,
    by_numpy,
    by_walking,
    published,
    starts,
    years,
)

CLOCK = Clock.model_validate(
    {
        "title": "A clock",
        "anchor": "incident",
        "unit": "working_day",
        "counts_from": "next_day",
        "length": OFFSETS,
    }
)
NATIONS = list(Nation)
RULES = list(CountsFrom)
DAY = timedelta(days=1)


def noon(day: date) -> datetime:
    return at_time(day, "12:00")


def table(start: date, days: WorkingDays, rule: CountsFrom) -> list[date] | None:
    """Our days 1 to 60; None where they would leave the known years."""
    try:
        return list(day_table(CLOCK, noon(start), days, counts_from=rule).values())
    except CalendarUnknown:
        return None


@pytest.mark.paragraph("P0.7")
@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("nation", NATIONS)
def test_every_start_and_every_offset_to_sixty(nation, rule):
    closed, same = published(nation), rule is CountsFrom.SAME_DAY
    ours, last = WorkingDays.of(nation), years(nation)[1]
    theirs = by_numpy(nation, same_day=same).astype(object).tolist()

    for n, (start, by_library) in enumerate(zip(starts(nation), theirs, strict=True)):
        number = n % OFFSETS + 1
        walked = list(by_walking(start, closed, same_day=same))
        expected = walked if walked[-1] <= last else None

        assert walked == by_library
        assert table(start, ours, rule) == expected
        if walked[number - 1] <= last:
            assert nth_day(CLOCK, noon(start), number, ours, rule) == walked[number - 1]


@pytest.mark.parametrize("nation", NATIONS)
def test_counting_back_agrees_too(nation):
    calendar = np.busdaycalendar(holidays=sorted(published(nation)))
    ours = WorkingDays.of(nation)
    after_the_first = starts(nation)[OFFSETS * 2 :]
    days = np.array(after_the_first, dtype="datetime64[D]")
    for back in (1, 2, 5, 7, 10, 20, 60):
        theirs = np.busday_offset(days, -back, roll="forward", busdaycal=calendar)

        found = [nth_day(CLOCK, noon(day), -back, ours) for day in after_the_first]

        assert found == theirs.astype(object).tolist()


@pytest.mark.parametrize("nation", NATIONS)
def test_the_days_on_which_nobody_works_are_those_of_the_list(nation):
    ours = WorkingDays.of(nation)

    closed = {day for day in starts(nation) if day.weekday() < 5 and ours.name_of(day)}

    assert closed == {day for day in published(nation) if day.weekday() < 5}


def sundays_of_change() -> list[date]:
    """The last Sundays of March and October of every known year."""
    found = []
    for year in range(2012, 2029):
        for month in (3, 10):
            last = date(year, month, 31)
            found.append(last - DAY * ((last.weekday() + 1) % 7))
    return found


@pytest.mark.parametrize("sunday", sundays_of_change(), ids=str)
def test_a_time_of_day_stays_one_over_both_changes_of_the_clock(sunday):
    for day in (sunday - DAY, sunday, sunday + DAY):
        for hour in (0, 3, 9, 12, 17, 23):
            local = at_time(day, time(hour, 30)).astimezone(LONDON)

            assert (local.date(), local.time()) == (day, time(hour, 30))


@pytest.mark.parametrize("sunday", sundays_of_change(), ids=str)
def test_the_day_of_an_instant_is_londons_on_those_days_too(sunday):
    for start in (at_time(sunday, "00:00"), at_time(sunday, "23:59")):
        counted = nth_day(CLOCK, start, 1, WorkingDays.england())

        assert counted == WorkingDays.england().next_working_day(sunday)


@pytest.mark.parametrize(
    ("day", "hours"), [("2026-03-29", 23), ("2026-10-25", 25), ("2026-10-26", 24)]
)
def test_such_a_day_is_an_hour_shorter_or_longer(day, hours):
    first = date.fromisoformat(day)

    length = at_time(first + DAY, "00:00") - at_time(first, "00:00")

    assert length == timedelta(hours=hours)


def test_an_hour_that_comes_twice_is_the_first_and_one_that_never_comes_is_the_next():
    twice = at_time(date(2026, 10, 25), "01:30")
    never = at_time(date(2026, 3, 29), "01:30")

    assert twice == datetime.fromisoformat("2026-10-25T00:30:00+00:00")
    assert never == datetime.fromisoformat("2026-03-29T01:30:00+00:00")
    assert never.astimezone(LONDON).time() == time(2, 30)


@pytest.mark.parametrize(
    ("nation", "day", "name"),
    [
        (Nation.SCOTLAND, "2026-11-30", "Saint Andrew's Day"),
        (Nation.SCOTLAND, "2026-04-06", None),
        (Nation.SCOTLAND, "2027-01-04", "New Year Holiday (substitute day)"),
        (Nation.NORTHERN_IRELAND, "2026-03-17", "Saint Patrick's Day"),
        (Nation.NORTHERN_IRELAND, "2026-07-13", "Battle of the Boyne (substitute day)"),
        (Nation.ENGLAND_AND_WALES, "2026-03-17", None),
    ],
)
def test_each_nation_names_its_own_holidays(nation, day, name):
    assert WorkingDays.of(nation).name_of(date.fromisoformat(day)) == name


def test_the_calendars_of_the_nations_are_told_apart():
    calendars = [WorkingDays.of(nation) for nation in NATIONS]

    assert [one.id for one in calendars] == NATIONS
    assert len({one.version for one in calendars}) == 3
    closed = WorkingDays.of(Nation.SCOTLAND, closures=[date(2026, 12, 29)])
    assert (closed.id, closed.national.id) == (Nation.SCOTLAND, Nation.SCOTLAND)
    assert WorkingDays.england() is WorkingDays.of(Nation.ENGLAND_AND_WALES)
