"""Which answers of the scoping form fill which section of the report, as data and as text (P6.3).

Answers that are held (C10, G6) or for the Team only never come here. What agencies wrote
stands under the agency's name, with labels for names: a beginning, for people to rewrite.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidreview.evidence.answers import title_of
from rapidreview.evidence.chronology import Row, merge
from rapidreview.evidence.dates import Understood, understand
from rapidreview.evidence.form import base_code, block_number
from rapidreview.report.accepted import Told

_CHOICE = re.compile(r"\s*(?:yes|no|not known)\b[\s:;.,]*", re.IGNORECASE)
LONGEST_LIST = 12  # entries, where nobody said which of them matter


@dataclass(frozen=True, slots=True)
class Feed:
    """What a section is filled from; what else is offered to whoever writes it.

    ``heard`` adds what the child said or showed (E9).
    """

    fills: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()
    heard: bool = False


FEEDS: Mapping[str, Feed] = {
    "R2": Feed(offers=("D4",)),
    "R6": Feed(fills=("D3",), offers=("D4", "F2")),
    "R7": Feed(fills=("D5a", "D5b", "D5c", "D5d", "D5e", "D5f")),
    "R8": Feed(fills=("F5",), heard=True),
    "R9": Feed(fills=("F6", "F7", "B12", "B13", "B14", "B15")),
    "R10": Feed(fills=("F8", "C7"), offers=("C8",)),
    "R11": Feed(fills=("F11",)),
    "R12": Feed(fills=("G1", "G2", "G3")),
    "R13": Feed(fills=("F1", "F2", "F3", "F4", "F9", "F10", "F13"), offers=("F12",)),
    "R14": Feed(offers=("G4",)),
    "R15": Feed(fills=("G5",)),
    "R16": Feed(fills=("G8",)),
    "R17": Feed(offers=("H1a", "H1b", "H1c", "H2", "H3")),
}
CHRONOLOGY = "R5"
LABELS: Mapping[str, str] = {
    "D5a": "When",
    "D5b": "What happened",
    "D5c": "What was decided, and by which role",
    "D5d": "Reasons at the time",
    "D5e": "What would have been expected",
    "D5f": "What helped or got in the way",
}
# "No child is unsafe now" says nothing under immediate action.
SAID_ONLY_IF: Mapping[str, str] = {"G1": "yes"}


@dataclass(frozen=True, slots=True)
class Filled:
    """The text of a section, and what it was filled from."""

    text: str
    source: str


def filled_from_answers(returns: Sequence[Told]) -> dict[str, Filled]:
    """The sections that the accepted returns say anything for, by code (P6.3)."""
    found = {code: _filled(feed, returns) for code, feed in FEEDS.items()}
    found[CHRONOLOGY] = _key_events(returns)
    return {code: one for code, one in found.items() if one.text}


def answers_of(one: Told, questions: Sequence[str]) -> str:
    """What one agency answered to these questions, block by block; empty if nothing."""
    blocks: defaultdict[int, list[str]] = defaultdict(list)
    for question in questions:
        for code, text in one.answered(question):
            if _says_something(one, code):
                said = _month(text) if question == "D5a" else text
                label = f"{label_of(code)}: " if len(questions) > 1 else ""
                blocks[block_number(code)].append(label + said)
    return "\n\n".join(
        ("\n" if number else "\n\n").join(said)
        for number, said in sorted(blocks.items())
    )


def label_of(code: str) -> str:
    """What stands in front of an answer among others."""
    label = LABELS.get(base_code(code)) or title_of(code)
    return label.replace("?", "")


def heard(one: Told) -> list[str]:
    """What the child said or showed, entry by entry (E9)."""
    return [
        f"- {when(row.understood)}: {words}"
        for row in one.events()
        if (words := _beneath_the_choice(row.seen))
    ]


def when(understood: Understood) -> str:
    """The month of an event, never its day: the report gives none."""
    first, last = understood.first, understood.last
    if first is None or last is None:
        return "Without a date"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first:%B %Y}"
    if first.year == last.year and (first.month, last.month) == (1, 12):
        return f"{first.year}"
    return f"{first:%B %Y} to {last:%B %Y}"


def _month(typed: str) -> str:
    understood = understand(typed)
    return when(understood) if understood.is_dated else typed


def _filled(feed: Feed, returns: Sequence[Told]) -> Filled:
    parts, agencies = [], 0
    for one in returns:
        said = [answers_of(one, feed.fills)] if feed.fills else []
        said += ["\n".join(heard(one))] if feed.heard else []
        if text := "\n\n".join(filter(None, said)):
            agencies += 1
            parts.append(f"## {one.agency}\n{text}")
    codes = [*feed.fills, *(["E9"] if feed.heard else [])]
    return Filled("\n\n".join(parts), _source(agencies, codes_said(codes)))


def _key_events(returns: Sequence[Told]) -> Filled:
    """The merged entries that somebody marked (E11); else the first few."""
    events = list(_events(returns))
    marked = [row for row in events if row.significance.strip()]
    chosen = marked or events[:LONGEST_LIST]
    agencies = len({row.agency for row in chosen})
    words = "chronology, entries marked in E11" if marked else "beginning of chronology"
    return Filled("\n".join(map(_as_bullet, chosen)), _source(agencies, words))


def _events(returns: Sequence[Told]) -> Iterator[Row]:
    merged = merge([row for one in returns for row in one.events()])
    yield from merged.dated
    yield from merged.undated


def _as_bullet(row: Row) -> str:
    return f"- {when(row.understood)} ({row.agency}): {' '.join(row.event.split())}"


def _says_something(one: Told, code: str) -> bool:
    wanted = SAID_ONLY_IF.get(base_code(code))
    return wanted is None or one.answers.chosen(code) == wanted


def _beneath_the_choice(seen: str) -> str:
    """The words beneath yes, no or not known; the choice alone tells nothing."""
    return " ".join(_CHOICE.sub("", seen, count=1).split())


def codes_said(codes: Sequence[str]) -> str:
    """The questions as people name them: all the parts of D5 are D5."""
    return ", ".join(dict.fromkeys(one.rstrip("abcdef") for one in codes))


def _source(agencies: int, what: str) -> str:
    returns = (
        "return of 1 agency" if agencies == 1 else f"returns of {agencies} agencies"
    )
    return f"Accepted {returns}: {what}"
