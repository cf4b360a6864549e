"""The tables of any Word document as rows of texts, merged cells said again in each row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidreview.paper.archive import member, open_archive
from rapidreview.paper.word_reading import cells_of, outermost, parsed, text_of, w

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement

Rows = list[list[str]]


def tables_of(data: bytes, name: str) -> list[Rows]:
    """Every outermost table with two columns or more; one that goes on after a heading of
    its own is joined to the one before. Raises Refusal for a document that is none."""
    with open_archive(data, name) as archive:
        body = parsed(member(archive, "word/document.xml", name), name)
    found: list[Rows] = []
    for table in outermost(body, "tbl"):
        rows = _rows(table)
        if max((len(row) for row in rows), default=0) < 2:
            continue
        if found and rows[0] == found[-1][0]:
            found[-1] += rows[1:]
        else:
            found.append(rows)
    return found


def _rows(table: BaseOxmlElement) -> Rows:
    rows: Rows = []
    for line in outermost(table, "tr"):
        row: list[str] = []
        for cell in cells_of(line):
            place = len(row)
            above = rows[-1][place] if rows and place < len(rows[-1]) else ""
            row += [
                above if _goes_on(cell) else text_of(cell),
                *[""] * _more_wide(cell),
            ]
        rows.append(row)
    return rows


def _goes_on(cell: BaseOxmlElement) -> bool:
    """Is this cell the lower part of one that was merged downwards?"""
    merged = cell.find(f"{w('tcPr')}/{w('vMerge')}")
    return merged is not None and merged.get(w("val")) != "restart"


def _more_wide(cell: BaseOxmlElement) -> int:
    """How many further columns a cell covers; no table needs more than a few."""
    span = cell.find(f"{w('tcPr')}/{w('gridSpan')}")
    wide = str(span.get(w("val"), "1")) if span is not None else "1"
    return min(int(wide), 40) - 1 if wide.isascii() and wide.isdigit() else 0
