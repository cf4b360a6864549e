"""The merged chronology: what is proposed, pointed out, missing, and chosen (P6.1)."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rapidreview.evidence.chronology import Row, row_from
from rapidreview.evidence.merging.as_values import as_values
from rapidreview.evidence.merging.proposals import Strength
from rapidreview.evidence.merging.whole import MergedChronology, merge_chronologies
from tests.evidence.chronology_quality import (
    training_case,
)


def row(agency: str, day: str, event: str, number: int = 1, **cells: str) -> Row:
    return row_from(
        {"E1": day, "E7": event, **cells},
        agency=agency,
        round_number=1,
        number=number,
    )


def merged(*rows: Row, **options: object) -> MergedChronology:
    return merge_chronologies(rows, **options)


def test_two_agencies_telling_of_one_visit_are_proposed_with_reasons() -> None:
    one = row(
        "Police",
        "3 May 2024",
        "Officers found the flat door forced open",
        E6="A",
        E3="10:00",
    )
    other = row(
        "Housing",
        "03/05/24",
        "Flat door forced; police attended",
        E6="A; B",
        E3="10:20",
    )

    (found,) = merged(
        one, other, row("GP", "3 May 2024", "Inhaler prescribed")
    ).duplicates

    assert set(found.rows) == {one, other}
    assert not found.within
    assert "at nearly the same time" in found.why
    assert "both about A" in found.why
    assert found.pairs[0].strength in Strength


def test_strength_is_a_word_for_the_score() -> None:
    strengths = {
        pair.strength for one in training_case().merged.duplicates for pair in one.pairs
    }

    assert strengths == set(Strength)


def test_one_agency_writing_a_thing_twice_is_proposed_within() -> None:
    text = "Notice of eviction served by bailiff at Dock Road"
    (found,) = merged(
        row("H", "1 May 2024", text), row("H", "1 May 2024", text, 2)
    ).duplicates

    assert found.within


def test_a_rough_date_may_be_the_same_day_and_a_year_is_not_compared() -> None:
    text = "Bailiff served eviction notice at Dock Road on the mother"
    rough, exact = row("A", "?May 2024", text), row("B", "9 May 2024", text)
    year = row("C", "2024", text)

    (found,) = merged(rough, exact, year).duplicates

    assert set(found.rows) == {rough, exact}
    assert "may be the same day" in found.why


def test_a_slip_of_the_pen_is_read_as_the_word_it_was_meant_to_be() -> None:
    one = row("A", "1 May 2024", "Bruising of the jaw and a fractured wrist")
    other = row("B", "1 May 2024", "Fractuered wrist, jaw brusing")

    assert merged(one, other).duplicates


@pytest.mark.parametrize(
    ("one", "other", "about"),
    [
        ("Joint visit, interpreter used. Mould in the hall cupboard", "Joint visit, no interpreter. Mould in the hall cupboard", "whether an interpreter was used"),
        ("Assault: knife found under the blue sofa", "Assault: hammer found under the blue sofa", "with what"),
        ("Core group: risk graded high, rota agreed", "Core group: risk graded medium, rota agreed", "how high the risk was put"),
        ("Core group: attendance 71 per cent, rota agreed", "Core group: attendance 80%, rota agreed", "attendance"),
        ("Weighed 6.4kg, rash on tummy", "Weighed 5.9kg, rash on tummy", "kg"),
        ("Arrears of £400 told to bailiff Croft", "Arrears of £500 told to bailiff Croft", "pounds"),
        ("Found three bruises, body map drawn by Croft", "Found two bruises, body map drawn by Croft", "how many: bruise"),
        ("Strategy meeting at 10:00, chaired by police", "Strategy meeting at 2 pm, police chaired the", "at what time"),
        ("Core group, rota agreed. Mother attended", "Core group, rota agreed. Mother did not attend", "whether the mother was there"),
        ("Medical: cut to left arm from fence", "Medical: cut to right arm from fence", "which side of the body"),
        ("Medical: cut to left arm from fence", "Medical: cut to right knee from fence", "which part of the body"),
        ("Strategy meeting held at school, rota agreed", "Strategy meeting held at hospital, rota agreed", "where it was"),
        ("Search: no knife in the sofa lining", "Search: knife in the sofa lining", "whether: weapon"),
        ("Brought by mother to casualty, rash", "Brought by father to casualty, rash", "who brought them"),
        ("Second missed appointment, audiology", "Fourth missed appointment, audiology", "how many it was by then"),
        ("Medical of Tilly with rash; was not brought by mother, Tilly was there", "Medical of Tilly with rash. Tilly absent", "whether the child was there"),
    ],
)  # fmt: skip
def test_what_is_told_differently_is_pointed_out(one, other, about) -> None:
    rows = [
        row("Health visitors", "1 May 2024", one),
        row("Police", "1 May 2024", other),
    ]

    found = merged(*rows, people={"Tilly Brand": "child"}).contradictions

    assert about in [each.about for each in found]
    assert all(set(each.rows) == set(rows) for each in found)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Referral from the school: hunger, lost shoes", "Designated lead made a referral: hunger, lost shoes"),
        ("Brought by sister to casualty, rash", "Brought by Tilly to casualty, rash"),
        ("Brought by mother to casualty, rash", "Brought by his mother and uncle to casualty, rash"),
        ("Strategy meeting at 10:00, rota agreed", "Strategy meeting at 10:15, rota agreed"),
        ("Two weeks in hostel, then three weeks in hostel, bailiff", "Three weeks in hostel, bailiff"),
        ("Core group, no one came, rota agreed", "Core group, two came, rota agreed"),
        ("Bailiff was brought by police, rash, 2nd", "Bailiff with police, rash"),
        ("Medical was accompanied, rash 3 x-ray", "Medical, rash 3x"),
    ],
)  # fmt: skip
def test_what_agrees_or_may_agree_is_left_alone(one, other) -> None:
    rows = [
        row("Health visitors", "1 May 2024", one),
        row("Police", "1 May 2024", other),
    ]

    assert (
        merged(*rows, people={"Tilly Brand": "child", "": "aunt"}).contradictions == ()
    )


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        ({"E3": "09:00"}, {"E3": "11:00"}, True),
        ({"E3": "09:00"}, {"E3": "09:20"}, False),
        ({"E3": "09:00"}, {"E3": "?11:00"}, False),
        ({"E3": "09:00"}, {"E3": ""}, False),
        ({"E3": "09:00"}, {"E3": "11:00", "E7": "Police rang: core group, rota agreed by Croft"}, False),
    ],
)  # fmt: skip
def test_two_times_of_one_meeting_differ(first, second, found) -> None:
    text = "Core group, rota agreed by Croft"
    one = row("A", "1 May 2024", text, **first)
    other = row_from(
        {"E1": "1 May 2024", "E7": text, **second}, agency="B", round_number=1, number=1
    )

    differs = [each.about for each in merged(one, other).contradictions]

    assert ("the time" in differs) is found


@pytest.mark.parametrize(
    ("text", "other", "day", "found"),
    [
        ("Robbery of a bicycle by masked man", "Police said: robbery of bicycle, masked man", "3 May 2024", True),
        ("Robbery of a bicycle by masked man", "Police said: robbery of bicycle on 1 May, masked man", "3 May 2024", False),
        ("Robbery of a bicycle by masked man", "Police said: robbery of bicycle, masked man, yesterday", "2 May 2024", False),
        ("Robbery of a bicycle by masked man", "Police said: robbery of bicycle, masked man, last week", "3 May 2024", False),
        ("Robbery of a bicycle by masked man", "Police said: robbery of bicycle, masked man", "12 May 2024", False),
        ("Tenancy started at Tollander House", "Family moved into Tollander House", "3 June 2024", True),
        ("Tenancy started", "Moved in", "3 June 2024", False),
        ("Baby born", "Birth of baby", "3 May 2024", True),
        ("Core group, rota and toothbrushes agreed", "Core group, rota and toothbrushes", "3 May 2024", True),
        ("Inhaler, spacer and peak flow meter", "Inhaler, spacer and peak flow meter", "3 May 2024", False),
    ],
)  # fmt: skip
def test_one_event_under_two_dates(text, other, day, found) -> None:
    rows = [row("Police", "1 May 2024", text), row("Quayside housing", day, other)]

    dates = [one for one in merged(*rows).contradictions if one.about == "the date"]

    assert bool(dates) is found


def test_other_people_on_another_day_are_another_event() -> None:
    text = "Core group, rota and toothbrushes agreed"
    rows = [
        row("A", "1 May 2024", text, E6="Ann"),
        row("B", "2 May 2024", text, E6="Bea"),
    ]

    assert merged(*rows).contradictions == ()


def test_what_recurs_in_the_same_words_is_not_one_event() -> None:
    text = "Core group, rota and toothbrushes agreed"
    rows = [
        row("A", "1 May 2024", text),
        row("A", "6 May 2024", text, 2),
        row("B", "3 May 2024", text),
        row("A", "3 August 2024", text, 3),
        row("A", "4 May 2024", "Inhaler", 4),
        row("A", "5 May 2024", "Core group, nobody there", 5),
    ]

    assert merged(*rows).contradictions == ()


def test_an_undated_row_borrows_no_date_and_is_in_no_proposal() -> None:
    text = "Bailiff served eviction notice at Dock Road"
    undated = row("A", "", text)
    found = merged(undated, row("B", "9 May 2024", text))

    assert found.undated == (undated,)
    assert found.duplicates == ()
    assert found.rows[-1] == undated
    assert found.partners(undated) == ()


def test_partners_and_disputes_of_a_row_are_asked_of_the_whole() -> None:
    one = row("Health visitors", "1 May 2024", "Medical: cut to left arm from fence")
    other = row("Police", "1 May 2024", "Medical: cut to right arm from fence")
    found = merged(one, other)

    assert found.partners(one) == (other,)
    assert found.disputes(other) == found.contradictions
    assert found.agencies == ("Health visitors", "Police")


ROWS = st.lists(
    st.builds(
        row,
        st.sampled_from(["Police", "School"]),
        st.sampled_from(["3 May 2024", "?3 May 2024", "4 May 2024", "2024", ""]),
        st.sampled_from(
            ["Core group, mother attended", "Core group. Mother absent", "£4 owed", ""]
        ),
        st.integers(1, 4),
        E3=st.sampled_from(["", "10:00", "12:00"]),
        E6=st.sampled_from(["", "Ann", "Bea"]),
    ),
    max_size=8,
)


@settings(max_examples=60, deadline=None)
@given(ROWS, st.randoms())
def test_the_order_in_which_files_come_changes_nothing(rows, chance) -> None:
    shuffled = list(rows)
    chance.shuffle(shuffled)

    assert merge_chronologies(shuffled) == merge_chronologies(rows)


def test_everything_is_told_as_plain_values() -> None:
    told: Any = as_values(training_case().merged)

    assert told["period"] == {"from": "2024-10-30", "to": "2026-11-04"}
    assert {gap["days"] for gap in told["gaps"]} == {214, 202, 194, 210, 272}
    assert [one["days"] for one in told["silences"]] == [44, 29]
    assert (
        sorted(one["where"] for one in told["outside"])
        == ["after"] * 2 + ["before"] * 3
    )
    assert as_values(merged())["period"] is None
    first = told["contradictions"][0]
    pair = told["duplicates"][0]
    assert first["told"][0]["says"] == "3 February 2025"
    assert pair["pairs"][0]["strength"] in set(Strength)


def test_uncertain_rows_are_told_apart() -> None:
    kinds = {one.understood.kind for one in training_case().merged.uncertain}

    assert kinds == {"approx", "range", "month", "year"}
