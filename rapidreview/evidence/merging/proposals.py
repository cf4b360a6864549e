"""Which rows may tell of one event: proposed with reasons, merged by nobody but a person.

1. Rows are compared with those of the same day (or of days that may be the same), and,
where they share a kind of event, with those a few days away: never all with all. 2. Of
the rows of one agency on one day the likeliest partner is proposed, if it is likely
enough. 3. Rows on different days need more: the same kind of event, each speaking of the
other, and neither having a partner on its own day. They differ about the date. 4. Pairs
that hang together are one proposal.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from rapidreview.evidence.chronology import Row
from rapidreview.evidence.dateparts import MONTH_NAMES
from rapidreview.evidence.dates import DateKind
from rapidreview.evidence.merging.alike import (
    CONTACTS,
    RARE,
    Likeness,
    Measure,
    Told,
    likeness,
)
from rapidreview.evidence.merging.words import folded

SAME_DAY = 0.37
ROUGHLY_THE_SAME_DAY = 0.50
WITHIN_ONE_AGENCY = 0.55
ANOTHER_DAY = 0.50
_LESS = 0.12
_MUCH = 9.0
_VERY_MUCH = 12.0
_FEW_DAYS = 4
_NEAR_DAYS = 5
_ONCE_NEAR = 0.22
_STRONG = 0.7
_LIKELY = 0.52
_LONGEST_SPAN_DAYS = 31
_WINDOW_DAYS = 7
# Things that happen once: two dates within so many days are two tellings of one thing.
ONCE = {
    "=move": 45, "=birth": 10, "=death": 10, "=discharge": 3, "=admission": 3,
    "=arrest": 4, "=eviction": 14, "=started school": 14, "=registration": 14,
    "=strategy meeting": 5, "=child protection conference": 7, "=fire": 5,
    "=police protection": 5, "=accommodated": 7, "=excluded": 5,
}  # fmt: skip
_DAY_BEFORE = re.compile(
    r"\b(?:yesterday|last (?:night|evening)|overnight|(?:the )?(?:previous|day before"
    r"|night before|evening before))\b"
)
_SOME_DAY_BEFORE = re.compile(
    r"\b(?:at the weekend|over the weekend|last week(?:end)?|days? ago|earlier (?:this|in the)"
    r" week|(?:on )?(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b"
)
# What several agencies come to: each tells of it as its own.
JOINT = frozenset(
    {"=core group", "=child in need", "=child protection conference", "=meeting"}
    | {"=strategy meeting", "=team around the child", "=family group conference"}
)


class Strength(StrEnum):
    """How sure a proposal is."""

    STRONG = "strong"
    LIKELY = "likely"
    POSSIBLE = "possible"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two rows that may tell of one event; ``days_apart`` is 0 on one day."""

    one: Row
    other: Row
    score: float
    days_apart: int
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
    return _mutual(found)


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


def pairs_of_other_days(
    told: Sequence[Told], measure: Measure, taken: Iterable[Compared]
) -> list[Compared]:
    """Rows of different days that tell of one event: they differ about its date."""
    partners: set[tuple[Row, str]] = set()
    for pair in taken:
        partners.add((pair.one.row, pair.other.row.agency))
        partners.add((pair.other.row, pair.one.row.agency))
    found = [
        Compared(one, other, like, days, rough=False)
        for one, other, days in _on_other_days(told, measure)
        if (one.row, other.row.agency) not in partners
        and (other.row, one.row.agency) not in partners
        and (like := likeness(one, other, measure))
        and _is_one_event(one, other, like, days, measure)
    ]
    return _unrepeated(_mutual(found), told, measure)


def _on_other_days(
    told: Sequence[Told], measure: Measure
) -> Iterator[tuple[Told, Told, int]]:
    """Rows with an exact day that share a kind of event or a rare word, near each other."""
    by_kind: defaultdict[str, list[Told]] = defaultdict(list)
    for one in told:
        if is_exact(one.row):
            for term in one.event:
                if term in one.kinds or measure.of(term) >= RARE:
                    by_kind[term].append(one)
    seen: set[tuple[int, int]] = set()
    for kind in sorted(by_kind):
        window = ONCE.get(kind, _WINDOW_DAYS)
        listed = sorted(by_kind[kind], key=lambda one: one.row.first)
        firsts = [one.row.first for one in listed]
        for place, one in enumerate(listed):
            end = bisect_right(firsts, one.row.first + timedelta(days=window))
            for other in listed[place + 1 : end]:
                days = (other.row.first - one.row.first).days
                if days and one.row.agency != other.row.agency:
                    pair = (id(one), id(other))
                    if pair not in seen:
                        seen.add(pair)
                        yield one, other, days


def _is_one_event(
    one: Told, other: Told, like: Likeness, days: int, measure: Measure
) -> bool:
    if one.subjects and other.subjects and not one.subjects & other.subjects:
        return False
    if _tells_of_another_day(one.row, other.row) or _tells_of_another_day(
        other.row, one.row
    ):
        return False
    kinds = one.kinds & other.kinds & one.event & other.event
    if once := [kind for kind in kinds if days <= ONCE.get(kind, 0)]:
        if days <= min(_NEAR_DAYS, min(ONCE[kind] for kind in once)):
            return like.score >= _ONCE_NEAR
        named = any(term not in measure.sorts for term in like.shared - kinds)
        return named and like.score >= ANOTHER_DAY
    spoken = [
        bool(a.event & (b.roles - a.roles)) for a, b in ((one, other), (other, one))
    ]
    telling = kinds - CONTACTS
    least = ANOTHER_DAY + 0.03 * max(0, days - 3)
    if kinds & JOINT and days <= _WINDOW_DAYS:
        return like.score >= least - 0.05
    if telling and days <= _WINDOW_DAYS and any(spoken):
        return like.score >= least
    if like.weight >= _VERY_MUCH and days <= _FEW_DAYS and any(spoken):
        first_hand = not (one.is_hearsay or other.is_hearsay)
        return first_hand and like.score >= least - 0.08
    return all(spoken) and days <= _FEW_DAYS and like.score >= 0.65 and like.times != "far"


def _tells_of_another_day(row: Row, other: Row) -> bool:
    """Does it say that it happened before it was written down: "yesterday", the date?"""
    text = folded(row.event)
    before = (row.first - other.first).days
    if before == 1 and _DAY_BEFORE.search(text):
        return True
    if before > 0 and _SOME_DAY_BEFORE.search(text):
        return True
    day, month = other.first.day, other.first.month
    name = MONTH_NAMES[month - 1].casefold()
    written = rf"\b0?{day}(?:st|nd|rd|th)? (?:of )?(?:{name}|{name[:3]})\b|\b0?{day}[./]0?{month}\b"
    return re.search(written, text) is not None


def _mutual(found: Iterable[Compared]) -> list[Compared]:
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


def _unrepeated(
    found: list[Compared], told: Sequence[Told], measure: Measure
) -> list[Compared]:
    """Without what one of the agencies tells again and again in the same words."""
    by_agency: defaultdict[str, list[Told]] = defaultdict(list)
    for one in told:
        if is_exact(one.row):
            by_agency[one.row.agency].append(one)
    return [
        pair
        for pair in found
        if not _is_repeated(pair.one, pair, by_agency, measure)
        and not _is_repeated(pair.other, pair, by_agency, measure)
    ]


def _is_repeated(
    row: Told,
    pair: Compared,
    by_agency: Mapping[str, list[Told]],
    measure: Measure,
) -> bool:
    """Does the same agency tell much the same of another day not far away?"""
    other = pair.other if row is pair.one else pair.one
    for again in by_agency[row.row.agency]:
        near = abs((again.row.first - other.row.first).days) <= 28
        if again is not row and near and again.row.first != row.row.first:
            if again.kinds.isdisjoint(pair.like.kinds - CONTACTS):
                continue
            if likeness(again, other, measure).score >= pair.like.score - 0.1:
                return True
    return False
