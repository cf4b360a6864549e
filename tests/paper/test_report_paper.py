"""The report: draft or signed, with its contents, its tables and its signature."""

import io
from dataclasses import replace

import docx
import pypdf
import pytest

from rapidreview.paper.report_paper import (
    NOT_SIGNED,
    TO_BE_WRITTEN,
    ReportPaper,
    Section,
)
from tests.paper.papers import AT, docx_words, pdf_words, unzipped, words
from tests.paper.sample_papers import DRAFT, REFERENCE

SIGNATURE = (("Signed by", "Judith Hathersby"), ("Text signed (SHA-256)", "9f86d081"))
SIGNED = replace(DRAFT, version="1.0", is_draft=False, signature=SIGNATURE)
WARNING = "Version 0.3, a draft. Not to be published or circulated further."
FORMS = {
    "pdf": (ReportPaper.as_pdf, pdf_words),
    "docx": (ReportPaper.as_docx, docx_words),
}
both = pytest.mark.parametrize("form", FORMS)


def said_in(form: str, paper: ReportPaper) -> str:
    make, read = FORMS[form]
    return read(make(paper, AT))


@both
@pytest.mark.paragraph("P6.3")
def test_a_draft_says_that_it_is_one(form):
    assert WARNING in said_in(form, DRAFT)


@both
@pytest.mark.paragraph("P13.1")
def test_the_signed_report_carries_the_signature_and_is_no_draft(form):
    said = said_in(form, SIGNED)

    assert "draft" not in said
    assert "Version 1.0" in said
    assert "Judith Hathersby" in said
    assert "9f86d081" in said


@both
def test_a_report_that_is_neither_draft_nor_signed_says_so(form):
    assert NOT_SIGNED in said_in(form, replace(SIGNED, signature=()))
    assert NOT_SIGNED not in said_in(form, DRAFT)


@both
@pytest.mark.paragraph("P9.1")
def test_sections_come_in_order_and_an_empty_one_is_to_be_written(form):
    said = said_in(form, DRAFT)
    body = said[said.rindex("R2. The children") :]

    assert body.index("Second <b>.") < body.index("R7") < body.index(TO_BE_WRITTEN)
    assert body.index(TO_BE_WRITTEN) < body.index("R13") < body.index("R14")
    assert body.index("From the minutes, version 2.") < body.index("Read monthly")
    # R18 says all it has to say in its table.
    assert body.count(TO_BE_WRITTEN) == 1
    assert body.index("R18") < body.index("Dissents")


def test_a_section_without_words_or_table_is_to_be_written():
    bare = replace(DRAFT, actions=(), sections=(Section("R14", "Actions", "  "),))

    assert TO_BE_WRITTEN in pdf_words(bare.as_pdf(AT))


def test_the_contents_of_the_pdf_name_each_section_and_its_page():
    pages = words(DRAFT.as_pdf(AT))
    first = " ".join(pages[0].split())

    assert "Contents" in first
    assert "R13. Learning" in first
    assert "R13. Learning" in " ".join(pages[1].split())


def test_the_outline_leads_to_each_section():
    reader = pypdf.PdfReader(io.BytesIO(DRAFT.as_pdf(AT)))
    inner = next(item for item in reader.outline if isinstance(item, list))
    titles = [" ".join(one.title.split()) for one in inner if not isinstance(one, list)]

    assert titles[:2] == [
        "R2. The children and the family",
        "R7. Key practice episodes",
    ]
    assert reader.get_destination_page_number(inner[0]) == 1


def test_the_contents_in_word_are_a_field_whose_lines_lead_to_the_sections():
    body = unzipped(DRAFT.as_docx(AT))["word/document.xml"].decode()
    document = docx.Document(io.BytesIO(DRAFT.as_docx(AT)))
    lines = [p.text for p in document.paragraphs if p.style.name == "toc 1"]

    assert lines[0] == "R2. The children and the family"
    assert len(lines) == len(DRAFT.sections)
    assert "TOC \\o" in body
    assert body.count('w:fldCharType="begin"') == body.count('w:fldCharType="end"') == 1
    for number in range(1, len(lines) + 1):
        anchor = f"_Toc{number:08d}"
        assert f'w:anchor="{anchor}"' in body
        assert f'w:name="{anchor}"' in body


def test_a_report_without_sections_has_no_contents():
    bare = replace(DRAFT, sections=())

    assert "Contents" not in docx_words(bare.as_docx(AT))
    assert "Contents" not in pdf_words(bare.as_pdf(AT))


def test_the_word_file_knows_its_reference_and_version():
    found = unzipped(DRAFT.as_docx(AT))["docProps/custom.xml"].decode()

    assert REFERENCE in found
    assert "0.3" in found
