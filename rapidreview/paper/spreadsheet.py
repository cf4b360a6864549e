"""The Agency Returns Checklist as a spreadsheet (P0.2): one row per agency, K1 to K22.

Every cell is text. Nothing that somebody typed can become a formula, a link or a number.
"""

import io
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

# Code, heading, width in characters. The codes are the handbook's and never change.
CHECKLIST_COLUMNS: tuple[tuple[str, str, int], ...] = (
    ("K1", "Agency and service", 26),
    ("K2", "Contact, lead, deputy, JCR Group representative", 30),
    ("K3", "Asked: when, how, by whom", 24),
    ("K4", "Acknowledged", 18),
    ("K5", "Involved?", 10),
    ("K6", "Due", 18),
    ("K7", "Reminders", 24),
    ("K8", "Extension: asked, granted by, reason, new date", 26),
    ("K9", "Received", 18),
    ("K10", "Late by", 14),
    ("K11", "Initial check: information", 16),
    ("K12", "Initial check: dates", 14),
    ("K13", "Analysis present", 12),
    ("K14", "Senior manager signed", 14),
    ("K15", "Further findings", 32),
    ("K16", "Shared with Chair: when, same day, issues", 26),
    ("K17", "Chair’s comment", 30),
    ("K18", "Final decision: by whom, when, reasons", 32),
    ("K19", "Sent back: when, representative copied", 26),
    ("K20", "Resubmitted: round, when", 20),
    ("K21", "Collated", 10),
    ("K22", "File location", 26),
)
# Excel refuses a cell with more than 32,767 characters, and would drop it silently.
LONGEST_CELL = 32_000
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def checklist_xlsx(
    rows: Sequence[Mapping[str, str]],
    *,
    title: str,
    at: datetime,
    marking: str = "OFFICIAL-SENSITIVE",
    partnership: str = "",
) -> bytes:
    """The checklist as .xlsx, each row a mapping of code (K1 … K22) to words (P0.2)."""
    import xlsxwriter

    made = io.BytesIO()
    book = xlsxwriter.Workbook(
        made,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_numbers": False,
            "strings_to_urls": False,
        },
    )
    created = at.astimezone(UTC).replace(microsecond=0, tzinfo=None)
    book.set_properties({"title": title, "author": "Rapid Review", "created": created})
    sheet = book.add_worksheet("Agency Returns Checklist")
    set_up_page(sheet, marking, first_row=FIRST_ROW)
    _write_head(
        book, sheet, title=title, below=" · ".join(filter(None, (partnership, marking)))
    )
    _write_rows(book, sheet, rows)
    book.close()
    return made.getvalue()


FIRST_ROW = 3


def set_up_page(sheet: Any, marking: str, *, first_row: int) -> None:
    """A3 across, the heading row repeated, the marking on each page that is printed."""
    sheet.set_landscape()
    sheet.set_paper(8)  # A3
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(first_row - 1)
    sheet.freeze_panes(first_row, 1)
    safe = marking.replace("&", "&&")
    sheet.set_header(f'&C&"Arial,Bold"{safe}')
    sheet.set_footer(f"&L{safe}&RPage &P of &N")
    sheet.hide_gridlines(2)


def _write_head(book: Any, sheet: Any, *, title: str, below: str) -> None:
    large = book.add_format({"font_name": "Arial", "font_size": 16, "bold": True})
    quiet = book.add_format(
        {"font_name": "Arial", "font_size": 9, "font_color": "#505A5F"}
    )
    head = book.add_format(
        {
            "font_name": "Arial",
            "font_size": 9,
            "bold": True,
            "text_wrap": True,
            "valign": "top",
            "bg_color": "#F3F2F1",
            "bottom": 2,
            "bottom_color": "#0B0C0C",
        }
    )
    sheet.write_string(0, 0, cell_text(title), large)
    sheet.write_string(1, 0, cell_text(below), quiet)
    for place, (code, heading, width) in enumerate(CHECKLIST_COLUMNS):
        sheet.set_column(place, place, width)
        sheet.write_string(FIRST_ROW - 1, place, f"{code}  {heading}", head)


def _write_rows(book: Any, sheet: Any, rows: Sequence[Mapping[str, str]]) -> None:
    look = {
        "font_name": "Arial",
        "font_size": 9,
        "text_wrap": True,
        "valign": "top",
        "bottom": 1,
        "bottom_color": "#B1B4B6",
    }
    plain, first = book.add_format(look), book.add_format({**look, "bold": True})
    for number, row in enumerate(rows, start=FIRST_ROW):
        for place, (code, _, _) in enumerate(CHECKLIST_COLUMNS):
            style = plain if place else first
            sheet.write_string(number, place, cell_text(row.get(code, "")), style)
    last = max(FIRST_ROW - 1, FIRST_ROW + len(rows) - 1)
    sheet.autofilter(FIRST_ROW - 1, 0, last, len(CHECKLIST_COLUMNS) - 1)


def cell_text(text: str) -> str:
    """A text as a cell can hold it."""
    clean = _UNWRITABLE.sub("", text)
    if len(clean) <= LONGEST_CELL:
        return clean
    return clean[:LONGEST_CELL] + " … (continues in the case folder)"
