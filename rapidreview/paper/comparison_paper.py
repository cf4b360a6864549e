"""What changed between two versions of the report, as a Word file to hand round (P1.17)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from rapidreview.paper import word_house, word_page
from rapidreview.paper import word_pieces as pieces
from rapidreview.paper.word_page import xml_text

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

TITLE = "What changed in the report"
KEY = "Underlined: it came. Struck through: it was taken out."
CAME, WENT = "005A30", "942514"


@dataclass(frozen=True, slots=True)
class Changed:
    """A section: its heading, and its words, each as (``same``, ``new`` or ``gone``, text)."""

    heading: str
    words: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ComparisonPaper:
    """Two versions of one report; ``same`` says in words what did not change."""

    partnership: str
    reference: str
    marking: str
    before: str
    after: str
    changed: tuple[Changed, ...]
    same: str = ""

    def as_docx(self, at: datetime) -> bytes:
        """The changes as a Word file."""
        between = f"From version {self.before} to {self.after}"
        document = word_house.reading_document(
            title=TITLE,
            marking=self.marking,
            footer=f"{TITLE} | Reference: {self.reference} | {between}",
            at=at,
        )
        pieces.opening(document, self.partnership, TITLE)
        pieces.note(document, between)
        pieces.aside(document, KEY)
        for one in self.changed:
            pieces.heading(document, one.heading)
            _words(document, one)
        pieces.aside(document, self.same)
        return word_page.saved(document)


def _words(document: Document, one: Changed) -> None:
    line = document.add_paragraph()
    for sort, text in one.words:
        for number, block in enumerate(xml_text(text).split("\n\n")):
            if number:
                line = document.add_paragraph()
            if block:
                _run(line, sort, block)


def _run(line: Paragraph, sort: str, text: str) -> None:
    from docx.shared import RGBColor

    run = line.add_run(text)
    if sort == "new":
        run.font.underline = True
        run.font.color.rgb = RGBColor.from_string(CAME)
    elif sort == "gone":
        run.font.strike = True
        run.font.color.rgb = RGBColor.from_string(WENT)
