"""Minutes say what was given, and leave out what was not (P0.5, P7.5)."""

import io
from dataclasses import replace

import docx
import pytest

from rapidreview.paper.minutes_paper import MinutesPaper
from rapidreview.paper.pieces import Item, Person
from tests.paper.papers import AT, docx_words, pdf_words
from tests.paper.sample_papers import MARKING, MINUTES, PARTNERSHIP, REFERENCE

SAID = (
    "Version 2: corrected at the request of Bartholomew Fenwythe.",
    "Friday 13 November 2026",
    "Judith Hathersby",
    "Deputy: Petra Holmwick",
    "Advises the school.",
    "Immediate safety",
    "Both are safe.",
    "Sibling B",
    "Police update",
    "Little new would be learned.",
    "A short review would ask why learning does not take hold.",
    "Race and language come first.",
    "Required, since one partner dissents.",
    "Read monthly",
    "Miriam Stellbrook",
    "Friday 13 November 2026, 12.40pm",
    "rolled from Saturday",
    "Made by Rapid Review.",
)
EXECUTIVE = MinutesPaper(
    PARTNERSHIP,
    REFERENCE,
    MARKING,
    "Minutes of the meeting with the Director",
    present=(Person("Dana Quillmere", "Director"),),
    items=(Item("", "What was agreed", "Cover is funded."),),
    minute_taker="Miriam Stellbrook",
)
LEFT_OUT = ("Apologies", "Decision", "Views", "Approval", "Actions", "due", "changed")
FORMS = {
    "pdf": (MinutesPaper.as_pdf, pdf_words),
    "docx": (MinutesPaper.as_docx, docx_words),
}
both = pytest.mark.parametrize("form", FORMS)


def said_in(form: str, paper: MinutesPaper) -> str:
    make, read = FORMS[form]
    return read(make(paper, AT))


@both
@pytest.mark.paragraph("P0.5", "P7.5")
def test_minutes_say_everything_they_were_given(form):
    said = said_in(form, MINUTES)

    assert [words for words in SAID if words not in said] == []


@both
@pytest.mark.paragraph("P1.16")
def test_minutes_of_another_meeting_leave_out_what_it_had_not(form):
    said = said_in(form, EXECUTIVE)

    assert "Cover is funded." in said
    assert "Miriam Stellbrook" in said
    assert [words for words in LEFT_OUT if words in said] == []


@both
def test_a_dissent_stands_beside_its_partner_in_its_own_words(form):
    said = said_in(form, MINUTES)

    row = said[said.index("Integrated care board") :]
    assert (
        row.index("Bartholomew") < row.index("Dissents") < row.index("A short review")
    )


def test_actions_without_a_measure_have_no_column_for_one():
    actions = tuple(replace(one, measure="") for one in MINUTES.actions)

    said = pdf_words(replace(MINUTES, actions=actions).as_pdf(AT))

    assert "Measure of impact" not in said
    assert "Measure of impact" in pdf_words(MINUTES.as_pdf(AT))


def test_items_are_headings_and_bullets_are_lists_in_word():
    document = docx.Document(io.BytesIO(MINUTES.as_docx(AT)))

    found = [(p.style.name, p.text) for p in document.paragraphs]

    assert ("Heading 1", "M3. Immediate safety") in found
    assert ("List Bullet", "Sibling B") in found
    assert ("Heading 2", "Police update") in found


def test_the_footer_says_which_version_it_is():
    document = docx.Document(io.BytesIO(MINUTES.as_docx(AT)))

    assert "Version 2" in document.sections[0].footer.paragraphs[0].text
    assert "Minutes of the Rapid Review meeting, version 2" in pdf_words(
        MINUTES.as_pdf(AT)
    )
