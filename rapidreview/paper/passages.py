"""Long text as its writer meant it: paragraphs, lists, tables and sub-headings, nothing else.

1. A blank line parts paragraphs; a single line break stays one.
2. A line that begins with ``- `` is a bullet, with ``1. `` a numbered item, with ``## `` a
   sub-heading. Two spaces more put an item one deeper; a line that is indented
   beneath an item goes on with it.
3. Lines like ``| a | b |`` are the rows of a table, ``|---|---|`` stands below its heading
   row, ``¶`` parts lines in a cell; ``\\`` in front of ``|``, ``¶`` or ``\\`` means the sign itself.
4. Everything else, ``*stars*`` and ``#signs`` included, comes out as it was typed.
"""

import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """What a passage is."""

    PARAGRAPH = "paragraph"
    BULLET = "bullet"
    NUMBER = "number"
    HEADING = "heading"
    TABLE = "table"


Rows = tuple[tuple[str, ...], ...]
ITEMS = frozenset({Kind.BULLET, Kind.NUMBER})
DEEPEST = 2  # levels below the first


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph, item, sub-heading or table; a line break in ``text`` is kept.

    An item has its ``level`` (0 the outermost) and, numbered, its ``number``; a table has
    ``rows`` of equal length, the first a heading row where it is ``headed``.
    """

    kind: Kind
    text: str = ""
    level: int = 0
    number: int = 0
    rows: Rows = ()
    headed: bool = False

    @property
    def is_item(self) -> bool:
        """Whether it belongs to a list."""
        return self.kind in ITEMS


_ITEM = re.compile(r"(?P<deep> *)(?:-|(?P<number>\d{1,3})\.) +(?P<text>\S.*)")
_HEADING = re.compile(r"## +(\S.*)")
_ROW = re.compile(r"\|(.*)\|\s*")
_RULE = re.compile(r"\|(?:\s*:?-+:?\s*\|)+\s*")
_CELL = re.compile(r"\\([\\|¶:-])|(\s*¶\s*)|(\|)")
_SIGNS = re.compile(r"([\\|¶])|^(?=:?-+:?$)")


@dataclass(slots=True)
class _Reader:
    """What was read so far, and what is still open."""

    made: list[Passage] = field(default_factory=list)
    paragraph: list[str] = field(default_factory=list)
    table: list[str] = field(default_factory=list)
    goes_on: bool = False  # the line before belongs to an item

    def close(self) -> None:
        """End the open paragraph or table."""
        if self.paragraph:
            self.made.append(Passage(Kind.PARAGRAPH, "\n".join(self.paragraph)))
        if self.table:
            self.made.append(_table(self.table))
        self.paragraph, self.table, self.goes_on = [], [], False

    def take(self, line: str) -> None:
        """One line: it opens something, goes on with something, or ends it."""
        if _ROW.fullmatch(line):
            if self.paragraph or self.goes_on:
                self.close()
            self.table.append(line)
            return
        if self.table or not line.strip():
            self.close()
        if not line.strip():
            return
        if one := _marked(line, self._room()):
            self.close()
            self.made.append(one)
            self.goes_on = one.is_item
        elif self.goes_on and line.startswith("  "):
            self._go_on(line.strip())
        else:
            if self.goes_on:
                self.close()
            self.paragraph.append(line.strip())

    def _room(self) -> int:
        """How deep an item may stand here."""
        last = self.made[-1] if self.made and not self.paragraph else None
        return min(last.level + 1, DEEPEST) if last and last.is_item else 0

    def _go_on(self, words: str) -> None:
        last = self.made.pop()
        text = f"{last.text}\n{words}"
        self.made.append(Passage(last.kind, text, last.level, last.number))


def passages(text: str) -> list[Passage]:
    """What ``text`` consists of, in its order; nothing for an empty text."""
    reader = _Reader()
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        reader.take(line)
    reader.close()
    return reader.made


def written(found: Iterable[Passage]) -> str:
    """The text that says exactly these passages."""
    text, before = "", None
    for one in found:
        if before is not None:
            text += "\n" if before.is_item and one.is_item else "\n\n"
        text, before = text + _written(one), one
    return text


def as_data(text: str) -> list[dict[str, object]]:
    """The passages of ``text`` as a template takes them."""
    return [asdict(one) for one in passages(text)]


def even(rows: Iterable[Iterable[str]]) -> Rows:
    """The rows of a table, all as long as the longest."""
    held = [tuple(row) for row in rows]
    width = max(map(len, held), default=0)
    return tuple((*row, *[""] * (width - len(row))) for row in held)


def _marked(line: str, room: int) -> Passage | None:
    if match := _HEADING.fullmatch(line):
        return Passage(Kind.HEADING, match[1].strip())
    match = _ITEM.fullmatch(line)
    if match is None or len(match["deep"]) // 2 > room or len(match["deep"]) == 1:
        return None
    level, words = len(match["deep"]) // 2, match["text"].strip()
    if match["number"] is None:
        return Passage(Kind.BULLET, words, level)
    return Passage(Kind.NUMBER, words, level, int(match["number"]))


def _table(lines: list[str]) -> Passage:
    headed = len(lines) > 1 and _RULE.fullmatch(lines[1]) is not None
    kept = [lines[0], *lines[2:]] if headed else lines
    return Passage(Kind.TABLE, rows=even(map(_cells, kept)), headed=headed)


def _cells(line: str) -> list[str]:
    """The cells of a row, their signs put right."""
    match = _ROW.fullmatch(line)
    inner = match[1] if match else line
    cells, reached = [""], 0
    for sign in _CELL.finditer(inner):
        cells[-1] += inner[reached : sign.start()]
        reached = sign.end()
        if sign[3]:
            cells.append("")
        else:
            cells[-1] += sign[1] or "\n"
    cells[-1] += inner[reached:]
    return ["\n".join(filter(None, one.split("\n"))).strip() for one in cells]


def _written(one: Passage) -> str:
    if one.kind is Kind.TABLE:
        lines = [_row(row) for row in one.rows]
        if one.headed:
            lines.insert(1, "|" + "---|" * len(one.rows[0]))
        return "\n".join(lines)
    if one.kind is Kind.HEADING:
        return f"## {' '.join(one.text.split())}"
    if not one.is_item:
        return one.text
    sign = f"{one.number}." if one.kind is Kind.NUMBER else "-"
    deep = "  " * one.level
    return f"{deep}{sign} " + one.text.replace("\n", f"\n{deep}    ")


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(map(_cell, cells))} |"


def _cell(words: str) -> str:
    """A cell on one line; its own signs, and a cell of dashes alone, are marked as such."""
    lines = (line.strip() for line in words.split("\n"))
    signed = (_SIGNS.sub(lambda m: f"\\{m[1] or ''}", line) for line in lines if line)
    return " ¶ ".join(signed)
