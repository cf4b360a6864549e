"""Long text as its writer meant it: paragraphs, bullets and sub-headings, nothing else.

1. A blank line parts paragraphs; a single line break stays one.
2. A line that begins with ``- `` is a bullet, one that begins with ``## `` a sub-heading.
3. Everything else, ``*stars*`` and ``#signs`` included, comes out as it was typed.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a passage is."""

    PARAGRAPH = "paragraph"
    BULLET = "bullet"
    HEADING = "heading"


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph, bullet or sub-heading; a line break in ``text`` is kept."""

    kind: Kind
    text: str


SIGNS = {"- ": Kind.BULLET, "## ": Kind.HEADING}


def passages(text: str) -> list[Passage]:
    """What ``text`` consists of, in its order; nothing for an empty text."""
    made: list[Passage] = []
    open_paragraph: list[str] = []
    for line in [*text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), ""]:
        marked = _marked(line)
        if line.strip() and marked is None:
            open_paragraph.append(line.strip())
            continue
        made.extend(_closed(open_paragraph))
        if marked is not None:
            made.append(marked)
    return made


def as_data(text: str) -> list[dict[str, str]]:
    """The passages of ``text`` as a template takes them."""
    return [asdict(one) for one in passages(text)]


def _marked(line: str) -> Passage | None:
    for sign, kind in SIGNS.items():
        if line.startswith(sign) and line.removeprefix(sign).strip():
            return Passage(kind, line.removeprefix(sign).strip())
    return None


def _closed(lines: list[str]) -> Iterator[Passage]:
    if lines:
        yield Passage(Kind.PARAGRAPH, "\n".join(lines))
    lines.clear()
