"""The decision and the actions in a Word file, the same in minutes and in the report."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rapidreview.paper import word_pieces
from rapidreview.paper.pieces import ActionRow, Criterion, Lines, View

if TYPE_CHECKING:
    from docx.document import Document


def criteria(document: Document, rows: Sequence[Criterion], *, level: int = 2) -> None:
    """Each regulation's criteria with answers and reasons, under its own heading."""
    for group in dict.fromkeys(one.group for one in rows):
        word_pieces.heading(document, group, level)
        word_pieces.table(
            document,
            (56, 20, 84),
            ("Criterion", "Answer", "Reason"),
            [(r.question, r.answer, r.reason) for r in rows if r.group == group],
            strong=1,
        )


def recommendation(document: Document, lines: Lines, *, level: int = 2) -> None:
    """What is recommended, and why."""
    if lines:
        word_pieces.heading(document, "Recommendation", level)
        word_pieces.facts(document, lines)


def views(document: Document, rows: Sequence[View]) -> None:
    """Each partner's view in its own words; a dissent stands as its author wrote it."""
    told = [(f"{r.partner}\n{r.by}", r.view, _words(r)) for r in rows]
    heads = ("Partner", "View", "In their words")
    word_pieces.table(document, (48, 24, 88), heads, told, strong=1)


def actions(document: Document, rows: Sequence[ActionRow]) -> None:
    """The actions that were agreed, with their measures of impact where one has any."""
    heads, widths = ["No.", "Action", "Owner", "Due"], [11, 79, 40, 30]
    cells = [[r.number, r.action, r.owner, r.due] for r in rows]
    if any(r.measure for r in rows):
        heads, widths = [*heads, "Measure of impact"], [11, 50, 33, 30, 36]
        cells = [[*row, r.measure] for row, r in zip(cells, rows, strict=True)]
    word_pieces.table(document, widths, heads, cells)


def _words(view: View) -> str:
    return "\n\n".join(words for words in (view.words, view.when) if words)
