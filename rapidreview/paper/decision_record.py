"""The record of the decision, on its own, as the Panel receives it with the report (P13.5)."""

from dataclasses import asdict, dataclass
from datetime import datetime

from rapidreview.paper import passages
from rapidreview.paper.pieces import Criterion, Lines, View, grouped
from rapidreview.paper.typeset import typeset


@dataclass(frozen=True, slots=True)
class DecisionRecord:
    """Who decided what, why, and when. All words arrive ready.

    ``recommendation`` and ``lines`` are label and words; ``circumstances`` are those that
    were weighed beside the criteria (P7.2); ``executive`` tells of the meeting with the
    AD/DCS, or of how the findings were shared instead (P1.16).
    """

    partnership: str
    reference: str
    marking: str
    title: str = "Record of the decision"
    lines: Lines = ()
    recommendation: Lines = ()
    criteria: tuple[Criterion, ...] = ()
    circumstances: tuple[str, ...] = ()
    views: tuple[View, ...] = ()
    approval: str = ""
    corrections: tuple[str, ...] = ()
    executive: str = ""
    decided: Lines = ()
    colophon: str = ""

    def as_pdf(self, at: datetime) -> bytes:
        """The record as a tagged PDF."""
        told = {
            "criteria": grouped(self.criteria),
            "executive": passages.as_data(self.executive),
        }
        return typeset("decision-record", {**asdict(self), **told}, at=at)
