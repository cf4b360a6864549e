"""The merged chronology in words, for paper: each entry, what to look at, and the counts (P6.1).

Asks no database: the command line makes papers with it too.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from rapidreview.evidence.chronology import Row
from rapidreview.evidence.dateparts import long_date
from rapidreview.evidence.merging.whole import MergedChronology
from rapidreview.paper.chronology_paper import ChronologyPaper, Entry
from rapidreview.paper.pieces import Lines

SHORT = 100
Listed = TypeVar("Listed")


def paper_of(
    merged: MergedChronology,
    *,
    partnership: str = "",
    reference: str = "",
    marking: str = "OFFICIAL-SENSITIVE",
) -> ChronologyPaper:
    """The paper of a merged chronology; names stand as they stand in its rows."""
    flags = _flags(merged)
    return ChronologyPaper(
        partnership=partnership,
        reference=reference,
        marking=marking,
        facts=_facts(merged),
        findings=tuple((head, lines) for head, lines in _findings(merged) if lines),
        dated=tuple(entry_of(row, flags.get(row, ())) for row in merged.dated),
        undated=tuple(entry_of(row, flags.get(row, ())) for row in merged.undated),
    )


def entry_of(row: Row, flags: Sequence[str] = ()) -> Entry:
    """A row in words."""
    ended = f" to {row.end}" if row.end.strip() else ""
    return Entry(
        date=f"{row.typed_date}{ended}",
        understood=row.understood.words if row.understood.is_dated else "",
        time=row.time,
        named=name_of(row),
        source=row.source,
        who=", ".join(row.subjects),
        event=row.event,
        action=row.action,
        seen=row.seen,
        comment=row.comment,
        significance=row.significance,
        flags="\n".join(flags),
    )


def name_of(row: Row) -> str:
    """What a row is called: its agency, its round if not the first, its number."""
    again = f", round {row.round}" if row.round > 1 else ""
    return f"{row.agency}{again}, row {row.number}"


def line_of(row: Row) -> str:
    """A row in one line: its day, whose it is, and the beginning of what happened."""
    day = row.understood.words if row.understood.is_dated else f"“{row.typed_date}”"
    bare = " ".join(row.event.split())
    event = bare if len(bare) <= SHORT else f"{bare[: SHORT - 1]}…"
    return " | ".join((f"{day} {row.time}".strip(), name_of(row), event))


def _flags(merged: MergedChronology) -> dict[Row, list[str]]:
    flags: dict[Row, list[str]] = {}
    for one in merged.duplicates:
        for row in one.rows:
            others = ", ".join(name_of(each) for each in one.rows if each != row)
            flags.setdefault(row, []).append(f"May be the same as {others}.")
    for told in merged.contradictions:
        for row in dict.fromkeys(told.rows):
            others = ", ".join(name_of(each) for each in told.rows if each != row)
            words = f"Differs in {told.about} from {others}."
            flags.setdefault(row, []).append(words)
    for outside in merged.outside:
        words = f"Lies {outside.where.value} the period."
        flags.setdefault(outside.row, []).append(words)
    return flags


def _facts(merged: MergedChronology) -> Lines:
    period = merged.period
    asked = (
        f"{long_date(period[0])} to {long_date(period[1])}" if period else "Not given"
    )
    return (
        ("Agencies", ", ".join(merged.agencies) or "None"),
        ("Period asked", asked),
        ("Entries", f"{len(merged.dated)} with a date, {len(merged.undated)} without"),
    )


def _findings(merged: MergedChronology) -> Iterable[tuple[str, Lines]]:
    yield (
        "Told differently",
        tuple(
            (
                one.about[:1].upper() + one.about[1:],
                _listed(one.tellings, lambda t: f"{name_of(t.row)}: {t.says}"),
            )
            for one in merged.contradictions
        ),
    )
    yield (
        "Possible duplicates: proposed, nothing is merged",
        tuple(
            (
                f"{one.strength.value.capitalize()}: {len(one.rows)} entries",
                f"{_listed(one.rows, line_of)}\nWhy: {'; '.join(one.pairs[0].why)}.",
            )
            for one in merged.duplicates
        ),
    )
    yield (
        "Gaps of more than six months",
        tuple(
            (
                gap.agency,
                f"{long_date(gap.after.last)} to {long_date(gap.before.first)}",
            )
            for gap in merged.gaps
        ),
    )
    yield (
        "Days on which no agency recorded anything",
        tuple(
            (
                f"{one.days} days",
                f"{long_date(one.after_on)} to {long_date(one.before_on)}",
            )
            for one in merged.silences
        ),
    )
    yield (
        "Outside the period",
        tuple(
            (one.where.value.capitalize(), line_of(one.row)) for one in merged.outside
        ),
    )


def _listed(rows: Iterable[Listed], words: Callable[[Listed], str]) -> str:
    return "\n".join(words(row) for row in rows)
