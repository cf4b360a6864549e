"""One event under two dates: rows of different days that may tell of one thing.

They need more than rows of one day: the same kind of event or much that is rare in common,
agencies that speak of each other or meet, and no partner on their own day. What recurs in
the same words, and what says itself that it happened the day before, is left alone.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta

from rapidreview.evidence.chronology import Row
from rapidreview.evidence.dateparts import MONTH_NAMES
from rapidreview.evidence.merging.alike import (
    CONTACTS,
    RARE,
    Likeness,
    Measure,
    Told,
    likeness,
)
from rapidreview.evidence.merging.proposals import Compared, is_exact, mutual
from rapidreview.evidence.merging.words import folded

ANOTHER_DAY = 0.50
_VERY_MUCH = 12.0
_FEW_DAYS = 4
_NEAR_DAYS = 5
_ONCE_NEAR = 0.22
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


def pairs_of_other_days(
    told: Sequence[Told], measure: Measure, taken: Iterable[Compared]
) -> list[Compared]:
    """Rows of different days that tell of one event: they differ about its date."""
    partners: set[tuple[Row, str]] = set()
    for pair in taken:
        partners.add((pair.one.row, pair.other.row.agency))
        partners.add((pair.other.row, pair.one.row.agency))
    found = []
    for (one, other), days in _on_other_days(told, measure).items():
        if {(one.row, other.row.agency), (other.row, one.row.agency)} & partners:
            continue
        like = likeness(one, other, measure)
        if _is_one_event(one, other, like, days, measure):
            found.append(Compared(one, other, like, days, rough=False))
    return _unrepeated(mutual(found), told, measure)


def _on_other_days(
    told: Sequence[Told], measure: Measure
) -> dict[tuple[Told, Told], int]:
    """Rows with an exact day that share a kind of event or a rare word, near each other."""
    by_kind: defaultdict[str, list[Told]] = defaultdict(list)
    for one in told:
        if is_exact(one.row):
            for term in one.event:
                if term in one.kinds or measure.of(term) >= RARE:
                    by_kind[term].append(one)
    pairs: dict[tuple[Told, Told], int] = {}
    for kind in sorted(by_kind):
        window = timedelta(days=ONCE.get(kind, _WINDOW_DAYS))
        listed = sorted(by_kind[kind], key=lambda one: (one.row.first, one.row.agency))
        pairs |= {(one, other): days for one, other, days in _near(listed, window)}
    return pairs


def _near(listed: list[Told], window: timedelta) -> Iterator[tuple[Told, Told, int]]:
    """Rows of two agencies on different days, no further apart than ``window``."""
    firsts = [one.row.first for one in listed]
    for place, one in enumerate(listed):
        end = bisect_right(firsts, one.row.first + window)
        for other in listed[place + 1 : end]:
            days = (other.row.first - one.row.first).days
            if days and one.row.agency != other.row.agency:
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
    return (
        all(spoken) and days <= _FEW_DAYS and like.score >= 0.65 and like.times != "far"
    )


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
