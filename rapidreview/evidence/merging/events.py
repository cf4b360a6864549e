"""Rows that hang together as one event: pairs made into proposals."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rapidreview.evidence.chronology import Row
from rapidreview.evidence.dateparts import long_date
from rapidreview.evidence.merging.alike import Measure
from rapidreview.evidence.merging.proposals import Compared, Pair, Strength
from rapidreview.evidence.merging.words import is_name

_NAMED_WORDS = 5


@dataclass(frozen=True, slots=True)
class Proposal:
    """Rows of one day that may tell of one event. Nothing is merged until a person says so.

    ``within`` is true where they are all of one agency. ``why`` is a sentence.
    """

    rows: tuple[Row, ...]
    pairs: tuple[Pair, ...]
    strength: Strength
    within: bool
    why: str


def proposals_of(
    pairs: Sequence[Compared], order: Mapping[Row, int], measure: Measure
) -> tuple[Proposal, ...]:
    """The pairs of one day, those that hang together as one, in the chronology's order."""
    groups = joined(pairs)
    found = [_proposal(group, order, measure) for group in groups]
    return tuple(sorted(found, key=lambda one: order[one.rows[0]]))


def joined(pairs: Iterable[Compared]) -> list[list[Compared]]:
    """Pairs that hang together, strongest first; one agency brings one row to a group.

    A pair that would bring a second row of an agency stands alone, unless the two rows of
    that agency are themselves a pair.
    """
    listed = sorted(pairs, key=lambda pair: -pair.like.score)
    within = {
        frozenset((p.one.row, p.other.row))
        for p in listed
        if p.one.row.agency == p.other.row.agency
    }
    group_of: dict[Row, list[Compared]] = {}
    groups: list[list[Compared]] = []
    for pair in listed:
        mine, theirs = group_of.get(pair.one.row), group_of.get(pair.other.row)
        rows = _rows([*(mine or []), *(theirs or []), pair])
        if not _fit(rows, within):
            groups.append([pair])
            continue
        merged = [pair]
        for old in (mine, theirs):
            if old is not None and old in groups:
                groups.remove(old)
                merged += old
        groups.append(merged)
        group_of |= dict.fromkeys(rows, merged)
    return groups


def _fit(rows: Iterable[Row], within: set[frozenset[Row]]) -> bool:
    """Does each agency bring one row, or rows that are alike themselves?"""
    by_agency: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if any(frozenset((row, own)) not in within for own in by_agency[row.agency]):
            return False
        by_agency[row.agency].append(row)
    return True


def _rows(pairs: Iterable[Compared]) -> tuple[Row, ...]:
    both = (row for pair in pairs for row in (pair.one.row, pair.other.row))
    return tuple(dict.fromkeys(both))


def _proposal(
    group: Sequence[Compared], order: Mapping[Row, int], measure: Measure
) -> Proposal:
    rows = tuple(sorted(_rows(group), key=order.__getitem__))
    pairs = tuple(
        pair_of(one, measure) for one in sorted(group, key=lambda one: -one.like.score)
    )
    within = len({row.agency for row in rows}) == 1
    return Proposal(rows, pairs, pairs[0].strength, within, _sentence(rows, pairs[0]))


def _sentence(rows: Sequence[Row], best: Pair) -> str:
    agencies = list(dict.fromkeys(row.agency for row in rows))
    told = f"{len(rows)} entries may tell of one event: {', '.join(agencies)}."
    reasons = "; ".join(best.why)
    return f"{told} {reasons[:1].upper()}{reasons[1:]}."


def pair_of(found: Compared, measure: Measure) -> Pair:
    """A pair as a value, with its reasons in words."""
    return Pair(
        one=found.one.row,
        other=found.other.row,
        score=round(found.like.score, 2),
        rough=found.rough,
        why=tuple(_reasons(found, measure)),
    )


def _reasons(found: Compared, measure: Measure) -> list[str]:
    one, other = found.one.row, found.other.row
    if found.rough:
        reasons = ["their dates may be the same day"]
    else:
        reasons = [f"both on {long_date(one.first)}"]
    times = {"same": "at the same time", "near": "at nearly the same time"}
    if found.like.times in times:
        reasons.append(times[found.like.times])
    if common := set(one.subjects) & set(other.subjects):
        reasons.append(f"both about {', '.join(sorted(common))}")
    heaviest = sorted(found.like.shared, key=lambda t: (-measure.of(t), t))
    named = (term for term in heaviest if not is_name(term))
    words = [measure.said(term) for term in list(named)[:_NAMED_WORDS]]
    return [*reasons, f"in common: {', '.join(words)}"]
