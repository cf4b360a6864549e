"""Lists in a Word file: bulleted and numbered, up to three deep, numbers as they were typed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from rapidreview.paper.passages import Kind, Passage
from rapidreview.paper.word_tables import element

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

STYLES = {Kind.BULLET: "List Bullet", Kind.NUMBER: "List Number"}


def items(document: Document, found: Iterable[Passage]) -> None:
    """The items of one list, each in the style of its depth."""
    last: dict[int, tuple[int, int]] = {}  # level to number and instance
    for one in found:
        depth = f" {one.level + 1}" if one.level else ""
        line = document.add_paragraph(one.text, style=STYLES[one.kind] + depth)
        last = {level: held for level, held in last.items() if level <= one.level}
        if one.kind is Kind.BULLET:
            last.pop(one.level, None)
            continue
        number, instance = last.get(one.level, (0, 0))
        if not instance or one.number != number + 1:
            instance = _begin(document, line, one.number)
        _number(line, instance)
        last[one.level] = (one.number, instance)


def _begin(document: Document, line: Paragraph, number: int) -> int:
    """A new count of the style's numbering that begins at ``number``."""
    numbering = document.part.numbering_part.element
    style = line.style
    held = style.element.pPr.numPr.numId.val if style else 0
    counted = numbering.num_having_numId(held).abstractNumId.val
    added = numbering.add_num(counted)
    override = added.add_lvlOverride(ilvl=0)
    override.add_startOverride(number)
    return int(added.numId)


def _number(line: Paragraph, instance: int) -> None:
    properties = line._p.get_or_add_pPr().get_or_add_numPr()
    properties.append(element("ilvl", val="0"))
    properties.append(element("numId", val=str(instance)))
