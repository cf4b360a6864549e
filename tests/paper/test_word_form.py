"""The scoping form as a Word file: written, filled in, saved by anybody, read back."""

import io
import re

import docx
import pytest
from docx.oxml.ns import qn

from rapidreview.paper.refusal import Refusal
from rapidreview.paper.word_layout import Unread
from rapidreview.paper.word_reading import read_form
from tests.paper.papers import (
    AGENCY,
    ANSWERS,
    LAYOUT,
    REFERENCE,
    ROWS,
    VERSION,
    as_libreoffice_saves_it,
    changed,
    form,
    unzipped,
    zipped,
)


def body(data: bytes) -> str:
    return unzipped(data)["word/document.xml"].decode()


@pytest.mark.paragraph("P1.10", "P2.8")
def test_every_answer_written_into_the_form_is_read_back_by_its_code():
    read = read_form(form())

    assert read.values == ANSWERS
    assert read.rows == ROWS
    assert read.unmatched == []


@pytest.mark.paragraph("P2.8")
def test_a_form_that_lost_its_tags_is_read_by_the_codes_on_the_left():
    saved = as_libreoffice_saves_it(form())

    read = read_form(saved)

    assert "w:tag" not in body(saved)
    assert read.values == ANSWERS
    assert read.rows == ROWS


@pytest.mark.parametrize("change", [lambda data: data, as_libreoffice_saves_it])
def test_the_file_says_whose_form_it_is_even_without_its_properties(change):
    read = read_form(change(form()))

    assert (read.reference, read.agency, read.form_version) == (
        REFERENCE,
        AGENCY,
        VERSION,
    )


def test_an_empty_form_answers_nothing():
    read = read_form(form({}, rows=[]))

    assert read.values == {}
    assert read.rows == []
    assert read.unmatched == []


def test_a_forgotten_placeholder_is_no_answer():
    forgotten = body(form({})).replace("<w:showingPlcHdr/>", "")
    saved = changed(form({}), {"word/document.xml": forgotten.encode()})

    assert read_form(saved).values == {}


@pytest.mark.paragraph("P2.8")
def test_a_program_may_write_into_the_controls_and_forget_their_flags():
    document = docx.Document(io.BytesIO(form({}, rows=[])))
    for control in document.element.body.iter(qn("w:sdt")):
        code = control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}").get(qn("w:val"))
        next(control.iter(qn("w:t"))).text = f"Answer to {code}"
    saved = io.BytesIO()
    document.save(saved)

    read = read_form(saved.getvalue())

    assert read.values["A4"] == "Answer to A4"
    assert read.values["D5b_1"] == "Answer to D5b_1"


def test_a_box_whose_state_alone_was_set_is_ticked():
    ticked = body(form({})).replace('<w14:checked w14:val="0"/>', "<w14:checked/>", 1)
    saved = changed(form({}), {"word/document.xml": ticked.encode()})

    assert read_form(saved).values == {"D1": "tenancy file"}


def test_comments_and_footnotes_wait_for_a_person():
    notes = (
        '<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/'
        'main"><w:comment w:id="0"><w:p><w:r><w:t>Is this right?</w:t></w:r></w:p>'
        "</w:comment></w:comments>"
    )
    saved = changed(form(), {"word/comments.xml": notes.encode()})

    assert read_form(saved).unmatched == [Unread("Is this right?", "in a comment")]


def test_a_column_more_and_a_row_without_a_code_wait_for_a_person():
    document = docx.Document(io.BytesIO(form({"A4": "Sam"}, rows=[ROWS[0]])))
    grid = document.tables[3]
    grid.add_column(1).cells[1].text = "Seen by the nurse"
    row = document.tables[0].add_row()
    row.cells[0].text, row.cells[1].text = "By the way", "We moved."
    saved = io.BytesIO()
    document.save(saved)

    read = read_form(saved.getvalue())

    assert read.rows == [ROWS[0]]
    assert [(one.text, one.where) for one in read.unmatched] == [
        ("By the way: We moved.", "in a row of its own"),
        (
            "Seen by the nurse",
            "in row 1 of the chronology, under no heading of ours",
        ),
    ]


@pytest.mark.paragraph("P1.10")
def test_the_form_that_travels_with_a_letter_tells_nothing_about_the_child():
    travelling = form(child_details=False)

    everything = b" ".join(unzipped(travelling).values())

    for told in (b"Nelo", b"Marvane", b"3 May 2021", b"crying"):
        assert told not in everything
    assert REFERENCE.encode() in everything


@pytest.mark.paragraph("P1.10")
def test_the_same_form_is_the_same_bytes():
    assert form() == form()


def test_no_answer_of_one_form_is_in_the_next():
    blank = form({"A1": REFERENCE}, rows=[])
    form()

    assert form({"A1": REFERENCE}, rows=[]) == blank
    assert read_form(blank).values == {"A1": REFERENCE}


def test_a_word_file_carries_no_more_styles_of_tables_than_it_uses():
    entries = unzipped(form())

    styles = entries["word/styles.xml"].decode()
    assert styles.count('w:type="table"') == len({"TableNormal", "TableGrid"})
    assert not [name for name in entries if "Effects" in name or "customXml" in name]


def test_the_marking_stands_in_the_header_and_the_page_in_the_footer():
    section = docx.Document(io.BytesIO(form())).sections[0]
    footer = section.footer._element.xml

    assert section.header.paragraphs[0].text == "OFFICIAL-SENSITIVE"
    assert f"Reference: {REFERENCE}" in section.footer.paragraphs[0].text
    assert "NUMPAGES" in footer


def test_an_empty_form_is_marked_as_sensitive_when_completed():
    section = docx.Document(io.BytesIO(form({}, child_details=False))).sections[0]

    assert section.header.paragraphs[0].text == "OFFICIAL-SENSITIVE when completed"


def test_every_control_has_a_tag_and_an_id_of_its_own():
    written = body(form())

    tags = re.findall(r'<w:tag w:val="([^"]+)"', written)
    ids = re.findall(r'<w:id w:val="(\d+)"', written)

    assert len(set(tags)) == len(tags) == len(set(ids))
    assert {q.code for s in LAYOUT for q in s.questions} - set(tags) == {"D1", "J1"}


def test_the_grid_has_twelve_empty_rows_below_those_filled_in():
    tables = docx.Document(io.BytesIO(form())).tables
    grid = next(t for t in tables if t.rows[0].cells[0].text.startswith("E1"))

    assert len(grid.rows) == 1 + len(ROWS) + 12
    assert "w:tblHeader" in grid.rows[0]._tr.xml


def test_the_page_is_a4_and_the_language_is_british():
    document = docx.Document(io.BytesIO(form()))

    assert round(document.sections[0].page_width.mm) == 210
    assert 'w:lang w:val="en-GB"' in document.styles.element.xml


def test_text_written_below_the_tables_waits_for_a_person():
    document = docx.Document(io.BytesIO(form()))
    document.add_paragraph("We could not fit this in.")
    saved = io.BytesIO()
    document.save(saved)

    assert read_form(saved.getvalue()).unmatched == [
        Unread(
            "We could not fit this in.",
            "under “J. Quality confirmation”, outside the boxes",
        )
    ]


def test_a_row_copied_for_another_person_waits_for_a_person():
    document = docx.Document(io.BytesIO(form()))
    row = document.tables[1].rows[1]._tr
    row.addnext(row.__copy__())
    saved = io.BytesIO()
    document.save(saved)

    read = read_form(saved.getvalue())

    assert read.values["B1_1"] == "Nelo Marvane"
    assert read.unmatched == [
        Unread("Nelo Marvane", "beside “B1_1  Name”, which stands twice", "B1_1")
    ]


def test_a_deleted_word_is_not_read_and_an_inserted_one_is():
    written = body(form()).replace(
        '<w:t xml:space="preserve">Grace Merrowick</w:t>',
        "<w:delText>Grace</w:delText><w:t>Honor Merrowick</w:t>",
    )
    saved = changed(form(), {"word/document.xml": written.encode()})

    assert read_form(saved).values["J2"] == "Honor Merrowick"


@pytest.mark.parametrize(
    "data",
    [b"", b"PK\x03\x04 cut", form()[:4000], zipped({"a.txt": b"hello"})],
    ids=["empty", "torn", "half", "no document"],
)
def test_a_file_that_cannot_be_read_is_refused_in_words(data):
    with pytest.raises(Refusal) as refused:
        read_form(data, "return.docx")

    assert "‘return.docx’ cannot be opened" in refused.value.words


def test_a_form_with_a_document_type_of_its_own_is_refused():
    bomb = b'<!DOCTYPE w [<!ENTITY a "aaaa">]><w>&a;</w>'

    with pytest.raises(Refusal):
        read_form(zipped({"word/document.xml": bomb}))


def test_characters_that_xml_cannot_hold_do_not_stop_the_form():
    assert (
        read_form(form({"A4": "Sam\x00\x0b Netherlane"})).values["A4"]
        == "Sam Netherlane"
    )
