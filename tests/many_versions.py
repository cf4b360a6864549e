"""A report that was kept, assured and circulated by the hundred, and a senior officer who has it."""

from rapidreview.case.models import Case
from rapidreview.casefolder import actions as casefolder
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.vocabulary import Role
from rapidreview.report.models import (
    ChairReview,
    Circulation,
    Report,
    ReportVersion,
)
from rapidreview.report.points import POINTS, as_json
from rapidreview.report.reading import newest_version
from tests import make
from tests.cast import Cast
from tests.settled import PACK_AT as AT


def give_to_officer(case: Case, cast: Cast) -> None:
    """Version 0.1 has gone to Helene, who may sign it off."""
    make.appoint(case, cast.helene, Role.SENIOR_OFFICER)
    for kind in (LogKind.SENIOR_OFFICERS_CONFIRMED, LogKind.REPORT_CIRCULATED):
        make.entry(case, cast, kind, at=AT)
    version = newest_version(case)
    assert version is not None
    for one in (version.word, version.pdf):
        casefolder.release(one, [cast.helene], at=AT)
    _circulate(case, [version])


def add_versions(case: Case, cast: Cast, numbers: range) -> None:
    """A version for each number, assured and circulated."""
    report = Report.objects.get(case=case)
    first = newest_version(case)
    assert first is not None
    files = [
        make.document(case, cast, title=f"Report 1.{n}", at=AT)
        for n in numbers
        for _ in ("word", "pdf")
    ]
    made = ReportVersion.objects.bulk_create(
        ReportVersion(
            case=case,
            report=report,
            number=f"1.{n}",
            order=100 + n,
            content=first.content,
            text_hash=first.text_hash,
            what="Kept",
            word=files[2 * place],
            pdf=files[2 * place + 1],
            made_by="Owen",
            made_at=AT,
        )
        for place, n in enumerate(numbers)
    )
    _assure(case, made)
    _circulate(case, made)


def _assure(case: Case, versions: list[ReportVersion]) -> None:
    points = as_json({one.code: (True, "") for one in POINTS})
    ChairReview.objects.bulk_create(
        ChairReview(
            case=case,
            version=one,
            points=points,
            signed_off=True,
            reviewed_by="Judith",
            reviewed_at=AT,
        )
        for one in versions
    )


def _circulate(case: Case, versions: list[ReportVersion]) -> None:
    Circulation.objects.bulk_create(
        Circulation(
            case=case,
            version=one,
            confirmed_by="Judith",
            confirmed_at=AT,
            circulated_by="Owen",
            circulated_at=AT,
        )
        for one in versions
    )
