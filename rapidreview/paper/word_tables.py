"""Tables of a Word file: quiet rules, a heading that repeats, widths in millimetres."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rapidreview.paper.word_page import GRID_TEXT, INK, xml_text

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.table import Table, _Cell, _Row

RULE = "B1B4B6"
SHADE = "F3F2F1"


def new_table(document: Document, widths: Sequence[int], heads: Sequence[str]) -> Table:
    """A table with its heading row, repeated on every page it runs over."""
    from docx.oxml.parser import OxmlElement

    table = plain_table(document, widths)
    cells = add_row(table)
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for cell, words in zip(cells, heads, strict=True):
        cell.paragraphs[0].add_run(xml_text(words)).bold = True
    return table


def plain_table(document: Document, widths: Sequence[int]) -> Table:
    """A table without a row as yet, in quiet rules."""
    from docx.oxml.ns import qn

    grid = document.styles["Table Grid"]
    for border in grid.element.iter(*(qn(f"w:{side}") for side in _SIDES)):
        border.set(qn("w:color"), RULE)
    table: Table = document.add_table(rows=0, cols=len(widths), style=grid)
    table.autofit = False
    return table


_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


def add_row(table: Table) -> tuple[_Cell, ...]:
    """The cells of a new last row."""
    row: _Row = table.add_row()  # type: ignore[no-untyped-call]
    return row.cells


def set_widths(table: Table, widths: Sequence[int]) -> None:
    """Fix the columns at ``widths`` (millimetres), cell by cell as Word wants it."""
    from docx.shared import Mm

    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)


def shrink(table: Table) -> None:
    """Set a wide table in smaller type, and whatever is typed into it later."""
    for row in table.rows:
        for cell in row.cells:
            cell.paragraphs[0]._p.style = GRID_TEXT


def shade(cell: _Cell) -> None:
    """Colour the background of a cell that holds a question."""
    mark = element("shd", val="clear", color="auto", fill=SHADE)
    cell._tc.get_or_add_tcPr().append(mark)


def quieten(table: Table, *, lined: bool) -> None:
    """Take away a table's box: hairlines between rows at most, as our PDFs have them."""
    properties = table._tbl.tblPr
    kinds = dict.fromkeys(_SIDES, "nil")
    if lined:
        kinds |= {"bottom": "single", "insideH": "single"}
    borders = element("tblBorders")
    for side, kind in kinds.items():
        borders.append(element(side, val=kind, sz="4", space="0", color=RULE))
    properties.insert_element_before(borders, "w:shd", "w:tblLayout", "w:tblLook")
    margins = element("tblCellMar")
    for side, width in {"top": 50, "left": 0, "bottom": 30, "right": 140}.items():
        margins.append(element(side, w=str(width), type="dxa"))
    properties.insert_element_before(margins, "w:tblLook")


def underline(cell: _Cell) -> None:
    """The dark rule below a heading cell."""
    borders = element("tcBorders")
    borders.append(element("bottom", val="single", sz="8", space="0", color=INK))
    cell._tc.get_or_add_tcPr().append(borders)


def element(tag: str, /, **attributes: str) -> BaseOxmlElement:
    """A piece of Word's own XML with its attributes."""
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    made: BaseOxmlElement = OxmlElement(f"w:{tag}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made
