"""The Rapid Review report, as a Word file and as a PDF (P6.3, P9.1, P13.1)."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from rapidreview.paper import (
    passages,
    word_contents,
    word_decision,
    word_house,
    word_marks,
    word_page,
)
from rapidreview.paper import word_pieces as pieces
from rapidreview.paper.pieces import ActionRow, Lines, View
from rapidreview.paper.typeset import typeset
from rapidreview.paper.word_layout import REFERENCE

if TYPE_CHECKING:
    from docx.document import Document

TITLE = "Rapid Review report"
VERSION = "RapidReviewVersion"
TO_BE_WRITTEN = "[To be written.]"
SIGNATURE = "The Chair’s signature"
NOT_SIGNED = "The Chair has not signed this version."
# The sections that show a table of their own below their text.
ACTIONS, SIGN_OFF = "R14", "R18"


@dataclass(frozen=True, slots=True)
class Section:
    """One section, R2 to R20; ``source`` says what its text was taken from, if anything."""

    code: str
    title: str
    text: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class ReportPaper:
    """What the report says. All words arrive ready, dates and instants written out.

    ``front`` is R1, label and words; ``actions`` stand in R14 and ``sign_offs`` in R18,
    below their text; ``signature`` is signed by, role, when, statement and fingerprint,
    or empty. A section's text may hold paragraphs, lists, tables and sub-headings (see
    ``passages``); an empty one says that it is still to be written.
    """

    partnership: str
    reference: str
    marking: str
    version: str
    is_draft: bool
    front: Lines = ()
    sections: tuple[Section, ...] = ()
    actions: tuple[ActionRow, ...] = ()
    sign_offs: tuple[View, ...] = ()
    signature: Lines = ()
    colophon: str = ""

    @property
    def standing(self) -> str:
        """Which version this is, and what may be done with it."""
        if self.is_draft:
            return (
                f"Version {self.version}, a draft. "
                "Not to be published or circulated further."
            )
        return f"Version {self.version}"

    def text_of(self, section: Section) -> str:
        """Its text, or that it is to be written unless a table says it all."""
        tables = {ACTIONS: self.actions, SIGN_OFF: self.sign_offs}
        shown = section.text.strip() or tables.get(section.code)
        return section.text if shown else TO_BE_WRITTEN

    def as_pdf(self, at: datetime) -> bytes:
        """The report as a tagged PDF, with its contents."""
        return typeset("report", self._data(), at=at)

    def as_docx(self, at: datetime) -> bytes:
        """The report as a Word file, with its contents."""
        document = word_house.reading_document(
            title=TITLE,
            marking=self.marking,
            footer=f"{TITLE} | Reference: {self.reference} | Version {self.version}",
            at=at,
        )
        known = {REFERENCE: self.reference, VERSION: self.version}
        word_page.add_properties(document, known)
        _write(document, self)
        return word_page.saved(document)

    def _data(self) -> dict[str, object]:
        told = {
            "title": TITLE,
            "standing": self.standing,
            "sections": [
                {
                    **asdict(one),
                    "heading": _heading(one),
                    "text": passages.as_data(self.text_of(one)),
                }
                for one in self.sections
            ],
            "not_signed": "" if self.is_draft else NOT_SIGNED,
        }
        return {**asdict(self), **told}


def _write(document: Document, paper: ReportPaper) -> None:
    pieces.opening(document, paper.partnership, TITLE)
    pieces.note(document, paper.standing)
    pieces.facts(document, paper.front)
    signed = [SIGNATURE] if paper.signature and paper.sections else []
    headings = [_heading(one) for one in paper.sections]
    word_contents.contents(document, [*headings, *signed])
    for number, one in enumerate(paper.sections, start=1):
        _write_section(document, paper, one, number)
    _write_signature(document, paper)
    pieces.aside(document, paper.colophon)


def _heading(section: Section) -> str:
    return f"{section.code}. {section.title}"


def _write_section(
    document: Document, paper: ReportPaper, section: Section, number: int
) -> None:
    heading = pieces.heading(document, _heading(section))
    heading.paragraph_format.page_break_before = number == 1
    word_contents.mark(heading, number)
    word_marks.mark_section(heading, section.code, number)
    pieces.aside(document, section.source)
    pieces.told(document, paper.text_of(section), level=2)
    if section.code == ACTIONS and paper.actions:
        word_decision.actions(document, paper.actions)
    if section.code == SIGN_OFF and paper.sign_offs:
        word_decision.views(document, paper.sign_offs)


def _write_signature(document: Document, paper: ReportPaper) -> None:
    if paper.signature:
        heading = pieces.heading(document, SIGNATURE)
        word_contents.mark(heading, len(paper.sections) + 1)
        pieces.facts(document, paper.signature, together=True)
    elif not paper.is_draft:
        pieces.note(document, NOT_SIGNED)
