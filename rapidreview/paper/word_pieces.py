"""The pieces our Word documents are put together from: headings, long text, facts, tables.

What people wrote goes in as text and never as markup; see ``passages`` for the one
exception, bullets and sub-headings.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rapidreview.paper import word_tables
from rapidreview.paper.passages import Kind, passages
from rapidreview.paper.pieces import Lines
from rapidreview.paper.word_page import xml_text

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Cell, _Row
    from docx.text.paragraph import Paragraph

FACTS = (50, 120)
# A row of more signs than this may run over a page; a shorter one stays in one piece.
LONG_ROW = 1200


def heading(document: Document, words: str, level: int = 1) -> Paragraph:
    """A heading; it stays on the page of what follows it."""
    made = document.add_heading(xml_text(words), level=level)
    made.paragraph_format.keep_with_next = True
    return made


def unlisted_heading(document: Document, words: str) -> None:
    """A heading by its looks only: a contents list does not list itself."""
    from docx.shared import Pt

    made = line(document, words, bold=True)
    made.runs[0].font.size = Pt(14)
    made.paragraph_format.space_before = Pt(16)


def line(document: Document, words: str, *, bold: bool = False) -> Paragraph:
    """One paragraph of one line."""
    made = document.add_paragraph()
    made.add_run(xml_text(words)).bold = bold
    return made


def lines(document: Document, words: Sequence[str]) -> None:
    """Lines that belong together, such as an address; empty ones are left out."""
    kept = "\n".join(xml_text(one) for one in words if one)
    if kept:
        document.add_paragraph(kept)


def prose(document: Document, text: str, style: str = "Normal") -> None:
    """Each blank line parts paragraphs; nothing in ``text`` is markup."""
    for block in xml_text(text).replace("\r\n", "\n").split("\n\n"):
        if block.strip():
            document.add_paragraph(block.strip(), style=style)


def told(document: Document, text: str, *, level: int) -> None:
    """Long text with its bullets, and its sub-headings at ``level``."""
    for one in passages(xml_text(text)):
        if one.kind is Kind.HEADING:
            heading(document, one.text, level)
        else:
            style = "List Bullet" if one.kind is Kind.BULLET else "Normal"
            document.add_paragraph(one.text, style=style)


def bullets(document: Document, lines: Sequence[str]) -> None:
    """One bullet for each line."""
    for words in lines:
        document.add_paragraph(xml_text(words).strip(), style="List Bullet")


def facts(document: Document, lines: Lines, widths: Sequence[int] = FACTS) -> None:
    """Label and words, one under the other; nothing where there are none."""
    if lines:
        rows = word_tables.plain_table(document, widths)
        for label, words in lines:
            left, right = word_tables.add_row(rows)
            word_tables.shade(left)
            left.paragraphs[0].add_run(xml_text(label)).bold = True
            _fill(right, words)
            _keep_whole(rows.rows[-1], (label, words))
        word_tables.set_widths(rows, widths)
        _space(document)


def table(
    document: Document,
    widths: Sequence[int],
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
) -> None:
    """A table whose heading is repeated on each page; ``widths`` in millimetres."""
    made = word_tables.new_table(document, widths, heads)
    for row in rows:
        for cell, words in zip(word_tables.add_row(made), row, strict=True):
            _fill(cell, words)
        _keep_whole(made.rows[-1], row)
    word_tables.set_widths(made, widths)
    _space(document)


def _fill(cell: _Cell, words: str) -> None:
    blocks = xml_text(words).strip().replace("\r\n", "\n").split("\n\n")
    cell.paragraphs[0].add_run(blocks[0])
    for block in blocks[1:]:
        cell.add_paragraph(block.strip())


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
