"""Merging: one order, nothing lost, nothing resolved, and no borrowed dates (P6.1)."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapidreview.evidence.chronology import (
    Row,
    gaps,
    merge,
    minutes_of_day,
    months_later,
    row_from,
    subjects_of,
)
from tests.evidence.story import KEYS, STARTS, rows_of, story


def row(typed: str, agency: str = "SCH", number: int = 1, **cells: str) -> Row:
    return row_from(
        {"E1": typed, **cells}, agency=agency, round_number=1, number=number
    )


ROWS = st.lists(
    st.builds(
        row,
        st.sampled_from(["3 May 2024", "?3 May 2024", "May 2024", "2024", "", "31 Feb"])
        | st.dates(date(2023, 1, 1), date(2025, 1, 1)).map(date.isoformat),
        st.sampled_from(["SCH", "CSC"]),
        st.integers(1, 5),
        E3=st.sampled_from(["", "9:30", "?14:00", "noon"]),
        E4=st.sampled_from(["", "1", "2", "first"]),
        E6=st.sampled_from(["", "Nelo", "Ines; nelo"]),
        E7=st.sampled_from(["x", "y"]),
    ),
    max_size=12,
)


@pytest.mark.paragraph("P6.1")
def test_rows_stand_by_day_precision_time_sequence_agency_and_number() -> None:
    ordered = [
        row("2 May 2024"),
        row("3 May 2024", E3="09:30"),
        row("3 May 2024", E3="?14:00", E4="1"),
        row("3 May 2024", E4="1"),
        row("3 May 2024", E4="2"),
        row("3 May 2024", agency="CSC", number=9),
        row("3 May 2024", number=1),
        row("3 May 2024", number=2),
        row("?3 May 2024"),
        row("3-9 May 2024"),
        row("4 May 2024"),
    ]

    assert list(merge(reversed(ordered)).dated) == ordered


@pytest.mark.paragraph("P6.1")
def test_a_range_stands_at_its_start_and_after_that_day() -> None:
    merged = merge([row("May 2024"), row("1 May 2024"), row("2 May 2024"), row("2024")])

    assert [r.typed_date for r in merged.dated] == [
        "2024",
        "1 May 2024",
        "May 2024",
        "2 May 2024",
    ]


@pytest.mark.paragraph("P6.1")
@given(ROWS, st.randoms())
def test_the_order_in_which_returns_come_changes_nothing(rows, chance) -> None:
    shuffled = list(rows)
    chance.shuffle(shuffled)

    assert merge(shuffled) == merge(rows)


@given(ROWS)
def test_merging_what_is_merged_changes_nothing(rows: list[Row]) -> None:
    merged = merge(rows)

    assert merge([*merged.undated, *merged.dated]) == merged
    assert merge([*rows, *rows]) == merged


@given(ROWS)
def test_no_row_is_lost_and_an_undated_one_never_borrows_a_date(rows) -> None:
    merged = merge(rows)

    assert {*merged.dated, *merged.undated} == set(rows)
    assert all(r.understood.first is None for r in merged.undated)
    assert merge(merged.undated).undated == merged.undated
    days = [r.first for r in merged.dated]
    assert days == sorted(days)


def test_undated_rows_stay_in_the_order_of_their_agency() -> None:
    rows = [row("", number=2), row("31 Feb", number=1), row("", "CSC", number=3)]

    assert [(r.agency, r.number) for r in merge(rows).undated] == [
        ("CSC", 3),
        ("SCH", 1),
        ("SCH", 2),
    ]


def test_the_source_carries_the_agency_in_front() -> None:
    assert row("2024", E5="Register").source_shown == "SCH: Register"
    assert row("2024").source_shown == "SCH"


def test_a_row_without_a_date_sorts_after_all_days() -> None:
    assert row("").first == row("").last == date.max


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("09:30", 570),
        ("?9.05", 545),
        ("2359", 1439),
        ("0:00", 0),
        ("noon", None),
        ("", None),
        ("25:00", None),
        ("9:75", None),
        ("?", None),
    ],
)
def test_a_time_is_read_and_never_invented(typed: str, minutes: int | None) -> None:
    assert minutes_of_day(typed) == minutes


def test_a_very_long_sequence_is_no_sequence() -> None:
    ordered = [row("2024", E4="1"), row("2024", E4="9" * 5000)]

    assert list(merge(reversed(ordered)).dated) == ordered


def test_subjects_are_parted_by_semicolons_commas_or_lines() -> None:
    assert subjects_of("Nelo; Ines,\nMother;") == ("Nelo", "Ines", "Mother")


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        ("2026-08-31", 6, "2027-02-28"),
        ("2024-01-15", 6, "2024-07-15"),
        ("2024-06-30", 6, "2024-12-30"),
    ],
)
def test_months_are_clamped_to_the_end_of_the_month(day, months, later) -> None:
    assert months_later(date.fromisoformat(day), months) == date.fromisoformat(later)


def test_same_day_and_subject_in_two_agencies_may_be_one_event() -> None:
    school = row("3 May 2024", E6="Nelo; Ines")
    social = row("3 May 2024", "CSC", E6="nelo")
    others = [
        row("3 May 2024", "POL", E6="Mother"),
        row("?3 May 2024", "GPP", E6="Nelo"),
        row("4 May 2024", E6="Nelo"),
        row("4 May 2024", E6="Nelo", number=2),
    ]

    assert merge([school, social, *others]).possible_duplicates == ((social, school),)


def test_a_gap_counts_from_the_latest_day_reached() -> None:
    rows = [row("2023"), row("1 March 2023"), row("30 June 2024"), row("1 August 2024")]

    assert merge(rows).gaps == ()
    assert [g.before.typed_date for g in merge(rows, gap_months=5).gaps] == [
        "30 June 2024"
    ]


def test_a_gap_ends_only_with_a_dated_row_inside_the_period() -> None:
    rows = [row("1 March 2023"), row("1 April 2024"), row("1 June 2023", "CSC")]

    assert len(list(gaps([*rows, row("")]))) == 1
    assert len(list(gaps(rows, last_on=date(2024, 4, 1)))) == 1
    assert not list(gaps(rows, last_on=date(2024, 3, 31)))
    assert len(list(gaps(rows, first_on=date(2023, 3, 1)))) == 1
    assert not list(gaps(rows, first_on=date(2023, 3, 2)))


@pytest.mark.parametrize("start", STARTS, ids=str)
def test_the_gaps_of_the_training_case_are_found_and_no_others(start: date) -> None:
    case = story(start)
    by_id = {
        row_id: told
        for key in KEYS
        if key != "HOU_r1"
        for row_id, told in rows_of(case.returns[key]).items()
    }
    first_on = case.day_before(case.case["period"]["from"]["days_before_day_1"])
    found = gaps(by_id.values(), first_on=first_on, last_on=case.day_1)

    assert {(g.after, g.before) for g in found} == {
        (by_id[planted["after"]], by_id[planted["before"]])
        for planted in case.raw["planted"]["gaps"]
    }


def test_planted_duplicates_of_one_day_and_child_are_among_the_possible_ones() -> None:
    case = story()
    by_id = {i: r for key in KEYS for i, r in rows_of(case.returns[key]).items()}
    marked = [set(group) for group in merge(by_id.values()).possible_duplicates]
    planted = [{by_id[i] for i in d["rows"]} for d in case.raw["planted"]["duplicates"]]
    same_day = [rows for rows in planted if len({r.first for r in rows}) == 1]

    assert len(same_day) > 15
    assert all(any(rows <= group for group in marked) for rows in same_day)


def test_two_thousand_rows_are_merged_at_once() -> None:
    rows = [
        replace(row(f"{n % 28 + 1} May 2024"), number=n, subjects=("Nelo",))
        for n in range(2000)
    ]

    assert len(merge(rows).dated) == 2000
