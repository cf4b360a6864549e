"""The form as data: every code of the handbook, in words for somebody new to it."""

import pytest
from pydantic import ValidationError

from rapidreview.evidence.form import (
    FORM_VERSION,
    Kind,
    Need,
    Repeat,
    SeenBy,
    base_code,
    block_number,
    blocks,
    form,
    load,
    needed_codes,
)


def numbered(letter: str, last: int) -> list[str]:
    return [f"{letter}{number}" for number in range(1, last + 1)]


ALL_CODES = [
    *numbered("A", 14),
    *numbered("B", 17),
    *numbered("C", 10),
    *numbered("D", 4),
    *(f"D5{part}" for part in "abcdef"),
    *numbered("E", 11),
    *numbered("F", 13),
    *numbered("G", 8),
    *("H1a", "H1b", "H1c", "H2", "H3"),
    *numbered("J", 6),
]


@pytest.mark.paragraph("P1.10")
def test_the_form_holds_every_code_in_order() -> None:
    assert list(form().codes) == ALL_CODES
    assert form().version == FORM_VERSION


@pytest.mark.parametrize("question", form().questions, ids=lambda q: q.code)
def test_every_question_has_a_title_and_a_hint_of_two_lines(question) -> None:
    assert question.title
    assert not question.title.endswith(".")
    assert 10 < len(question.hint) <= 190


@pytest.mark.parametrize(
    "question",
    [q for q in form().questions if q.kind is Kind.LONG],
    ids=lambda q: q.code,
)
def test_every_narrative_question_the_agency_answers_has_an_example(question) -> None:
    assert question.example or question.need is Need.PREFILLED


@pytest.mark.parametrize(
    "question",
    [q for q in form().questions if q.kind in (Kind.YN, Kind.YNK, Kind.CHOICE)],
    ids=lambda q: q.code,
)
def test_what_is_chosen_has_choices(question) -> None:
    assert len(question.choices) >= 2
    assert (question.kind is Kind.YNK) <= ("not known" in question.choices)


def test_every_question_belongs_to_one_section() -> None:
    listed = [code for section in form().sections for code in section.codes]

    assert listed == ALL_CODES


def test_held_and_team_answers_are_the_ones_of_the_handbook() -> None:
    of = {q.code: q.seen_by for q in form().questions}

    assert {c for c, seen in of.items() if seen is SeenBy.HELD} == {"C10", "G6"}
    assert {c for c, seen in of.items() if seen is SeenBy.TEAM} == {"G7"}


def test_blocks_and_columns_are_found_by_what_repeats() -> None:
    assert [q.code for q in form().block(Repeat.MEMBER)] == numbered("C", 6)
    assert [q.code for q in form().columns] == numbered("E", 11)


def test_a_numbered_code_leads_to_its_question() -> None:
    assert form().question("B3_2").code == "B3"
    assert (base_code("D5a_3"), block_number("D5a_3")) == ("D5a", 3)
    assert (base_code("F1"), block_number("F1")) == ("F1", 0)


@pytest.mark.parametrize(
    ("code", "known"),
    [
        ("B3_2", True),
        ("F5", True),
        ("B3", False),
        ("F5_1", False),
        ("Z1", False),
        ("B3_0", False),
        ("B3_x", False),
        ("", False),
    ],
)
def test_only_rightly_numbered_codes_are_known(code: str, known: bool) -> None:
    assert form().knows(code) is known


def test_blocks_are_counted_by_what_is_filled_in() -> None:
    values = {"C1_1": "A", "C1_3": "B", "C1_4": "  ", "C7": "x", "B1_2": "y"}

    assert blocks(values, Repeat.MEMBER) == 3
    assert blocks(values, Repeat.EPISODE) == 0


@pytest.mark.paragraph("P1.11")
def test_a_nil_return_is_asked_for_little() -> None:
    needed = needed_codes({"A14": " No "}, children=2)

    assert needed == ("A4", "A5", "A14", "B3_1", "B3_2", "D1", "G1")


@pytest.mark.paragraph("P1.11")
def test_an_involved_agency_is_asked_for_every_block() -> None:
    needed = needed_codes({"A14": "yes", "C1_2": "Somebody", "D5b_2": "A"}, children=2)

    assert {"B13_2", "C2_2", "D5f_2", "F13", "H1c"} <= set(needed)
    assert not {"B13_3", "C2_3", "D5f_3", "G2", "J2", "E1", "B4_1"} & set(needed)


def test_who_is_unsafe_is_asked_only_when_somebody_is() -> None:
    assert "G2" in needed_codes({"G1": "yes"}, children=1)
    assert "G2" in needed_codes({"A14": "no", "G1": "Yes"}, children=1)
    assert "G2" not in needed_codes({"G1": "no"}, children=1)


def test_a_code_that_stands_twice_is_refused() -> None:
    question = "{code: A1, title: T, hint: H, kind: text, need: opt, seen_by: own}"
    section = "{code: A, title: T, minutes: 1, hint: H}"

    with pytest.raises(ValidationError, match="twice"):
        load(f"version: x\nsections: [{section}]\nquestions: [{question}, {question}]")
