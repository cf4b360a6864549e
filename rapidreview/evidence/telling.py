"""What a return tells: its rows, its longer answers, and the names it gives to people.

Read by the checks that look at words; a blank answer tells nothing and is left out.
"""

import re
from collections.abc import Iterator, Mapping

from rapidreview.evidence.answers import Answers
from rapidreview.evidence.form import Repeat, base_code, form

# The answers that tell and judge; only these are measured by their length.
NARRATIVE = ("D3", "D4", *(f"F{number}" for number in range(1, 14)))
_EPISODE = tuple(question.code for question in form().block(Repeat.EPISODE))[1:]
_ROW_WORDS = ("E7", "E8", "E10")
_BOILERPLATE = frozenset(
    {"n/a", "na", "n.a", "not applicable", "see above", "as above", "see below"}
    | {"ditto", "as before", "see attached", "see chronology", "see record"}
    | {"tbc", "tba", "x"}
)
_NAMES = ("A2", "A4", "A5", "A6", "B1", "B2", "C1", "J2")
_WORD = re.compile(r"[^\W\d_]+")


def told_rows(answers: Answers) -> Iterator[tuple[int, Mapping[str, str]]]:
    """The rows of the chronology that hold anything, with their numbers from 1."""
    for number, row in enumerate(answers.rows, start=1):
        if any(text.strip() for text in row.values()):
            yield number, row


def told_answers(answers: Answers) -> Iterator[tuple[str, str]]:
    """The longer answers that say anything: summary, background, episodes, analysis."""
    episodes = range(1, answers.count(Repeat.EPISODE) + 1)
    blocks = [f"{code}_{number}" for number in episodes for code in _EPISODE]
    for code in (*NARRATIVE[:2], *blocks, *NARRATIVE[2:]):
        if (text := answers.get(code)).strip():
            yield code, text


def as_told(answers: Answers) -> frozenset[str]:
    """The longer answers of a return, written so that another's can be compared."""
    return frozenset(plain(text) for _, text in told_answers(answers))


def row_words(row: Mapping[str, str]) -> str:
    """What one row tells: the event, what was done and the comment."""
    return "\n".join(row[code] for code in _ROW_WORDS if row.get(code, "").strip())


def everything(answers: Answers) -> str:
    """All the text of a return, for what may stand anywhere in it."""
    rows = (text for row in answers.rows for text in row.values())
    return "\n".join([*answers.values.values(), *rows])


def names_given(answers: Answers) -> frozenset[str]:
    """Every word of the names that have a place of their own, in small letters."""
    texts = (
        text.partition("|")[0]
        for code, text in answers.values.items()
        if base_code(code) in _NAMES
    )
    return frozenset(word.casefold() for text in texts for word in _WORD.findall(text))


def is_boilerplate(text: str) -> bool:
    """Does a text only fill the box?"""
    bare = plain(text)
    return bool(bare) and (bare in _BOILERPLATE or not re.search(r"\w", bare))


def plain(text: str) -> str:
    """Small letters, single spaces, and no full stop at the end, so that texts compare."""
    bare = " ".join(text.casefold().split())
    return bare.rstrip(".") or bare
