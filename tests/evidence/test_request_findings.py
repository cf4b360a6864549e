"""The findings of the first check: who signed, which child, and who may be unsafe (P2.2)."""

from dataclasses import replace

import pytest

from rapidreview.evidence.answer_checks import unsafe_places
from rapidreview.evidence.answers import Answers
from rapidreview.evidence.finding import ChildAsked, Severity
from rapidreview.evidence.findings import Dates, find, suggest
from tests.evidence.returns import (
    CONTEXT,
    NELO,
    ROW,
    SIGNED,
    good_answers,
    seen,
    seen_in,
)


@pytest.mark.paragraph("P2.2")
@pytest.mark.parametrize("code", ["J2", "J3", "J4", "J5"])
def test_qc01_a_form_without_a_whole_signature(code: str) -> None:
    assert seen(**{code: " "}) == [("QC01", "J")]


@pytest.mark.paragraph("P2.2")
def test_qc01_a_signature_on_screen_needs_no_section_j() -> None:
    signed = replace(CONTEXT, signed_fingerprint="ab", fingerprint="ab")

    assert seen_in(signed, J4="", J5="") == []


@pytest.mark.paragraph("P1.11")
def test_qc02_a_form_changed_after_it_was_signed() -> None:
    changed = replace(CONTEXT, signed_fingerprint="ab", fingerprint="cd")

    assert seen_in(changed) == [("QC02", "")]


@pytest.mark.paragraph("P1.11")
@pytest.mark.parametrize(
    "signer", ["Sam Netherlane", "sam  NETHERLANE", "Dr Sam Nétherlane"]
)
def test_qc03_the_author_signs(signer: str) -> None:
    assert seen(J2=signer) == [("QC03", "J")]
    assert seen_in(replace(CONTEXT, signer_name=signer)) == [("QC03", "J")]


def test_qc03_takes_the_author_from_the_form_if_nobody_else_says() -> None:
    unnamed = replace(CONTEXT, author="")

    assert seen_in(unnamed, A4="Grace M | Director") == [("QC03", "J")]
    assert seen_in(unnamed, A4=" | x") == []
    assert seen_in(unnamed, A4=" | x", J2="") == [("QC01", "J")]


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"B3_1": "25 June 2021"}, "B3_1"),
        ({"B3_1": "2021"}, "B3_1"),
        ({"B1_1": "Somebody Else"}, "B1_1"),
    ],
)
@pytest.mark.paragraph("P2.2")
def test_qc18_another_child(changes: dict[str, str], place: str) -> None:
    assert seen(**changes) == [("QC18", place)]


def test_qc18_another_number_of_children() -> None:
    two = replace(CONTEXT, children=(NELO, ChildAsked("Ines Marvane")))

    assert seen_in(two) == [("QC18", "B")]
    assert seen_in(replace(CONTEXT, children=())) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"B1_1": "NELO tellavo"},
        {"B1_1": ""},
        {"B3_1": "29/5/21"},
        {"B3_1": "expected 29 May 2021"},
    ],
)
def test_qc18_the_same_child_told_otherwise(changes: dict[str, str]) -> None:
    assert seen(**changes) == []


def test_qc18_children_are_known_by_name_and_not_by_their_order() -> None:
    ines = ChildAsked("Ines Marvane")
    two = replace(CONTEXT, children=(ines, NELO))
    second = {
        code.replace("_1", "_2"): text
        for code, text in good_answers().items()
        if code.startswith("B")
    }

    assert seen_in(two, **{**second, "B1_2": "Ines Marvane"}) == []


def test_qc18_a_child_whose_name_nobody_knows_fits_any_name() -> None:
    unnamed = replace(CONTEXT, children=(ChildAsked(),))

    assert seen_in(unnamed, B1_1="Somebody", B3_1="3 May 2019") == []
    assert seen_in(unnamed, B1_1="", B3_1="3 May 2019") == []


def test_qc18_more_children_than_were_asked_about() -> None:
    extra = {
        code.replace("_1", "_2"): "" for code in good_answers() if code.startswith("B")
    }

    assert [
        place for code, place in seen(**{**extra, "B1_2": "Kim"}) if code == "QC18"
    ] == [
        "B",
        "B1_2",
    ]


NIL = {"A14": "no", "A4": "R", "D1": "Client record", "G1": "no", **SIGNED}


def nil_codes(*rows: dict[str, str], **changes: str) -> list[str]:
    given = Answers({"B1_1": "Nelo Marvane", **NIL, **changes}, rows)
    return [finding.code for finding in find(given, CONTEXT)]


@pytest.mark.paragraph("P2.2")
def test_qc23_a_nil_return_that_contradicts_itself() -> None:
    assert nil_codes() == []
    assert nil_codes({}) == []
    assert nil_codes(ROW) == ["QC23"]
    assert nil_codes(D1=" ") == ["QC23", "QC16"]


def test_a_nil_return_is_still_checked_for_signature_child_and_safety() -> None:
    assert nil_codes(J4="", B3_1="3 May 2019", G1="yes") == ["QC01", "QC18", "QC25"]


def test_qc23_involvement_without_an_entry() -> None:
    findings = find(Answers(good_answers()), CONTEXT)

    assert [f.code for f in findings] == ["QC23"]
    assert findings[0].words == (
        "The return says “involved” but its chronology has no entry."
    )


@pytest.mark.paragraph("P2.4")
@pytest.mark.parametrize(
    ("changes", "places"),
    [
        ({"G1": "yes", "C9": "no"}, ("G1",)),
        ({"G1": "Yes"}, ("G1",)),
        ({"C9": "no\nNobody knows"}, ("C9",)),
        ({"G2": "The sister"}, ("G2",)),
        ({"F12": "We think the sister is still not safe."}, ("F12",)),
        ({"G8": "She may be unsafe now."}, ("G8",)),
        ({"D3": "He was not safe at school in 2024."}, ()),
        ({"G1": ""}, ()),
    ],
)
def test_qc25_a_child_may_be_unsafe_now(changes, places) -> None:
    draft = Answers(good_answers(**changes), (ROW,))
    raised = [f for f in find(draft, CONTEXT) if f.code == "QC25"]

    assert unsafe_places(draft) == places
    assert [f.places for f in raised] == ([places] if places else [])
    assert all(f.severity is Severity.STOP for f in raised)


def test_a_nil_return_has_neither_dates_nor_analysis_to_judge() -> None:
    suggested = suggest([], nil=True)

    assert (suggested.dates, suggested.analysis) == (Dates.NOT_APPLICABLE, None)
