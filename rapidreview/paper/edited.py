"""A report that came back from Word, in plain values: its parts, and all that hangs on them.

``word_parts`` writes these values, ``report`` says which part is which section.
"""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment as Word has it: who, when (as the file says), and the words it is on."""

    author: str
    date: str
    text: str
    about: str = ""

    @property
    def when(self) -> str:
        """Day and minute in words, as the file has them; empty where it has none."""
        try:
            moment = datetime.fromisoformat(self.date)
        except ValueError:
            return self.date
        return f"{moment.day} {moment:%B %Y, %H:%M}"


@dataclass(frozen=True, slots=True)
class Change:
    """A tracked change; ``kind`` is inserted or deleted. The text is read as if accepted."""

    kind: str
    author: str
    date: str
    text: str


@dataclass(frozen=True, slots=True)
class Part:
    """One heading of the first level with what stands below it; the first has none.

    ``marks`` are the codes its heading is marked with, ``styled`` whether it is a heading
    by style, ``text`` follows the rules of ``passages``; ``notes`` say what is in the file
    and cannot be in a text: pictures, emphasis, cells that were merged.
    """

    heading: str = ""
    marks: tuple[str, ...] = ()
    styled: bool = False
    text: str = ""
    comments: tuple[Comment, ...] = ()
    changes: tuple[Change, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadReport:
    """What a Word file says: of which case and version it is, its parts in their order.

    ``margins`` are the words of its headers and footers; ``about`` is its metadata, label
    and words.
    """

    reference: str = ""
    version: str = ""
    parts: tuple[Part, ...] = ()
    margins: tuple[str, ...] = ()
    about: tuple[tuple[str, str], ...] = field(default=())


def part_from(found: dict[str, object]) -> Part:
    """A part out of plain values, as the limited process answers with them."""
    given = {**found}
    for key, kind in (("comments", Comment), ("changes", Change)):
        listed = given[key]
        given[key] = tuple(kind(**one) for one in listed)  # type: ignore[attr-defined]
    for key in ("marks", "notes"):
        given[key] = tuple(given[key])  # type: ignore[arg-type]
    return Part(**given)  # type: ignore[arg-type]
