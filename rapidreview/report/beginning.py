"""The row of a report and its twenty sections, as it is begun here or was elsewhere (P6.3)."""

from datetime import datetime

from rapidreview.case.models import Case
from rapidreview.people.actor import Actor
from rapidreview.procedure.errors import AlreadyDone
from rapidreview.report.gathering import gathered
from rapidreview.report.models import Report, ReportSection
from rapidreview.report.sections import SECTIONS


def begun(
    case: Case, number: str, *, by: Actor, at: datetime, begun_at: datetime
) -> Report:
    """The report with its sections; the caller makes its first version.

    Raises AlreadyDone if there is one.
    """
    report, made = Report.objects.get_or_create(
        case=case,
        defaults={"version": number, "begun_by": by.words, "begun_at": begun_at},
    )
    if not made:
        raise AlreadyDone("The report has been begun.", "P6.3")
    _make_sections(report, at)
    return report


def _make_sections(report: Report, at: datetime) -> None:
    filled = gathered(report.case, at=at)
    for number, kind in enumerate(SECTIONS, start=1):
        found = filled.get(kind.code)
        ReportSection.objects.create(
            case=report.case,
            report=report,
            code=kind.code,
            number=number,
            text=found.text if found else "",
            source=found.source if found else "",
        )
