"""How well the merged chronology finds what is planted: ``make chronology-quality``.

Precision is the share of what was found that is true; recall the share of what is true
that was found. Pairs of rows are counted; a contradiction counts as found where its rows
tell of the planted one, and as false where no planted one holds them.
"""

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from rapidreview.evidence.chronology import Row
from rapidreview.evidence.merging.whole import MergedChronology, merge_chronologies
from tests.evidence.generated import PEOPLE, Made, made
from tests.evidence.held_out import held_out
from tests.evidence.story import KEYS, STARTS, rows_of, story

Groups = list[set[Row]]
FILES, SIZE = 20, 500


@dataclass(frozen=True)
class Score:
    """Found and true, found and false, true and not found."""

    true: int = 0
    false: int = 0
    missed: int = 0

    def __add__(self, other: "Score") -> "Score":
        return Score(
            self.true + other.true, self.false + other.false, self.missed + other.missed
        )

    @property
    def precision(self) -> float:
        return self.true / max(1, self.true + self.false)

    @property
    def recall(self) -> float:
        return self.true / max(1, self.true + self.missed)


def duplicates(merged: MergedChronology, same: Groups, allowed: Groups) -> Score:
    """Pairs of rows proposed, against those planted and those that may be said too."""
    found = _pairs(one.rows for one in merged.duplicates)
    wanted, also = _pairs(same), _pairs(allowed)
    return Score(len(found & wanted), len(found - wanted - also), len(wanted - found))


def contradictions(merged: MergedChronology, planted: Groups, events: Groups) -> Score:
    """Contradictions pointed out; ``events`` are rows that tell of one event."""
    found = [set(one.rows) for one in merged.contradictions]
    false = sum(
        not any(
            len(rows & true) > 1 and rows <= _one_event(true, events)
            for true in planted
        )
        for rows in found
    )
    missed = sum(not any(len(rows & true) > 1 for rows in found) for true in planted)
    return Score(len(planted) - missed, false, missed)


def _one_event(rows: set[Row], events: Groups) -> set[Row]:
    """All rows of the event that some of them tell of."""
    return rows.union(*(event for event in events if event & rows))


def _pairs(groups: Iterable[Iterable[Row]]) -> set[frozenset[Row]]:
    return {frozenset(pair) for group in groups for pair in combinations(group, 2)}


@dataclass(frozen=True)
class Story:
    """The training case merged, with what its file says is planted, as rows."""

    merged: MergedChronology
    same: Groups
    events: Groups
    differs: Groups
    named: dict[str, Row]


def training_case(start: object = STARTS[0]) -> Story:
    """The training case's returns as one chronology."""
    case = story(start)
    named: dict[str, Row] = {}
    people: dict[str, str] = {"Nelo Marvane": "child", "Ines Marvane": "child"}
    for key in KEYS:
        received = case.returns[key]
        named |= rows_of(received)
        for number in range(1, 8):
            if name := received.answers.get(f"C1_{number}"):
                relation = received.answers[f"C2_{number}"].split("\n")[0]
                people.setdefault(name, relation)
    period = case.case["period"]
    first, last = (
        case.day_before(period[e]["days_before_day_1"]) for e in ("from", "to")
    )
    merged = merge_chronologies(named.values(), people=people, period=(first, last))
    planted = case.raw["planted"]

    def groups(listed: Iterable[dict], at: str = "rows") -> Groups:
        return [{named[name] for name in one[at]} for one in listed]

    same = groups(planted["duplicates"]) + groups(planted["duplicates_within"])
    differs = groups(planted["contradictions"], "told")
    events = [*same, *differs, *groups(planted["also_same_event"])]
    return Story(merged, same, events, differs, named)


def of_made(one: Made) -> tuple[Score, Score]:
    """Duplicates and contradictions of a generated chronology."""
    merged = merge_chronologies(one.rows, people=PEOPLE)
    planted = [rows for rows, _ in one.differs]
    return (
        duplicates(merged, one.same, planted),
        contradictions(merged, planted, [*one.same, *planted]),
    )


def of_held_out() -> tuple[Score, Score]:
    """Duplicates and contradictions of the second case, written by hand."""
    case = held_out()
    merged = merge_chronologies(
        case.rows.values(),
        people={
            "Stella Voss": "mother",
            "Gavin Hurd": "mother's partner",
            "Kit Voss": "child",
        },
    )

    def rows(groups: list[set[str]]) -> Groups:
        return [{case.rows[name] for name in group} for group in groups]

    same, differs = rows(case.same), rows(case.differs)
    also = [*rows(case.same_too), *differs, *rows(case.differs_too)]
    return duplicates(merged, same, also), contradictions(
        merged, differs, [*same, *also]
    )


def of_training_case() -> tuple[Score, Score]:
    """The same of the training case."""
    one = training_case()
    return (
        duplicates(one.merged, one.same, one.events),
        contradictions(one.merged, one.differs, one.events),
    )


def of_generated() -> tuple[Score, Score]:
    """The same of all the generated files together."""
    scores = [of_made(made(seed, SIZE)) for seed in range(FILES)]
    told = sum((one for one, _ in scores), Score())
    return told, sum((one for _, one in scores), Score())


MEASURED: dict[str, Callable[[], tuple[Score, Score]]] = {
    "training case": of_training_case,
    f"{FILES} files of {SIZE}": of_generated,
    "second case": of_held_out,
}


def table() -> Iterator[str]:
    """The figures, a line for each kind of find."""
    yield f"{'':<18}{'':<16}{'true':>6}{'false':>7}{'missed':>8}{'precision':>11}{'recall':>8}"
    for name, measure in MEASURED.items():
        for what, score in zip(
            ("duplicates", "contradictions"), measure(), strict=True
        ):
            yield (
                f"{name:<18}{what:<16}{score.true:>6}{score.false:>7}{score.missed:>8}"
                f"{score.precision:>11.3f}{score.recall:>8.3f}"
            )
    one = training_case()
    planted = story().raw["planted"]
    gaps = len(one.merged.gaps), len(planted["gaps"])
    undated = (
        len(one.merged.undated),
        len([*planted["undated_rows"], *planted["unreadable_rows"]]),
    )
    yield f"training case: gaps {gaps[0]} of {gaps[1]}, undated {undated[0]} of {undated[1]}"


if __name__ == "__main__":
    sys.stdout.write("\n".join(table()) + "\n")
