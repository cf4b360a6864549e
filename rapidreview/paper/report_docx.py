"""The report's first version as a Word file (P6.3); what it looks like is ``report_paper``."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from rapidreview.paper.report_paper import ReportPaper, Section


def begin_report(
    front: Mapping[str, str],
    sections: Sequence[tuple[str, str, str]],
    *,
    at: datetime,
    partnership: str,
    reference: str,
    version: str = "0.1",
    marking: str = "OFFICIAL-SENSITIVE",
) -> bytes:
    """The report as begun, as .docx (P6.3).

    ``front`` is the front page's table (R1), label to words; ``sections`` are code,
    title and text (R2 … R20), an empty text marking what is still to be written.
    """
    return ReportPaper(
        partnership=partnership,
        reference=reference,
        marking=marking,
        version=version,
        is_draft=True,
        front=tuple(front.items()),
        sections=tuple(Section(*one) for one in sections),
    ).as_docx(at)
