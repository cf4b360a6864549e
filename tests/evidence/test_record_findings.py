"""The findings about sources, pasted records, names, the period, and how it came (P2.2)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from rapidreview.evidence.answers import Answers
from rapidreview.evidence.finding import Finding, Severity
from rapidreview.evidence.findings import find
from rapidreview.evidence.telling import as_told
from tests.evidence.returns import (
    CONTEXT,
    LATER,
    LONG,
    ROW,
    good_answers,
    seen,
    seen_in,
)

pytestmark = pytest.mark.paragraph("P2.2")
ASKED = replace(CONTEXT, period=(date(2025, 1, 1), date(2025, 12, 31)))
SOURCES = replace(CONTEXT, usual_sources=("tenancy file", "call logs"))
CASE_NOTE = "23:40 HRS NO OFFS NFA RTN PATROL UNIT TO HOSP DI INFORMED"


def findings(*rows: dict[str, str], context=CONTEXT, **changes: str) -> list[Finding]:
    return find(Answers(good_answers(**changes), rows or (ROW,)), context)


def words_of(*rows: dict[str, str], context=CONTEXT, **changes: str) -> list[str]:
    return [one.words for one in findings(*rows, context=context, **changes)]


@pytest.mark.parametrize("text", ["Files.", "All our electronic records", "-"])
def test_qc16_does_not_say_where(text: str) -> None:
    assert "QC16" in [code for code, _ in seen(D1=text)]


def test_qc16_a_usual_system_is_not_named() -> None:
    assert words_of(context=SOURCES, D1="Tenancy files and rent account") == [
        "The form does not say which records were searched. Not named: call logs."
    ]


def test_qc16_the_usual_systems_are_named() -> None:
    assert seen_in(SOURCES, D1="Call log; the tenancy file of the flat") == []


@pytest.mark.parametrize(
    "text",
    [
        CASE_NOTE,
        "03/05/2025 10:14 Telephone call. 04/05/2025 11:02 Visit.",
        "Entered by: duty. He was seen.",
    ],
    ids=["capitals", "stamps", "headings"],
)
def test_qc26_looks_pasted(text: str) -> None:
    assert ("QC26", "D3") in seen(D3=text)
    assert ("QC26", "row 1") in seen({**ROW, "E7": text})


def test_qc26_counts_rows() -> None:
    pasted = {**ROW, "E7": CASE_NOTE}

    found = findings(pasted, LATER, {**LATER, "E1": "5 May 2025", "E7": CASE_NOTE})

    assert [(f.words, f.count, f.out_of) for f in found] == [
        ("2 rows look copied from a record. Ask for a summary.", 2, 3)
    ]


def test_qc26_an_answer_that_another_agency_gave_word_for_word() -> None:
    elsewhere = as_told(Answers(good_answers(F3=LONG, D5b_1="The door was shut.")))
    beside = replace(CONTEXT, told_elsewhere=elsewhere)

    assert ("QC26", "F3") in seen_in(beside, F3=f"{LONG.upper()}")
    assert ("QC26", "D5b_1") not in seen_in(beside, D5b_1="The door was shut.")


def test_qc26_capitals_here_and_there_and_one_time_are_nothing() -> None:
    assert seen({**ROW, "E7": "At 15:40 hrs the GP rang the NHS trust. He was NOT told; not ever."}) == []  # fmt: skip


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("PC Brindleham came.", "PC Brindleham"),
        ("Mrs O'Tarrant said so.", "Mrs O'Tarrant"),
        ("Ring 01632 960144.", "a telephone number"),
        ("She is at 12 Mill Row Court.", "12 Mill Row Court"),
    ],
)
def test_qc27_somebody_can_be_told(text: str, named: str) -> None:
    assert f"D5b_1 names {named}; use roles." in words_of(D5b_1=text)


def test_qc27_the_family_and_their_own_address_are_known() -> None:
    text = "Mr Arden’s son was at 9 Kestrel House. Ms Arden was there with Mr Ardens."

    assert seen(D5b_1=text, C1_1="Robin Arden", C4_1="9 Kestrel House, Northmere") == []


def test_qc27_an_abbreviation_is_named_where_it_first_stands() -> None:
    row = {**ROW, "E7": "The TAC met; the HV came."}

    assert words_of(row, D5b_1="The HV came.", D5e_1="The HV rang.") == [
        "D5b_1 uses HV without saying what it means.",
        "Row 1 uses TAC without saying what it means.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The health visitor (HV) came and the HV rang.",
        "The HV (health visitor) came.",
        "The GP of the NHS trust came.",
        "It was NOT done, and not for want of time.",
    ],
)
def test_qc27_an_abbreviation_that_is_known_or_explained(text: str) -> None:
    assert seen(D5b_1=text) == []


def test_qc27_a_pasted_text_is_asked_for_once() -> None:
    assert seen(D5b_1=CASE_NOTE) == [("QC26", "D5b_1")]


def test_qc19_counts_entries_outside_the_period() -> None:
    rows = [{**ROW, "E1": day, "E7": day} for day in ("2024", "May 2025", "1/2/2026")]

    found = [one for one in findings(*rows, context=ASKED) if one.code == "QC19"]

    assert [(f.words, f.places, f.out_of) for f in found] == [
        ("2 entries lie outside 1 January 2025 to 31 December 2025.", ("row 1", "row 3"), 3)
    ]  # fmt: skip


def test_qc19_one_entry_and_a_range_that_reaches_in() -> None:
    rows = ({**ROW, "E1": "30 December 2024"}, ROW, {**LATER, "E1": "Dec 2025"})

    assert ("QC19", "row 1") in seen_in(ASKED, *rows)
    assert "QC19" not in [code for code, _ in seen_in(ASKED, *rows[1:])]


@pytest.mark.parametrize(
    ("later", "words"),
    [
        ("3 Nov 2025", []),
        ("4 Nov 2025", ["Nothing is recorded for 6 months, 3 May 2025 to 4 November 2025."]),
        ("2 Dec 2025", ["Nothing is recorded for 6 months, 3 May 2025 to 2 December 2025."]),
    ],
)  # fmt: skip
def test_qc20_a_gap_of_more_than_six_months(later: str, words: list[str]) -> None:
    assert words_of(ROW, {**ROW, "E1": later}, context=ASKED) == words


def test_qc20_a_gap_outside_the_period_is_none() -> None:
    rows = ({**ROW, "E1": "3 May 2023"}, ROW, {**LATER, "E1": "1 Oct 2025"})

    assert "QC20" not in [code for code, _ in seen_in(ASKED, *rows)]


def test_qc21_starts_late_or_stops_early() -> None:
    starts = words_of({**ROW, "E1": "3 Nov 2025"}, context=ASKED)
    stops = words_of(ROW, context=ASKED)

    assert starts == [
        "The chronology starts at 3 November 2025; the period runs 1 January 2025 to 31 "
        "December 2025."
    ]
    assert stops[0].startswith("The chronology stops at 3 May 2025;")


def test_qc21_the_whole_period_or_the_incident_is_reached() -> None:
    early = replace(ASKED, incident_on=date(2025, 7, 1))

    assert seen_in(ASKED, ROW, {**ROW, "E1": "1 October 2025"}) == []
    assert seen_in(early, ROW) == []
    assert "QC21" not in dict(seen_in(ASKED, {**ROW, "E1": "1999"}))


def test_qc19_to_qc22_ask_nothing_of_a_date_to_come() -> None:
    rows = (ROW, {**ROW, "E1": "2 March 2027"}, {**LATER, "E1": "1 October 2025"})

    assert [code for code, _ in seen_in(ASKED, *rows)] == ["QC10"]


def test_qc22_an_entry_out_of_order() -> None:
    assert words_of(LATER, ROW) == ["Row 2 stands after row 1 and happened before it."]
    assert seen(ROW, {**ROW, "E1": "w/c 28 April 2025"}) == []


TWICE = {"E7": "Notice from the hospital: seen with high glucose and sent home."}
AGAIN = {"E7": "Hospital attendance notice: high glucose; treated and sent home."}


def test_qc22_one_event_told_twice() -> None:
    told = words_of({**ROW, **TWICE}, LATER, {**ROW, **AGAIN, "E1": "3/5/25"})

    assert "Rows 1 and 3 may be the same event, told differently." in told


@pytest.mark.parametrize(
    "second",
    [
        {**AGAIN, "E1": "4 May 2025"},
        {**AGAIN, "E6": "Another Child"},
        {"E7": "The school rang about breakfast."},
        {"E7": "-"},
    ],
    ids=["another day", "another child", "another event", "no words"],
)
def test_qc22_events_that_differ(second: dict[str, str]) -> None:
    assert "QC22" not in [code for code, _ in seen({**ROW, **TWICE}, {**ROW, **second})]


@pytest.mark.parametrize(
    ("late_by", "words"),
    [
        (timedelta(minutes=20), "less than an hour"),
        (timedelta(hours=1), "1 hour"),
        (timedelta(hours=16), "16 hours"),
        (timedelta(days=1, hours=3), "1 day"),
        (timedelta(days=4), "4 days"),
    ],
)
@pytest.mark.paragraph("P1.11")
def test_qc28_late_and_no_reason(late_by: timedelta, words: str) -> None:
    late = replace(CONTEXT, late_by=late_by)

    assert words_of(context=late) == [f"Returned {words} late, no reason given."]
    assert seen_in(late, J6="Both authors were in court.") == []


def test_qc28_in_time() -> None:
    assert seen_in(replace(CONTEXT, late_by=timedelta(hours=-3))) == []


def test_qc28_another_form_is_a_stop() -> None:
    other = replace(CONTEXT, wrong_form="This form was made for another agency.")

    found = findings(context=other)

    assert [(one.code, one.severity) for one in found] == [("QC28", Severity.STOP)]


def test_a_nil_return_is_asked_little() -> None:
    nil = {"A14": "no", "A4": "R", "G1": "no", "J2": "G", "J3": "D", "J4": "s"}
    given = Answers({**nil, "J5": "6 November 2026", "B1_1": "Nelo Marvane"})
    late = replace(ASKED, late_by=timedelta(days=2))

    codes = [one.code for one in find(given, late)]

    assert codes == ["QC23", "QC16", "QC28"]
