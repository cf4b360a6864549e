"""Held text found again: the same entry in another round, the same words in a report (P14.7)."""

import re
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher

RUN = 8  # so many words in a row are no chance
SHORTEST = 12  # characters of a held text that is shorter than a run
ALIKE = 0.6
_WORD = re.compile(r"\w+(?:['’]\w+)*")
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b", re.IGNORECASE)
_NUMBER = re.compile(r"(?<!\d)\+?\d(?:[ -]?\d){4,}(?!\d)")

Row = Mapping[str, str]


def same_entry(held: Row, number: int, rows: Sequence[Row]) -> frozenset[int]:
    """Which rows of another round tell the held entry again, by number from 1.

    1. Every row whose event (E7) has the same words. 2. Else the row that is most like it.
    3. Where none is like it, the row of the same ``number``: rather one too many, so that a
    hold is never lost by a correction; a person looks.
    """
    said = words(held.get("E7", ""))
    alike = [
        SequenceMatcher(None, said, words(row.get("E7", ""))).ratio() for row in rows
    ]
    same = [place for place, ratio in enumerate(alike, start=1) if ratio == 1]
    if same:
        return frozenset(same)
    best = max(alike, default=0.0)
    if best >= ALIKE:
        return frozenset({alike.index(best) + 1})
    return frozenset({number} if number <= len(rows) else ())


def tells(held: str, text: str) -> bool:
    """Whether a text contains words of a held one.

    Eight words in a row, capitals and punctuation aside; a shorter held text whole, if it
    has two words or more; and any postcode or long number of it, however it is spaced.
    """
    if _numbers(held) & _numbers(text):
        return True
    wanted = words(held)
    run = min(RUN, len(wanted))
    if run < 2 or len(" ".join(wanted)) < SHORTEST:
        return False
    said = f" {' '.join(words(text))} "
    return any(
        f" {' '.join(wanted[start : start + run])} " in said
        for start in range(len(wanted) - run + 1)
    )


def words(text: str) -> list[str]:
    """The words of a text in small letters, without punctuation."""
    return [one.casefold().replace("’", "'") for one in _WORD.findall(text)]


def _numbers(text: str) -> set[str]:
    """Postcodes and numbers of five digits or more, without their spaces."""
    found = [*_POSTCODE.findall(text), *_NUMBER.findall(text)]
    return {re.sub(r"[ -]", "", one).upper() for one in found}
