"""docs/procedure.md as data for a page: headings, paragraphs, lists and tables only."""

import re
from dataclasses import dataclass, field

ANCHOR = re.compile(r"^(P\d+\.\d+)")


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of the text: ``sort`` is h1-h3, p, ul or table."""

    sort: str
    words: str = ""
    anchor: str = ""
    rows: list[list[str]] = field(default_factory=list)


Page = list[Block]


def procedure_text(text: str) -> Page:
    """The blocks of a plain Markdown text; what it does not know is a paragraph."""
    blocks: Page = []
    for chunk in re.split(r"\n\s*\n", text):
        if chunk.strip():
            blocks.extend(_blocks(chunk.strip("\n").splitlines()))
    return blocks


def _blocks(lines: list[str]) -> list[Block]:
    made: list[Block] = []
    while lines and lines[0].startswith("#"):
        made.append(_heading(lines.pop(0)))
    if not lines:
        return made
    if all(line.startswith("|") for line in lines):
        return [*made, Block("table", rows=_rows(lines))]
    if lines[0].lstrip().startswith(("- ", "* ")):
        return [*made, Block("ul", rows=[[_plain(one)] for one in _items(lines)])]
    return [*made, Block("p", _plain(" ".join(line.strip() for line in lines)))]


def _heading(line: str) -> Block:
    marks, words = line.split(" ", 1)
    found = ANCHOR.match(words.strip())
    return Block(
        f"h{min(len(marks), 4)}", _plain(words), found[1].lower() if found else ""
    )


def _items(lines: list[str]) -> list[str]:
    items: list[str] = []
    for line in lines:
        if line.lstrip().startswith(("- ", "* ")):
            items.append(line.lstrip()[2:])
        else:
            items[-1] += " " + line.strip()
    return items


def _rows(lines: list[str]) -> list[list[str]]:
    cells = [[_plain(cell) for cell in line.strip("| ").split("|")] for line in lines]
    return [row for row in cells if not all(set(cell) <= set("-: ") for cell in row)]


def _plain(words: str) -> str:
    words = re.sub(r"\[([^]]+)\]\([^)]*\)", r"\1", words)
    return re.sub(r"[*`]|(?<!\w)_|_(?!\w)", "", words).strip()
