"""The findings of the first check: answers, entries, and the outcome they suggest (P2.2)."""

from dataclasses import replace

import pytest

from rapidreview.evidence.answers import Answers
from rapidreview.evidence.finding import Finding, Severity
from rapidreview.evidence.findings import Dates, Sufficiency, find, suggest
from rapidreview.evidence.form import form
from rapidreview.evidence.telling import NARRATIVE
from tests.evidence.returns import (
    CONTEXT,
    LATER,
    LONG,
    ROW,
    good_answers,
    seen,
    seen_in,
)


def test_a_good_return_raises_nothing() -> None:
    assert seen() == []


@pytest.mark.paragraph("P2.2")
@pytest.mark.parametrize("code", ["B7_1", "C5_1", "D5f_1", "G3", "H1b"])
def test_qc04_a_required_answer_is_empty(code: str) -> None:
    assert seen(**{code: "\n "}) == [("QC04", code)]


@pytest.mark.parametrize(
    "text", [form().question("F8").hint, form().question("F8").example]
)
def test_qc04_our_own_hint_is_no_answer(text: str) -> None:
    assert seen(F8=text + " ") == [("QC04", "F8")]


def test_qc04_names_a_whole_block_that_is_missing_once() -> None:
    gone = {
        code: "" for code in good_answers() if code.startswith(("D5", "C1_", "C2_"))
    }
    gone |= dict.fromkeys(("C3_1", "C5_1", "C6_1"), "")

    assert seen(**gone) == [("QC04", "C"), ("QC04", "D5"), ("QC24", "D5")]


@pytest.mark.paragraph("P2.2")
def test_qc05_most_narrative_answers_say_little() -> None:
    thin = {code: f"{code} went well that year" for code in NARRATIVE[:8]}
    finding = find(Answers(good_answers(**thin), (ROW,)), CONTEXT)[0]

    assert (finding.code, finding.count, finding.out_of) == ("QC05", 8, 15)
    assert finding.places == NARRATIVE[:8]
    assert "8 of 15 answers" in finding.words


@pytest.mark.parametrize(("words", "little"), [(19, True), (20, False)])
def test_qc05_little_is_under_twenty_words(words: int, little: bool) -> None:
    thin = {code: f"{code} " + "word " * (words - 1) for code in NARRATIVE}

    assert (("QC05", "") in seen(**thin)) is little


def test_qc05_half_is_not_most() -> None:
    thin = {code: f"{code} went well that year" for code in NARRATIVE[:7]}

    assert {code for code, _ in seen(**thin)} == {"QC06", "QC13"}


@pytest.mark.paragraph("P2.2")
@pytest.mark.parametrize(("words", "short"), [(39, True), (40, False)])
def test_qc06_one_narrative_answer_is_short(words: int, short: bool) -> None:
    assert seen(F4="so " * words) == ([("QC06", "F4")] if short else [])


def test_qc06_not_known_with_a_reason_is_not_short() -> None:
    assert seen(F13="Not known: the service is new.") == []
    assert seen(F13="Not known.") == [("QC06", "F13")]


@pytest.mark.parametrize("text", ["N/A", " n/a. ", ".", "See above", "--", "Ditto"])
def test_qc07_boilerplate_is_no_answer(text: str) -> None:
    assert seen(F10=text) == [("QC07", "F10")]
    assert seen(B12_1=f"yes\n{text}") == [("QC07", "B12_1")]
    assert seen(Z9=text) == []


def test_qc07_one_text_in_several_answers() -> None:
    findings = find(Answers(good_answers(F2=LONG, F9=LONG), (ROW,)), CONTEXT)

    assert [f.places for f in findings] == [("F2", "F9")]
    assert findings[0].place == ""


@pytest.mark.parametrize(("text", "same"), [("a b c d e", True), ("a b c d", False)])
def test_qc07_few_words_may_well_be_the_same(text: str, same: bool) -> None:
    raised = {code for code, _ in seen(C7=text, G3=text)}

    assert raised == ({"QC07"} if same else set())


@pytest.mark.paragraph("P2.2")
def test_qc08_an_involved_agency_gives_no_date_at_all() -> None:
    undated = {**ROW, "E1": "not known"}

    assert seen(undated, D5a_1="unknown") == [("QC08", ""), ("QC09", "")]
    assert seen(undated) == [("QC09", "row 1")]


@pytest.mark.paragraph("P2.2")
def test_qc09_counts_entries_without_a_date() -> None:
    rows: tuple[dict[str, str], ...] = (
        ROW,
        {**ROW, "E1": ""},
        {},
        {**ROW, "E1": "undated"},
    )
    findings = find(Answers(good_answers(), rows), CONTEXT)

    assert [(f.code, f.places) for f in findings] == [("QC09", ("row 2", "row 4"))]
    assert findings[0].words == "2 entries have no date."
    assert (findings[0].count, findings[0].out_of) == (2, 4)


@pytest.mark.parametrize(
    "cells",
    [
        {"E1": "22.05/16"},
        {"E1": "31 February 2025"},
        {"E1": "7 November 2026"},
        {"E2": "2 May 2025"},
        {"E2": "31 April 2025"},
        {"E1": "28 May 2021"},
        {"E1": "2020", "E6": "Ines; nelo tellavo"},
    ],
    ids=str,
)  # fmt: skip
def test_qc10_a_date_we_cannot_rely_on(cells: dict[str, str]) -> None:
    assert seen({**ROW, **cells}) == [("QC10", "row 1")]


@pytest.mark.parametrize(
    "cells",
    [
        {"E1": "6 November 2026"},
        {"E2": "3 May 2025"},
        {"E1": "", "E2": "3 May 2025"},
        {"E1": "2021"},
        {"E1": "3 March 2020", "E6": "Mother"},
        {"E1": "3 March 2021", "E7": "Unborn child discussed."},
    ],
    ids=str,
)
def test_qc10_a_date_that_may_well_be_right(cells: dict[str, str]) -> None:
    assert "QC10" not in {code for code, _ in seen({**ROW, **cells})}


def test_qc10_before_the_birth_that_the_return_itself_gives() -> None:
    early = {**ROW, "E1": "1 May 2021"}

    assert seen_in(replace(CONTEXT, children=()), early) == [("QC10", "row 1")]


def test_qc10_names_the_episode() -> None:
    assert seen(D5a_1="last year") == [("QC10", "D5a_1")]


@pytest.mark.paragraph("P2.2")
def test_qc11_counts_entries_without_a_source() -> None:
    findings = find(Answers(good_answers(), ({**ROW, "E5": " "}, LATER)), CONTEXT)

    assert [(f.code, f.place, f.count) for f in findings] == [("QC11", "row 1", 1)]
    assert findings[0].words.startswith("1 entry does not say")


def test_stops_come_first_and_every_finding_cites_a_paragraph() -> None:
    findings = find(Answers({"A14": "yes", "F1": "N/A", "D3": "Short."}), CONTEXT)
    weights = [["stop", "ask", "note"].index(finding.severity) for finding in findings]

    assert weights == sorted(weights)
    assert all(f.paragraph in ("P1.11", "P2.2", "P2.4") and f.why for f in findings)


def of(code: str, count: int = 1, out_of: int = 0) -> Finding:
    return Finding(code, Severity.ASK, "", "", "P2.2", (), count, out_of)


@pytest.mark.paragraph("P2.2")
@pytest.mark.parametrize(
    ("findings", "sufficiency", "dates", "analysis", "signed"),
    [
        ([], "sufficient", "adequate", True, True),
        ([of("QC04")], "insufficient", "adequate", False, True),
        ([of("QC05"), of("QC01")], "insufficient", "adequate", False, False),
        ([of("QC06")] * 2, "sufficient", "adequate", True, True),
        ([of("QC06")] * 3, "minimal", "adequate", True, True),
        ([of("QC08")], "sufficient", "lacking", True, True),
        ([of("QC09", 2, 10)], "sufficient", "lacking", True, True),
        ([of("QC09", 1, 10)], "sufficient", "adequate", True, True),
        ([of("QC03")], "sufficient", "adequate", True, False),
        ([of("QC02")], "sufficient", "adequate", True, False),
    ],
)
def test_an_outcome_is_suggested(
    findings, sufficiency, dates, analysis, signed
) -> None:
    suggested = suggest(findings)

    assert suggested.sufficiency == Sufficiency(sufficiency)
    assert suggested.dates == Dates(dates)
    assert (suggested.analysis, suggested.signed) == (analysis, signed)
