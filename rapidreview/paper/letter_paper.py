"""A letter on paper, such as the one that covers the report to the Panel (P13.3)."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from rapidreview.paper import passages, word_page, word_pieces
from rapidreview.paper.typeset import typeset

if TYPE_CHECKING:
    from docx.document import Document


@dataclass(frozen=True, slots=True)
class LetterPaper:
    """What a letter says; the body follows the rules of ``passages``.

    ``address`` is the partnership's own, ``to`` the addressee's name and address,
    ``signed`` who signs and for whom: a line each.
    """

    partnership: str
    reference: str
    marking: str
    address: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    date: str = ""
    subject: str = ""
    body: str = ""
    signed: tuple[str, ...] = ()

    def as_pdf(self, at: datetime) -> bytes:
        """The letter as a tagged PDF."""
        told = {"title": self._title(), "body": passages.as_data(self.body)}
        return typeset("letter", {**asdict(self), **told}, at=at)

    def as_docx(self, at: datetime) -> bytes:
        """The letter as a Word file."""
        document = word_page.new_document(
            title=self._title(),
            marking=self.marking,
            footer=f"Reference: {self.reference}",
            at=at,
        )
        _write(document, self)
        return word_page.saved(document)

    def _title(self) -> str:
        return self.subject or "Letter"


def _write(document: Document, paper: LetterPaper) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    for number, words in enumerate((paper.partnership, *paper.address)):
        line = word_pieces.line(document, words, bold=number == 0)
        line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    word_pieces.lines(document, paper.to)
    word_pieces.lines(document, (paper.date, f"Our reference: {paper.reference}"))
    if paper.subject:
        word_pieces.line(document, paper.subject, bold=True)
    word_pieces.told(document, paper.body, level=2)
    word_pieces.lines(document, paper.signed)
