"""Files edited in Word, sources and answers to remarks by the hundred."""

from rapidreview.case.models import Case
from rapidreview.casefolder.models import Document
from rapidreview.report.models import Report
from rapidreview.report.reading import newest_version
from rapidreview.report.writing_models import (
    EditedPart,
    EditedReport,
    RemarkAnswer,
    SectionSource,
)
from tests import make
from tests.cast import Cast
from tests.settled import PACK_AT as AT

OWEN = "Owen Tarnfield"
NOTHING = '{"changes": [], "comments": [], "notes": []}'


def add_edits(case: Case, cast: Cast, numbers: range) -> None:
    """A file for each number; the first one has a part more for each."""
    report = Report.objects.get(case=case)
    sort = Document.Sort.REPORT
    files = [
        make.document(case, cast, title=f"Edited {n}", at=AT, sort=sort)
        for n in numbers
    ]
    EditedReport.objects.bulk_create(
        EditedReport(
            case=case,
            report=report,
            number=n,
            file=file,
            base=newest_version(case),
            received_by=OWEN,
            received_at=AT,
        )
        for n, file in zip(numbers, files, strict=True)
    )
    first = EditedReport.objects.filter(report=report).earliest("number")
    EditedPart.objects.bulk_create(_part(case, first, n) for n in numbers)
    section = report.sections.get(code="R9")
    SectionSource.objects.bulk_create(
        SectionSource(
            case=case,
            section=section,
            key=f"M{n}",
            title="Minutes",
            words="Said.",
            put_in_by=OWEN,
            put_in_at=AT,
        )
        for n in numbers
    )
    RemarkAnswer.objects.bulk_create(
        RemarkAnswer(
            case=case,
            report=report,
            remark=str(n),
            verdict="keep",
            reason="So.",
            answered_by=OWEN,
            answered_at=AT,
        )
        for n in numbers
    )


def _part(case: Case, edited: EditedReport, n: int) -> EditedPart:
    return EditedPart(
        case=case,
        edited=edited,
        order=n,
        code="R9" if n % 2 else "",
        heading="x",
        base="Was.",
        text=f"Is {n}.",
        told=NOTHING,
    )
