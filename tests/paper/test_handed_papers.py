"""The papers that hand a review on: cover, briefing, fields, the case on a page."""

import csv
import io
from datetime import UTC, datetime

import pikepdf
import pytest

from rapidreview.paper.briefing_paper import BriefingBox, BriefingPaper
from rapidreview.paper.field_table import fields_csv
from rapidreview.paper.hand_over_paper import HandOverPaper, PaperLine
from rapidreview.paper.typeset import typeset
from tests.paper.papers import docx_words, pdf_words, words

AT = datetime(2026, 12, 9, 10, 0, tzinfo=UTC)
HASH = "0123456789abcdef" * 4
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="960" height="420"/>'
COVER = HandOverPaper(
    partnership="Northmere Safeguarding Children Partnership",
    reference="NSCP-RR-0001",
    marking="OFFICIAL-SENSITIVE",
    lines=(("Handed to", "Rosalind Merrowby, lead reviewer"),),
    papers=(PaperLine("01-report-version-1.0.pdf", "Report", "Monday", HASH),),
    actions=("A1: Do it. Priya, by Monday.",),
    questions="- What helped?",
    parallel="",
    stays="The family’s telephone numbers are not in this package.",
)


def test_the_cover_says_the_same_in_word_and_in_pdf() -> None:
    pdf, word = pdf_words(COVER.as_pdf(AT)), docx_words(COVER.as_docx(AT))

    for said in ("Rosalind Merrowby", "A1: Do it.", "What helped?", "Received by"):
        assert said in pdf
        assert said in word
    assert HASH in word
    assert HASH[:32] in pdf


def test_the_cover_is_the_same_twice() -> None:
    assert COVER.as_docx(AT) == COVER.as_docx(AT)
    assert COVER.as_pdf(AT) == COVER.as_pdf(AT)


def test_a_briefing_carries_no_reference_and_asks_what_is_missing() -> None:
    box = BriefingBox(
        "Background", "One line.\n- a bullet", "Who is the child?", "More."
    )
    said = docx_words(BriefingPaper("Northmere SCP", "OFFICIAL", (box,)).as_docx(AT))

    for words_of_it in ("1 Background", "One line.", "a bullet", "Who is the child?"):
        assert words_of_it in said
    assert "NSCP" not in said


@pytest.mark.parametrize("text", ["=1+1", "+44", "-1", "@SUM(A1)", "\t=1"])
def test_no_value_of_a_csv_is_a_formula(text) -> None:
    data = fields_csv([("T6", "Comments", text, "")]).decode("utf-8-sig")

    assert list(csv.reader(io.StringIO(data)))[1][2] == f"'{text}"


def conforms_to_pdf_ua(data: bytes) -> bool:
    with pikepdf.open(io.BytesIO(data)) as pdf, pdf.open_metadata() as about:
        return about.get("pdfuaid:part") == "1"


def test_cover_and_page_are_made_for_screen_readers_too() -> None:
    assert conforms_to_pdf_ua(COVER.as_pdf(AT))
    assert conforms_to_pdf_ua(drawn(picture=PICTURE, described="The timeline"))


def page(**changed: object) -> list[str]:
    """The text of each page of a case on a page."""
    return words(drawn(**changed))


def drawn(**changed: object) -> bytes:
    """A case on a page; empty but for what is ``changed``."""
    data = {
        "partnership": "Northmere Safeguarding Children Partnership",
        "marking": "OFFICIAL-SENSITIVE",
        "reference": "NSCP-RR-0001",
        "made": "Wednesday 9 December 2026, 10:00",
        "children": "Child A, aged 5",
        "day": "Day 4 of 15",
        "oversight": "Overseen by Priya Ollerdale",
        "clocks": [["Local clock", "Day 4 of 15"]],
        "returns": "None",
        "agencies": [],
        "more_agencies": 0,
        "meeting": "No date is agreed yet",
        "decision": [],
        "actions": [],
        "more_actions": 0,
        "safety": [],
        "next_due": [],
        "picture": "",
        "described": "",
        **changed,
    }
    return typeset("on-a-page", data, at=AT)


def test_an_empty_case_is_one_page() -> None:
    pages = page()

    assert len(pages) == 1
    assert "Not taken yet" in pages[0]


def test_the_fullest_case_is_one_page_and_nothing_is_cut_off() -> None:
    long = "Wwwwwww Mmmmmmm " * 7
    pages = page(
        agencies=[
            {"name": f"{n:02} {long[:34]}", "state": "in, being checked"}
            for n in range(45)
        ],
        children=long + long[:80],
        oversight=long + long[:80],
        decision=[["Local child safeguarding practice review", long + long[:80]]] * 3,
        actions=[f"A{n}: {long} {long[:38]}, LATE, by Monday" for n in range(7)],
        more_actions=30,
        safety=[f"{long[:38]} says that a child may be unsafe now."] * 5,
        next_due=[long] * 5,
        picture=PICTURE,
        described="The timeline",
    )

    assert len(pages) == 1
    assert "44 Www" in " ".join(pages[0].split())
    assert "and 30 more" in " ".join(pages[0].split())
