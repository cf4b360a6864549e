"""Where the chronology is silent or strays: gaps, entries outside the period (QC19, QC20)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rapidreview.evidence.chronology import Gap, Row, gaps


class Where(StrEnum):
    """On which side of the period a row lies."""

    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Outside:
    """A row that lies wholly outside the period asked."""

    row: Row
    where: Where


@dataclass(frozen=True, slots=True)
class Silence:
    """Days on which no agency recorded anything: the last before and the first after."""

    after_on: date
    before_on: date

    @property
    def days(self) -> int:
        """How many days lie from the one to the other."""
        return (self.before_on - self.after_on).days


def gaps_inside(
    rows: Iterable[Row], period: tuple[date, date] | None, *, months: int = 6
) -> tuple[Gap, ...]:
    """Each agency's gaps of more than ``months`` between neighbours inside the period."""
    first_on, last_on = period or (date.min, date.max)
    return tuple(gaps(rows, months=months, first_on=first_on, last_on=last_on))


def outside(
    rows: Iterable[Row], period: tuple[date, date] | None
) -> tuple[Outside, ...]:
    """Dated rows that lie wholly before or after the period; none where none was asked."""
    return tuple(_outside(rows, *period)) if period else ()


def _outside(rows: Iterable[Row], first_on: date, last_on: date) -> Iterator[Outside]:
    for row in rows:
        if row.understood.is_dated and row.last < first_on:
            yield Outside(row, Where.BEFORE)
        elif row.understood.is_dated and row.first > last_on:
            yield Outside(row, Where.AFTER)


def silences_of_all(
    dated: Sequence[Row], period: tuple[date, date] | None, *, days: int = 28
) -> tuple[Silence, ...]:
    """Where no agency recorded anything for more than ``days``, inside the period.

    A row that covers several days, roughly dated or not, covers all of them.
    """
    first_on, last_on = period or (date.min, date.max)
    found: list[Silence] = []
    reached: date | None = None
    for row in sorted(dated, key=lambda one: (one.first, one.last)):
        if row.last < first_on or row.first > last_on:
            continue
        if reached and (row.first - reached).days > days:
            found.append(Silence(reached, row.first))
        reached = max(reached or row.last, row.last)
    return tuple(found)
