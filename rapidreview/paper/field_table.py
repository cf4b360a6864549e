"""Fields and values as .csv and .xlsx, to be copied into somebody else's system.

Every cell is text: what somebody typed becomes no formula, link or number.
"""

import csv
import io
from collections.abc import Sequence
from datetime import UTC, datetime

from rapidreview.paper.spreadsheet import LONGEST_CELL
from rapidreview.paper.word_page import xml_text

HEADS = ("Code", "Field", "Value", "Missing")
WIDTHS = (8, 34, 90, 12)
FORMULA = ("=", "+", "-", "@", "\t", "\r")
Row = tuple[str, str, str, str]


def fields_csv(rows: Sequence[Row]) -> bytes:
    """The rows as .csv in UTF-8 with its mark, which Excel needs; no value is a formula."""
    made = io.StringIO()
    writer = csv.writer(made)
    writer.writerow(HEADS)
    writer.writerows([[_harmless(cell) for cell in row] for row in rows])
    return made.getvalue().encode("utf-8-sig")


def fields_xlsx(
    rows: Sequence[Row], *, title: str, marking: str, at: datetime
) -> bytes:
    """The rows as .xlsx, printed on A4 upright."""
    import xlsxwriter

    made = io.BytesIO()
    plain = {
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
    }
    book = xlsxwriter.Workbook(made, {"in_memory": True, **plain})
    created = at.astimezone(UTC).replace(microsecond=0, tzinfo=None)
    book.set_properties({"title": title, "author": "Rapid Review", "created": created})
    sheet = book.add_worksheet("Case review tracker")
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(2)
    sheet.freeze_panes(3, 0)
    sheet.hide_gridlines(2)
    safe = marking.replace("&", "&&")
    sheet.set_header(f'&C&"Arial,Bold"{safe}')
    sheet.set_footer(f"&L{safe}&RPage &P of &N")
    face = {"font_name": "Arial", "font_size": 10, "text_wrap": True, "valign": "top"}
    large = book.add_format({"font_name": "Arial", "font_size": 16, "bold": True})
    head = book.add_format({**face, "bold": True, "bg_color": "#F3F2F1", "bottom": 2})
    cell = book.add_format({**face, "bottom": 1, "bottom_color": "#B1B4B6"})
    sheet.write_string(0, 0, xml_text(title), large)
    for place, (words, width) in enumerate(zip(HEADS, WIDTHS, strict=True)):
        sheet.set_column(place, place, width)
        sheet.write_string(2, place, words, head)
    for number, row in enumerate(rows, 3):
        for place, text in enumerate(row):
            sheet.write_string(number, place, xml_text(text)[:LONGEST_CELL], cell)
    book.close()
    return made.getvalue()


def _harmless(text: str) -> str:
    """What a spreadsheet would take for a formula begins with an apostrophe; a bullet too."""
    return f"'{text}" if text.startswith(FORMULA) else text
