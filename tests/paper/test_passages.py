"""Paragraphs, bullets and sub-headings; nothing else is markup."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapidreview.paper.passages import Kind, Passage, passages, written

P, B, H = Kind.PARAGRAPH, Kind.BULLET, Kind.HEADING


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        (" \n\n \t\n", []),
        ("One.", [(P, "One.")]),
        ("One.\nStill one.\n\nTwo.", [(P, "One.\nStill one."), (P, "Two.")]),
        ("One.\r\n \r\nTwo.", [(P, "One."), (P, "Two.")]),
        ("Intro:\n- a\n- b\nEnd.", [(P, "Intro:"), (B, "a"), (B, "b"), (P, "End.")]),
        ("## Why\nBecause.", [(H, "Why"), (P, "Because.")]),
        ("-5 degrees\n-- x\n#1", [(P, "-5 degrees\n-- x\n#1")]),
        ("### No\n - no", [(P, "### No\n- no")]),
        ("- \n## ", [(P, "-\n##")]),
        ("# One sign", [(P, "# One sign")]),
    ],
)
def test_a_text_is_parted_by_its_lines(text, found):
    assert passages(text) == [Passage(kind, words) for kind, words in found]


def item(kind, text, level=0, number=0):
    return Passage(kind, text, level, number)


def test_lists_are_numbered_and_stand_beneath_one_another():
    found = passages("- a\n  1. b\n      more\n    - deep\n        - no deeper\n2. c")

    assert found == [
        item(B, "a"),
        item(Kind.NUMBER, "b\nmore", 1, 1),
        item(B, "deep\n- no deeper", 2),
        item(Kind.NUMBER, "c", 0, 2),
    ]


def test_an_item_cannot_stand_beneath_a_paragraph():
    assert passages("a\n  - b") == [Passage(P, "a\n- b")]
    assert passages("2024. A year") == [Passage(P, "2024. A year")]


def test_a_table_has_its_heading_row_and_its_signs():
    text = "Before\n| A | B |\n|---|---|\n| x \\| y | one ¶ two |\n| |\nAfter"
    before, table, after = passages(text)

    assert table.rows == (("A", "B"), ("x | y", "one\ntwo"), ("", ""))
    assert table.headed
    assert (before.text, after.text) == ("Before", "After")
    (bare,) = passages("| \\--- |\n| b |")
    assert (bare.rows, bare.headed) == ((("---",), ("b",)), False)


@given(st.text(alphabet="ab -|\\¶:1.#\n", max_size=80))
def test_what_was_read_is_written_as_what_is_read_again(text):
    found = passages(text)

    assert passages(written(found)) == found
