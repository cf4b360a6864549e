"""Tables from outside, read as texts: Excel, Word, and text in any encoding and separator."""

import io
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import docx
import openpyxl
import pytest

from rapidreview.paper import limited
from rapidreview.paper.refusal import Refusal
from rapidreview.paper.table_reading import MOST_ROWS, read_table, read_text
from tests.paper.papers import changed, form, pdf, unzipped

HEADS = ["Date", "Source", "Event"]
ROWS = [["3 May 2024", "Log", "Café, “late” and hungry"], ["4 May 2024", "Log", "Well"]]
TABLE = [HEADS, *ROWS]


def workbook(
    *rows: list[object], then: Callable[[object], None] | None = None
) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    if then:
        then(book)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def document(
    *tables: list[list[str]], then: Callable[[object], None] | None = None
) -> bytes:
    made = docx.Document()
    for rows in tables:
        table = made.add_table(rows=len(rows), cols=len(rows[0]))
        for line, row in zip(table.rows, rows, strict=True):
            for cell, text in zip(line.cells, row, strict=True):
                cell.text = text
        made.add_paragraph("between")
    if then:
        then(made)
    saved = io.BytesIO()
    made.save(saved)
    return saved.getvalue()


def separated(by: str) -> str:
    quoted = [[f'"{cell}"' if by in cell else cell for cell in row] for row in TABLE]
    return "\r\n".join(by.join(row) for row in quoted) + "\r\n"


@pytest.mark.parametrize(
    "separator", [",", ";", "\t", "|"], ids=["comma", "semi", "tab", "bar"]
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])  # fmt: skip
def test_text_in_any_encoding_and_separator(separator: str, encoding: str) -> None:
    read = read_table(separated(separator).encode(encoding), "table.csv")

    assert read.rows == TABLE


@pytest.mark.parametrize(
    "text",
    [
        "sep=;\nDate;Source;Event\n3 May 2024;Log;Came\n",
        "Date\tSource\tEvent\n3 May 2024\tLog\tCame",
        "| Date | Source | Event |\n|:-----|:----|---|\n| 3 May 2024 | Log | Came |\n",
        "Date         Source   Event\n3 May 2024   Log      Came\n\n",
        "Date\tSource\tEvent\r3 May 2024\tLog\tCame\r",
    ],
    ids=["sep=", "pasted", "drawn", "spaces", "old Mac"],
)
def test_a_table_that_was_pasted(text: str) -> None:
    assert read_text(text).rows == [HEADS, ["3 May 2024", "Log", "Came"]]


def test_lines_inside_a_cell_stay_in_it() -> None:
    assert read_text('3 May 2024\t"Late,\nand hungry"\n4 May 2024\tWell').rows == [
        ["3 May 2024", "Late,\nand hungry"],
        ["4 May 2024", "Well"],
    ]


def test_lines_without_any_table_are_one_column() -> None:
    assert read_text("Came in late.\nLeft early.").rows == [
        ["Came in late."],
        ["Left early."],
    ]


def test_what_a_workbook_holds_is_written_as_a_person_would() -> None:
    row = [
        date(2024, 5, 3),
        datetime(2024, 5, 3, 14, 30),
        time(9, 5),
        timedelta(hours=26),
    ]

    read = read_table(
        workbook([*row, 45415, 45415.604167, 2024.0, True, None, " x\xa0y "])
    )

    assert read.rows == [
        [
            *("3 May 2024", "3 May 2024 14:30", "09:05", "26:00"),
            *("45415", "45415.604167", "2024", "yes", "", "x y"),
        ]
    ]


def test_a_merged_cell_is_said_of_each_row_it_covers() -> None:
    data = workbook(["Date", "Event"], ["3 May 2024", "Came"], [None, "Left"], then=lambda book: book.active.merge_cells("A2:A3"))  # fmt: skip

    assert read_table(data).rows[1:] == [["3 May 2024", "Came"], ["3 May 2024", "Left"]]


def test_a_formula_without_a_result_is_told() -> None:
    read = read_table(workbook(["Date", "Event"], ["=TODAY()", "Came"]))

    assert read.rows[1] == ["", "Came"]
    assert read.notes[0].startswith("1 cell holds a formula without a result.")


def test_a_formula_with_its_result_is_that_result() -> None:
    data = workbook(["Date", "Event"], ["=1", "Came"], ["=2", "Went"])
    sheet = unzipped(data)["xl/worksheets/sheet1.xml"]
    saved = sheet.replace(b"<v></v>", b"<v>45415</v>").replace(b"<v />", b"<v>45415</v>").replace(b"<v/>", b"<v>45415</v>")  # fmt: skip

    read = read_table(changed(data, {"xl/worksheets/sheet1.xml": saved}))

    assert (read.rows[1][0], read.notes) == ("45415", [])


def test_the_first_sheet_that_says_anything_is_read() -> None:
    def more(book: object) -> None:
        book.create_sheet("Events").append(["a", "b"])
        book.create_sheet("Notes").append(["c"])

    read = read_table(workbook(then=more))

    assert read.rows == [["a", "b"]]
    assert read.notes == ["Only the sheet ‘Events’ was read, not ‘Notes’."]


def test_the_longest_table_of_a_document_is_read() -> None:
    read = read_table(document([["Name", "Role"]], TABLE), "notes.docx")

    assert read.rows == TABLE
    assert "longest of 2 tables" in read.notes[0]


def test_a_table_that_goes_on_under_its_heading_again_is_one() -> None:
    assert read_table(document(TABLE, [HEADS, ["5 May 2024", "Log", "Ill"]])).rows == [
        *TABLE,
        ["5 May 2024", "Log", "Ill"],
    ]


def test_merged_cells_of_a_document() -> None:
    def merge(made: object) -> None:
        table = made.tables[0]
        table.cell(2, 0).text = ""
        table.cell(1, 0).merge(table.cell(2, 0))
        table.cell(0, 1).merge(table.cell(0, 2))

    rows = read_table(document(TABLE, then=merge)).rows

    assert [row[0] for row in rows] == ["Date", "3 May 2024", "3 May 2024"]
    assert len(rows[0]) == 3


def test_the_chronology_of_our_own_form_is_a_table_too() -> None:
    assert read_table(form(), "form.docx").rows[1][0] == "?3 May 2024"


NEVER_ENDS = 'Date,Event\n3 May 2024,"' + "x" * 200_000


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (b"\n \n\t\t\n", "says anything"),
        (b"Date,Event\n" + b"3 May 2024,x\n" * (MOST_ROWS + 1), f"more than {MOST_ROWS}"),
        (NEVER_ENDS.encode(), "never ends"),
        (pdf(), "no table"),
        (b"MZ\x90\0 program", "program"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "type"),
        (bytes(range(1, 256)) * 20, "type"),
        (b"<table><tr><td>3 May</td></tr></table>", "type"),
        (b"\x01\x00\x02" * 50, "type"),
        (b"{\\rtf1 hello}", "Rich Text"),
        (workbook(), "says anything"),
        (workbook(*[["3 May 2024", "x"]] * (MOST_ROWS + 1)), f"more than {MOST_ROWS}"),
        (document(), "holds no table"),
        (document([["one column"]]), "holds no table"),
        (workbook(["a"])[:900], "cannot be opened"),
        (changed(workbook(["a"]), {"xl/workbook.xml": b"<a/>"}), "says anything"),
        (changed(workbook(["a"]), {"xl/worksheets/sheet1.xml": b"<a>" * 9_000_000}), "far more"),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)  # fmt: skip
def test_what_holds_no_table_is_refused_in_words(data: bytes, said: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_table(data, "table.csv")

    assert said in refused.value.words


def test_a_workbook_of_a_hundred_thousand_rows_is_refused_at_once() -> None:
    rows = b"".join(b'<row r="%d"><c t="str"><v>%d x</v></c></row>' % (n, n * 7919) for n in range(1, 200_000))  # fmt: skip
    data = changed(workbook(["a"]), {"xl/worksheets/sheet1.xml": b"<sheetData>" + rows + b"</sheetData>"})  # fmt: skip

    with pytest.raises(Refusal, match="too long to read"):
        read_table(data, "long.xlsx")


def test_it_is_read_in_a_process_of_its_own() -> None:
    assert limited.read_table(workbook(*TABLE), "table.xlsx").rows == TABLE
    with pytest.raises(Refusal, match="is empty"):
        limited.read_table(b"", "table.xlsx")
