"""What the dated entries show: no dates, uncertain ones, no source, a nil return with some.

QC08 to QC11 and QC23 (P2.2). An entry is a chronology row or a key practice episode.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from rapidreview.evidence.answers import Answers
from rapidreview.evidence.chronology import subjects_of
from rapidreview.evidence.dates import DateKind, Understood, understand
from rapidreview.evidence.finding import ChildAsked, Context, Finding, found, names_of
from rapidreview.evidence.form import Repeat
from rapidreview.evidence.telling import told_rows

_UNBORN = re.compile(
    r"\b(?:unborn|pregnan\w+|ante-?natal|midwi\w+|expecting|before \w+ was born)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A dated thing in a return: where it stands, how to say it, and its date."""

    place: str
    words: str
    typed: str
    meant: Understood


def check_entries(answers: Answers, context: Context) -> Iterator[Finding]:
    """QC08 to QC11; only of an agency that was involved."""
    if answers.is_nil:
        return
    entries = [*_row_entries(answers), *_episode_entries(answers)]
    yield from _undated(entries)
    for entry in entries:
        if not _is_reliable(entry.meant, context.today):
            yield _doubtful(entry.place, entry.words, entry.typed)
    yield from _impossible(answers, context)
    yield from _without_source(answers)


def check_involvement(answers: Answers) -> Iterator[Finding]:
    """QC23: what A14 says and what the rest of the return shows differ."""
    rows = len(list(told_rows(answers)))
    if answers.is_nil and rows:
        yield _contradicts("not involved", f"it has {_entries(rows)}", "A14")
    if answers.is_nil and not answers.get("D1").strip():
        yield _contradicts(
            "not involved", "does not say which records were searched", "D1"
        )
    if answers.chosen("A14") == "yes" and not rows:
        yield _contradicts("involved", "its chronology has no entry", "A14")


def _contradicts(says: str, but: str, place: str) -> Finding:
    return found("QC23", f"The return says “{says}” but {but}.", place)


def _entries(number: int) -> str:
    return "1 entry" if number == 1 else f"{number} entries"


def _row_entries(answers: Answers) -> Iterator[_Entry]:
    for number, row in told_rows(answers):
        typed = row.get("E1", "")
        yield _Entry(f"row {number}", f"Row {number}", typed, understand(typed))


def _episode_entries(answers: Answers) -> Iterator[_Entry]:
    for number in range(1, answers.count(Repeat.EPISODE) + 1):
        typed = answers.get(f"D5a_{number}")
        words = f"Key practice episode {number}"
        yield _Entry(f"D5a_{number}", words, typed, understand(typed))


def _undated(entries: list[_Entry]) -> Iterator[Finding]:
    if not any(entry.meant.is_dated for entry in entries):
        yield found("QC08", "There are no dates in this return.")
    undated = [e.place for e in entries if e.meant.kind is DateKind.UNDATED]
    if undated:
        number = len(undated)
        has = "has" if number == 1 else "have"
        yield found(
            "QC09",
            f"{_entries(number)} {has} no date.",
            *undated,
            count=number,
            out_of=len(entries),
        )


def _is_reliable(meant: Understood, today: date) -> bool:
    if meant.kind is DateKind.UNREADABLE:
        return False
    return meant.first is None or meant.first <= today


def _doubtful(place: str, words: str, typed: str) -> Finding:
    return found("QC10", f"{words}: “{typed}” is not a date we can rely on.", place)


def _impossible(answers: Answers, context: Context) -> Iterator[Finding]:
    children = _children(answers, context)
    for number, row in told_rows(answers):
        start, end = understand(row.get("E1", "")), understand(row.get("E2", ""))
        typed = ""
        if end.kind is DateKind.UNREADABLE or _is_before(end.last, start.first):
            typed = row["E2"]
        elif _is_before_birth(row, start, children):
            typed = row["E1"]
        if typed:
            yield _doubtful(f"row {number}", f"Row {number}", typed)


def _is_before(day: date | None, other: date | None) -> bool:
    return day is not None and other is not None and day < other


def _is_before_birth(
    row: Mapping[str, str], meant: Understood, children: tuple[ChildAsked, ...]
) -> bool:
    """Does it concern a child who was not born yet, and does not speak of the unborn?"""
    subjects = {subject.casefold() for subject in subjects_of(row.get("E6", ""))}
    named = (child for child in children if subjects & _names(child))
    too_early = any(_is_before(meant.last, child.born_on) for child in named)
    return too_early and not _UNBORN.search(" ".join(row.values()))


def _names(child: ChildAsked) -> set[str]:
    return {name.casefold() for name in names_of(child)}


def _children(answers: Answers, context: Context) -> tuple[ChildAsked, ...]:
    """Those of the request; where it is not at hand, those the return speaks of."""
    own = (
        ChildAsked(
            answers.get(f"B1_{number}"),
            born_on=understand(answers.get(f"B3_{number}")).last,
        )
        for number in range(1, answers.count(Repeat.CHILD) + 1)
    )
    return context.children or tuple(own)


def _without_source(answers: Answers) -> Iterator[Finding]:
    places = [
        f"row {n}" for n, row in told_rows(answers) if not row.get("E5", "").strip()
    ]
    if places:
        number = len(places)
        does = "does" if number == 1 else "do"
        words = f"{_entries(number)} {does} not say where the information came from."
        yield found("QC11", words, *places, count=number, out_of=len(answers.rows))
