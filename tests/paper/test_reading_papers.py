"""What holds for minutes, report, record and letter alike: PDF and Word."""

import io
import re
from dataclasses import replace
from datetime import timedelta

import docx
import pypdf
import pytest

from rapidreview.paper.pieces import ActionRow, Criterion, Item, Person
from rapidreview.paper.report_paper import Section
from tests.paper.papers import AT, docx_words, pdf_words, unzipped, words
from tests.paper.sample_papers import (
    CRITERIA,
    DRAFT,
    HEBREW,
    HOSTILE,
    LETTER,
    MARKING,
    MINUTES,
    RECORD,
    REFERENCE,
)
from tests.paper.test_typeset import conforms_to_pdf_ua

PAPERS = {"minutes": MINUTES, "report": DRAFT, "record": RECORD, "letter": LETTER}
IN_WORD = {name: one for name, one in PAPERS.items() if name != "record"}
all_papers = pytest.mark.parametrize("paper", PAPERS.values(), ids=PAPERS)
word_papers = pytest.mark.parametrize("paper", IN_WORD.values(), ids=IN_WORD)
TITLES = {
    "minutes": "Minutes of the Rapid Review meeting",
    "report": "Rapid Review report",
    "record": "Record of the decision",
    "letter": "Rapid Review, SIN-0000-TRAINING",
}


@all_papers
def test_a_pdf_is_the_same_bytes_again_and_others_at_another_time(paper):
    made = paper.as_pdf(AT)

    assert made == paper.as_pdf(AT)
    assert made != paper.as_pdf(AT + timedelta(minutes=1))


@word_papers
def test_a_word_file_is_the_same_bytes_again_and_tells_no_author(paper):
    made = paper.as_docx(AT)

    assert made == paper.as_docx(AT)
    assert (
        b"<dc:creator>Rapid Review</dc:creator>" in unzipped(made)["docProps/core.xml"]
    )


@pytest.mark.parametrize("name", PAPERS)
def test_a_pdf_is_tagged_with_its_title_and_language(name):
    made = PAPERS[name].as_pdf(AT)

    reader = pypdf.PdfReader(io.BytesIO(made))

    assert conforms_to_pdf_ua(made)
    assert reader.metadata.title == TITLES[name]
    assert str(reader.root_object["/Lang"]) == "en-GB"
    assert "/StructTreeRoot" in reader.root_object


@pytest.mark.parametrize("name", IN_WORD)
def test_a_word_file_says_its_title_language_and_marking(name):
    document = docx.Document(io.BytesIO(IN_WORD[name].as_docx(AT)))

    assert document.core_properties.title == TITLES[name]
    assert document.core_properties.language == "en-GB"
    assert document.sections[0].header.paragraphs[0].text == MARKING
    assert REFERENCE in document.sections[0].footer.paragraphs[0].text
    assert document.sections[0].page_height.mm == pytest.approx(297, abs=0.1)


@all_papers
def test_every_page_of_a_pdf_is_marked_and_numbered(paper):
    pages = words(paper.as_pdf(AT))

    for number, page in enumerate(pages, start=1):
        assert MARKING in page
        assert REFERENCE in page
        assert f"Page {number} of {len(pages)}" in page


@all_papers
def test_nothing_that_was_typed_is_markup_in_a_pdf(paper):
    assert HOSTILE in pdf_words(paper.as_pdf(AT))


@word_papers
def test_nothing_that_was_typed_is_markup_in_word(paper):
    assert HOSTILE in docx_words(paper.as_docx(AT))


def test_right_to_left_words_and_signs_without_a_font_do_not_stop_a_document():
    paper = replace(LETTER, body=f"{HEBREW} between, then 李 and \x00\U0001f600.")

    assert paper.as_pdf(AT).startswith(b"%PDF")
    assert f"{HEBREW} between, then 李 and \U0001f600." in docx_words(paper.as_docx(AT))


def test_right_to_left_words_keep_their_signs_in_a_pdf():
    found = pdf_words(replace(LETTER, body=f"A {HEBREW} B").as_pdf(AT))

    assert sorted(HEBREW.replace(" ", "")) == sorted(
        re.findall(r"[\u0590-\u05ff]", found)
    )


LONG_NAME = " ".join(["Bartholomew-Constantine"] * 9)[:200]
LONG = {
    "minutes": replace(
        MINUTES,
        present=tuple(Person(LONG_NAME, LONG_NAME, "x" * 300) for _ in range(30)),
        items=(Item("M1", LONG_NAME, "word " * 4000 + "lastword"),),
        criteria=tuple(
            Criterion(LONG_NAME, "Why? " * 300, "Not sure", "So. " * 900)
            for _ in range(3)
        ),
    ),
    "report": replace(
        DRAFT,
        actions=tuple(
            ActionRow(f"A{n}", "Act. " * 60, LONG_NAME, "May", "Seen. " * 60)
            for n in range(40)
        ),
        sections=(
            Section("R2", LONG_NAME, "word " * 4000 + "lastword"),
            Section("R14", "Actions"),
        ),
    ),
    "record": replace(RECORD, approval="word " * 4000 + "lastword"),
    "letter": replace(LETTER, body="word " * 4000 + "lastword", to=(LONG_NAME,)),
}


def test_a_long_name_in_the_head_of_a_page_is_cut_short_and_stands_whole_below():
    (page, *_) = words(replace(LETTER, partnership=LONG_NAME).as_pdf(AT))

    head, _, body = page.partition(MARKING)
    assert "…" in head
    assert body.count("Bartholomew") == LONG_NAME.count("Bartholomew")


@pytest.mark.parametrize("name", LONG)
def test_long_names_words_and_texts_run_on_and_lose_nothing(name):
    pages = words(LONG[name].as_pdf(AT))

    assert len(pages) > 5
    assert "lastword" in " ".join(pages)
    longest = max(line.count("x") for page in pages for line in page.splitlines())
    assert longest <= 60


def test_what_is_copied_from_a_pdf_with_long_words_is_what_was_typed():
    address = "https://www.example.org/notes/of-the-meeting?day=8&copy=2"
    long = replace(LETTER, body=f"{address}\n\nHarrowmead-and-Castlebray.")

    said = pdf_words(long.as_pdf(AT))

    assert f"{address} Harrowmead-and-Castlebray." in said
    assert REFERENCE in said
    assert "\u200b" not in said


def test_a_table_over_several_pages_repeats_its_heading():
    pages = words(LONG["report"].as_pdf(AT))
    inside = [page for page in pages if "Act. Act." in page]

    assert len(inside) > 4
    assert all("Measure of impact" in page for page in inside)


def test_a_table_of_a_word_file_repeats_its_heading_and_keeps_rows_whole():
    body = unzipped(LONG["report"].as_docx(AT))["word/document.xml"].decode()

    assert "<w:tblHeader/>" in body
    assert "<w:cantSplit/>" in body


@pytest.mark.paragraph("P7.2")
@pytest.mark.parametrize("paper", [MINUTES, RECORD], ids=["minutes", "record"])
def test_each_criterion_stands_with_its_answer_and_reason(paper):
    said = pdf_words(paper.as_pdf(AT))

    for one in CRITERIA:
        assert f"{one.question} {one.answer} {one.reason}" in said
    assert said.index("Regulation 11") < said.index("Regulation 3")
