"""Working days in England and Wales, against the published list and another library."""

from datetime import date, timedelta
from typing import Literal

import numpy as np
import pytest
from govuk_bank_holidays.bank_holidays import BankHolidays
from hypothesis import given
from hypothesis import strategies as st

from rapidreview.procedure.calendar import (
    FIRST_YEAR,
    LAST_YEAR,
    Nation,
    Override,
    WorkingDays,
    at_time,
    london_day,
    runs_out,
)
from rapidreview.procedure.errors import CalendarUnknown
from tests.procedure.given import ENGLAND, d, london

PUBLISHED = {
    one["date"]: one["title"]
    for one in BankHolidays(use_cached_holidays=True).get_holidays(
        division=BankHolidays.ENGLAND_AND_WALES
    )
}
NUMPY = np.busdaycalendar(holidays=[np.datetime64(day) for day in PUBLISHED])
DAYS = st.dates(date(2013, 1, 1), date(2027, 12, 31))
STEPS = st.integers(-150, 150)


def test_the_published_list_is_kept_exactly():
    first, last = date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)
    every = [first + timedelta(n) for n in range((last - first).days + 1)]

    closed = {
        day for day in every if day.weekday() < 5 and not ENGLAND.is_working_day(day)
    }

    assert closed == {day for day in PUBLISHED if day.weekday() < 5}


def test_the_last_known_year_is_the_last_published_one():
    assert max(PUBLISHED).year == LAST_YEAR


@given(DAYS, STEPS.filter(bool))
def test_adding_working_days_agrees_with_numpy(day, steps):
    roll: Literal["backward", "forward"] = "backward" if steps > 0 else "forward"

    expected = np.busday_offset(
        np.datetime64(day), steps, roll=roll, busdaycal=NUMPY
    ).item()

    assert ENGLAND.add(day, steps) == expected


@given(DAYS, DAYS)
def test_counting_between_agrees_with_numpy(first, last):
    one = np.timedelta64(1, "D")
    expected = np.busday_count(
        np.datetime64(first) + one, np.datetime64(last) + one, busdaycal=NUMPY
    )
    if first <= last:
        assert ENGLAND.between(first, last) == expected
    else:
        assert ENGLAND.between(first, last) == -ENGLAND.between(last, first)


@given(DAYS, st.integers(0, 100), st.integers(0, 100))
def test_adding_is_monotone_and_adds_up(day, few, more):
    start = ENGLAND.next_working_day(day)

    assert ENGLAND.add(start, few) <= ENGLAND.add(start, few + more)
    assert ENGLAND.add(ENGLAND.add(start, few), more) == ENGLAND.add(start, few + more)


@given(DAYS)
def test_nought_days_on_is_the_next_working_day(day):
    assert ENGLAND.add(day, 0) == ENGLAND.next_working_day(day)
    assert ENGLAND.is_working_day(ENGLAND.next_working_day(day))


@pytest.mark.parametrize(
    ("day", "name"),
    [
        ("2026-12-25", "Christmas Day"),
        ("2026-12-28", "Boxing Day (substitute day)"),
        ("2027-12-27", "Christmas Day (substitute day)"),
        ("2027-12-28", "Boxing Day (substitute day)"),
        ("2026-11-07", "Saturday"),
        ("2026-11-08", "Sunday"),
        ("2023-05-08", "Coronation of Charles III"),
        ("2026-04-06", "Easter Monday"),
        ("2026-11-30", None),  # Saint Andrew's Day is a Scottish holiday
        ("2026-08-03", None),
        ("2026-01-02", None),
    ],
)
def test_a_day_that_is_not_worked_says_why(day, name):
    assert ENGLAND.name_of(d(day)) == name


@pytest.mark.parametrize("day", ["2011-12-31", "2029-01-01", "2099-06-01"])
@pytest.mark.parametrize(
    "ask",
    [
        lambda day: ENGLAND.is_working_day(day),
        lambda day: ENGLAND.next_working_day(day),
        lambda day: ENGLAND.add(day, 1),
        lambda day: ENGLAND.name_of(day),
        lambda day: ENGLAND.between(d("2026-01-05"), day),
        lambda day: ENGLAND.run(day, 1),
    ],
)
def test_beyond_the_known_years_it_refuses(ask, day):
    with pytest.raises(CalendarUnknown, match="known from 2012 to 2028"):
        ask(d(day))


def test_counting_out_of_the_known_years_refuses():
    with pytest.raises(CalendarUnknown):
        ENGLAND.add(d("2028-12-20"), 15)
    with pytest.raises(CalendarUnknown):
        ENGLAND.add(d("2012-01-04"), -15)
    with pytest.raises(CalendarUnknown):
        ENGLAND.run(d("2028-12-20"), 15)


def test_a_proclaimed_holiday_moves_every_clock():
    mourning = Override(d("2026-11-09"), "Day of mourning", working=False)

    calendar = WorkingDays.england([mourning])

    assert calendar.name_of(d("2026-11-09")) == "Day of mourning"
    assert calendar.national.add(d("2026-11-06"), 1) == d("2026-11-10")


def test_a_holiday_may_be_made_a_working_day():
    moved = Override(d("2026-08-31"), "Holiday moved", working=True)

    assert WorkingDays.england([moved]).is_working_day(d("2026-08-31"))


def test_a_local_closure_is_no_national_one():
    calendar = WorkingDays.england(closures=[d("2026-12-29")])

    assert calendar.name_of(d("2026-12-29")) == "local closure"
    assert calendar.national.is_working_day(d("2026-12-29"))


def test_a_closure_may_have_a_name_and_a_holiday_keeps_its_own():
    named = {d("2026-12-29"): "Christmas closure", d("2026-12-28"): "closure"}

    calendar = WorkingDays.england(closures=named)

    assert calendar.name_of(d("2026-12-29")) == "Christmas closure"
    assert calendar.name_of(d("2026-12-28")) == "Boxing Day (substitute day)"


def test_the_version_tells_calendars_apart_and_is_stable():
    override = Override(d("2026-11-09"), "Day of mourning", working=False)
    with_override = WorkingDays.england([override])
    with_closure = WorkingDays.england(closures=[d("2026-12-29")])

    assert len({ENGLAND.version, with_override.version, with_closure.version}) == 3
    assert WorkingDays.england([override]).version == with_override.version


@pytest.mark.parametrize(
    ("typed", "day"),
    [("2026-03-29 00:30", "2026-03-29"), ("2026-07-01 00:30", "2026-07-01")],
)
def test_the_day_is_the_day_in_london(typed, day):
    assert london_day(london(typed)) == d(day)


def test_five_o_clock_is_five_o_clock_in_summer_too():
    assert at_time(d("2026-07-01"), "17:00").isoformat() == "2026-07-01T16:00:00+00:00"
    assert at_time(d("2026-11-02"), "17:00").isoformat() == "2026-11-02T17:00:00+00:00"


def test_the_last_known_days_are_known_too():
    for day in ("2028-12-30", "2028-12-31"):
        assert not ENGLAND.is_working_day(d(day))
        assert ENGLAND.name_of(d(day)) == f"{d(day):%A}"
    assert ENGLAND.is_working_day(d("2028-12-29"))
    assert ENGLAND.next_working_day(d("2012-01-01")) == d("2012-01-03")
    assert not ENGLAND.is_working_day(d("2012-01-01"))
    assert ENGLAND.between(d("2012-01-01"), d("2028-12-31")) == len(ENGLAND.days)
    assert ENGLAND.run(d("2028-12-29"), 1) == (d("2028-12-29"),)


def test_the_nations_have_the_names_of_the_governments_list():
    assert [one.value for one in Nation] == [
        "england-and-wales",
        "scotland",
        "northern-ireland",
    ]
    assert WorkingDays.of(Nation.SCOTLAND).version.startswith(
        "GB-SCT 2012-2028, holidays"
    )


@pytest.mark.parametrize(
    ("today", "warned"),
    [("2028-07-03", False), ("2028-07-04", True), ("2029-02-01", True)],
)
def test_that_the_known_holidays_end_is_said_in_good_time(today, warned):
    assert ("until 31 December 2028" in runs_out(d(today))) == warned
