"""What is told differently of one event: its date, its time, or a fact (QC22, P6.1).

Only rows that may tell of one event are compared, and only what two of them say: a row
that is silent contradicts nothing. Both tellings stay; nothing is resolved.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from rapidreview.evidence.chronology import Row
from rapidreview.evidence.dateparts import long_date
from rapidreview.evidence.merging.alike import CONTACTS, Told
from rapidreview.evidence.merging.events import joined
from rapidreview.evidence.merging.facts import Fact, facts_of
from rapidreview.evidence.merging.proposals import Compared, is_exact
from rapidreview.evidence.merging.words import Dictionary, is_name

_MINUTES_APART = 30
_SURE_ENOUGH = 0.5
_SCHEDULED = frozenset(
    {"=meeting", "=strategy meeting", "=child protection conference", "=core group"}
    | {"=child in need", "=team around the child", "=interview", "=visit"}
    | {"=family group conference", "=appointment", "=assessment", "=medical"}
)
# Who a word may stand for: the narrower and the wider name contradict nothing.
# A child's name may be any of these.
_NAMELESS = frozenset(
    {"=child", "=sister", "=brother", "=sibling", "=baby", "=friend", "=parent"}
)
_NARROWER = (
    ("=school", {"=designated lead", "=school nurse", "=nursery"}),
    ("=hospital", {"=emergency department", "=paediatrician", "=safeguarding nurse"}),
    ("=hospital", {"=midwife", "=diabetes nurse", "=ambulance"}),
    ("=parent", {"=mother", "=father"}),
    ("=sibling", {"=sister", "=brother", "=child"}),
    ("=child", {"=baby", "=sister", "=brother"}),
    ("=friend", {"=mother's partner", "=neighbour"}),
    ("=social worker", {"=family support worker"}),
)


class Differs(StrEnum):
    """In what two tellings of one event differ."""

    DATE = "date"
    TIME = "time"
    FACT = "fact"


@dataclass(frozen=True, slots=True)
class Telling:
    """What one row says of it, in its own words or as a date."""

    row: Row
    says: str


@dataclass(frozen=True, slots=True)
class Contradiction:
    """One thing told in two ways. ``about`` says what: "the date", "who brought them"."""

    differs: Differs
    about: str
    tellings: tuple[Telling, ...]
    words: str

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows that tell of it."""
        return tuple(telling.row for telling in self.tellings)


def contradictions_of(
    same_day: Sequence[Compared],
    other_days: Sequence[Compared],
    known: Dictionary,
    order: Mapping[Row, int],
) -> tuple[Contradiction, ...]:
    """What rows that may tell of one event say differently, in the chronology's order."""
    found: list[Contradiction] = []
    for group in _events(same_day, other_days):
        facts = _each_once(_of_facts(group, known, order))
        dates = [
            one
            for one in _of_dates(group, order)
            if not any(_is_the_same(one, fact) for fact in facts)
        ]
        found += [*dates, *_of_times(group, order), *facts]
    return tuple(sorted(found, key=lambda one: (order[one.rows[0]], one.about)))


def _each_once(found: Iterable[Contradiction]) -> list[Contradiction]:
    """Without what only repeats another: one number counted twice, a side and its limb."""
    kept: dict[object, Contradiction] = {}
    for one in found:
        kept.setdefault(one.tellings, one)
    limbs = {one.rows for one in kept.values() if one.about == "which part of the body"}
    return [
        one
        for one in kept.values()
        if one.about != "which side of the body" or one.rows not in limbs
    ]


def _events(
    same_day: Sequence[Compared], other_days: Sequence[Compared]
) -> list[list[Compared]]:
    """The groups of one day, those that a pair of other days ties together as one."""
    groups = dict(enumerate(joined(same_day)))
    stands_in: defaultdict[Told, set[int]] = defaultdict(set)
    for number, group in groups.items():
        for told in _told_in(group):
            stands_in[told].add(number)
    for number, pair in enumerate(other_days, start=len(groups)):
        tied = stands_in[pair.one] | stands_in[pair.other]
        whole = [pair, *(each for old in sorted(tied) for each in groups.pop(old))]
        groups[number] = whole
        for told in _told_in(whole):
            stands_in[told] = (stands_in[told] - tied) | {number}
    return list(groups.values())


def _told_in(group: Iterable[Compared]) -> set[Told]:
    return {told for pair in group for told in (pair.one, pair.other)}


def _rows_of(group: Iterable[Compared]) -> dict[Row, Told]:
    both = (told for pair in group for told in (pair.one, pair.other))
    return {told.row: told for told in both}


def _of_dates(
    group: Sequence[Compared], order: Mapping[Row, int]
) -> Iterator[Contradiction]:
    apart = [pair for pair in group if pair.days_apart]
    if not apart:
        return
    kinds = frozenset().union(*(pair.like.kinds for pair in apart))
    ends = {told.row for pair in apart for told in (pair.one, pair.other)}
    told = [
        one
        for row, one in _rows_of(group).items()
        if row in ends or (is_exact(row) and one.kinds & one.event & kinds)
    ]
    rows = sorted((one.row for one in told), key=order.__getitem__)
    tellings = tuple(Telling(row, long_date(row.first)) for row in rows)
    yield _contradiction(Differs.DATE, "the date", tellings)


def _is_the_same(dated: Contradiction, fact: Contradiction) -> bool:
    """A date of going home and what is said of the night are one difference."""
    return (
        fact.about == "when they went home"
        and len(set(dated.rows) & set(fact.rows)) >= 1
    )


def _of_times(
    group: Sequence[Compared], order: Mapping[Row, int]
) -> Iterator[Contradiction]:
    for pair in group:
        one, other = pair.one, pair.other
        if pair.days_apart or pair.rough or one.is_hearsay or other.is_hearsay:
            continue
        if one.minutes is None or other.minutes is None:
            continue
        if "?" in one.row.time + other.row.time or one.row.agency == other.row.agency:
            continue
        kinds = one.kinds & other.kinds & one.event & other.event
        least = _MINUTES_APART if kinds & _SCHEDULED else 2 * _MINUTES_APART
        if (kinds - CONTACTS or kinds & _SCHEDULED) and (
            abs(one.minutes - other.minutes) > least
        ):
            rows = sorted((one.row, other.row), key=order.__getitem__)
            tellings = tuple(Telling(row, row.time) for row in rows)
            yield _contradiction(Differs.TIME, "the time", tellings)


def _of_facts(
    group: Sequence[Compared], known: Dictionary, order: Mapping[Row, int]
) -> Iterator[Contradiction]:
    """One contradiction for each thing on which two agencies of the group disagree."""
    by_name: defaultdict[str, list[tuple[Row, Fact]]] = defaultdict(list)
    for row in sorted(_rows_of(group), key=order.__getitem__):
        for fact in facts_of(row, known):
            by_name[fact.name].append((row, fact))
    for name in sorted(by_name):
        told = by_name[name]
        against = [
            (one, other)
            for one, other in combinations(told, 2)
            if one[0] != other[0] and _disagree(name, one[1], other[1], told)
        ]
        if against and len({row.agency for pair in against for row, _ in pair}) > 1:
            sides = dict.fromkeys(side for both in against for side in both)
            rows = list(dict.fromkeys(sides))
            listed = sorted(rows, key=lambda one: order[one[0]])
            tellings = tuple(Telling(row, fact.words) for row, fact in listed)
            yield _contradiction(Differs.FACT, listed[0][1].about, tellings)


def _disagree(
    name: str, one: Fact, other: Fact, told: Sequence[tuple[Row, Fact]]
) -> bool:
    if one.side == other.side or _says_both(name, one, other, told):
        return False
    if name == "clock":
        return abs(int(one.side) - int(other.side)) > _MINUTES_APART
    terms = set(one.side.split(" and ")), set(other.side.split(" and "))
    if one.side.startswith("="):
        return not any(_may_be_one(a, b) for a in terms[0] for b in terms[1])
    return True


def _says_both(
    name: str, one: Fact, other: Fact, told: Sequence[tuple[Row, Fact]]
) -> bool:
    """Does one of the two rows say both itself? Then it speaks of two things."""
    sides: defaultdict[Row, set[str]] = defaultdict(set)
    for row, fact in told:
        sides[row].add(fact.side)
    mine = [row for row, fact in told if fact is one]
    theirs = [row for row, fact in told if fact is other]
    return any(other.side in sides[row] for row in mine) or any(
        one.side in sides[row] for row in theirs
    )


def _may_be_one(one: str, other: str) -> bool:
    if one == other:
        return True
    if is_name(one) or is_name(other):
        return {one, other} & _NAMELESS != set()
    return any(
        (one == wide and other in narrow) or (other == wide and one in narrow)
        for wide, narrow in _NARROWER
    )


def _contradiction(
    differs: Differs, about: str, tellings: tuple[Telling, ...]
) -> Contradiction:
    told = "; ".join(f"{one.row.agency}: {one.says}" for one in tellings)
    return Contradiction(differs, about, tellings, f"Differs in {about}. {told}.")
