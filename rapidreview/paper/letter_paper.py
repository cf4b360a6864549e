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

# Points below an address, a date, a subject; and above a name, for a hand to sign.
AIR, HAND = 16, 28


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
    sender = (paper.partnership, *paper.address)
    _write_block(document, sender, bold=True, to_the_right=True)
    _write_block(document, paper.to)
    _write_block(document, (paper.date, paper.our_reference))
    _write_block(document, (paper.subject,), bold=True)
    word_pieces.told(document, paper.body, level=2)
    document.paragraphs[-1].paragraph_format.keep_with_next = True
    _write_block(document, paper.signed, air_above=HAND)


def _write_block(
    document: Document,
    lines: Sequence[str],
    *,
    bold: bool = False,
    to_the_right: bool = False,
    air_above: int = 0,
) -> None:
    """Lines that belong together, such as an address; ``bold`` is for the first."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    first, *others = [word_page.xml_text(words) for words in lines if words] or [""]
    if first:
        made = document.add_paragraph()
        made.add_run(first).bold = bold
        made.add_run("".join(f"\n{words}" for words in others))
        made.paragraph_format.space_before = Pt(air_above)
        made.paragraph_format.space_after = Pt(AIR)
        made.paragraph_format.keep_together = True
        if to_the_right:
            made.alignment = WD_ALIGN_PARAGRAPH.RIGHT
