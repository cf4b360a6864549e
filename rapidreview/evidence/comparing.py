"""Two texts compared word by word, and two changes of one text put together (P1.17, P9.1)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby

_WORDS = re.compile(r"\w+|\s+|[^\w\s]")
# Words times words: beyond it a passage is shown as replaced, not taken apart.
MOST_PAIRS = 4_000_000
Block = tuple[str, int, int, int, int]


class Sort(StrEnum):
    """What became of a stretch of words."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words that stayed, went or came."""

    sort: Sort
    text: str


def compare(before: str, after: str) -> list[Stretch]:
    """How ``before`` became ``after``: line by line first, then word by word.

    All that is not new, put together, is ``before``; all that is not gone is ``after``.
    """
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    found: list[Stretch] = []
    for sort, first, last, start, end in _blocks(old, new):
        was, now = "".join(old[first:last]), "".join(new[start:end])
        if sort == "equal":
            found.append(Stretch(Sort.SAME, was))
        else:
            found.extend(_words_between(was, now))
    return list(_joined(found))


def counted(found: Sequence[Stretch]) -> tuple[int, int]:
    """How many words came, and how many went."""
    came = sum(_count(one.text) for one in found if one.sort is Sort.NEW)
    went = sum(_count(one.text) for one in found if one.sort is Sort.GONE)
    return came, went


def together(base: str, ours: str, theirs: str) -> str | None:
    """Both changes of ``base`` in one text; None where they touch the same place.

    Line by line: two people who wrote in different paragraphs both keep their words.
    """
    if ours in (base, theirs):
        return theirs
    if theirs == base:
        return ours
    lines = base.split("\n")
    changes = sorted({*_changes(lines, ours), *_changes(lines, theirs)})
    made: list[str] = []
    reached = 0
    last_start = -1
    for start, end, words in changes:
        if start < reached or start == last_start:
            return None
        made += [*lines[reached:start], *words]
        reached, last_start = end, start
    return "\n".join([*made, *lines[reached:]])


def _changes(lines: list[str], text: str) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    new = text.split("\n")
    for sort, first, last, start, end in _blocks(lines, new):
        if sort != "equal":
            yield first, last, tuple(new[start:end])


def _words_between(was: str, now: str) -> Iterator[Stretch]:
    old, new = _WORDS.findall(was), _WORDS.findall(now)
    if len(old) * len(new) > MOST_PAIRS:
        old, new = [was], [now]
    for sort, first, last, start, end in _blocks(old, new):
        gone, came = "".join(old[first:last]), "".join(new[start:end])
        if sort == "equal":
            yield Stretch(Sort.SAME, gone)
            continue
        if gone:
            yield Stretch(Sort.GONE, gone)
        if came:
            yield Stretch(Sort.NEW, came)


def _blocks(old: Sequence[str], new: Sequence[str]) -> list[Block]:
    return list(SequenceMatcher(None, old, new, autojunk=False).get_opcodes())


def _joined(found: Sequence[Stretch]) -> Iterator[Stretch]:
    for sort, run in groupby(found, key=lambda one: one.sort):
        yield Stretch(sort, "".join(one.text for one in run))


def _count(text: str) -> int:
    return len(re.findall(r"\w+", text))
