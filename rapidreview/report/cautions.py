"""What in a text may tell who somebody is: a name that has a label, an exact date, a number."""

import re

from rapidreview.evidence.identifying import Sort, details_in
from rapidreview.evidence.pseudonyms import Key, pseudonymise

_TELEPHONE = re.compile(r"(?<!\d)(?:\+44|0)(?:[\s-]?\d){9,10}(?!\d)")
MOST = 5  # examples of each


def cautions(text: str, key: Key) -> list[str]:
    """What to look at again, each a sentence; nothing is changed (handbook, section 8)."""
    found = names_in(text, key)
    dates = [one.words for one in details_in(text) if one.sort is Sort.DATE]
    if dates:
        found.append(f"Exact dates: {_few(dates)}. A month is enough.")
    if numbers := _each(_TELEPHONE, text):
        found.append(f"A telephone number: {_few(numbers)}.")
    return found


def names_in(text: str, key: Key) -> list[str]:
    """The sentence about names alone; none where there are none."""
    labels = _named(text, key)
    if not labels:
        return []
    return [f"A name or detail stands here that has a label: {_few(labels)}."]


def _named(text: str, key: Key) -> list[str]:
    """The labels whose names stand in the text."""
    if pseudonymise(text, key) == text:
        return []
    return [
        label
        for label, forms in key.entries
        if pseudonymise(text, Key(((label, forms),))) != text
    ]


def _each(pattern: re.Pattern[str], text: str) -> list[str]:
    return list(dict.fromkeys(one.group() for one in pattern.finditer(text)))


def _few(found: list[str]) -> str:
    more = f" and {len(found) - MOST} more" if len(found) > MOST else ""
    return ", ".join(found[:MOST]) + more
