"""Parts of the chronology: every filter keeps the order, and chooses by what is written."""

from datetime import date

import pytest

from rapidreview.evidence.chronology import Row, row_from
from rapidreview.evidence.merging.filters import Choice, KeyEpisode, chosen
from rapidreview.evidence.merging.silences import (
    gaps_inside,
    outside,
    silences_of_all,
)

ROWS = tuple(
    row_from(
        {"E1": day, "E6": who, "E7": event, "E11": weight},
        agency=agency,
        round_number=1,
        number=number,
    )
    for number, (agency, day, who, event, weight) in enumerate(
        [
            ("SCH", "1 March 2024", "Nélo", "Hungry at school", "red: serious concern"),
            ("HOS", "5 March 2024", "Ines", "Seen in casualty", "amber"),
            ("HOS", "June 2024", "", "Nelo rang", ""),
            ("SCH", "", "Nelo", "Told a friend", "green: strength"),
        ],
        start=1,
    )
)
MARCH = (date(2024, 3, 1), date(2024, 3, 31))


def numbers(rows: tuple[Row, ...]) -> list[int]:
    return [row.number for row in rows]


@pytest.mark.paragraph("P6.1")
@pytest.mark.parametrize(
    ("choice", "kept"),
    [
        (Choice(), [1, 2, 3, 4]),
        (Choice(agencies=frozenset({"HOS"})), [2, 3]),
        (Choice(person="NELO"), [1, 3, 4]),
        (Choice(period=MARCH), [1, 2, 4]),
        (Choice(period=MARCH, undated_too=False), [1, 2]),
        (Choice(theme="A&E"), [2]),
        (Choice(theme="the"), []),
        (Choice(significance=frozenset({"red", ""})), [1, 3]),
        (Choice(episode=KeyEpisode("HOS", 1, "3 March 2024", "x")), [1, 2]),
        (Choice(episode=KeyEpisode("HOS", 1, "some day", "x")), []),
        (Choice(agencies=frozenset({"SCH"}), person="Nelo", period=MARCH), [1, 4]),
    ],
)
def test_a_choice_keeps_what_it_says(choice: Choice, kept: list[int]) -> None:
    assert numbers(chosen(ROWS, choice)) == kept


def test_outside_the_period_is_before_or_after_and_never_undated() -> None:
    found = outside(ROWS, (date(2024, 3, 2), date(2024, 4, 1)))

    assert [(one.row.number, one.where) for one in found] == [
        (1, "before"),
        (3, "after"),
    ]
    assert outside(ROWS, None) == ()


def test_gaps_and_silences_without_a_period() -> None:
    dated = tuple(row for row in ROWS if row.understood.is_dated)

    assert gaps_inside(dated, None, months=1)[0].agency == "HOS"
    (silence,) = silences_of_all(dated, None)
    assert (silence.after_on, silence.before_on, silence.days) == (
        date(2024, 3, 5),
        date(2024, 6, 1),
        88,
    )
    assert silences_of_all(dated, MARCH) == ()
