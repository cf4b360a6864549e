"""Which part of an edited file is which section, and what stands outside of any (P9.1).

A heading is known by its code, else by its title, else by the marks it carries: where a
person renamed or moved it, one of them still tells.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rapidreview.paper.edited import Part, ReadReport
from rapidreview.paper.passages import Kind, Passage, passages, written
from rapidreview.report.sections import ACTIONS, FRONT, SECTIONS, SIGN_OFF, title_of

_CODE = re.compile(r"(R\d{1,2})\b[.:)]?\s*(.*)", re.DOTALL)
# The first cells of the tables that the product sets below a section's own words.
OWN_TABLES = {ACTIONS: ("No.", "Action"), SIGN_OFF: ("Partner", "View")}
_WRITTEN = {one.code: one.title for one in SECTIONS if one.code != FRONT}


@dataclass(frozen=True, slots=True)
class Matched:
    """A part and its section; ``code`` is empty outside of any, ``after`` the one before."""

    code: str
    after: str
    part: Part
    table: str = ""

    @property
    def text(self) -> str:
        """Its words."""
        return self.part.text


def matched(read: ReadReport) -> list[Matched]:
    """Every part in its order; a section stands once, what repeats it stands outside."""
    found: list[Matched] = []
    seen: dict[str, int] = {}
    last = ""
    for part in read.parts:
        code = _code_of(part)
        if not code and not part.styled and found:
            found[-1] = _gone_on(found[-1], part)
        elif code and code not in seen:
            seen[code] = len(found)
            found.append(_section(code, last, part))
            last = code
        elif code and not found[seen[code]].text:
            found[seen[code]] = _section(code, found[seen[code]].after, part)
            last = code
        else:
            found.append(Matched("", last, _whole(part) if part.heading else part))
    return found


def without(found: Sequence[Matched], base: Sequence[Matched]) -> list[Matched]:
    """``found`` without what stood outside of any section already, and so is ours."""
    ours = {one for held in base if not held.code for one in passages(held.text)}
    return [one if one.code else _less(one, ours) for one in found]


def same(one: str, other: str) -> bool:
    """Whether two texts consist of the same passages."""
    return passages(one) == passages(other)


def _code_of(part: Part) -> str:
    words = part.heading
    if (match := _CODE.match(words)) and match[1] in _WRITTEN:
        return match[1]
    for code, title in _WRITTEN.items():
        if _plain(title) == _plain(words):
            return code
    return next((one for one in part.marks if one in _WRITTEN), "")


def _plain(words: str) -> str:
    return re.sub(r"\W+", " ", words).strip().casefold()


def _section(code: str, after: str, part: Part) -> Matched:
    """The section; its own table apart, a heading that is none kept as words."""
    match = _CODE.match(part.heading)
    title = match[2].strip() if match and match[1] == code else part.heading
    notes = part.notes
    if _plain(title) != _plain(title_of(code)):
        if not part.styled and not match:
            part = _whole(part, Kind.PARAGRAPH)
        notes = (
            f"Its heading reads “{part.heading}”. The report keeps its own heading.",
            *notes,
        )
    table, kept = _tables(code, passages(part.text))
    return Matched(code, after, replace(part, text=written(kept), notes=notes), table)


def _tables(code: str, found: list[Passage]) -> tuple[str, list[Passage]]:
    """The table that the product sets below this section, and all the rest."""
    heads = OWN_TABLES.get(code)
    own = [
        one
        for one in found
        if heads and one.kind is Kind.TABLE and one.rows[0][:2] == heads
    ]
    return written(own), [one for one in found if one not in own]


def _whole(part: Part, kind: Kind = Kind.HEADING) -> Part:
    """The part with its heading among its words, so that it is not lost."""
    words = Passage(kind, part.heading)
    return replace(part, text=written([words, *passages(part.text)]))


def _gone_on(before: Matched, part: Part) -> Matched:
    """A line that only looked like a heading belongs to the part before it."""
    more, held = _whole(part, Kind.PARAGRAPH), before.part
    text = "\n\n".join(filter(None, (held.text, more.text)))
    joined = replace(
        held,
        text=text,
        comments=(*held.comments, *part.comments),
        changes=(*held.changes, *part.changes),
        notes=(*held.notes, *part.notes),
    )
    return replace(before, part=joined)


def _less(one: Matched, ours: set[Passage]) -> Matched:
    left = [passage for passage in passages(one.text) if passage not in ours]
    return replace(one, part=replace(one.part, text=written(left)))


def says_anything(one: Matched) -> bool:
    """Whether there is anything to place or to show."""
    return bool(one.text or one.part.comments or one.part.changes)


def missing(found: Sequence[Matched]) -> Iterator[str]:
    """The sections whose heading is not in the file."""
    there = {one.code for one in found}
    return (code for code in _WRITTEN if code not in there)
