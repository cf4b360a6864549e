"""Names put out of sight: longest first, whole words, spelling forgiven."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapidreview.evidence.pseudonyms import Key, pseudonymise
from tests.evidence.story import KEYS, story

KEY = Key(
    (
        ("Child A", ("Nelo Marvane", "Nelo")),
        ("Sibling B", ("Ines", "Inês", " ")),
        ("the family", ("Marvane",)),
        ("the family home", ("9 Tollander House",)),
    )
)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Nelo Marvane came.", "Child A came."),
        ("Nelo  Marvane came.", "Child A came."),
        ("NELO came, and Inês.", "Child A came, and Sibling B."),
        ("Ine\u0302s’s book", "Sibling B’s book"),
        ("Nelo's and Nelos bed", "Child A’s and Child A’s bed"),
        ("Ines' coat", "Sibling B' coat"),
        ("the Marvane file", "the the family file"),
        ("Nelofer and minelo stay", "Nelofer and minelo stay"),
        ("at 9 Tollander House.", "at the family home."),
        ("", ""),
    ],
)
def test_a_name_in_any_spelling_is_replaced(text: str, shown: str) -> None:
    assert pseudonymise(text, KEY) == shown


def test_without_a_key_nothing_changes() -> None:
    assert pseudonymise("Nelo", Key(())) == "Nelo"


@given(st.text(), st.sampled_from(["Nelo", "INES", "nelo marvane"]), st.text())
def test_no_name_is_left_between_words(before: str, name: str, after: str) -> None:
    shown = pseudonymise(f"{before} {name} {after}", Key(KEY.entries))

    assert f" {name} " not in shown


@pytest.mark.parametrize("key", KEYS)
def test_no_name_of_the_training_case_survives_in_its_returns(key: str) -> None:
    received = story().returns[key]
    texts = [
        *received.answers.values(),
        *(t for row in received.rows for t in row.values()),
    ]
    shown = pseudonymise("\n".join(texts), story().pseudonym_key)

    assert not [n for n in ("Nelo", "Inês", "Marvane", "Dunnelow") if n in shown]
