"""Working days of a nation: Monday to Friday, not a bank holiday there.

Closed days are an argument: a proclaimed bank holiday is an ``Override``, which holds for
everybody; a partnership's own closure holds for its own clocks only.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import cache, lru_cache
from types import MappingProxyType
from zoneinfo import ZoneInfo

import holidays
from holidays.version import __version__

from rapidreview.procedure.errors import CalendarUnknown

LONDON = ZoneInfo("Europe/London")
# The years for which the government has published its list, compared with it in a test.
FIRST_YEAR, LAST_YEAR = 2012, 2028
# A review that begins so many days before the end of them could not be counted to its end.
WARN_WITHIN = timedelta(days=180)


class Nation(StrEnum):
    """Whose bank holidays count; the names are those of the government's own list."""

    ENGLAND_AND_WALES = "england-and-wales"
    SCOTLAND = "scotland"
    NORTHERN_IRELAND = "northern-ireland"


# As the library of holidays calls them.
_CODES = {
    Nation.ENGLAND_AND_WALES: "ENG",
    Nation.SCOTLAND: "SCT",
    Nation.NORTHERN_IRELAND: "NIR",
}


@dataclass(frozen=True, slots=True, order=True)
class Override:
    """A day that the nation changed: ``working`` says what it became."""

    on: date
    name: str
    working: bool


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """The working days of the known years; ``national`` leaves local closures out."""

    days: tuple[date, ...] = field(repr=False)
    names: Mapping[date, str] = field(repr=False)
    version: str
    first_year: int = FIRST_YEAR
    last_year: int = LAST_YEAR
    open_to_all: WorkingDays | None = field(default=None, repr=False)
    id: Nation = Nation.ENGLAND_AND_WALES

    @staticmethod
    def of(
        nation: Nation,
        overrides: Iterable[Override] = (),
        closures: Iterable[date] | Mapping[date, str] = (),
    ) -> WorkingDays:
        """A nation's days with these national overrides and local closures.

        Closures may have names, by day; without one a day is a "local closure".
        """
        named = closures if isinstance(closures, Mapping) else {}
        closed = frozenset((day, named.get(day, "local closure")) for day in closures)
        return _working_days(nation, frozenset(overrides), closed)

    @staticmethod
    def england(
        overrides: Iterable[Override] = (),
        closures: Iterable[date] | Mapping[date, str] = (),
    ) -> WorkingDays:
        """The same for England and Wales."""
        return WorkingDays.of(Nation.ENGLAND_AND_WALES, overrides, closures)

    @property
    def national(self) -> WorkingDays:
        """The same calendar without local closures: for the Panel and SIN clocks."""
        return self.open_to_all or self

    def is_working_day(self, day: date) -> bool:
        """Whether work is done on ``day``. Raises CalendarUnknown outside the years."""
        self._require_known(day)
        at = bisect_left(self.days, day)
        return at < len(self.days) and self.days[at] == day

    def next_working_day(self, day: date) -> date:
        """``day`` itself if it is a working day, otherwise the first one after it."""
        self._require_known(day)
        return self._nth(bisect_left(self.days, day), day)

    def add(self, day: date, working_days: int) -> date:
        """The n-th working day after ``day``, before it if n is negative.

        Nought gives ``day`` itself, or the next working day if it is none.
        """
        self._require_known(day)
        if working_days > 0:
            return self._nth(bisect_right(self.days, day) + working_days - 1, day)
        return self._nth(bisect_left(self.days, day) + working_days, day)

    def run(self, first: date, count: int) -> tuple[date, ...]:
        """So many working days, beginning with ``first`` if it is one."""
        self._require_known(first)
        start = bisect_left(self.days, first)
        if start + count > len(self.days):
            raise self._unknown(first)
        return self.days[start : start + count]

    def between(self, first: date, last: date) -> int:
        """How many working days come after ``first``, up to and with ``last``."""
        self._require_known(first)
        self._require_known(last)
        return bisect_right(self.days, last) - bisect_right(self.days, first)

    def name_of(self, day: date) -> str | None:
        """Why ``day`` is not a working day: "Saturday", a holiday or closure; or None."""
        if self.is_working_day(day):
            return None
        return self.names.get(day, f"{day:%A}")

    def _nth(self, index: int, day: date) -> date:
        if 0 <= index < len(self.days):
            return self.days[index]
        raise self._unknown(day)

    def _require_known(self, day: date) -> None:
        if not self.first_year <= day.year <= self.last_year:
            raise self._unknown(day)

    def _unknown(self, day: date) -> CalendarUnknown:
        return CalendarUnknown(
            f"Working days near {day:%d %B %Y} cannot be counted: bank holidays are "
            f"known from {self.first_year} to {self.last_year} only."
        )


def runs_out(today: date) -> str:
    """A sentence, in good time, that the known bank holidays end; else nothing (T1)."""
    last = date(LAST_YEAR, 12, 31)
    if today < last - WARN_WITHIN:
        return ""
    return (
        f"Bank holidays are known until 31 December {LAST_YEAR} only, and no day is "
        "counted beyond it. A newer release of Rapid Review is needed before then."
    )


@lru_cache(maxsize=64)
def _working_days(
    nation: Nation,
    overrides: frozenset[Override],
    closures: frozenset[tuple[date, str]],
) -> WorkingDays:
    if closures:
        national = _working_days(nation, overrides, frozenset())
        closed = dict(closures)
        names = closed | dict(national.names)
        return WorkingDays(
            days=tuple(day for day in national.days if day not in closed),
            names=MappingProxyType(names),
            version=f"{national.version}, closures {_short(sorted(closures))}",
            open_to_all=national,
            id=nation,
        )
    names = dict(_bank_holidays(nation))
    names |= {one.on: one.name for one in overrides if not one.working}
    worked = {one.on for one in overrides if one.working}
    version = f"GB-{_CODES[nation]} {FIRST_YEAR}-{LAST_YEAR}, holidays {__version__}"
    if overrides:
        version += f", overrides {_short(sorted(overrides))}"
    days = _weekdays(frozenset(names), worked)
    return WorkingDays(days, MappingProxyType(names), version, id=nation)


@cache
def _bank_holidays(nation: Nation) -> Mapping[date, str]:
    """A nation's bank holidays, once per process: the library is slow to build them."""
    known = holidays.country_holidays(
        "GB", subdiv=_CODES[nation], years=range(FIRST_YEAR, LAST_YEAR + 1)
    )
    return MappingProxyType(
        {
            day: name.replace(" (observed)", " (substitute day)")
            for day, name in known.items()
        }
    )


def _weekdays(closed: frozenset[date], worked: set[date]) -> tuple[date, ...]:
    first, last = date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)
    every = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return tuple(
        day
        for day in every
        if day in worked or (day.weekday() < 5 and day not in closed)
    )


def _short(values: Iterable[object]) -> str:
    return hashlib.sha256(repr(list(values)).encode()).hexdigest()[:8]


def london_day(instant: datetime) -> date:
    """The day in London at ``instant``."""
    return instant.astimezone(LONDON).date()


@lru_cache(maxsize=8192)
def at_time(day: date, clock_time: time | str) -> datetime:
    """The instant, in UTC, at which it is ``clock_time`` ("17:00") in London."""
    when = time.fromisoformat(clock_time) if isinstance(clock_time, str) else clock_time
    return datetime.combine(day, when, tzinfo=LONDON).astimezone(UTC)
