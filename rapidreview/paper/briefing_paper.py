"""The shell of a seven-minute briefing as a Word file: seven headed boxes on two pages at most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from rapidreview.paper import word_house, word_page, word_tables
from rapidreview.paper import word_pieces as pieces
from rapidreview.paper.word_page import QUIET, xml_text

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Cell

TITLE = "Seven-minute briefing"
BELOW = (
    "Learning from a Rapid Review. Seven minutes, in a team, face to face. This is a shell: "
    "complete each box, read it against the words in italics, then delete them."
)
WIDTHS = (38, 136)
MARGIN_MM = 18


@dataclass(frozen=True, slots=True)
class BriefingBox:
    """One box: ``text`` may hold bullets, ``prompt`` asks what is to be written, ``more``
    says where there is more to say."""

    heading: str
    text: str
    prompt: str
    more: str = ""


@dataclass(frozen=True, slots=True)
class BriefingPaper:
    """The seven boxes of one partnership; it carries no reference of the case."""

    partnership: str
    marking: str
    boxes: Sequence[BriefingBox]

    def as_docx(self, at: datetime) -> bytes:
        """The shell, to be completed in Word."""
        from docx.shared import Mm

        document = word_house.reading_document(
            title=TITLE, marking=self.marking, footer=TITLE, at=at
        )
        section = document.sections[0]
        section.left_margin = section.right_margin = Mm(MARGIN_MM)
        section.top_margin = section.bottom_margin = Mm(MARGIN_MM + 2)
        pieces.opening(document, self.partnership, TITLE)
        pieces.aside(document, BELOW)
        _write_boxes(document, self.boxes)
        return word_page.saved(document)


def _write_boxes(document: Document, boxes: Sequence[BriefingBox]) -> None:
    table = word_tables.plain_table(document, WIDTHS)
    for number, box in enumerate(boxes, 1):
        left, right = word_tables.add_row(table)
        word_tables.shade(left)
        _line(left, f"{number}  {box.heading}", bold=True, first=True)
        _write_box(right, box)
        row = table.rows[-1]._tr.get_or_add_trPr()
        row.insert(0, word_tables.element("cantSplit"))
    word_tables.set_widths(table, WIDTHS)


def _write_box(cell: _Cell, box: BriefingBox) -> None:
    lines = [one for one in box.text.splitlines() if one.strip()]
    for number, words in enumerate(lines):
        bullet = words.lstrip().startswith("- ")
        said = f"•  {words.lstrip()[2:]}" if bullet else words
        _line(cell, said, first=number == 0)
    if box.more:
        _line(cell, box.more, quiet=True)
    _line(cell, box.prompt, quiet=True, italic=True, first=not lines and not box.more)


def _line(
    cell: _Cell,
    words: str,
    *,
    bold: bool = False,
    quiet: bool = False,
    italic: bool = False,
    first: bool = False,
) -> None:
    from docx.shared import Pt, RGBColor

    made = cell.paragraphs[0] if first else cell.add_paragraph()
    made._p.style = word_house.CELL
    run = made.add_run(xml_text(words))
    run.bold, run.italic = bold or None, italic or None
    if quiet:
        run.font.color.rgb = RGBColor.from_string(QUIET)
        run.font.size = Pt(9)
    made.paragraph_format.space_before = Pt(2)
    made.paragraph_format.space_after = Pt(3)
