"""A version of the report as files: what was kept, laid out, and perhaps the signature on it."""

from dataclasses import dataclass
from datetime import datetime

from rapidreview.case.models import Case
from rapidreview.paper.pieces import ActionRow, Lines, View
from rapidreview.paper.report_paper import ReportPaper, Section
from rapidreview.report.content import Content
from rapidreview.report.sections import ACTIONS, FRONT, SIGN_OFF

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"


@dataclass(frozen=True, slots=True)
class Papers:
    """The same version as Word and as PDF."""

    word: bytes
    pdf: bytes


def papers_of(
    case: Case, content: Content, *, at: datetime, signature: Lines = ()
) -> Papers:
    """Both files of a version; with a signature it is no draft any more (P13.1)."""
    paper = ReportPaper(
        partnership=case.partnership.name,
        reference=content.reference,
        marking=case.partnership.marking,
        version=content.version,
        is_draft=not signature,
        front=_front(content),
        sections=tuple(
            Section(one.code, one.title, one.text)
            for one in content.sections
            if one.code != FRONT
        ),
        actions=tuple(ActionRow(*row) for row in content.section(ACTIONS).table),
        sign_offs=tuple(View(*row) for row in content.section(SIGN_OFF).table),
        signature=signature,
    )
    return Papers(paper.as_docx(at), paper.as_pdf(at))


def _front(content: Content) -> Lines:
    return (
        *((label, words) for label, words in content.section(FRONT).table),
        ("Version", content.version),
    )
