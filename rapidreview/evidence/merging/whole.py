"""The merged chronology, whole: one order, and beside it what a person has to look at (P6.1).

``merge_chronologies`` is the door of this package. The same rows give the same chronology,
in whatever order they come.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from rapidreview.evidence.chronology import Gap, Row, merge
from rapidreview.evidence.dates import DateKind
from rapidreview.evidence.merging.alike import told_of
from rapidreview.evidence.merging.contradictions import (
    Contradiction,
    contradictions_of,
)
from rapidreview.evidence.merging.events import Proposal, proposals_of
from rapidreview.evidence.merging.other_days import pairs_of_other_days
from rapidreview.evidence.merging.proposals import pairs_of_one_day
from rapidreview.evidence.merging.silences import (
    Outside,
    Silence,
    gaps_inside,
    outside,
    silences_of_all,
)

GAP_MONTHS = 6


@dataclass(frozen=True, slots=True)
class MergedChronology:
    """Several agencies' rows as one chronology.

    ``dated`` stand by the earliest day they may mean; ``undated`` (no date, or one nobody
    can read) by agency and row, and borrow none. ``duplicates`` are proposals, across
    agencies and within one; ``contradictions`` what is told differently of one event.
    ``period`` is what was asked for, if anything was.
    """

    dated: tuple[Row, ...]
    undated: tuple[Row, ...]
    duplicates: tuple[Proposal, ...]
    contradictions: tuple[Contradiction, ...]
    gaps: tuple[Gap, ...]
    outside: tuple[Outside, ...]
    silences: tuple[Silence, ...]
    period: tuple[date, date] | None

    @property
    def rows(self) -> tuple[Row, ...]:
        """Every row, those without a date last."""
        return (*self.dated, *self.undated)

    @property
    def uncertain(self) -> tuple[Row, ...]:
        """Dated rows whose day is not certain: about, a range, a month, a year."""
        return tuple(r for r in self.dated if r.understood.kind is not DateKind.EXACT)

    @property
    def agencies(self) -> tuple[str, ...]:
        """Whose rows these are, in alphabetical order."""
        return tuple(sorted({row.agency for row in self.rows}))

    def partners(self, row: Row) -> tuple[Row, ...]:
        """The other rows of the proposals in which a row stands."""
        found = (
            each for one in self.duplicates if row in one.rows for each in one.rows
        )
        return tuple(each for each in dict.fromkeys(found) if each != row)

    def disputes(self, row: Row) -> tuple[Contradiction, ...]:
        """The contradictions in which a row stands."""
        return tuple(one for one in self.contradictions if row in one.rows)


def merge_chronologies(
    rows: Iterable[Row],
    *,
    people: Mapping[str, str] | None = None,
    period: tuple[date, date] | None = None,
    gap_months: int = GAP_MONTHS,
) -> MergedChronology:
    """All rows as one chronology, with what is proposed and what is missing (P6.1).

    ``people`` says who is who, as in section C of a return: name to relation ("mother",
    "child"). ``period``: first and last day asked for.
    """
    merged = merge(rows, gap_months=gap_months)
    whole = (*merged.dated, *merged.undated)
    order = {row: place for place, row in enumerate(whole)}
    told, measure, known = told_of(whole, people)
    same_day = pairs_of_one_day(told, measure)
    other_days = pairs_of_other_days(told, measure, same_day)
    return MergedChronology(
        dated=merged.dated,
        undated=merged.undated,
        duplicates=proposals_of(same_day, order, measure),
        contradictions=contradictions_of(same_day, other_days, known, order),
        gaps=gaps_inside(merged.dated, period, months=gap_months),
        outside=outside(merged.dated, period),
        silences=silences_of_all(merged.dated, period),
        period=period,
    )
