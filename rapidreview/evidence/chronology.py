"""The agencies' chronologies as one: ordered, marked, and nothing resolved (P6.1).

Rows are ordered by the earliest day they may mean. The order does not depend on the order
in which the returns came, and merging what is merged changes nothing. A row without a
usable date never borrows its neighbour's: it stands in a block of its own. What may be the
same event, and where an agency is silent, is marked; both tellings stay.
"""

import re
from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from rapidreview.evidence.dates import DateKind, Understood, understand

_TIME = re.compile(r"\??\s*(?P<hour>[01]?[0-9]|2[0-3])[:.]?(?P<minute>[0-5][0-9])\b")
_PRECISION = {DateKind.EXACT: 0, DateKind.APPROX: 1}
_NO_TIME = 24 * 60
_SEQUENCE = re.compile(r"\s*[0-9]{1,9}\s*")
_NO_SEQUENCE = 10**9


@dataclass(frozen=True, slots=True)
class Row:
    """One event as one agency told it; texts as typed, the date also as understood (E1).

    ``number`` is the row's place in the agency's own chronology, from 1. ``subjects`` are
    the people it concerns, as typed.
    """

    agency: str
    round: int
    number: int
    typed_date: str
    understood: Understood
    end: str
    time: str
    sequence: str
    source: str
    subjects: tuple[str, ...]
    event: str
    action: str
    seen: str
    comment: str
    significance: str

    @property
    def source_shown(self) -> str:
        """The source with the agency's name in front, as it stands after merging."""
        return f"{self.agency}: {self.source}" if self.source else self.agency

    @property
    def first(self) -> date:
        """The earliest day it may mean. Only for dated rows."""
        return self.understood.first or date.max

    @property
    def last(self) -> date:
        """The latest day it may mean. Only for dated rows."""
        return self.understood.last or date.max


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch in which an agency recorded nothing, between two of its dated rows."""

    agency: str
    after: Row
    before: Row


@dataclass(frozen=True, slots=True)
class Merged:
    """One chronology. ``possible_duplicates`` groups dated rows of the same exact day,
    different agencies and a shared subject; ``gaps`` are those of each agency."""

    dated: tuple[Row, ...]
    undated: tuple[Row, ...]
    possible_duplicates: tuple[tuple[Row, ...], ...] = ()
    gaps: tuple[Gap, ...] = ()


def row_from(
    cells: Mapping[str, str], *, agency: str, round_number: int, number: int
) -> Row:
    """A row from the cells E1..E11 of a return, as typed."""
    typed = cells.get("E1", "")
    return Row(
        agency=agency,
        round=round_number,
        number=number,
        typed_date=typed,
        understood=understand(typed),
        end=cells.get("E2", ""),
        time=cells.get("E3", ""),
        sequence=cells.get("E4", ""),
        source=cells.get("E5", ""),
        subjects=subjects_of(cells.get("E6", "")),
        event=cells.get("E7", ""),
        action=cells.get("E8", ""),
        seen=cells.get("E9", ""),
        comment=cells.get("E10", ""),
        significance=cells.get("E11", ""),
    )


def subjects_of(typed: str) -> tuple[str, ...]:
    """The people named in E6: parted by lines, semicolons or commas."""
    names = (name.strip() for name in re.split(r"[\n;,]", typed))
    return tuple(name for name in names if name)


def merge(rows: Iterable[Row], *, gap_months: int = 6) -> Merged:
    """All rows in one order; a row that comes twice stands once (P6.1).

    1. Dated rows: earliest day; exact, then about, then ranges; time, those without one
    last; the author's sequence; agency, round and row. 2. The rest by agency, round, row.
    """
    once = set(rows)
    dated = sorted((row for row in once if row.understood.is_dated), key=_order)
    undated = sorted((row for row in once if not row.understood.is_dated), key=_place)
    return Merged(
        tuple(dated),
        tuple(undated),
        tuple(_possible_duplicates(dated)),
        tuple(gaps(dated, months=gap_months)),
    )


def gaps(
    rows: Iterable[Row],
    *,
    months: int = 6,
    first_on: date = date.min,
    last_on: date = date.max,
) -> Iterator[Gap]:
    """Where an agency is silent for more than ``months``, inside the period if given.

    An undated row closes no gap.
    """
    by_agency: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row.understood.is_dated and first_on <= row.first and row.last <= last_on:
            by_agency[row.agency].append(row)
    for agency in sorted(by_agency):
        yield from _gaps_of(agency, sorted(by_agency[agency], key=_order), months)


def minutes_of_day(typed: str) -> int | None:
    """The time typed in E3 in minutes since midnight; None if there is none to read."""
    match = _TIME.match(typed.strip())
    return int(match["hour"]) * 60 + int(match["minute"]) if match else None


def months_later(day: date, months: int) -> date:
    """The same day of a later month, or the last day of that month if it is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _gaps_of(agency: str, rows: list[Row], months: int) -> Iterator[Gap]:
    reached = rows[0]
    for row in rows[1:]:
        if row.first > months_later(reached.last, months):
            yield Gap(agency, reached, row)
        if row.last > reached.last:
            reached = row


def _possible_duplicates(dated: list[Row]) -> Iterator[tuple[Row, ...]]:
    exact = (row for row in dated if row.understood.kind is DateKind.EXACT)
    for _, same_day in groupby(exact, key=lambda row: row.first):
        by_subject: dict[str, list[Row]] = {}
        for row in same_day:
            for subject in row.subjects:
                by_subject.setdefault(subject.casefold(), []).append(row)
        groups = dict.fromkeys(tuple(group) for group in by_subject.values())
        yield from (group for group in groups if len({r.agency for r in group}) > 1)


def _order(row: Row) -> tuple[object, ...]:
    minutes = minutes_of_day(row.time)
    return (
        row.first,
        _PRECISION.get(row.understood.kind, 2),
        _NO_TIME if minutes is None else minutes,
        int(row.sequence) if _SEQUENCE.fullmatch(row.sequence) else _NO_SEQUENCE,
        *_place(row),
    )


def _place(row: Row) -> tuple[object, ...]:
    """Agency, round and row; then every text, so that no two rows tie by chance."""
    texts = (row.typed_date, row.end, row.time, row.sequence, row.source, row.subjects)
    more = (row.event, row.action, row.seen, row.comment, row.significance)
    return (row.agency, row.round, row.number, *texts, *more)
