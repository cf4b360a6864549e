"""The decision walk-through: its questions, and when it is answered in full (P7.2)."""

import pytest

from rapidreview.procedure.criteria import (
    BY_CODE,
    QUESTIONS,
    Sort,
    gaps,
    recommendation,
    require_walked_through,
)
from rapidreview.procedure.errors import Incomplete, Refused
from tests.procedure.refusals import refuses

ANSWERED = {
    one.code: ("no" if one.sort.answers else "", f"Because of {one.code}.")
    for one in QUESTIONS
    if one.needed
}


@pytest.mark.paragraph("P7.2")
def test_both_regulations_are_asked_with_every_one_of_their_criteria() -> None:
    criteria = [one.code for one in QUESTIONS if one.sort is Sort.CRITERION]

    assert criteria == [f"reg11_{one}" for one in "abcd"] + [
        f"reg3_{one}" for one in "abc"
    ]
    assert BY_CODE["local_review"].sort.answers == ("yes", "no")
    assert len(BY_CODE) == len(QUESTIONS)


@pytest.mark.paragraph("P7.2")
def test_nothing_is_answered_beforehand() -> None:
    missing = gaps({})

    assert {gap.question.code for gap in missing} == set(ANSWERED)
    assert missing[0].words.startswith("Answer: Regulation 11: a local review, (a)")


@pytest.mark.paragraph("P7.2")
@pytest.mark.parametrize(
    ("code", "given", "words"),
    [
        ("reg11_a", ("yes", " "), "Give the reason: Regulation 11"),
        ("reg3_c", ("", "Perhaps."), "Answer: Regulation 3"),
        ("circumstances", ("", ""), "Write something under: Circumstances"),
        ("local_review", ("yes", "It is needed."), "Scope, method and timescale"),
    ],
    ids=["no reason", "no answer", "no words", "a review without its scope"],
)
def test_the_walk_through_is_not_done_while_something_is_missing(
    code: str, given: tuple[str, str], words: str
) -> None:
    with refuses(Incomplete, match=words):
        require_walked_through({**ANSWERED, code: given})


def test_how_many_more_are_missing_is_said() -> None:
    with refuses(Incomplete, match="more are missing"):
        require_walked_through({})


def test_a_full_walk_through_is_accepted() -> None:
    require_walked_through(ANSWERED)
    require_walked_through(
        {
            **ANSWERED,
            "local_review": ("yes", "It is."),
            "scope": ("", "Short, led from outside."),
        }
    )


@pytest.mark.parametrize(
    ("code", "answer"), [("reg12_a", "yes"), ("local_review", "not_sure")]
)
def test_what_was_not_asked_is_refused(code: str, answer: str) -> None:
    with refuses(Refused):
        require_walked_through({**ANSWERED, code: (answer, "So.")})


def test_the_recommendation_is_told_in_words() -> None:
    told = dict(recommendation(ANSWERED))

    assert told["Local child safeguarding practice review"] == (
        "No. Because of local_review."
    )
    assert told["Circumstances weighed"] == "Because of circumstances."
    assert "Other review or learning" not in told
    assert recommendation({}) == ()
