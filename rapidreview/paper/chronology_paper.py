"""The merged chronology to be worked with and to be read: .xlsx, .docx, PDF and .csv (P6.1).

What has to be looked at comes first: what is told differently, what may be told twice,
where an agency is silent. All words arrive ready; nothing here compares or orders.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from rapidreview.paper import word_house, word_page
from rapidreview.paper import word_pieces as pieces
from rapidreview.paper.pieces import Lines
from rapidreview.paper.spreadsheet import cell_text, set_up_page
from rapidreview.paper.typeset import typeset

if TYPE_CHECKING:
    from docx.document import Document

TITLE = "Merged chronology"
# Heading, the field it shows, width on a sheet in characters, width in Word in millimetres.
COLUMNS: tuple[tuple[str, str, int, int], ...] = (
    ("Date", "date", 18, 27),
    ("Understood as", "understood", 22, 0),
    ("Time", "time", 8, 0),
    ("Agency, row", "named", 26, 34),
    ("Source", "source", 22, 0),
    ("Who", "who", 18, 22),
    ("What happened", "event", 56, 74),
    ("What was done", "action", 36, 50),
    ("Child seen or heard", "seen", 22, 0),
    ("Comment", "comment", 32, 0),
    ("Significance", "significance", 14, 0),
    ("To look at", "flags", 34, 50),
)
# In Word the significance stands above what there is to look at.
IN_WORD = {"To look at": "Significance, to look at"}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Entry:
    """One row in words: ``named`` is agency and row number, ``flags`` what to look at."""

    date: str
    understood: str
    time: str
    named: str
    source: str
    who: str
    event: str
    action: str
    seen: str
    comment: str
    significance: str
    flags: str = ""


@dataclass(frozen=True, slots=True)
class ChronologyPaper:
    """What the merged chronology says. Each of ``findings`` is a heading with its lines.

    ``facts`` are label and words (agencies, period, how many entries).
    """

    partnership: str
    reference: str
    marking: str
    facts: Lines
    findings: tuple[tuple[str, Lines], ...]
    dated: tuple[Entry, ...]
    undated: tuple[Entry, ...]

    def as_pdf(self, at: datetime) -> bytes:
        """The chronology as a PDF, made ``at``; the same content gives the same bytes."""
        content = {
            **{name: value for name, value in asdict(self).items() if name != "dated"},
            "title": TITLE,
            "rows": [_as_codes(one) for one in self.dated],
            "undated": [_as_codes(one) for one in self.undated],
        }
        return typeset("merged-chronology", content, at=at)

    def as_docx(self, at: datetime) -> bytes:
        """The chronology as a Word file on wide pages, made ``at``."""
        footer = " · ".join(filter(None, (TITLE, self.reference)))
        document = word_house.reading_document(
            title=TITLE, marking=self.marking, footer=footer, at=at
        )
        word_page.turn(document.sections[0])
        pieces.opening(document, self.partnership, TITLE)
        pieces.facts(document, self.facts)
        for heading, lines in self.findings:
            pieces.heading(document, heading)
            pieces.table(document, (74, 183), ("What", "Where"), lines, strong=0)
        pieces.heading(document, "Chronology")
        _entries(document, self.dated)
        if self.undated:
            pieces.heading(document, "Entries without a date we can rely on")
            pieces.aside(document, BORROWS_NONE)
            _entries(document, self.undated)
        return word_page.saved(document)

    def as_xlsx(self, at: datetime) -> bytes:
        """The chronology as a workbook: dated, undated, and what to look at."""
        import xlsxwriter

        made = io.BytesIO()
        options = {"in_memory": True, "strings_to_formulas": False}
        options |= {"strings_to_numbers": False, "strings_to_urls": False}
        book = xlsxwriter.Workbook(made, options)
        created = at.astimezone(UTC).replace(microsecond=0, tzinfo=None)
        book.set_properties(
            {"title": TITLE, "author": "Rapid Review", "created": created}
        )
        heads = [heading for heading, *_ in COLUMNS]
        widths = [width for _, _, width, _ in COLUMNS]
        for name, entries in (("Chronology", self.dated), ("Undated", self.undated)):
            cells = [_cells(one) for one in entries]
            _write_sheet(book, name, heads, widths, cells, marking=self.marking)
        found = [(head, *line) for head, lines in self.findings for line in lines]
        heads, widths = ["Finding", "What", "Where"], [30, 50, 90]
        _write_sheet(book, "To look at", heads, widths, found, marking=self.marking)
        book.close()
        return made.getvalue()

    def as_csv(self) -> bytes:
        """The chronology as .csv for Excel: dated entries, then those without a date.

        A cell that a spreadsheet would take for a formula begins with an apostrophe.
        """
        made = io.StringIO()
        writer = csv.writer(made)
        writer.writerow([heading for heading, *_ in COLUMNS])
        for one in (*self.dated, *self.undated):
            writer.writerow([_safe(cell) for cell in _cells(one)])
        return made.getvalue().encode("utf-8-sig")


BORROWS_NONE = (
    "They are in their agency’s own order and borrow no neighbour’s date. What stands in "
    "the first column is what the agency wrote there."
)


def _as_codes(one: Entry) -> dict[str, str]:
    """An entry by the codes of its columns, as the template of chronologies takes it."""
    return {
        "agency": one.named,
        "understood": one.understood,
        "E1": one.date,
        "E3": one.time,
        "E5": one.source,
        "E6": one.who,
        "E7": one.event,
        "E8": one.action,
        "E9": one.seen,
        "E10": one.comment,
        "E11": one.significance,
        "flags": one.flags,
    }


def _cells(one: Entry) -> list[str]:
    return [str(getattr(one, name)) for _, name, _, _ in COLUMNS]


def _entries(document: Document, entries: Sequence[Entry]) -> None:
    """The entries as a table; what has no column of its own in Word joins another."""
    shown = [column for column in COLUMNS if column[3]]
    pieces.table(
        document,
        [width for *_, width in shown],
        [IN_WORD.get(heading, heading) for heading, *_ in shown],
        [[_joined(one, name) for _, name, _, _ in shown] for one in entries],
        strong=0,
    )


def _joined(one: Entry, name: str) -> str:
    beneath = {
        "date": (one.time, one.understood if one.understood != one.date else ""),
        "named": (one.source,),
        "event": (
            f"Child seen or heard: {one.seen}" if one.seen else "",
            f"Comment: {one.comment}" if one.comment else "",
        ),
    }
    above = (one.significance,) if name == "flags" else ()
    parts = (*above, str(getattr(one, name)), *beneath.get(name, ()))
    return "\n\n".join(part for part in parts if part)


def _write_sheet(
    book: Any,
    name: str,
    heads: Sequence[str],
    widths: Sequence[int],
    rows: Sequence[Sequence[str]],
    *,
    marking: str,
) -> None:
    look = {"font_name": "Arial", "font_size": 9, "text_wrap": True, "valign": "top"}
    plain = book.add_format({**look, "bottom": 1, "bottom_color": "#B1B4B6"})
    head = book.add_format({**look, "bold": True, "bg_color": "#F3F2F1", "bottom": 2})
    sheet = book.add_worksheet(name)
    set_up_page(sheet, marking, first_row=1)
    for place, (words, width) in enumerate(zip(heads, widths, strict=True)):
        sheet.set_column(place, place, width)
        sheet.write_string(0, place, words, head)
    for number, row in enumerate(rows, start=1):
        for place, words in enumerate(row):
            sheet.write_string(number, place, cell_text(words), plain)
    sheet.autofilter(0, 0, max(len(rows), 1), len(heads) - 1)


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
