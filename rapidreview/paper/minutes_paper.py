"""Minutes of a meeting, as a Word file and as a PDF (P0.5, P7.5).

They serve the Rapid Review meeting, the meeting with the AD/DCS and any other: a part
that is empty is left out, but for who wrote them and when the meeting closed.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from rapidreview.paper import passages, word_decision, word_page, word_pieces
from rapidreview.paper.pieces import (
    ActionRow,
    Conflict,
    Criterion,
    Item,
    Lines,
    Person,
    View,
    grouped,
)
from rapidreview.paper.typeset import typeset

if TYPE_CHECKING:
    from docx.document import Document


@dataclass(frozen=True, slots=True)
class MinutesPaper:
    """What minutes say. All words arrive ready, dates and instants written out.

    ``lines`` are date, place, chair, quorum, papers; ``recommendation`` is label and
    words too; ``corrections`` are those the meeting asked for when it approved the
    content (P7.4); ``executive`` is the decision on a meeting with the AD/DCS;
    ``due_line`` says when the minutes are due and what moved it; ``correction`` says why
    there is a second version, and is empty in the first.
    """

    partnership: str
    reference: str
    marking: str
    title: str
    lines: Lines = ()
    present: tuple[Person, ...] = ()
    apologies: tuple[Person, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    items: tuple[Item, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    recommendation: Lines = ()
    views: tuple[View, ...] = ()
    approval: str = ""
    corrections: tuple[str, ...] = ()
    executive: str = ""
    actions: tuple[ActionRow, ...] = ()
    minute_taker: str = ""
    closed_at: str = ""
    due_line: str = ""
    version: str = "1"
    correction: str = ""
    colophon: str = ""

    def as_pdf(self, at: datetime) -> bytes:
        """The minutes as a tagged PDF."""
        return typeset("minutes", self._data(), at=at)

    def as_docx(self, at: datetime) -> bytes:
        """The minutes as a Word file."""
        document = word_page.new_document(
            title=self.title,
            marking=self.marking,
            footer=f"{self.title} | Reference: {self.reference} | {self._version()}",
            at=at,
        )
        _write(document, self)
        return word_page.saved(document)

    def _version(self) -> str:
        return f"Version {self.version}"

    def _data(self) -> dict[str, object]:
        items = [
            {**asdict(one), "text": passages.as_data(one.text)} for one in self.items
        ]
        told = {
            "items": items,
            "criteria": grouped(self.criteria),
            "executive": passages.as_data(self.executive),
            "close": self.close,
        }
        return {**asdict(self), **told}

    @property
    def close(self) -> Lines:
        """Who wrote the minutes, when the meeting closed, and when they are due."""
        known = (
            ("Minute-taker", self.minute_taker),
            ("Meeting closed", self.closed_at),
            ("Minutes due", self.due_line),
        )
        return tuple((label, words) for label, words in known if words)


def _write(document: Document, paper: MinutesPaper) -> None:
    document.add_paragraph(word_page.xml_text(paper.partnership))
    document.add_paragraph(word_page.xml_text(paper.title), style="Title")
    word_pieces.prose(document, paper.correction)
    word_pieces.facts(document, paper.lines)
    _write_people(document, paper)
    for item in paper.items:
        word_pieces.heading(document, f"{item.code}  {item.title}".strip())
        word_pieces.told(document, item.text, level=2)
    _write_decision(document, paper)
    _write_actions(document, paper.actions)
    word_pieces.heading(document, "Close of the meeting")
    word_pieces.facts(document, paper.close)
    word_pieces.prose(document, paper.colophon)


def _write_people(document: Document, paper: MinutesPaper) -> None:
    for words, people in (("Present", paper.present), ("Apologies", paper.apologies)):
        if people:
            word_pieces.heading(document, words)
            rows = [(one.name, one.role, one.note) for one in people]
            word_pieces.table(document, (50, 60, 60), ("Name", "Role", "Note"), rows)
    if paper.conflicts:
        word_pieces.heading(document, "Conflicts of interest")
        word_pieces.facts(document, tuple((c.name, c.words) for c in paper.conflicts))


def _write_decision(document: Document, paper: MinutesPaper) -> None:
    if paper.criteria or paper.recommendation:
        word_pieces.heading(document, "Decision")
        word_decision.criteria(document, paper.criteria)
        word_decision.recommendation(document, paper.recommendation)
    word_decision.views(document, paper.views)
    if paper.approval:
        word_pieces.heading(document, "Approval of the content")
        word_pieces.prose(document, paper.approval)
        word_pieces.bullets(document, paper.corrections)
    if paper.executive:
        word_pieces.heading(document, "Meeting with the Director or Assistant Director")
        word_pieces.told(document, paper.executive, level=2)


def _write_actions(document: Document, rows: tuple[ActionRow, ...]) -> None:
    if rows:
        word_pieces.heading(document, "Actions")
        word_decision.actions(document, rows)
