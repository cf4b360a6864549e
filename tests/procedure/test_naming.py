"""Labels, initials and dates as people read them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapidreview.procedure.naming import (
    case_label,
    initials,
    spoken_date,
    spoken_lateness,
    spoken_moment,
)
from tests.procedure.given import ENGLAND, d, london


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Nelo Marvane", "NM"),
        ("Inês Marvane", "IM"),
        ("Anne-Marie da Silva", "AMS"),
        ("Dr Hugo Pennmarsh", "HP"),
        ("élodie o'hara", "ÉO"),
        ("  ", "XX"),
        ("", "XX"),
        ("123", "XX"),
        ("- '", "XX"),
    ],
)
@pytest.mark.paragraph("P1.12")
def test_initials(name, expected):
    assert initials(name) == expected


@pytest.mark.parametrize(
    "word",
    [
        "al",
        "bin",
        "da",
        "de",
        "del",
        "den",
        "der",
        "di",
        "dos",
        "du",
        "la",
        "le",
        "of",
        "dr",
        "miss",
        "mr",
        "mrs",
        "ms",
        "mx",
        "prof",
    ],
)
def test_a_linking_word_or_a_title_gives_no_initial(word):
    assert initials(f"Anna {word.capitalize()} Silva") == "AS"


@pytest.mark.paragraph("P1.12")
def test_a_label_is_the_day_received_and_initials():
    assert case_label(d("2026-11-02"), "AB", ()) == "021126AB"


@pytest.mark.paragraph("P1.12")
def test_a_label_that_is_taken_gets_a_number():
    taken = ["021126AB", "021126AB-2"]

    assert case_label(d("2026-11-02"), "AB", taken[:1]) == "021126AB-2"
    assert case_label(d("2026-11-02"), "AB", taken) == "021126AB-3"


@given(st.integers(0, 20))
def test_labels_never_collide(count):
    taken: list[str] = []
    for _ in range(count):
        taken.append(case_label(d("2026-11-02"), "AB", taken))

    assert len(set(taken)) == count


def test_a_spoken_date_has_its_weekday():
    assert spoken_date(d("2026-11-06")) == "Friday 6 November 2026"


@pytest.mark.parametrize(
    ("at", "words"),
    [
        ("2026-11-06 17:00", "today, 5pm"),
        ("2026-11-07 09:05", "tomorrow, 9:05am"),
        ("2026-11-05 12:00", "yesterday, midday"),
        ("2026-11-09 12:30", "Monday 9 November, 12:30pm"),
        ("2026-11-06 00:00", "today, 12am"),
        ("2026-11-06 23:59", "end of today"),
        ("2026-11-13 23:59", "end of Friday 13 November"),
        ("2027-01-12 17:00", "Tuesday 12 January 2027, 5pm"),
        ("2026-07-01 17:00", "Wednesday 1 July, 5pm"),
    ],
)
def test_a_spoken_moment(at, words):
    assert spoken_moment(london(at), d("2026-11-06")) == words
    assert spoken_moment(london(at), london("2026-11-06 13:00")) == words


@pytest.mark.parametrize(
    ("due", "at", "words"),
    [
        ("2026-11-06 17:00", "2026-11-06 17:00", ""),
        ("2026-11-06 17:00", "2026-11-06 17:30", "just late"),
        ("2026-11-06 17:00", "2026-11-06 18:10", "1 hour late"),
        ("2026-11-06 17:00", "2026-11-08 17:00", "48 hours late"),
        ("2026-11-06 17:00", "2026-11-09 09:00", "1 working day late"),
        ("2026-11-06 17:00", "2026-11-11 09:00", "3 working days late"),
    ],
)
def test_lateness_is_told_in_working_days(due, at, words):
    assert spoken_lateness(london(due), london(at), ENGLAND) == words
