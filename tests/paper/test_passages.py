"""Paragraphs, bullets and sub-headings; nothing else is markup."""

import pytest

from rapidreview.paper.passages import Kind, Passage, passages

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
