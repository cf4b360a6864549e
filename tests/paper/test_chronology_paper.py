"""The merged chronology on paper: everything is there, and nothing becomes a formula (P6.1)."""

import csv
import io
from datetime import UTC, datetime

import docx
import openpyxl
import pytest

from rapidreview.collation.chronology_words import paper_of
from rapidreview.evidence.chronology import row_from
from rapidreview.evidence.merging.whole import merge_chronologies
from rapidreview.paper.chronology_paper import COLUMNS, ChronologyPaper
from tests.evidence.chronology_quality import training_case
from tests.paper.papers import pdf_words

AT = datetime(2026, 11, 6, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def paper() -> ChronologyPaper:
    return paper_of(training_case().merged, partnership="Northmere", reference="NSCP-1")


def empty() -> ChronologyPaper:
    return paper_of(merge_chronologies([]))


@pytest.mark.paragraph("P6.1")
def test_the_workbook_holds_dated_undated_and_what_to_look_at(paper) -> None:
    book = openpyxl.load_workbook(io.BytesIO(paper.as_xlsx(AT)))

    assert book.sheetnames == ["Chronology", "Undated", "To look at"]
    assert [cell.value for cell in book["Chronology"][1]] == [
        head for head, *_ in COLUMNS
    ]
    assert book["Chronology"].max_row == 1 + len(paper.dated)
    assert book["Undated"].max_row == 1 + len(paper.undated)
    assert paper.as_xlsx(AT) == paper.as_xlsx(AT)


def test_the_word_file_shows_findings_before_the_entries(paper) -> None:
    document = docx.Document(io.BytesIO(paper.as_docx(AT)))

    headings = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    assert headings[0] == "Told differently"
    assert headings[-2:] == ["Chronology", "Entries without a date we can rely on"]
    page = document.sections[0]
    width, height = page.page_width, page.page_height
    assert width
    assert height
    assert width > height
    assert len(document.tables[-2].rows) == 1 + len(paper.dated)


def test_the_pdf_marks_what_to_look_at(paper) -> None:
    text = pdf_words(paper.as_pdf(AT))

    for words in (
        "Told differently",
        "Gaps of more than six months",
        "May be the same as",
    ):
        assert words in text


def test_a_chronology_without_a_row_is_a_paper_too() -> None:
    paper = empty()

    assert paper.findings == ()
    assert "There are no dated entries" in pdf_words(paper.as_pdf(AT))
    assert len(list(csv.reader(io.StringIO(paper.as_csv().decode("utf-8-sig"))))) == 1
    assert docx.Document(io.BytesIO(paper.as_docx(AT))).tables
    assert openpyxl.load_workbook(io.BytesIO(paper.as_xlsx(AT))).sheetnames


def test_nothing_that_was_typed_becomes_a_formula() -> None:
    row = row_from(
        {"E1": "3 May 2024", "E2": "4 May 2024", "E7": "=1+1", "E8": "@x"},
        agency="S",
        round_number=2,
        number=3,
    )
    paper = paper_of(merge_chronologies([row]))

    cells = list(csv.reader(io.StringIO(paper.as_csv().decode("utf-8-sig"))))[1]
    assert "'=1+1" in cells
    assert "3 May 2024 to 4 May 2024" in cells
    assert "S, round 2, row 3" in cells
    sheet = openpyxl.load_workbook(io.BytesIO(paper.as_xlsx(AT)))["Chronology"]
    assert sheet["G2"].data_type == "s"
