"""A letter on paper, such as the one that covers the report to the Panel (P13.3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from rapidreview.paper import passages, word_house, word_page, word_pieces
from rapidreview.paper.typeset import typeset

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

# Points below an address, a date, a subject.
AIR = 16


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
        told["our_reference"] = self.our_reference
        return typeset("letter", {**asdict(self), **told}, at=at)

    def as_docx(self, at: datetime) -> bytes:
        """The letter as a Word file."""
        document = word_house.reading_document(
            title=self._title(),
            marking=self.marking,
            footer=f"Reference: {self.reference}",
            at=at,
        )
        _write(document, self)
        return word_page.saved(document)

    @property
    def our_reference(self) -> str:
        """The line that names the reference, where there is one."""
        return f"Our reference: {self.reference}" if self.reference else ""

    def _title(self) -> str:
        return self.subject or "Letter"


def _write(document: Document, paper: LetterPaper) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    sender = _block(document, (paper.partnership, *paper.address))
    sender.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _block(document, paper.to)
    _block(document, (paper.date, paper.our_reference))
    if paper.subject:
        _block(document, (paper.subject,)).runs[0].bold = True
    word_pieces.told(document, paper.body, level=2)
    _block(document, paper.signed).paragraph_format.keep_together = True


def _block(document: Document, lines: Sequence[str]) -> Paragraph:
    """Lines that belong together, such as an address, with air below them."""
    from docx.shared import Pt

    made = document.add_paragraph(
        word_page.xml_text("\n".join(words for words in lines if words))
    )
    made.paragraph_format.space_after = Pt(AIR)
    return made
