"""The grammar of typed dates: one point in time, or a range of two (E1).

The text comes tidied (lower case, single spaces, plain hyphens). A reader returns the
span it found, None when the text has another shape, and raises NoSuchDate when the shape
is right and the day does not exist. Day before month, always.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

MONTH_NAMES = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
WEEKDAY_NAMES = (
    *("Monday", "Tuesday", "Wednesday", "Thursday"),
    *("Friday", "Saturday", "Sunday"),
)

Shape = Literal["exact", "month", "year", "range", "approx"]


@dataclass(frozen=True, slots=True)
class Span:
    """The days from ``first`` to ``last`` that a text may mean, and the text's shape."""

    first: date
    last: date
    shape: Shape
    part: str = ""  # early, mid or late, of a month


class NoSuchDate(Exception):
    """A text of a known shape that names no day; its message says why."""


_MONTH = r"(?P<month>[a-z]{3,9})\.?"
_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_LONG_YEAR = r"(?P<year>[0-9]{4})"
_YEAR = r"(?P<year>[0-9]{4}|'?[0-9]{2})"
_WEEKDAY = r"(?:(?P<weekday>[a-z]{3,9}),? )?"
_PART = r"(?P<part>early|mid|late|(?:the )?(?:start|beginning|middle|end) of)"

_DAY_SHAPES = (
    re.compile(rf"{_WEEKDAY}(?:the )?{_DAY} ?(?:of )?{_MONTH},? ?{_YEAR}"),
    re.compile(rf"{_WEEKDAY}{_MONTH} {_DAY},? {_LONG_YEAR}"),
    re.compile(r"(?P<day>[0-9]{1,2})([/.-])(?P<month>[0-9]{1,2})\2" + _YEAR),
    re.compile(_LONG_YEAR + r"([/.-])(?P<month>[0-9]{1,2})\2(?P<day>[0-9]{1,2})"),
)
_MONTH_SHAPES = (
    re.compile(rf"{_MONTH},? (?:of )?{_LONG_YEAR}"),
    re.compile(rf"(?P<month>[0-9]{{1,2}})/{_LONG_YEAR}"),
)
_PART_SHAPE = re.compile(rf"{_PART}[ -]{_MONTH},? {_LONG_YEAR}")
_YEAR_SHAPE = re.compile(_LONG_YEAR)
_WEEK_SHAPE = re.compile(r"(?:w/c|wc|week commencing|week beginning):? (?P<rest>.+)")

_BETWEEN = re.compile(r"(?:from|between) ")
_HYPHEN = re.compile(r" ?- ?| (?:to|until|till|and) ")
_LEFT_DAY = re.compile(_DAY)
_LEFT_DAY_MONTH = re.compile(rf"{_DAY} ?{_MONTH}")
_LEFT_MONTH = re.compile(_MONTH)

_PARTS = {"early": "early", "start": "early", "beginning": "early", "mid": "mid"}
_PARTS |= {"middle": "mid", "late": "late", "end": "late"}


def read_point(text: str) -> Span | None:
    """One day, week, part of a month, month or year."""
    readers = (_read_day, _read_week, _read_part, _read_month, _read_year)
    return next((span for reader in readers if (span := reader(text))), None)


def read_range(text: str) -> Span | None:
    """Two points of one shape; the first may borrow month and year from the second."""
    span = next(_cuts(_BETWEEN.sub("", text, count=1)), None)
    if span and span.first > span.last:
        raise NoSuchDate("It ends before it starts.")
    return span


def said(span: Span) -> str:
    """The span in words: 3 May 2024, 3 to 9 May 2024, mid-May 2024, May 2024, 2024."""
    first, last = span.first, span.last
    if span.shape == "approx":
        return f"{span.part}-{_month_year(first)}"
    if span.shape == "year":
        return str(first.year)
    if span.shape == "month":
        return _month_year(first)
    if first == last:
        return long_date(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {long_date(last)}"
    return f"{long_date(first)} to {long_date(last)}"


def long_date(day: date) -> str:
    """A day as 3 May 2024."""
    return f"{day.day} {_month_year(day)}"


def _month_year(day: date) -> str:
    return f"{MONTH_NAMES[day.month - 1]} {day.year}"


def _read_day(text: str) -> Span | None:
    for shape in _DAY_SHAPES:
        match = shape.fullmatch(text)
        if match and (month := _month(match["month"])):
            day = _day(_year(match["year"]), month, int(match["day"]))
            _check_weekday(match.groupdict().get("weekday"), day)
            return Span(day, day, "exact")
    return None


def _read_week(text: str) -> Span | None:
    match = _WEEK_SHAPE.fullmatch(text)
    start = match and _read_day(match["rest"])
    if not start:
        return None
    return Span(start.first, start.first + timedelta(days=6), "range")


def _read_part(text: str) -> Span | None:
    match = _PART_SHAPE.fullmatch(text)
    if not match or not (month := _month(match["month"])):
        return None
    word = match["part"].removeprefix("the ").removesuffix(" of")
    part, year = _PARTS[word], _year(match["year"])
    first, last = {
        "early": (1, 10),
        "mid": (11, 20),
        "late": (21, monthrange(year, month)[1]),
    }[part]
    return Span(date(year, month, first), date(year, month, last), "approx", part)


def _read_month(text: str) -> Span | None:
    for shape in _MONTH_SHAPES:
        match = shape.fullmatch(text)
        if match and (month := _month(match["month"])):
            first = _day(_year(match["year"]), month, 1)
            last = first.replace(day=monthrange(first.year, month)[1])
            return Span(first, last, "month")
    return None


def _read_year(text: str) -> Span | None:
    if not _YEAR_SHAPE.fullmatch(text):
        return None
    year = _year(text)
    return Span(date(year, 1, 1), date(year, 12, 31), "year")


def _cuts(text: str) -> Iterator[Span]:
    """Every way to cut a text into two points of one shape: days, months or years.

    A year to a day is no range: ``1999-05-03-06`` is somebody's ISO date with a tail.
    """
    for cut in _HYPHEN.finditer(text):
        right = read_point(text[cut.end() :])
        left = right and _read_left(text[: cut.start()], right)
        if left and right and left.shape == right.shape != "approx":
            yield Span(left.first, right.last, "range")


def _read_left(text: str, right: Span) -> Span | None:
    """The first point of a range, with what it leaves out taken from the second."""
    if full := read_point(text):
        return full
    exact = right.shape == "exact"
    if exact and (match := _LEFT_DAY.fullmatch(text)):
        day = _day(right.first.year, right.first.month, int(match["day"]))
        return Span(day, day, "exact")
    if exact and (match := _LEFT_DAY_MONTH.fullmatch(text)):
        return _read_day(f"{match['day']} {match['month']} {right.first.year}")
    if right.shape == "month" and _LEFT_MONTH.fullmatch(text):
        return _read_month(f"{text} {right.first.year}")
    return None


def _month(text: str) -> int | None:
    """The number of a month; None if the word is not a month. 13 is no month at all."""
    if text.isdigit():
        if not 1 <= int(text) <= 12:
            raise NoSuchDate(f"There is no month {int(text)}; the day comes first.")
        return int(text)
    names = (name.casefold() for name in MONTH_NAMES)
    return next((n for n, name in enumerate(names, 1) if _is_short(text, name)), None)


def _is_short(text: str, name: str) -> bool:
    return text in (name, name[:3]) or (name, text) == ("september", "sept")


def _year(text: str) -> int:
    """Four figures as they stand; two: 50 to 99 is 19.., 00 to 49 is 20... ."""
    short = text.removeprefix("'")
    year = int(short)
    if len(short) == 2:
        return year + (1900 if year >= 50 else 2000)
    if not 1900 <= year <= 2199:
        raise NoSuchDate(f"The year {year} cannot be right.")
    return year


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        name = MONTH_NAMES[month - 1]
        raise NoSuchDate(f"There is no {day} {name} {year}.") from None


def _check_weekday(typed: str | None, day: date) -> None:
    name = WEEKDAY_NAMES[day.weekday()]
    if typed and not name.casefold().startswith(typed):
        raise NoSuchDate(f"{long_date(day)} was a {name}.")
