"""What to look at in a report before it is signed (P9.2, P13.1): remarks, never a refusal.

A check of words can only ask. Each remark says what it is about, where, and why; whoever
writes mends it, or keeps it with a reason.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidreview.evidence.analysis_checks import (
    speaks_of_identity,
    speaks_of_men,
    tells_of_a_childs_life,
    vague_terms,
    weighs,
)
from rapidreview.evidence.identifying import Detail, Sort, details_in, jigsaw
from rapidreview.evidence.pseudonyms import Key, names_in

CHILDREN, VOICE, CONTEXT, MEN = "R2", "R8", "R9", "R10"
ANALYSED = ("R7", "R9", "R13")
# Fewer words than these say little; a section that is not named here needs a sentence.
FEWEST_WORDS = {
    "R3": 30, "R6": 40, "R7": 60, "R8": 40, "R9": 40, "R10": 25, "R13": 50, "R17": 40,
}  # fmt: skip
FEWEST = 8
AROUND = 40  # signs on either side of what is pointed at
MOST_PLACES = 5


@dataclass(frozen=True, slots=True)
class Section:
    """A section as it is to be signed; ``needed``: it must not be empty."""

    code: str
    title: str
    text: str
    needed: bool = True
    has_table: bool = False


@dataclass(frozen=True, slots=True)
class FileSeen:
    """A file of the report that came from outside, as far as somebody has to look at it.

    ``people`` are named in its metadata; ``undecided`` parts were neither taken nor left.
    """

    name: str
    undecided: int = 0
    comments: int = 0
    tracked: int = 0
    people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to look at: its kind, its section (or none), the words, where, and why."""

    code: str
    section: str
    words: str
    why: str
    places: tuple[str, ...] = ()

    @property
    def mark(self) -> str:
        """The same for the same remark, and another once its words or places change."""
        said = "\x1f".join((self.code, self.section, self.words, *self.places))
        return hashlib.sha256(said.encode()).hexdigest()


def remarks(
    sections: Sequence[Section], key: Key, files: Sequence[FileSeen] = ()
) -> list[Remark]:
    """Everything to look at, in the order of the sections; files and the whole come last."""
    found = [remark for one in sections for remark in _of_section(one, key)]
    return [*found, *_of_the_whole(sections), *_of_files(files)]


def _of_section(one: Section, key: Key) -> Iterator[Remark]:
    if not one.text.strip():
        if one.needed and not one.has_table:
            why = "The Panel expects every part of the report."
            yield Remark("RC01", one.code, "It has no text.", why)
        return
    yield from _thin(one)
    yield from _themes(one)
    yield from _vague(one)
    yield from _identifying(one, key)


def _thin(one: Section) -> Iterator[Remark]:
    number, fewest = len(one.text.split()), FEWEST_WORDS.get(one.code, FEWEST)
    if one.needed and number < fewest and not one.has_table:
        words = (
            f"It has {number} word{'' if number == 1 else 's'}; is that all there is?"
        )
        yield Remark("RC02", one.code, words, "Rapid Reviews are criticised as thin.")
    if one.code in ANALYSED and number >= FEWEST and not weighs(one.text):
        words = "It tells what happened, but not why, or what it meant for the child."
        yield Remark("RC03", one.code, words, "The Panel asks for analysis.")


def _themes(one: Section) -> Iterator[Remark]:
    if one.code == VOICE and not tells_of_a_childs_life(one.text):
        words = "The child’s own voice or daily life is missing."
        yield Remark("RC05", one.code, words, "The child is the centre of the review.")
    if one.code == CONTEXT and not speaks_of_identity(one.text):
        words = "Nothing is said of race, faith, culture or language."
        why = "Race and racism are often recorded, and seldom analysed."
        yield Remark("RC06", one.code, words, why)
    if one.code == MEN and not speaks_of_men(one.text):
        words = "No father, and no other man who cares for the child, is spoken of."
        yield Remark("RC07", one.code, words, "Men are often missing from reviews.")


def _vague(one: Section) -> Iterator[Remark]:
    for term, number in vague_terms(one.text):
        times = "once" if number == 1 else f"{number} times"
        words = f"“{term}” is used {times} without saying what was seen or done."
        places = tuple(_places(one.text, [term]))
        yield Remark("RC04", one.code, words, "Such terms hide what happened.", places)


def _identifying(one: Section, key: Key) -> Iterator[Remark]:
    named = names_in(one.text, key)
    if named:
        labels = ", ".join(dict.fromkeys(label for label, _ in named))
        words = f"A name or detail stands here that has a label: {labels}."
        places = tuple(_places(one.text, [form for _, form in named]))
        yield Remark(
            "RC08", one.code, words, "The report goes out without names.", places
        )
    found = details_in(one.text)
    for sort in dict.fromkeys(detail.sort for detail in found):
        words = f"Here stands {sort.value}."
        held = [detail.words for detail in found if detail.sort is sort]
        why = "It tells who somebody is." if sort.alone else _MAY_TELL
        yield Remark("RC09", one.code, words, why, tuple(_places(one.text, held)))
    if sorts := jigsaw(found):
        yield Remark("RC10", one.code, _put_together(sorts), _JIGSAW)


_MAY_TELL = (
    "With other details it may tell who the family is. A month, or a kind, is enough."
)
_JIGSAW = "Whoever lives nearby can put such details together."


def _put_together(sorts: Sequence[Sort]) -> str:
    return f"Together these may tell who the family is: {'; '.join(sorts)}."


def _of_the_whole(sections: Sequence[Section]) -> Iterator[Remark]:
    """A jigsaw whose pieces lie in different sections, none of which is one alone."""
    by_section: list[list[Detail]] = [details_in(one.text) for one in sections]
    if any(jigsaw(found) for found in by_section):
        return
    if sorts := jigsaw([detail for found in by_section for detail in found]):
        yield Remark("RC10", "", _put_together(sorts), _JIGSAW)


def _of_files(files: Sequence[FileSeen]) -> Iterator[Remark]:
    for one in files:
        said = {
            "parts nobody has decided on": one.undecided,
            "comments": one.comments,
            "tracked changes": one.tracked,
        }
        found = [f"{number} {words}" for words, number in said.items() if number]
        if one.people:
            found.append(f"in its metadata {', '.join(one.people)}")
        if found:
            words = f"The file {one.name} still has {', '.join(found)}."
            why = "What was said there is not in the report, and must not go out in a file."
            yield Remark("RC11", "", words, why)


def _places(text: str, wanted: Sequence[str]) -> Iterator[str]:
    """The words around each of the first few places."""
    folded, count = text.casefold(), 0
    for words in dict.fromkeys(wanted):
        place = folded.find(words.casefold())
        if place >= 0 and count < MOST_PLACES:
            count += 1
            start, end = max(0, place - AROUND), place + len(words) + AROUND
            before, after = "…" if start else "", "…" if end < len(text) else ""
            yield before + " ".join(text[start:end].split()) + after
