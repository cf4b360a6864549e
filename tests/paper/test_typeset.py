"""PDFs of our own: every template, its words, its marking, and the same bytes again."""

import io

import pikepdf
import pypdf
import pytest

from rapidreview.paper.typeset import CannotTypeset, FontsMissing, typeset
from tests.paper.papers import AT, words

ALWAYS = {
    "partnership": "Northmere Safeguarding Children Partnership",
    "marking": "OFFICIAL-SENSITIVE",
    "reference": "RR-7K2M-44QX",
    "title": "A title",
    "colophon": "Made for a test.",
}
ENTRY = {
    "number": "7",
    "day": "Day 4 · Monday 9 November 2026",
    "happened": "9 November 2026, 11.20am",
    "recorded": "10 November 2026, 9.05am",
    "late": True,
    "by": "Owen Tarnfield",
    "role": "Partnership Officer",
    "on_behalf_of": "Priya Ollerdale",
    "kind": "Return received",
    "category": "receipt",
    "text": "Typed #[as] *it* $stands$ <b>.",
    "reason": "The author was ill.",
    "location": "I. Notification and scoping",
}
ROW = {
    "E1": "?3 May 2024",
    "E5": "tenancy file",
    "E7": "Neighbour rang.",
    "E11": "red: concern",
}
TEMPLATES: dict[str, dict[str, object]] = {
    "log": {"entries": [ENTRY]},
    "return": {
        "lines": [["Agency", "Harrowmead Homes"]],
        "sections": [
            {
                "code": "F",
                "title": "Analysis",
                "answers": [{"code": "F1", "question": "Why?", "answer": "Because."}],
            }
        ],
        "chronology": [ROW],
        "signature": {
            "name": "Grace Merrowick",
            "declarations": ["Dates checked."],
            "statement": "All read.",
        },
    },
    "cover": {"lines": [["Returns", "7 of 8"]], "missing": ["Brightwater Recovery"]},
    "contents": {
        "entries": [{"number": "1", "title": "A return", "page": "3", "pages": "2"}]
    },
    "chronology": {"rows": [ROW], "undated": [{**ROW, "E1": ""}]},
    "checklist": {"rows": [{"K1": "Harrowmead Homes", "K18": "Accepted"}]},
}
SAID = {
    "log": [
        "Day 4",
        "Typed #[as] *it* $stands$ <b>.",
        "Late entry",
        "for Priya Ollerdale",
    ],
    "return": [
        "F1",
        "Because.",
        "?3 May 2024",
        "Grace Merrowick",
        "Dates checked.",
        "All read.",
    ],
    "cover": ["7 of 8", "Brightwater Recovery"],
    "contents": ["A return", "3"],
    "chronology": ["Neighbour rang.", "red: concern", "Undated"],
    "checklist": ["Harrowmead Homes", "Accepted"],
}


def made(name: str, **changes: object) -> bytes:
    return typeset(name, {**ALWAYS, **TEMPLATES[name], **changes}, at=AT)


def conforms_to_pdf_ua(data: bytes) -> bool:
    with pikepdf.open(io.BytesIO(data)) as pdf, pdf.open_metadata() as about:
        return about.get("pdfuaid:part") == "1"


@pytest.mark.parametrize("name", TEMPLATES)
@pytest.mark.paragraph("P0.1", "P0.2", "P2.8", "P6.1")
def test_a_document_says_what_it_was_given_on_marked_pages(name):
    pages = words(made(name))

    for expected in SAID[name]:
        assert expected in " ".join("".join(pages).split())
    assert all(
        "OFFICIAL-SENSITIVE" in page and "RR-7K2M-44QX" in page for page in pages
    )


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_document_is_the_same_bytes_again_and_accessible(name):
    data = made(name)

    assert data == made(name)
    assert conforms_to_pdf_ua(data)
    assert str(pypdf.PdfReader(io.BytesIO(data)).root_object["/Lang"]) == "en-GB"


@pytest.mark.paragraph("P0.1")
def test_a_long_log_counts_its_pages_and_repeats_its_heading():
    entries = [
        {**ENTRY, "number": str(n), "text": "Words. " * (n % 90)} for n in range(120)
    ]

    pages = words(made("log", entries=entries))

    assert len(pages) > 5
    for number, page in enumerate(pages, start=1):
        assert f"Page {number} of {len(pages)}" in page
        assert "What happened" in page


def test_a_text_longer_than_a_page_runs_on_and_loses_nothing():
    text = " ".join(f"word{n}" for n in range(4000))

    joined = " ".join(words(made("log", entries=[{**ENTRY, "text": text}])))

    assert all(f"word{n}" in joined for n in (0, 1000, 2000, 3999))


def test_a_word_without_end_stays_inside_the_page():
    row = {**ROW, "E5": "x" * 300, "E7": "y" * 300}

    data = made("chronology", rows=[row], undated=[])

    lines = "\n".join(words(data)).splitlines()
    assert max(line.count("y") for line in lines) < 60
    assert sum(line.count("x") for line in lines) >= 300


def test_a_sign_that_no_font_has_does_not_stop_the_document():
    data = made("log", entries=[{**ENTRY, "by": "李 \U0001f600"}])

    assert len(words(data)) == 1
    assert not conforms_to_pdf_ua(data)


def test_a_return_nobody_signed_says_so():
    assert (
        "No senior manager has signed this form."
        in words(made("return", signature=None))[-1]
    )


def test_without_fonts_the_error_names_what_to_run(tmp_path):
    with pytest.raises(FontsMissing, match=r"\./run"):
        typeset("log", {**ALWAYS, "entries": []}, at=AT, fonts=tmp_path)


@pytest.mark.parametrize(
    ("name", "data"), [("log", ALWAYS), ("../etc/passwd", {}), ("house", ALWAYS)]
)
def test_a_template_without_its_values_is_our_mistake(name, data):
    with pytest.raises(CannotTypeset):
        typeset(name, data, at=AT)
