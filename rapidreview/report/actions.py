"""The Rapid Review report is begun on day 6: version 0.1 in II (P6.3)."""

from datetime import datetime

from django.db import transaction

from rapidreview.case.models import Case
from rapidreview.casefolder import actions as casefolder
from rapidreview.casefolder.models import Document
from rapidreview.dailylog import actions as dailylog
from rapidreview.dailylog.facts import case_facts
from rapidreview.paper import report_docx
from rapidreview.people.actor import Actor
from rapidreview.procedure.errors import AlreadyDone
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.requirements import require_collated, require_open
from rapidreview.procedure.vocabulary import Subfolder
from rapidreview.report.models import Report, ReportSection
from rapidreview.report.sections import FirstSection, first_sections, front_page

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FIRST_VERSION = "0.1"


@transaction.atomic
def begin_report(case: Case, *, by: Actor, at: datetime) -> Report:
    """Begin the report, once: its twenty sections, and version 0.1 filed in II (P6.3).

    Raises NotYet until the returns are collated, AlreadyDone if it was begun before.
    """
    facts = case_facts(case)
    require_open(facts)
    require_collated(facts)
    report, made = Report.objects.get_or_create(
        case=case,
        defaults={"version": FIRST_VERSION, "begun_by": by.words, "begun_at": at},
    )
    if not made:
        raise AlreadyDone("The report has been begun.", "P6.3")
    sections = first_sections(case, at=at)
    front = front_page(case, by=by, at=at)
    _keep(report, sections, front)
    version = casefolder.file_document(
        case,
        sort=Document.Sort.REPORT,
        subfolder=Subfolder.II,
        title="Rapid Review report",
        data=_file(case, sections, front, at),
        name="rapid-review-report-0.1.docx",
        media_type=DOCX,
        source="Rapid Review",
        by=by,
        at=at,
        subject=str(report.pk),
        number=FIRST_VERSION,
    )
    dailylog.write(
        case,
        LogKind.REPORT_BEGUN,
        by=by,
        at=at,
        subject=report,
        files=(version.sha256,),
        document=f"Rapid Review report, version {FIRST_VERSION}",
        location=casefolder.location(version),
    )
    return report


def _keep(report: Report, sections: list[FirstSection], front: dict[str, str]) -> None:
    """Store the sections; R1 holds its front page as lines."""
    as_lines = "\n".join(f"{label}: {words}" for label, words in front.items())
    for number, one in enumerate(sections, start=1):
        ReportSection.objects.create(
            case=report.case,
            report=report,
            code=one.code,
            number=number,
            text=as_lines if one.code == "R1" else one.text,
        )


def _file(
    case: Case, sections: list[FirstSection], front: dict[str, str], at: datetime
) -> bytes:
    return report_docx.begin_report(
        front,
        [(one.code, one.title, one.text) for one in sections if one.code != "R1"],
        at=at,
        partnership=case.partnership.name,
        reference=case.reference,
        version=FIRST_VERSION,
        marking=case.partnership.marking,
    )
