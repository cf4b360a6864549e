"""The training case through the form, the dates and the findings, for several starts.

The file says what is planted in it; whatever is found beyond that is a false find.
"""

from collections import defaultdict
from datetime import UTC, date, datetime

import pytest

from rapidreview.evidence.answers import Answers, missing
from rapidreview.evidence.dates import DateKind, understand
from rapidreview.evidence.findings import find, suggest
from rapidreview.evidence.form import base_code, form
from rapidreview.procedure.calendar import WorkingDays
from rapidreview.training.case_file import load
from rapidreview.training.marks import resolve
from tests.evidence.story import (
    KEYS,
    STARTS,
    Weekdays,
    answers_of,
    context_of,
    story,
)

COUNTED = {"QC09", "QC10", "QC11", "QC19", "QC20"}
OF_ROWS = {*COUNTED, "QC08", "QC22"}
ROWS = [
    (key, row["row"], row[column], column)
    for key, entry in story().raw["returns"].items()
    for row in entry["chronology"]
    for column in ("E1", "E2")
    if column in row
]


def meant_days(case, means: dict) -> tuple[date, date] | None:
    """The first and last day that ``means`` stands for; None if the file gives none."""
    if "from" in means:
        return case.day_before(means["from"]), case.day_before(means["to"])
    if "days_before_day_1" in means:
        day = case.day_before(means["days_before_day_1"])
        return day, day
    return None


@pytest.mark.parametrize("start", STARTS, ids=str)
@pytest.mark.parametrize(
    ("key", "row", "column"), [(k, r, c) for k, r, _, c in ROWS], ids=str
)
def test_every_typed_date_is_understood_as_it_is_meant(start, key, row, column) -> None:
    case = story(start)
    rows = {entry["row"]: entry for entry in case.raw["returns"][key]["chronology"]}
    means = rows[row][column]
    meant = understand(means["typed"])

    assert meant.kind == DateKind(means["means"])
    if days := meant_days(case, means):
        assert (meant.first, meant.last) == days


@pytest.mark.parametrize("start", STARTS, ids=str)
@pytest.mark.parametrize(
    ("key", "row"),
    [("COM", "COM-22"), ("GPP", "GPP-02"), ("GPP", "GPP-08"), ("GPP", "GPP-11")],
)
def test_a_vague_date_is_the_whole_of_what_it_may_mean(start, key, row) -> None:
    case = story(start)
    means = next(
        entry["E1"]
        for entry in case.raw["returns"][key]["chronology"]
        if entry["row"] == row
    )
    (days,) = (value for name, value in means.items() if name.endswith("_of"))
    meant, inside = understand(means["typed"]), case.day_before(days)
    assert meant.first
    assert meant.last

    assert (meant.first.year, meant.last.year) == (inside.year, inside.year)
    if "year_of" not in means:
        assert (meant.first.month, meant.last.month) == (inside.month, inside.month)
    if "mid_month_of" in means:
        assert (meant.first.day, meant.last.day) == (11, 20)


def planted(case, key: str) -> dict[str, set[str]]:
    """The places of each finding that the file plants in a return."""
    places: dict[str, set[str]] = defaultdict(set)
    for finding in case.raw["planted"]["findings"][key]:
        at = finding["at"]
        places[finding["code"]] |= {at} if isinstance(at, str) else set(at)
    return places


def shown(place: str) -> str:
    """The question of a place as the file names it: B13 of B13_2, H1 of H1b."""
    return base_code(place).rstrip("abcdef")


def places_found(findings) -> dict[str, set[str]]:
    places: dict[str, set[str]] = defaultdict(set)
    for finding in findings:
        at_rows = {"chronology"} if finding.code in OF_ROWS else set()
        answered = (place for place in finding.places if not place.startswith("row"))
        places[finding.code] |= at_rows or {shown(place) for place in answered}
    return places


@pytest.mark.paragraph("P2.2")
@pytest.mark.parametrize("start", STARTS, ids=str)
@pytest.mark.parametrize("key", KEYS)
def test_what_is_planted_is_found_and_nothing_else(start: date, key: str) -> None:
    case = story(start)
    received = case.returns[key]
    found = places_found(find(answers_of(received), context_of(received, case)))
    expected = planted(case, key)
    if key == "HOU_r1":  # the file allows every further required answer that is empty
        assert found.pop("QC04") >= expected.pop("QC04")

    assert found == expected


@pytest.mark.parametrize("key", KEYS)
def test_entries_are_counted_as_planted(key: str) -> None:
    case = story()
    received = case.returns[key]
    counted: dict[str, int] = defaultdict(int)
    for finding in find(answers_of(received), context_of(received, case)):
        if finding.code in COUNTED:
            counted[finding.code] += finding.count

    assert counted == {
        finding["code"]: finding["n"]
        for finding in case.raw["planted"]["findings"][key]
        if finding["code"] in COUNTED
    }


@pytest.mark.parametrize("key", story().raw["planted"]["no_stop"])
def test_returns_that_were_accepted_without_a_word_raise_no_stop(key: str) -> None:
    received = story().returns[key]
    signed = Answers(received.answers, received.rows, received.children)
    findings = find(signed, context_of(received, story()))

    assert [finding.code for finding in findings if finding.severity == "stop"] == []


@pytest.mark.paragraph("P2.2", "P2.3")
@pytest.mark.parametrize(
    "entry", story().raw["checklist_at_close"], ids=lambda e: e["agency"]
)
def test_the_suggested_outcome_is_the_one_that_was_recorded(entry) -> None:
    key = "HOU_r1" if entry["agency"] == "HOU" else entry["agency"]
    received = story().returns[key]
    answers = answers_of(received)
    suggested = suggest(
        find(answers, context_of(received, story())), nil=answers.is_nil
    )

    assert suggested.sufficiency == entry["K11"]
    assert suggested.dates == entry["K12"]
    assert suggested.signed == entry["K14"].startswith("yes")


@pytest.mark.paragraph("P1.11")
@pytest.mark.parametrize("key", [key for key in KEYS if key != "HOU_r1"])
def test_nothing_is_missing_from_a_return_that_was_signed(key: str) -> None:
    assert missing(answers_of(story().returns[key])) == []


@pytest.mark.parametrize("key", KEYS)
def test_every_answer_has_its_place_in_the_form(key: str) -> None:
    received = story().returns[key]

    assert [code for code in received.answers if not form().knows(code)] == []
    assert all(set(row) == {q.code for q in form().columns} for row in received.rows)


def test_answers_are_typed_as_a_person_would() -> None:
    school = story().returns["SCH"].answers

    assert school["A4"].startswith("Kit Loweswell | Designated safeguarding lead | ")
    assert school["B3_2"] == "25 May 2017"
    assert school["B12_1"].startswith("yes\nType 1 diabetes")
    assert school["C7"].startswith("yes\nKnown. Mr Tellavo")
    assert school["H2"].startswith("No\nNo, provided")
    assert "When: 5 November 2026, 09:05" in school["G2"]


def test_a_view_that_opens_with_no_choice_is_all_text() -> None:
    assert story().returns["HOU_r2"].answers["H2"].startswith("No view against")


def test_a_late_signature_is_not_in_what_came_first() -> None:
    community = story().returns["COM"]

    assert not community.signed_when_received
    assert "J4" in community.answers
    assert "J4" not in community.answers_as_received
    assert community.signed_at > community.received_at


def test_the_story_is_told_in_working_days_of_its_own_calendar() -> None:
    case = load(date(2026, 11, 7), Weekdays())

    assert case.day_1 == date(2026, 11, 9)
    assert case.moment(1, "09:40") == datetime(2026, 11, 9, 9, 40, tzinfo=UTC)
    assert case.moment(8, "12:40") == datetime(2026, 11, 18, 12, 40, tzinfo=UTC)


def test_the_product_s_own_calendar_knows_the_holidays() -> None:
    case = load(date(2026, 12, 24), WorkingDays.england())

    assert case.moment(2, "09:00") == datetime(2026, 12, 29, 9, 0, tzinfo=UTC)


def test_summer_times_are_london_times() -> None:
    case = load(date(2027, 4, 29), Weekdays())

    assert case.moment(1, "09:40") == datetime(2027, 4, 29, 8, 40, tzinfo=UTC)


@pytest.mark.parametrize("day", [*range(1, 16), "after"])
def test_every_event_has_people_of_the_cast_and_paragraphs(day) -> None:
    events = story().events(day)

    assert events
    assert all(set(event.who) <= set(story().people) for event in events)
    assert all(event.paragraphs and event.does for event in events)


def test_the_panel_answers_nine_working_days_after_the_submission() -> None:
    assert story().events("after")[0].at == story().moment(23, "11:40")


def test_the_cast_and_the_agencies_are_those_of_the_file() -> None:
    case = story()

    assert case.people["priya"].role == "Partnership Manager"
    assert list(case.agencies) == [
        "CSC",
        "POL",
        "HOS",
        "COM",
        "GPP",
        "SCH",
        "HOU",
        "REC",
    ]
    assert case.agencies["REC"].added_on_day == 3
    assert case.partnership["short"] == "Northmere SCP"
    assert case.instant(case.case["incident"]["on"]).isoformat() == (
        "2026-10-30T18:20:00+00:00"
    )
    assert len(case.send_back["reasons"]) == 10
    assert "{author}" in case.letters["request"]["wording"]


@pytest.mark.parametrize(
    ("mark", "start", "written"),
    [
        ("{188}", date(2026, 11, 4), "30 April 2026"),
        ("{-1}", date(2026, 11, 4), "5 November 2026"),
        ("?mid {216:month}", date(2026, 11, 4), "?mid April 2026"),
        ("22.05/{205:yy}", date(2026, 11, 4), "22.05/26"),
        ("31 February {300:year}", date(2026, 11, 4), "31 February 2026"),
        ("{5-4}", date(2026, 5, 5), "30 April-1 May 2026"),
        ("{3-1}", date(2027, 1, 2), "30 December 2026-1 January 2027"),
        ("{3-2}", date(2026, 5, 12), "9-10 May 2026"),
        ("Dear {author}, {}", date(2026, 5, 12), "Dear {author}, {}"),
    ],
)  # fmt: skip
def test_a_mark_is_written_as_the_file_says(
    mark: str, start: date, written: str
) -> None:
    assert resolve(mark, start) == written
