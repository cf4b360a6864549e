"""The chronology against the period asked: outside it, silent, begun late, told twice.

QC19 to QC22 (P2.2). What only another return could show is for the merged chronology.
"""

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from rapidreview.evidence.answers import Answers
from rapidreview.evidence.chronology import Row, gaps, months_later, row_from
from rapidreview.evidence.dateparts import long_date
from rapidreview.evidence.dates import DateKind
from rapidreview.evidence.finding import Context, Finding, found
from rapidreview.evidence.telling import row_words, told_rows

GAP_MONTHS = 6
_WELL_BEFORE_MONTHS = 3
# Two tellings of one day are compared by their longer words, as a share of the shorter.
_WORD = re.compile(r"[^\W\d_]{4,}")
_ALIKE = 0.5
_FEWEST_ALIKE = 4


def check_period(answers: Answers, context: Context) -> Iterator[Finding]:
    """QC19 to QC22; only of an agency that was involved."""
    if answers.is_nil:
        return
    rows = [
        row_from(cells, agency="", round_number=1, number=number)
        for number, cells in told_rows(answers)
    ]
    # A date to come is no date (QC10), so nothing is told by where it lies.
    dated = [row for row in rows if row.first <= context.today]
    if context.period:
        first_on, last_on = context.period
        yield from _outside(dated, first_on, last_on, len(rows))
        for gap in gaps(dated, months=GAP_MONTHS, first_on=first_on, last_on=last_on):
            yield _silence(gap.after, gap.before)
        yield from _edges(dated, first_on, last_on, context.incident_on)
    yield from _out_of_order(dated)
    yield from _twice(answers, dated)


def _outside(
    dated: list[Row], first_on: date, last_on: date, out_of: int
) -> Iterator[Finding]:
    outside = [row for row in dated if row.last < first_on or row.first > last_on]
    if outside:
        number = len(outside)
        entries = "1 entry lies" if number == 1 else f"{number} entries lie"
        words = f"{entries} outside {long_date(first_on)} to {long_date(last_on)}."
        places = (f"row {row.number}" for row in outside)
        yield found("QC19", words, *places, count=number, out_of=out_of)


def _silence(after: Row, before: Row) -> Finding:
    months = _months_between(after.last, before.first)
    words = (
        f"Nothing is recorded for {months} months, {long_date(after.last)} to "
        f"{long_date(before.first)}."
    )
    return found("QC20", words, f"row {after.number}", f"row {before.number}")


def _months_between(first: date, last: date) -> int:
    months = (last.year - first.year) * 12 + last.month - first.month
    return months - (last.day < first.day)


def _edges(
    dated: list[Row], first_on: date, last_on: date, incident_on: date | None
) -> Iterator[Finding]:
    """Begun in the second half of the period, or ended months before the incident."""
    inside = [row for row in dated if row.last >= first_on and row.first <= last_on]
    if not inside:
        return
    runs = f"the period runs {long_date(first_on)} to {long_date(last_on)}."
    start = min(row.first for row in inside)
    if start - first_on > (last_on - first_on) / 2:
        words = f"The chronology starts at {long_date(start)}; {runs}"
        yield found("QC21", words, "E")
    stop = max(row.last for row in inside)
    if months_later(stop, _WELL_BEFORE_MONTHS) < (incident_on or last_on):
        words = f"The chronology stops at {long_date(stop)}; {runs}"
        yield found("QC21", words, "E")


def _out_of_order(dated: list[Row]) -> Iterator[Finding]:
    for earlier, later in pairwise(dated):
        if later.last < earlier.first:
            words = (
                f"Row {later.number} stands after row {earlier.number} and happened before "
                "it."
            )
            places = (f"row {earlier.number}", f"row {later.number}")
            yield found("QC22", words, *places)


def _twice(answers: Answers, dated: list[Row]) -> Iterator[Finding]:
    exact = [row for row in dated if row.understood.kind is DateKind.EXACT]
    for place, one in enumerate(exact):
        for other in exact[place + 1 :]:
            if one.first == other.first and _is_alike(answers, one, other):
                a, b = one.number, other.number
                words = f"Rows {a} and {b} may be the same event, told differently."
                yield found("QC22", words, f"row {a}", f"row {b}")


def _is_alike(answers: Answers, one: Row, other: Row) -> bool:
    """The same day in much the same words, about somebody they share."""
    mine, theirs = _words(answers, one), _words(answers, other)
    shared = len(mine & theirs)
    fewest = min(len(mine), len(theirs))
    subjects = set(one.subjects) & set(other.subjects)
    enough = shared >= min(_FEWEST_ALIKE, fewest) and shared >= fewest * _ALIKE
    return bool(fewest and enough and (subjects or one.subjects == other.subjects))


def _words(answers: Answers, row: Row) -> set[str]:
    told = row_words(answers.rows[row.number - 1])
    return {word.casefold() for word in _WORD.findall(told)}
