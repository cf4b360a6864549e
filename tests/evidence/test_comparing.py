"""Texts compared word by word, and two people's changes put together."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapidreview.evidence import comparing
from rapidreview.evidence.comparing import Sort, Stretch, compare, counted, together

TEXT = st.text(alphabet="ab \n.", max_size=60)
SAME, GONE, NEW = Sort.SAME, Sort.GONE, Sort.NEW


@pytest.mark.paragraph("P1.17")
def test_words_that_came_and_went_are_told_apart():
    found = compare("Mum was seen.\n\nOnce.", "Mum was not seen.\n\nTwice.")

    assert found == [
        Stretch(SAME, "Mum was "),
        Stretch(NEW, "not "),
        Stretch(SAME, "seen.\n\n"),
        Stretch(GONE, "Once"),
        Stretch(NEW, "Twice"),
        Stretch(SAME, "."),
    ]
    assert counted(found) == (2, 1)


@given(TEXT, TEXT)
def test_nothing_is_lost_between_two_texts(before: str, after: str):
    found = compare(before, after)

    assert "".join(one.text for one in found if one.sort is not NEW) == before
    assert "".join(one.text for one in found if one.sort is not GONE) == after


def test_a_text_without_end_is_shown_as_replaced(monkeypatch):
    monkeypatch.setattr(comparing, "MOST_PAIRS", 3)

    assert compare("a b", "a c") == [Stretch(GONE, "a b"), Stretch(NEW, "a c")]


def test_long_texts_are_compared_soon():
    began = time.process_time()

    compare("word " * 12_000, "other " * 11_000)

    assert time.process_time() - began < 5


@pytest.mark.paragraph("P9.1")
@pytest.mark.parametrize(
    ("base", "ours", "theirs", "both"),
    [
        ("a\nb\nc", "A\nb\nc", "a\nb\nC", "A\nb\nC"),
        ("a\nb\nc", "a\nb\nc", "a\nx\nc", "a\nx\nc"),
        ("a\nb\nc", "a\nx\nc", "a\nb\nc", "a\nx\nc"),
        ("a\nb\nc", "a\nx\nc", "a\nx\nc", "a\nx\nc"),
        ("a\nb\nc\nd", "a\nx\nc\nD", "a\nx\nc\nd", "a\nx\nc\nD"),
        ("a\nb\nc", "a\nx\nc", "a\ny\nc", None),
        ("a\nb", "a\nx\nb", "a\ny\nb", None),
        ("a\nb\nc", "a\nc", "a\nB\nc", None),
        ("a\n\nb", "a\n\nb\n\nmine", "yours\n\na\n\nb", "yours\n\na\n\nb\n\nmine"),
    ],
)
def test_two_changes_of_one_text_are_put_together(base, ours, theirs, both):
    assert together(base, ours, theirs) == both


@given(TEXT, TEXT)
def test_a_change_alone_is_that_change(base: str, ours: str):
    assert together(base, ours, base) == ours
    assert together(base, base, ours) == ours
