"""Which rows may tell of one event: proposed with reasons, merged by nobody but a person.

1. Rows are compared with those of the same day (or of days that may be the same), and,
where they share a kind of event, with those a few days away: never all with all. 2. Of
the rows of one agency on one day the likeliest partner is proposed, if it is likely
enough. 3. Rows on different days need more: the same kind of event, each speaking of the
other, and neither having a partner on its own day. They differ about the date. 4. Pairs
that hang together are one proposal.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from rapidreview.evidence.chronology import Row
from rapidreview.evidence.dates import DateKind
from rapidreview.evidence.merging.alike import (
    Likeness,
    Measure,
    Told,
    likeness,
)

SAME_DAY = 0.37
ROUGHLY_THE_SAME_DAY = 0.50
WITHIN_ONE_AGENCY = 0.55
_LESS = 0.12
_MUCH = 9.0
_STRONG = 0.7
_LIKELY = 0.52
_LONGEST_SPAN_DAYS = 31


class Strength(StrEnum):
    """How sure a proposal is."""

    STRONG = "strong"
    LIKELY = "likely"
    POSSIBLE = "possible"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two rows that may tell of one event; ``rough`` where a date is only roughly known."""

    one: Row
    other: Row
    score: float
    rough: bool
    why: tuple[str, ...]

    @property
    def strength(self) -> Strength:
        """The score in a word."""
        if self.score >= _STRONG:
            return Strength.STRONG
        return Strength.LIKELY if self.score >= _LIKELY else Strength.POSSIBLE


@dataclass(frozen=True, slots=True)
class Compared:
    """Two rows and how alike they are, while the pairs are chosen."""

    one: Told
    other: Told
    like: Likeness
    days_apart: int
    rough: bool


def pairs_of_one_day(told: Sequence[Told], measure: Measure) -> list[Compared]:
    """The likeliest pairs among rows of one day, or of days that may be one."""
    found = [
        Compared(one, other, like, 0, rough)
        for one, other, rough in _on_one_day(told)
        if _is_enough(one, other, like := likeness(one, other, measure), rough=rough)
    ]
    return mutual(found)


def _is_enough(one: Told, other: Told, like: Likeness, *, rough: bool) -> bool:
    """Alike enough; or a little less so, with much that is rare in common."""
    needed = _needed(one, other, rough=rough)
    return like.score >= needed or (
        like.score >= needed - _LESS and like.weight >= _MUCH and not rough
    )


def _needed(one: Told, other: Told, *, rough: bool) -> float:
    if one.row.agency == other.row.agency:
        return WITHIN_ONE_AGENCY
    return ROUGHLY_THE_SAME_DAY if rough else SAME_DAY


def _on_one_day(told: Sequence[Told]) -> Iterator[tuple[Told, Told, bool]]:
    dated = sorted(
        (one for one in told if one.row.understood.is_dated),
        key=lambda one: (one.row.first, one.row.last, one.row.agency, one.row.number),
    )
    firsts = [one.row.first for one in dated]
    for place, one in enumerate(dated):
        last = min(one.row.last, one.row.first + timedelta(days=_LONGEST_SPAN_DAYS))
        for other in dated[place + 1 : bisect_right(firsts, last)]:
            rough = not (is_exact(one.row) and is_exact(other.row))
            if not rough or _both_short(one.row, other.row):
                yield one, other, rough


def is_exact(row: Row) -> bool:
    """Does the row give one certain day?"""
    return row.understood.kind is DateKind.EXACT


def _both_short(one: Row, other: Row) -> bool:
    return all(
        (row.last - row.first).days <= _LONGEST_SPAN_DAYS for row in (one, other)
    )


def mutual(found: Iterable[Compared]) -> list[Compared]:
    """Of several candidates in one agency the likeliest, seen from both sides."""
    found = list(found)
    best: dict[tuple[int, str], float] = {}
    for pair in found:
        for me, you in ((pair.one, pair.other), (pair.other, pair.one)):
            place = (id(me), you.row.agency)
            best[place] = max(best.get(place, 0.0), pair.like.score)
    return [
        pair
        for pair in found
        if pair.like.score >= best[(id(pair.one), pair.other.row.agency)]
        and pair.like.score >= best[(id(pair.other), pair.one.row.agency)]
    ]
