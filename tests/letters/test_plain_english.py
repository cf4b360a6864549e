"""The measure of plain English against texts that were counted by hand."""

import pytest

from tests.letters.plain_english import measure, reading_faults, syllables


@pytest.mark.parametrize(
    ("word", "counted"),
    [
        ("form", 1), ("please", 1), ("review", 2), ("agency", 3), ("involved", 2),
        ("completed", 3), ("searched", 1), ("records", 2), ("minutes", 2), ("can’t", 1),
        ("services", 3), ("the", 1), ("people", 2),
    ],
)  # fmt: skip
def test_syllables_are_counted_about_as_people_do(word: str, counted: int) -> None:
    assert abs(syllables(word) - counted) <= (word in {"people", "services"})


def test_words_and_sentences_are_counted() -> None:
    found = measure(
        "Dear Sam,\n\nThe form is due. Please send it: https://x.example/a\n"
    )

    assert (found.words, found.sentences) == (7, 2)
    assert found.longest == "The form is due"


def test_a_name_is_one_word_to_its_reader() -> None:
    found = measure("Ring Fellmoor Constabulary today.", ["Fellmoor Constabulary"])

    assert found.words == 3


def test_what_is_short_and_said_plainly_is_plain_english() -> None:
    assert reading_faults("Your form is due today. Please send it, or ring us.") == []


def test_long_sentences_are_found() -> None:
    sentence = "It is here and " * 10 + "here."

    assert [one.split(":")[0] for one in reading_faults(sentence)] == [
        "41 words in a sentence", "too long",
    ]  # fmt: skip
