"""The findings of the first check that ask about analysis, voice, identity and words (P2.2)."""

import pytest

from rapidreview.evidence.answers import Answers
from rapidreview.evidence.findings import find
from tests.evidence.returns import CONTEXT, IDENTITY, ROW, VOICE, good_answers, seen

pytestmark = pytest.mark.paragraph("P2.2")
RETOLD = "The worker visited on four occasions and the log was completed. " * 5
ADULTS = "The mother told officers that the argument was verbal only. " * 5


def words_of(**changes: str) -> list[str]:
    """The words of each finding in a good return with other answers."""
    return [f.words for f in find(Answers(good_answers(**changes), (ROW,)), CONTEXT)]


@pytest.mark.parametrize("code", ["F1", "F2", "F3", "F4", "F9", "F10"])
def test_qc12_events_are_retold_without_a_reason(code: str) -> None:
    assert seen(**{code: f"{code}. {RETOLD}"}) == [("QC12", code)]


@pytest.mark.parametrize("weighed", ["because", "should have", "led to", "too late"])
def test_qc12_one_reason_effect_or_judgement_is_enough(weighed: str) -> None:
    assert seen(F3=f"{RETOLD} This was {weighed} it.") == []


def test_qc12_is_not_asked_of_what_was_done_well_nor_of_a_few_words() -> None:
    assert seen(F11=RETOLD) == []
    assert seen(F3="The worker visited twice.") == [("QC06", "F3")]


@pytest.mark.parametrize(
    "text", [ADULTS, "The child was present at every one of our contacts. " * 5]
)
def test_qc13_the_child_is_neither_heard_nor_seen(text: str) -> None:
    assert seen(F5=text) == [("QC13", "F5")]


@pytest.mark.parametrize(
    "text",
    [VOICE, "Nelo drew a house with the curtains shut. " * 6, "Not known: we never met."],
    ids=["said", "by name", "not known, why"],
)  # fmt: skip
def test_qc13_the_child_s_own_life_is_told(text: str) -> None:
    assert "QC13" not in [code for code, _ in seen(F5=text)]


def test_qc13_knows_the_name_that_only_the_request_has() -> None:
    text = "Nelo drew a house with the curtains shut. " * 6

    assert "QC13" not in [code for code, _ in seen(F5=text, B1_1="Robin Otherwise")]


def test_qc14_not_known_without_a_reason() -> None:
    assert seen(B14_1="not known") == [("QC14", "B14_1")]
    assert words_of(B13_1="not known", B15_1="Not known.") == [
        "Ethnicity or language is missing, without a reason."
    ]


def test_qc14_recorded_and_never_analysed() -> None:
    treated_alike = "All families are treated in the same way by our staff always. " * 5

    assert seen(F6=treated_alike) == [("QC14", "F6")]


def test_qc14_a_reason_or_a_word_of_what_is_recorded_is_enough() -> None:
    assert seen(B14_1="not known\nour form does not ask") == []
    assert seen(F6=IDENTITY) == []
    text = "We think that a Ruritanian mother was heard less than another. " * 5
    assert seen(F6=text, B13_1="Other White background\nRuritanian") == []


@pytest.mark.parametrize("c7", ["not known", "no", "not known: n/a", "", "no\nN/A"])
def test_qc15_nothing_about_the_father(c7: str) -> None:
    findings = find(Answers(good_answers(C2_1="mother", C7=c7), (ROW,)), CONTEXT)

    assert ("C", "C7") in [f.places for f in findings if f.code == "QC15"]


def test_qc15_f8_in_a_few_words() -> None:
    found = find(Answers(good_answers(C2_1="mother", F8="Not here."), (ROW,)), CONTEXT)

    assert [f.places for f in found if f.code == "QC15"] == [("C", "F8")]


@pytest.mark.parametrize(
    "changes",
    [
        {"C2_1": "other\nuncle"},
        {"C2_1": "mother", "C7": "not known\nWe asked the mother and the nursery."},
        {"C2_1": "mother", "C7": "not known: nobody was told his name"},
        {"C2_1": "mother", "C7": "yes\nby name"},
    ],
)
def test_qc15_a_man_is_named_or_was_looked_for(changes: dict[str, str]) -> None:
    assert seen(**changes) == []


def test_qc15_not_known_with_a_reason_is_an_answer() -> None:
    assert seen(C2_1="mother", F8="Not known: our record has no box for him.") == []


@pytest.mark.parametrize(
    ("term", "counted"),
    [
        ("disguised compliance", "disguised compliance"),
        ("professional curiosity", "professional curiosity"),
        ("hard-to-engage", "hard to engage"),
        ("did not engage", "did not engage"),
        ("a risk assessment", "risk assessment"),
    ],
)
def test_qc17_a_vague_term_is_counted(term: str, counted: str) -> None:
    text = f"It mattered because of it. There was {term}. Again there was {term}."

    assert f"“{counted}” is used 2 times without saying what was seen or done." in (
        words_of(D5b_1=text)
    )


def test_qc17_a_term_that_is_explained_is_no_finding() -> None:
    text = "She was hard to engage, that is, nobody opened the door on four visits."

    assert seen(D5b_1=text) == []
    assert "QC17" in [code for code, _ in seen(D5b_1="She was hard to engage.")]


def test_qc24_no_episode_or_no_reasons_in_one() -> None:
    none = {code: "" for code in good_answers() if code.startswith("D5")}

    assert ("QC24", "D5") in seen(**none)
    assert ("QC24", "D5d_1") in seen(D5d_1="")
    assert ("QC24", "D5c_1") in seen(D5c_1="N/A")


def test_qc24_an_episode_with_decision_and_reasons() -> None:
    assert seen(D5c_1="The manager closed it.", D5d_1="The team was short.") == []
