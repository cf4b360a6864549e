"""Minutes of a meeting, as a Word file and as a PDF (P0.5, P7.5).

They serve the Rapid Review meeting, the meeting with the AD/DCS and any other: a part
that is empty is left out, but for who wrote them and when the meeting closed.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from rapidreview.paper import passages, word_decision, word_house, word_page
from rapidreview.paper import word_pieces as pieces
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

EXECUTIVE = "Meeting with the Director or Assistant Director"


@dataclass(frozen=True, slots=True)
class MinutesPaper:
    """What minutes say. All words arrive ready, dates and instants written out.

    ``lines`` are date, place, chair, quorum, papers; ``recommendation`` is label and
    words too; ``corrections`` are those the meeting asked for when it approved the
    content (P7.4); ``executive`` is the decision on a meeting with the AD/DCS;
    ``due_line`` says when the minutes are due and what moved it; ``correction`` says why
    there is a second version, and is empty in the first; ``changed`` says of each item what
    stood before and stands now.
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
    changed: str = ""
    colophon: str = ""

    def as_pdf(self, at: datetime) -> bytes:
        """The minutes as a tagged PDF."""
        return typeset("minutes", self._data(), at=at)

    def as_docx(self, at: datetime) -> bytes:
        """The minutes as a Word file."""
        document = word_house.reading_document(
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
            {"heading": one.heading, "text": passages.as_data(one.text)}
            for one in self.items
        ]
        told = {
            "items": items,
            "criteria": grouped(self.criteria),
            "executive": passages.as_data(self.executive),
            "close": self.close,
            "changed": passages.as_data(self.changed),
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
    pieces.opening(document, paper.partnership, paper.title)
    pieces.note(document, paper.correction)
    pieces.facts(document, paper.lines)
    _write_people(document, paper)
    for item in paper.items:
        pieces.heading(document, item.heading)
        pieces.told(document, item.text, level=2)
    _write_decision(document, paper)
    _write_approval(document, paper)
    if paper.actions:
        pieces.heading(document, "Actions")
        word_decision.actions(document, paper.actions)
    if paper.changed:
        pieces.heading(document, f"What changed in version {paper.version}")
        pieces.told(document, paper.changed, level=2)
    if paper.close:
        pieces.heading(document, "Close of the meeting")
        pieces.facts(document, paper.close, together=True)
    pieces.aside(document, paper.colophon)


def _write_people(document: Document, paper: MinutesPaper) -> None:
    for words, people in (("Present", paper.present), ("Apologies", paper.apologies)):
        if people:
            pieces.heading(document, words)
            _write_table_of(document, people)
    if paper.conflicts:
        pieces.heading(document, "Conflicts of interest")
        pieces.facts(document, tuple((c.name, c.words) for c in paper.conflicts))


def _write_table_of(document: Document, people: tuple[Person, ...]) -> None:
    """A note stands under the role: a column of its own would be empty for most."""
    known = [
        (one.name, "\n".join(filter(None, (one.role, one.note)))) for one in people
    ]
    pieces.table(document, (50, 110), ("Name", "Role"), known)


def _write_decision(document: Document, paper: MinutesPaper) -> None:
    if paper.criteria or paper.recommendation:
        pieces.heading(document, "Decision")
        word_decision.criteria(document, paper.criteria)
        word_decision.recommendation(document, paper.recommendation)
    if paper.views:
        pieces.heading(document, "Views of the statutory partners")
        word_decision.views(document, paper.views)


def _write_approval(document: Document, paper: MinutesPaper) -> None:
    if paper.approval:
        pieces.heading(document, "Approval of the content")
        pieces.prose(document, paper.approval)
        pieces.bullets(document, paper.corrections)
    if paper.executive:
        pieces.heading(document, EXECUTIVE)
        pieces.told(document, paper.executive, level=2)
