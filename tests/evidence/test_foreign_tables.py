"""Tables made elsewhere: which column is which, and what their dates mean (P2.2)."""

import pytest

from rapidreview.evidence.foreign_tables import (
    CODES,
    USUAL_ORDER,
    apart,
    column_of,
    read,
    recognise,
    rows_of,
    unsourced,
)


@pytest.mark.parametrize(
    ("heading", "code"),
    [
        ("Date", "E1"),
        (" date of event: ", "E1"),
        ("E1 Date", "E1"),
        ("e7. Event", "E7"),
        ("END DATE", "E2"),
        ("Time", "E3"),
        ("Source of information", "E5"),
        ("Where this comes from", "E5"),
        ("Subject(s)", ""),
        ("Subject", "E6"),
        ("What happened", "E7"),
        ("Action\nand outcome", "E8"),
        ("Was the child seen or heard?", "E9"),
        ("Seen/heard", "E9"),
        ("Comment", "E10"),
        ("Significance", "E11"),
        ("Colour of the cat", ""),
        ("", ""),
    ],
)
def test_a_column_is_known_by_its_heading(heading: str, code: str) -> None:
    assert column_of(heading) == code


def test_headings_may_stand_below_a_title() -> None:
    table = [
        ["Chronology of the nursery"],
        [],
        ["When", "Source", "Mood", "Event"],
        ["1"],
    ]

    layout = recognise(table)

    assert layout.columns == ("E1", "E5", "", "E7")
    assert (layout.first, layout.headings[2]) == (3, "Mood")


def test_without_headings_the_usual_order_is_proposed() -> None:
    assert recognise([["3 May 2024", "10:00", "Log"]]).columns == USUAL_ORDER[:3]
    assert recognise([["x"] * 11]).columns == CODES
    assert recognise([["x"] * 9]).columns == (*USUAL_ORDER, "", "")
    assert recognise([]).columns == ()


def test_rows_are_cells_by_column_and_empty_ones_fall_out() -> None:
    table = [
        ["a", "b"],
        ["3 May 2024", " Log ", "came", "left"],
        ["", " "],
        ["4 May 2024"],
    ]

    rows = rows_of(table, ["E1", "E5", "E8", "E8"], 1)

    assert rows == [
        {"E1": "3 May 2024", "E5": "Log", "E8": "came\nleft"},
        {"E1": "4 May 2024"},
    ]
    assert rows_of([["x", "y"]], ["", "E7"], 0) == [{"E7": "y"}]


@pytest.mark.parametrize(
    ("typed", "day", "time"),
    [
        ("45415", "3 May 2024", ""),
        ("45415.0", "3 May 2024", ""),
        ("45415.604167", "3 May 2024", "14:30"),
        ("03/05/2024 14:30", "03/05/2024", "14:30"),
        ("3 May 2024 at 2.30pm", "3 May 2024", "14:30"),
        ("3 May 2024, 12:05 a.m.", "3 May 2024", "00:05"),
        ("3 May 2024 14:30pm", "3 May 2024", "14:30"),
        ("2024-05-03T09:00:00", "2024-05-03", "09:00"),
        ("2024-05-03 00:00:00", "2024-05-03", ""),
        ("2024", "2024", ""),
        ("99999", "99999", ""),
        ("?mid May 2024", "?mid May 2024", ""),
        ("31 Feb 2024 10:00", "31 Feb 2024 10:00", ""),
    ],
)
def test_a_date_and_the_time_written_with_it(typed: str, day: str, time: str) -> None:
    assert apart(typed) == (day, time)


def test_a_time_of_its_own_comes_before_one_that_stood_with_the_date() -> None:
    table = [
        ["3 May 2024 14:30", "09:00", "4 May 2024 10:00"],
        ["3 May 2024 14:30", "", ""],
    ]

    rows = rows_of(table, ["E1", "E3", "E2"], 0)

    assert rows == [
        {"E1": "3 May 2024", "E3": "09:00", "E2": "4 May 2024"},
        {"E1": "3 May 2024", "E3": "14:30"},
    ]


@pytest.mark.parametrize(
    ("typed", "time"),
    [("0.604166", "14:30"), (".5", "12:00"), ("14:30:00", "14:30"), ("about ten", "about ten")],
)  # fmt: skip
def test_a_time_as_excel_counts_it(typed: str, time: str) -> None:
    assert rows_of([[typed]], ["E3"], 0) == [{"E3": time}]
    assert rows_of([["99:00:00"]], ["E3"], 0) == [{"E3": "99:00:00"}]


def test_what_is_not_understood_is_asked_about() -> None:
    clear = read({"E1": "3 May 2024", "E5": "Log"})
    unclear = read({"E1": "22.05/16", "E2": "soon"})

    assert (clear.date_unclear, clear.end_unclear, clear.source_missing) == (
        False,
        False,
        False,
    )
    assert (unclear.date_unclear, unclear.end_unclear) == (True, True)
    assert unsourced([{"E5": "Log"}, {"E5": " "}, {}]) == [2, 3]
