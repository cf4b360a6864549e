"""The report as its page shows it."""

from dataclasses import dataclass

from rapidreview.case.models import Case
from rapidreview.casefolder.models import Document, DocumentVersion
from rapidreview.report.models import Report
from rapidreview.report.sections import title_of


@dataclass(frozen=True, slots=True)
class SectionShown:
    """A section with its title; empty text: still to be written."""

    code: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class ReportShown:
    """The report, its sections and its newest file."""

    report: Report
    sections: tuple[SectionShown, ...]
    version: DocumentVersion | None

    @property
    def written(self) -> int:
        """How many sections hold any text."""
        return sum(bool(one.text) for one in self.sections)


def report_shown(case: Case) -> ReportShown | None:
    """The report of a case, if it was begun."""
    report = Report.objects.filter(case=case).first()
    if report is None:
        return None
    sections = report.sections.select_related("case")
    return ReportShown(
        report,
        tuple(SectionShown(one.code, title_of(one.code), one.text) for one in sections),
        newest_file(case),
    )


def newest_file(case: Case) -> DocumentVersion | None:
    """The newest version of the report in the case folder."""
    filed = DocumentVersion.objects.filter(
        case=case, document__sort=Document.Sort.REPORT
    )
    return filed.select_related("case").last()
