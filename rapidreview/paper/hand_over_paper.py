"""The cover of what is handed to a local review: list, hashes, what is open, receipt (P13.5)."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from rapidreview.paper import passages, word_house, word_page
from rapidreview.paper import word_pieces as pieces
from rapidreview.paper.pieces import Lines
from rapidreview.paper.typeset import typeset

if TYPE_CHECKING:
    from docx.document import Document

TITLE = "Hand-over to a local child safeguarding practice review"
NONE = "None."
RECEIPT: Lines = (
    ("Received by", "_" * 40),
    ("Organisation", "_" * 40),
    ("Date and time", "_" * 40),
    ("Signature", "_" * 40),
)
RECEIPT_WORDS = (
    "I have received the papers listed above and found each to be as its fingerprint says. I "
    "keep them as they are marked, give them to nobody else, and return or destroy them when "
    "the local review asks for it."
)


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A paper in the package: the name of its file, what it is, since when, its SHA-256."""

    name: str
    title: str
    filed: str
    sha256: str


@dataclass(frozen=True, slots=True)
class HandOverPaper:
    """What the cover says. All words arrive ready; ``questions`` and ``parallel`` follow the
    rules of ``passages``, ``stays`` says what is not in the package."""

    partnership: str
    reference: str
    marking: str
    lines: Lines
    papers: tuple[PaperLine, ...]
    actions: tuple[str, ...]
    questions: str
    parallel: str
    stays: str

    def as_pdf(self, at: datetime) -> bytes:
        """The cover as a tagged PDF."""
        told = {
            "title": TITLE,
            "questions": passages.as_data(self.questions or NONE),
            "parallel": passages.as_data(self.parallel or NONE),
            "receipt": RECEIPT_WORDS,
        }
        return typeset("hand-over", {**asdict(self), **told}, at=at)

    def as_docx(self, at: datetime) -> bytes:
        """The cover as a Word file."""
        document = word_house.reading_document(
            title=TITLE,
            marking=self.marking,
            footer=f"{TITLE} | Reference: {self.reference}",
            at=at,
        )
        _write(document, self)
        return word_page.saved(document)


def _write(document: Document, paper: HandOverPaper) -> None:
    pieces.opening(document, paper.partnership, TITLE)
    pieces.facts(document, paper.lines)
    pieces.heading(document, "What is handed over")
    rows = [
        (
            one.name,
            f"{one.title}\nFiled {one.filed}",
            one.sha256,
        )
        for one in paper.papers
    ]
    heads = ("File", "What it is", "Fingerprint (SHA-256)")
    pieces.table(document, (46, 62, 52), heads, rows)
    pieces.note(document, paper.stays)
    pieces.heading(document, "Actions still open")
    pieces.bullets(document, paper.actions or (NONE,))
    pieces.heading(document, "Questions left open")
    pieces.told(document, paper.questions or NONE, level=2)
    pieces.heading(document, "Parallel processes")
    pieces.told(document, paper.parallel or NONE, level=2)
    pieces.heading(document, "Receipt")
    pieces.prose(document, RECEIPT_WORDS)
    document.paragraphs[-1].paragraph_format.keep_with_next = True
    pieces.facts(document, RECEIPT, together=True)
