"""Answers: several parts in one text, what is missing, and what a signature covers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapidreview.evidence.answers import (
    Answers,
    canonical,
    fingerprint,
    missing,
    title_of,
)
from rapidreview.evidence.form import Repeat, form, needed_codes
from rapidreview.evidence.stored import (
    Parts,
    Person,
    join,
    not_known,
    person,
    person_text,
    split,
    table,
)

YES_NO = ("yes", "no", "not known")
TEXTS = st.text(alphabet=st.characters(exclude_categories=["Cs"]))
VALUES = st.dictionaries(st.sampled_from(form().codes), TEXTS, max_size=8)


@pytest.mark.parametrize(
    ("stored", "parts"),
    [
        ("yes", Parts(("yes",), "")),
        (" Yes \nsince May", Parts(("yes",), "since May")),
        ("since May", Parts((), "since May")),
        ("", Parts((), "")),
        ("no\nnot known\nwell\nno", Parts(("no", "not known"), "well\nno")),
    ],
)
def test_an_answer_comes_apart_into_choices_and_text(stored: str, parts: Parts) -> None:
    assert split(stored, YES_NO) == parts
    assert parts.choice == (parts.chosen[0] if parts.chosen else "")


@given(st.lists(st.sampled_from(YES_NO), max_size=2), TEXTS)
def test_what_was_joined_comes_apart_again(chosen: list[str], text: str) -> None:
    text = "told: " + text

    assert split(join(chosen, text), YES_NO) == Parts(tuple(chosen), text)


@pytest.mark.parametrize(
    ("stored", "reason"),
    [
        ("Not known, because nobody asked.", "nobody asked."),
        ("not known: never asked", "never asked"),
        ("not known\nanswers differ", "answers differ"),
        ("Not known.", ""),
        ("Notable", None),
        ("", None),
        ("Known by name", None),
    ],
)
def test_not_known_comes_with_its_reason(stored: str, reason: str | None) -> None:
    assert not_known(stored) == reason
    assert Answers({"B9_1": stored}).not_known("B9_1") == reason


def test_a_person_is_one_text_of_three_parts() -> None:
    sam = Person("Sam", "Manager", "sam@x.example | 0123")

    assert person(person_text(sam)) == sam
    assert person("Sam") == Person("Sam")
    assert person_text(Person("Sam", contact="c")) == "Sam | c"


def test_a_table_has_a_row_a_line() -> None:
    assert table("Do it | Head | May\n\n Tell ") == (
        ("Do it", "Head", "May"),
        ("Tell",),
    )


def test_answers_cannot_be_changed_from_outside() -> None:
    values, row = {"A14": "yes"}, {"E7": "told"}
    answers = Answers(values, (row,))
    values["A14"] = row["E7"] = "no"

    assert (answers.get("A14"), answers.rows[0]["E7"]) == ("yes", "told")
    with pytest.raises(TypeError):
        answers.values["A14"] = "no"  # type: ignore[index]


def test_answers_say_what_the_rules_ask() -> None:
    answers = Answers({"A14": "No", "G1": "Yes", "A4": "Sam | Clerk", "B1_2": "N"})

    assert answers.is_nil
    assert answers.says_unsafe
    assert answers.author == "Sam"
    assert answers.count(Repeat.CHILD) == 2
    assert answers.get("F1") == ""


@pytest.mark.paragraph("P1.11")
def test_missing_answers_are_named_in_words() -> None:
    owed = missing(Answers({"A14": "no", "A4": "S", "A5": "T", "G1": "no"}), children=2)

    assert [one.code for one in owed] == ["B3_1", "B3_2", "D1"]
    assert owed[1].words == (
        "Please answer B3_2: Date of birth or expected date (child 2)"
    )


def full(children: int = 1) -> dict[str, str]:
    return dict.fromkeys(needed_codes({}, children), "An answer")


@pytest.mark.paragraph("P1.11")
def test_an_involved_agency_owes_a_chronology_that_says_what_happened() -> None:
    assert [m.code for m in missing(Answers(full()))] == ["E"]
    rows = ({"E7": "Told"}, {"E1": "May 2024"})
    assert [m.words for m in missing(Answers(full(), rows))] == [
        "Row 2 of the chronology does not say what happened."
    ]
    assert missing(Answers(full(), rows[:1])) == []


def test_a_block_is_named_by_what_it_is() -> None:
    assert title_of("C1_2").endswith("(person 2)")
    assert title_of("D5b_1").endswith("(episode 1)")
    assert title_of("F11") == "What was done well?"


@pytest.mark.paragraph("P1.11")
@given(VALUES, st.lists(VALUES, max_size=3), st.randoms())
def test_what_is_signed_does_not_depend_on_order_or_empty_boxes(
    values: dict[str, str], rows: list[dict[str, str]], chance
) -> None:
    shuffled = list(values.items())
    chance.shuffle(shuffled)
    other = Answers({**dict.fromkeys(form().codes, ""), **dict(shuffled)}, tuple(rows))

    assert fingerprint(Answers(values, tuple(rows))) == fingerprint(other)


@pytest.mark.paragraph("P1.11")
@given(VALUES, st.sampled_from(["A4", "F5", "J2", "G1"]), TEXTS)
def test_any_change_changes_what_is_signed(values: dict, code: str, text: str) -> None:
    changed = {**values, code: values.get(code, "") + text + "."}

    assert fingerprint(Answers(values)) != fingerprint(Answers(changed))


def test_signing_itself_changes_nothing_that_is_signed() -> None:
    signed = {"F1": "x", "J4": "signed", "J5": "now", "A9": "now", "A10": "2"}

    assert canonical(Answers(signed)) == canonical(Answers({"F1": "x"}))


def test_rows_children_and_attachments_are_signed_too() -> None:
    plain = Answers({"F1": "x"})
    prints = [
        fingerprint(plain),
        fingerprint(Answers({"F1": "x"}, ({"E7": "y"},))),
        fingerprint(Answers({"F1": "x"}, children=2)),
        fingerprint(plain, ["aa"]),
    ]

    assert len(set(prints)) == 4
    assert fingerprint(plain, ["aa", "bb"]) == fingerprint(plain, ["bb", "aa"])
    assert canonical(plain) == (
        b'{"answers":{"F1":"x"},"children":1,"chronology":[],"form":"2026.1"}'
    )
