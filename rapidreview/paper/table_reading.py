"""A table out of a file from outside: .xlsx, .docx, .csv in any usual encoding and separator.

Every cell comes back as text; a date as 3 May 2024, a time as 14:30. Only ever run in the
limited subprocess: ``limited.read_table`` is the door.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from rapidreview.paper.archive import cannot_be_opened, member, open_archive
from rapidreview.paper.refusal import Refusal
from rapidreview.paper.sniff import MAX_BYTES, require_size, sniff
from rapidreview.paper.word_grids import tables_of

MOST_ROWS = 600
MOST_COLUMNS = 40
MOST_SCANNED = 20_000  # empty rows of a sheet are passed over, but not for ever
LONGEST_CELL = 20_000
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_MOST_SHEET_BYTES = 6 * 1024 * 1024
_FORMULA = re.compile(rb"<c [^>]*>\s*<f[ >/].*?</c>", re.DOTALL)
_RESULT = re.compile(rb"<v[^>/]*>[^<]")
_SEPARATORS = ("\t", ";", ",", "|")
_BINARY = (
    b"PK",
    b"%PDF",
    b"\xd0\xcf\x11\xe0",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"MZ",
    b"GIF8",
    b"{\\rtf",
)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f]")


@dataclass(frozen=True, slots=True)
class ReadTable:
    """The rows of a table as texts, all of one width; ``notes`` are sentences about it."""

    rows: list[list[str]]
    notes: list[str]


def read_table(data: bytes, name: str = "table.xlsx") -> ReadTable:
    """The table of a file. Raises Refusal where there is none that can be read."""
    require_size(data, name, MAX_BYTES)
    text = _as_text(data)
    if text is not None:
        return _finished(_separated(text, name), [], name)
    extension = sniff(data, name).extension
    if extension == "xlsx":
        rows, notes = _of_workbook(data, name)
        return _finished(rows, notes, name)
    if extension == "docx":
        return _of_document(data, name)
    raise Refusal(
        f"The file ‘{name}’ holds no table that can be read. Save it as .xlsx, .csv or "
        ".docx, or copy its rows and paste them."
    )


def read_text(text: str) -> ReadTable:
    """The table of a text that was pasted: parted by tabs, else by what parts its lines."""
    return _finished(_separated(text, "pasted rows"), [], "pasted rows")


def _finished(rows: Sequence[Sequence[str]], notes: list[str], name: str) -> ReadTable:
    """Rows without what is empty, of one width. Raises Refusal for none or too many."""
    filled = [
        [_tidy(cell) for cell in row[:MOST_COLUMNS]]
        for row in rows
        if any(cell.strip() for cell in row)
    ]
    if not filled:
        raise Refusal(f"There is no row in ‘{name}’ that says anything.")
    if len(filled) > MOST_ROWS:
        raise Refusal(
            f"‘{name}’ holds more than {MOST_ROWS} rows. Keep those that matter for the "
            "review, in a table of their own."
        )
    width = max(n for row in filled for n, cell in enumerate(row, start=1) if cell)
    filled = [row[:width] for row in filled]
    return ReadTable([row + [""] * (width - len(row)) for row in filled], notes)


def _tidy(cell: str) -> str:
    plain = _CONTROL.sub("", cell.replace("\r\n", "\n").replace("\r", "\n"))
    return plain.replace("\xa0", " ").strip()[:LONGEST_CELL]


def _as_text(data: bytes) -> str | None:
    """The text of a plain file in the encoding it was saved in; None if it is none."""
    if data.startswith(_BINARY):
        return None
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    if b"\x00" in data:
        return _without_mark(data)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    odd = len(_CONTROL.findall(text)) + text.count("\ufffd")
    return None if odd * 50 > len(text) or text.lstrip()[:1] == "<" else text


def _without_mark(data: bytes) -> str | None:
    """UTF-16 whose mark is missing: every second byte is mostly nought."""
    for encoding, start in (("utf-16-le", 1), ("utf-16-be", 0)):
        half = data[start::2]
        if half.count(0) * 10 > len(half) * 7:
            return data.decode(encoding, "replace")
    return None


def _separated(text: str, name: str) -> list[list[str]]:
    """The lines cut at the separator that cuts most of them alike."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    if plain.startswith("sep=") and "\n" in plain:  # Excel's own first line
        plain = plain.partition("\n")[2]
    best: tuple[int, list[list[str]]] = (-1, [])
    spaced = [re.split(r" {2,}", line.strip()) for line in plain.split("\n")]
    for rows in (*(_cut(plain, one, name) for one in _SEPARATORS), spaced):
        widths = [len(row) for row in rows if any(row)]
        usual = max(set(widths), key=widths.count, default=0)
        alike = widths.count(usual) * min(usual, 12) if usual > 1 else 0
        if alike > best[0]:
            best = (alike, rows)
    return best[1]


def _cut(text: str, separator: str, name: str) -> list[list[str]]:
    lines = csv.reader(io.StringIO(text), delimiter=separator)
    rows: list[list[str]] = []
    try:
        for row in lines:
            rows.append(row)
            if len(rows) > MOST_SCANNED:
                break
    except csv.Error as error:
        raise Refusal(
            f"The rows of ‘{name}’ could not be read: a cell of it never ends. Save it "
            "again as .xlsx, or copy fewer rows at a time."
        ) from error
    if separator == "|":
        return [_unframed(row) for row in rows if not _is_rule(row)]
    return rows


def _unframed(row: list[str]) -> list[str]:
    """A row of a table drawn with strokes, without its outer ones."""
    framed = len(row) > 2 and not row[0].strip() and not row[-1].strip()
    return [cell.strip() for cell in (row[1:-1] if framed else row)]


def _is_rule(row: list[str]) -> bool:
    return (
        bool(row) and all(re.fullmatch(r"[\s:+=-]*", cell) for cell in row) and any(row)
    )


def _of_workbook(data: bytes, name: str) -> tuple[list[list[str]], list[str]]:
    """The first sheet that says anything; what its formulas say, as they were saved."""
    import openpyxl

    with open_archive(data, name) as archive:
        notes = _about_formulas(archive, name)
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    except (
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        zipfile.BadZipFile,
    ) as error:
        raise Refusal(cannot_be_opened(name)) from error
    sheets = {sheet.title: list(_rows_of_sheet(sheet)) for sheet in book.worksheets}
    told = {title: rows for title, rows in sheets.items() if any(map(any, rows))}
    if not told:
        return [], notes
    title, *others = told
    if others:
        listed = ", ".join(f"‘{other}’" for other in others)
        notes.append(f"Only the sheet ‘{title}’ was read, not {listed}.")
    return told[title], notes


def _about_formulas(archive: zipfile.ZipFile, name: str) -> list[str]:
    """A note where a formula has no result. Raises Refusal for sheets too long to read."""
    without = 0
    for path in filter(_SHEET.fullmatch, archive.namelist()):
        sheet = member(archive, path, name)
        if len(sheet) > _MOST_SHEET_BYTES:
            raise Refusal(
                f"The workbook ‘{name}’ is too long to read. Copy the rows of the "
                "chronology into a new one, and choose that."
            )
        cells = _FORMULA.findall(sheet)
        without += sum(1 for cell in cells if not _RESULT.search(cell))
    if not without:
        return []
    what = (
        "1 cell holds a formula" if without == 1 else f"{without} cells hold formulas"
    )
    return [
        f"{what} without a result. Open the file in Excel and save it, or type what is "
        "missing."
    ]


def _rows_of_sheet(sheet: object) -> Iterator[list[str]]:
    """The rows as texts; what a merged cell says is said of each row that it covers."""
    from openpyxl.worksheet.worksheet import Worksheet

    if not isinstance(sheet, Worksheet):  # a chart fills a sheet of its own
        return
    covered: dict[tuple[int, int], object] = {}
    for one in sheet.merged_cells.ranges:
        if one.max_row - one.min_row < MOST_ROWS and one.min_col == one.max_col:
            value = sheet.cell(one.min_row, one.min_col).value
            covered |= {
                (row, one.min_col): value for row in range(one.min_row, one.max_row + 1)
            }
    rows = sheet.iter_rows(
        max_col=min(sheet.max_column, MOST_COLUMNS),
        max_row=min(sheet.max_row, MOST_SCANNED),
    )
    for number, row in enumerate(rows, start=1):
        yield [
            _words(
                cell.value if cell.value is not None else covered.get((number, place))
            )
            for place, cell in enumerate(row, start=1)
        ]


def _words(value: object) -> str:
    """What a cell holds, as a person would write it."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case datetime():
            return (
                f"{_day(value)} {value:%H:%M}"
                if value.time() != time()
                else _day(value)
            )
        case date():
            return _day(value)
        case time():
            return f"{value:%H:%M}"
        case timedelta():
            minutes = int(value.total_seconds()) // 60
            return f"{minutes // 60:02}:{minutes % 60:02}"
        case float():
            return f"{value:.6f}".rstrip("0").rstrip(".")
        case _:
            return str(value)


def _day(value: date) -> str:
    return f"{value.day} {value:%B %Y}"


def _of_document(data: bytes, name: str) -> ReadTable:
    """The longest table of a Word document; tables of one heading are one table."""
    tables = tables_of(data, name)
    if not tables:
        raise Refusal(
            f"The document ‘{name}’ holds no table. Copy its text and paste it instead."
        )
    longest = max(tables, key=len)
    notes = []
    if len(tables) > 1:
        notes.append(
            f"The longest of {len(tables)} tables was read. Copy and paste the rows of "
            "another one."
        )
    return _finished(longest, notes, name)
