"""A part of the chronology: by agency, person, period, theme, significance, key episode.

Every filter is a pure function from rows to rows and keeps their order; ``chosen`` applies
several at once. An undated row is in no period, and stays when it is asked for.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from rapidreview.evidence.chronology import Row
from rapidreview.evidence.dates import understand
from rapidreview.evidence.merging.words import dictionary, folded


@dataclass(frozen=True, slots=True)
class KeyEpisode:
    """A key practice episode of a return (D5): its agency, its date as typed, what happened."""

    agency: str
    number: int
    typed_date: str
    event: str


@dataclass(frozen=True, slots=True)
class Choice:
    """What to keep; an empty part keeps everything. ``period`` is first and last day."""

    agencies: frozenset[str] = frozenset()
    person: str = ""
    period: tuple[date, date] | None = None
    theme: str = ""
    significance: frozenset[str] = field(default_factory=frozenset)
    episode: KeyEpisode | None = None
    undated_too: bool = True


def chosen(rows: Iterable[Row], choice: Choice) -> tuple[Row, ...]:
    """The rows that every part of a choice keeps, in their order."""
    kept = tuple(rows)
    if choice.agencies:
        kept = of_agencies(kept, choice.agencies)
    if choice.person:
        kept = about_person(kept, choice.person)
    if choice.period:
        kept = in_period(kept, *choice.period, undated_too=choice.undated_too)
    if choice.theme:
        kept = on_theme(kept, choice.theme)
    if choice.significance:
        kept = of_significance(kept, choice.significance)
    return of_episode(kept, choice.episode) if choice.episode else kept


def of_agencies(rows: Iterable[Row], agencies: frozenset[str]) -> tuple[Row, ...]:
    """Rows of some agencies."""
    return tuple(row for row in rows if row.agency in agencies)


def about_person(rows: Iterable[Row], person: str) -> tuple[Row, ...]:
    """Rows that concern a person (E6), or that name them in full."""
    wanted = folded(person)
    return tuple(
        row
        for row in rows
        if wanted in {folded(one) for one in row.subjects}
        or f" {wanted} " in f" {folded(f'{row.event} {row.action}')} "
    )


def in_period(
    rows: Iterable[Row], first_on: date, last_on: date, *, undated_too: bool = False
) -> tuple[Row, ...]:
    """Rows that may lie between two days, both included."""
    return tuple(
        row
        for row in rows
        if (undated_too and not row.understood.is_dated)
        or (row.understood.is_dated and row.first <= last_on and row.last >= first_on)
    )


def on_theme(rows: Iterable[Row], theme: str) -> tuple[Row, ...]:
    """Rows that tell of something under any of its names: "A&E" finds "casualty" too."""
    known = dictionary()
    wanted = frozenset(known.terms(theme))
    return tuple(
        row
        for row in rows
        if wanted and wanted <= frozenset(known.terms(_told_in(row)))
    )


def of_significance(rows: Iterable[Row], levels: frozenset[str]) -> tuple[Row, ...]:
    """Rows of some levels of E11: "red", "amber", "green", or "" for those without."""
    return tuple(row for row in rows if level_of(row) in levels)


def level_of(row: Row) -> str:
    """The level of E11, without the words behind it: "red: serious concern" is "red"."""
    return folded(row.significance).partition(":")[0].strip()


def of_episode(
    rows: Sequence[Row], episode: KeyEpisode, *, days: int = 3
) -> tuple[Row, ...]:
    """Rows of the days of a key practice episode, of every agency; ``days`` around it.

    An episode whose date nobody can read keeps none: a date is never guessed.
    """
    meant = understand(episode.typed_date)
    if meant.first is None or meant.last is None:
        return ()
    around = timedelta(days=days)
    return in_period(rows, meant.first - around, meant.last + around)


def _told_in(row: Row) -> str:
    return f"{row.event} . {row.action} . {row.comment}"
