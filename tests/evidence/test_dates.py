"""Typed dates: understood as a British reader would, or not at all (E1)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapidreview.evidence.dateparts import MONTH_NAMES, WEEKDAY_NAMES
from rapidreview.evidence.dates import DateKind, as_typed, understand

EXACT, APPROX, RANGE = DateKind.EXACT, DateKind.APPROX, DateKind.RANGE
DAYS = st.dates(date(1950, 1, 1), date(2049, 12, 31))


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("typed", "kind", "first", "last", "words"),
    [
        ("3 May 2024", EXACT, "2024-05-03", "2024-05-03", "3 May 2024"),
        (" 3rd  of MAY, 2024. ", EXACT, "2024-05-03", "2024-05-03", "3 May 2024"),
        ("03/05/2024", EXACT, "2024-05-03", "2024-05-03", "3 May 2024"),
        ("3/5/24", EXACT, "2024-05-03", "2024-05-03", "3 May 2024"),
        ("3.5.2024", EXACT, "2024-05-03", "2024-05-03", "3 May 2024"),
        ("3-5-24", EXACT, "2024-05-03", "2024-05-03", "3 May 2024"),
        ("2024-05-03", EXACT, "2024-05-03", "2024-05-03", "3 May 2024"),
        ("12 Mar 24", EXACT, "2024-03-12", "2024-03-12", "12 March 2024"),
        ("12 Mar ’24", EXACT, "2024-03-12", "2024-03-12", "12 March 2024"),
        ("3 May 61", EXACT, "1961-05-03", "1961-05-03", "3 May 1961"),
        ("3 May 50", EXACT, "1950-05-03", "1950-05-03", "3 May 1950"),
        ("3 May 49", EXACT, "2049-05-03", "2049-05-03", "3 May 2049"),
        ("2023-2024", RANGE, "2023-01-01", "2024-12-31", "1 January 2023 to 31 December 2024"),
        ("May 3, 2024", EXACT, "2024-05-03", "2024-05-03", "3 May 2024"),
        ("Fri 3 May 2024", EXACT, "2024-05-03", "2024-05-03", "3 May 2024"),
        ("29 February 2024", EXACT, "2024-02-29", "2024-02-29", "29 February 2024"),
        ("?3 May 2024", APPROX, "2024-05-03", "2024-05-03", "About 3 May 2024, uncertain"),
        ("3 May 2024?", APPROX, "2024-05-03", "2024-05-03", "About 3 May 2024, uncertain"),
        ("about May 2024", APPROX, "2024-05-01", "2024-05-31", "About May 2024, uncertain"),
        ("c. 2024", APPROX, "2024-01-01", "2024-12-31", "About 2024, uncertain"),
        ("mid May 2025", APPROX, "2025-05-11", "2025-05-20", "About mid-May 2025, uncertain"),
        ("?mid-May 2025", APPROX, "2025-05-11", "2025-05-20", "About mid-May 2025, uncertain"),
        ("the end of Feb 2025", APPROX, "2025-02-21", "2025-02-28", "About late-February 2025, uncertain"),
        ("early June 2025", APPROX, "2025-06-01", "2025-06-10", "About early-June 2025, uncertain"),
        ("3-9 May 2024", RANGE, "2024-05-03", "2024-05-09", "3 to 9 May 2024"),
        ("3 – 9 May 2024", RANGE, "2024-05-03", "2024-05-09", "3 to 9 May 2024"),
        ("between 3 and 9 May 2024", RANGE, "2024-05-03", "2024-05-09", "3 to 9 May 2024"),
        ("3/5/2024 - 9/5/2024", RANGE, "2024-05-03", "2024-05-09", "3 to 9 May 2024"),
        ("30 April-2 May 2024", RANGE, "2024-04-30", "2024-05-02", "30 April 2024 to 2 May 2024"),
        ("May-June 2024", RANGE, "2024-05-01", "2024-06-30", "1 May 2024 to 30 June 2024"),
        ("3-3 May 2024", RANGE, "2024-05-03", "2024-05-03", "3 May 2024"),
        ("w/c 4 June 2025", RANGE, "2025-06-04", "2025-06-10", "4 to 10 June 2025"),
        ("May 2024", DateKind.MONTH, "2024-05-01", "2024-05-31", "Some time in May 2024"),
        ("5/2024", DateKind.MONTH, "2024-05-01", "2024-05-31", "Some time in May 2024"),
        ("Sept 2024", DateKind.MONTH, "2024-09-01", "2024-09-30", "Some time in September 2024"),
        ("2024", DateKind.YEAR, "2024-01-01", "2024-12-31", "Some time in 2024"),
    ],
)  # fmt: skip
def test_a_date_is_understood(typed, kind, first, last, words) -> None:
    meant = understand(typed)

    assert (meant.kind, meant.first, meant.last) == (kind, day(first), day(last))
    assert meant.words == words
    assert meant.is_dated


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "  ",
        "?",
        "-",
        "not known",
        "Not known, because it was not written down",
        "unknown",
        "undated",
        "No date",
        "n/k",
        "N/A",
        "not recorded",
        "don’t know",
    ],
)
def test_a_blank_date_is_undated(typed: str) -> None:
    meant = understand(typed)

    assert (meant.kind, meant.first, meant.last) == (DateKind.UNDATED, None, None)
    assert not meant.is_dated


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("22.05/16", "not written in a way"),
        ("31 February 2026", "There is no 31 February 2026."),
        ("29 February 2023", "There is no 29 February 2023."),
        ("05/13/2024", "There is no month 13"),
        ("w/c 40 June 2024", "There is no 40 June 2024."),
        ("w/c next June", "not written in a way"),
        ("Monday 3 May 2024", "3 May 2024 was a Friday."),
        ("9-3 May 2024", "It ends before it starts."),
        ("30 December-2 January 2025", "It ends before it starts."),
        ("1 Jan 0024", "The year 24 cannot be right."),
        ("12 March", "Which year?"),
        ("March", "Which year?"),
        ("12/3", "Which year?"),
        ("March 24", "The year 2024, or day 24?"),
        ("mid March 24", "The year 2024, or day 24?"),
        ("2023-24", "not written in a way"),
        ("1999-05-03-06", "not written in a way"),
        ("early May 2024-late May 2024", "not written in a way"),
        ("last year", "not written in a way"),
        ("summer 2024", "not written in a way"),
        ("mid Term 2024", "not written in a way"),
        ("3 Mai 2024", "not written in a way"),
        ("3-Mai 2024", "not written in a way"),
        ("Term-2024", "not written in a way"),
        ("late May 2025 - June 2025", "not written in a way"),
        ("about 30", "not written in a way"),
        ("3/5/2024 and 9/5/2024 and 12/5/2024", "not written in a way"),
    ],
)
def test_what_is_not_sure_is_unreadable_and_says_why(typed: str, why: str) -> None:
    meant = understand(typed)

    assert (meant.kind, meant.first, meant.last) == (DateKind.UNREADABLE, None, None)
    assert why in meant.words
    assert "Write it like 3 May 2024" in meant.words


STYLES = {
    "long": as_typed,
    "weekday": lambda d: f"{WEEKDAY_NAMES[d.weekday()]} {as_typed(d)}",
    "short": lambda d: f"{d.day} {MONTH_NAMES[d.month - 1][:3]} {d.year % 100:02}",
    "slashes": lambda d: f"{d.day:02}/{d.month:02}/{d.year}",
    "dots": lambda d: f"{d.day}.{d.month}.{d.year % 100:02}",
    "iso": lambda d: d.isoformat(),
    "american": lambda d: f"{MONTH_NAMES[d.month - 1]} {d.day}, {d.year}",
}


@given(DAYS, st.sampled_from(sorted(STYLES)))
def test_a_day_written_in_any_style_is_that_day(written: date, style: str) -> None:
    meant = understand(STYLES[style](written))

    assert (meant.kind, meant.first, meant.last) == (EXACT, written, written)


@given(DAYS, st.integers(0, 800))
def test_a_range_written_in_full_is_that_range(first: date, length: int) -> None:
    last = first + timedelta(days=length)
    meant = understand(f"{as_typed(first)}-{as_typed(last)}")

    assert (meant.kind, meant.first, meant.last) == (RANGE, first, last)


@given(DAYS)
def test_the_words_of_a_day_mean_the_day_again(written: date) -> None:
    assert understand(understand(written.isoformat()).words).first == written


WORDS = st.sampled_from(
    [
        "3",
        "31",
        "09",
        "May",
        "Feb",
        "Friday",
        "2024",
        "24",
        "?",
        "-",
        "/",
        ".",
        "w/c",
        "mid",
        "to",
        "of",
        "about",
        "13",
        "st",
        "between",
        "and",
        "'",
        " ",
        "not known",
    ]
)
TYPED = st.one_of(st.text(), st.lists(WORDS, max_size=9).map(" ".join)) | st.lists(
    WORDS, max_size=9
).map("".join)


@given(TYPED)
def test_any_text_is_understood_or_says_that_it_is_not(typed: str) -> None:
    meant = understand(typed)

    assert meant.words
    assert meant.is_dated == (meant.kind not in (DateKind.UNDATED, DateKind.UNREADABLE))
    assert (meant.first is None) == (meant.last is None)


@given(TYPED)
def test_a_year_is_never_guessed(typed: str) -> None:
    meant = understand(typed)

    if meant.first is not None and meant.last is not None:
        assert meant.first <= meant.last
        assert f"{meant.first.year % 100:02}" in typed
