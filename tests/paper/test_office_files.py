"""The checklist as a spreadsheet, and the Word files that staff go on with."""

import io

import docx
import openpyxl
import pytest

from rapidreview.paper.report_docx import begin_report
from rapidreview.paper.report_paper import TO_BE_WRITTEN
from rapidreview.paper.spreadsheet import CHECKLIST_COLUMNS, checklist_xlsx
from rapidreview.paper.word_text import Paragraph, docx_from
from tests.paper.papers import AT, unzipped

FIRST = 4  # the first row of agencies, as Excel counts


def checklist(rows: list[dict[str, str]]) -> bytes:
    return checklist_xlsx(
        rows, title="Agency Returns Checklist", at=AT, partnership="Northmere"
    )


def opened(data: bytes):
    return openpyxl.load_workbook(io.BytesIO(data)).active


@pytest.mark.paragraph("P0.2")
def test_the_checklist_has_a_row_for_each_agency_under_k1_to_k22():
    sheet = opened(
        checklist([{"K1": "Harrowmead Homes", "K22": "I. Notification"}, {"K1": "B"}])
    )

    assert [sheet.cell(FIRST - 1, n).value.split()[0] for n in range(1, 23)] == [
        f"K{n}" for n in range(1, 23)
    ]
    assert sheet.cell(FIRST, 1).value == "Harrowmead Homes"
    assert sheet.cell(FIRST, 22).value == "I. Notification"
    assert sheet.cell(FIRST + 1, 1).value == "B"


@pytest.mark.parametrize(
    "typed",
    [
        "=HYPERLINK(1)",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "|cmd",
        "007",
        "https://x.example",
        "TRUE",
    ],
)
def test_what_somebody_typed_stays_text_in_the_spreadsheet(typed):
    cell = opened(checklist([{"K1": typed}])).cell(FIRST, 1)

    assert cell.value == typed
    assert cell.data_type == "s"
    assert cell.hyperlink is None


def test_a_text_too_long_for_a_cell_says_that_it_goes_on():
    value = opened(checklist([{"K17": "x" * 40_000}])).cell(FIRST, 17).value

    assert value.endswith("(continues in the case folder)")


def test_the_checklist_prints_marked_on_one_page_wide():
    sheet = opened(checklist([]))

    assert sheet.oddHeader.center.text == "OFFICIAL-SENSITIVE"
    assert sheet.oddFooter.right.text == "Page &P of &N"
    assert sheet.freeze_panes == "B4"
    assert len(CHECKLIST_COLUMNS) == 22


def test_the_same_checklist_is_the_same_bytes():
    assert checklist([{"K1": "A"}]) == checklist([{"K1": "A"}])


def report() -> bytes:
    return begin_report(
        {"Serious Incident Notification": "SIN-2026-114 & more"},
        [("R3", "Incident", "First.\n\nSecond <b>."), ("R7", "Analysis", "")],
        at=AT,
        partnership="Northmere Safeguarding Children Partnership",
        reference="RR-7K2M-44QX",
    )


@pytest.mark.paragraph("P6.3")
def test_the_report_is_begun_as_version_0_1_with_its_sections():
    document = docx.Document(io.BytesIO(report()))

    headed = [p for p in document.paragraphs if not p.style.name.startswith("toc")]
    texts = [paragraph.text for paragraph in headed]

    assert texts[texts.index("R3. Incident") + 2] == "Second <b>."
    assert texts[texts.index("R7. Analysis") + 1] == TO_BE_WRITTEN
    assert "Version 0.1" in document.sections[0].footer.paragraphs[0].text
    assert document.tables[0].rows[0].cells[1].text == "SIN-2026-114 & more"


def minutes() -> bytes:
    return docx_from(
        "Minutes", [Paragraph("Present", level=1), "Judith.\n\nPriya."], at=AT
    )


def test_a_plain_document_has_its_headings_and_paragraphs():
    document = docx.Document(io.BytesIO(minutes()))

    found = [(p.style.name, p.text) for p in document.paragraphs]

    assert found == [
        ("Title", "Minutes"),
        ("Heading 1", "Present"),
        ("Normal", "Judith."),
        ("Normal", "Priya."),
    ]
    assert document.sections[0].header.paragraphs[0].text == "OFFICIAL-SENSITIVE"


@pytest.mark.parametrize("make", [report, minutes])
def test_a_word_file_is_the_same_bytes_again_and_tells_no_author(make):
    entries = unzipped(make())

    assert make() == make()
    assert b"Rapid Review" in entries["docProps/core.xml"]
    assert b"2026-11-04T09:30:00Z" in entries["docProps/core.xml"]
    assert "docProps/thumbnail.jpeg" not in entries
