"""The pieces our Word documents are put together from: headings, long text, facts, tables.

What people wrote goes in as text and never as markup; see ``passages`` for the one
exception, lists, tables and sub-headings.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from rapidreview.paper import word_listing, word_tables
from rapidreview.paper.passages import Kind, Passage, passages
from rapidreview.paper.pieces import Lines
from rapidreview.paper.word_house import ASIDE, CELL, FACT, NOTE
from rapidreview.paper.word_page import QUIET, xml_text

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Cell, _Row
    from docx.text.paragraph import Paragraph

FACTS = (58, 102)
TEXT_WIDTH = 160  # millimetres between the margins
# A row of more signs than this may run over a page; a shorter one stays in one piece.
LONG_ROW = 1200


def opening(document: Document, partnership: str, title: str) -> None:
    """Whose document it is, and what it is called."""
    aside(document, partnership)
    document.add_paragraph(xml_text(title), style="Title")


def heading(document: Document, words: str, level: int = 1) -> Paragraph:
    """A heading; it stays on the page of what follows it."""
    made: Paragraph = document.add_heading(xml_text(words), level=level)
    return made


def unlisted_heading(document: Document, words: str) -> None:
    """A heading by its looks only: a contents list does not list itself."""
    from docx.shared import Pt

    made = document.add_paragraph()
    made.add_run(words).bold = True
    made.runs[0].font.size = Pt(14)
    made.paragraph_format.space_before = Pt(18)
    made.paragraph_format.keep_with_next = True


def prose(document: Document, text: str, style: str = "Normal") -> None:
    """Each blank line parts paragraphs; nothing in ``text`` is markup."""
    for block in _blocks(text):
        document.add_paragraph(block, style=style)


def aside(document: Document, text: str) -> None:
    """Quiet words beside the text, such as where it was taken from."""
    prose(document, text, ASIDE)


def note(document: Document, text: str) -> None:
    """A line that must not be missed: a draft, a correction."""
    prose(document, text, NOTE)


def told(document: Document, text: str, *, level: int) -> None:
    """Long text with its lists and tables, and its sub-headings at ``level``."""
    for is_list, found in groupby(passages(xml_text(text)), key=lambda p: p.is_item):
        if is_list:
            word_listing.items(document, found)
            continue
        for one in found:
            if one.kind is Kind.HEADING:
                heading(document, one.text, level)
            elif one.kind is Kind.TABLE:
                _own_table(document, one)
            else:
                document.add_paragraph(one.text)


def bullets(document: Document, lines: Sequence[str]) -> None:
    """One bullet for each line."""
    for words in lines:
        document.add_paragraph(xml_text(words).strip(), style="List Bullet")


def facts(document: Document, lines: Lines, *, together: bool = False) -> None:
    """Label and words, one under the other; nothing where there are none.

    ``together`` keeps all of them on one page, with what follows.
    """
    if lines:
        made = word_tables.plain_table(document, FACTS)
        word_tables.quieten(made, lined=False)
        for label, words in lines:
            left, right = word_tables.add_row(made)
            _fill(left, label, FACT, colour=QUIET)
            _fill(right, words, FACT)
            _keep_whole(made.rows[-1], (label, words))
            if together:
                _keep_with_next(made.rows[-1])
        word_tables.set_widths(made, FACTS)
        _space(document)


def table(
    document: Document,
    widths: Sequence[int],
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    strong: int = -1,
) -> None:
    """A table whose heading, if any, is repeated on each page; ``widths`` in millimetres.

    The column numbered ``strong`` is set in bold.
    """
    made = (
        word_tables.new_table(document, widths, heads)
        if heads
        else word_tables.plain_table(document, widths)
    )
    word_tables.quieten(made, lined=True)
    for row in rows:
        for number, cell in enumerate(word_tables.add_row(made)):
            _fill(cell, row[number], CELL, bold=number == strong)
        _keep_whole(made.rows[-1], row)
    if heads:
        _dress_head(made.rows[0])
    word_tables.set_widths(made, widths)
    _space(document)


def _own_table(document: Document, one: Passage) -> None:
    """A table as somebody wrote it, its columns as wide as one another."""
    number = len(one.rows[0])
    widths = [TEXT_WIDTH // number] * number
    heads, rows = (one.rows[0], one.rows[1:]) if one.headed else ((), one.rows)
    table(document, widths, heads, rows)


def _blocks(text: str) -> list[str]:
    blocks = xml_text(text).replace("\r\n", "\n").split("\n\n")
    return [block.strip() for block in blocks if block.strip()]


def _fill(
    cell: _Cell, words: str, style: str, *, colour: str = "", bold: bool = False
) -> None:
    from docx.shared import RGBColor

    for number, block in enumerate(_blocks(words) or [""]):
        line = cell.add_paragraph() if number else cell.paragraphs[0]
        line._p.style = style
        run = line.add_run(block)
        run.bold = bold or None
        if colour:
            run.font.color.rgb = RGBColor.from_string(colour)


def _dress_head(row: _Row) -> None:
    for cell in row.cells:
        cell.paragraphs[0]._p.style = CELL
        word_tables.underline(cell)
    _keep_with_next(row)


def _keep_with_next(row: _Row) -> None:
    for cell in row.cells:
        for line in cell.paragraphs:
            line.paragraph_format.keep_with_next = True


def _keep_whole(row: _Row, words: Sequence[str]) -> None:
    from docx.oxml.parser import OxmlElement

    if sum(map(len, words)) <= LONG_ROW:
        properties = row._tr.get_or_add_trPr()
        properties.insert(0, OxmlElement("w:cantSplit"))


def _space(document: Document) -> None:
    """Two tables that touch would become one."""
    from docx.shared import Pt

    gap = document.add_paragraph()
    gap.paragraph_format.space_after = Pt(0)
    gap.paragraph_format.line_spacing = Pt(6)
