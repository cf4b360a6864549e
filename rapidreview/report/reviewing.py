"""The report and the Chair: sent, amended, assured (P1.14, P9.2)."""

from datetime import datetime

from django.db import transaction

from rapidreview.casefolder import actions as casefolder
from rapidreview.dailylog import actions as dailylog
from rapidreview.dailylog.facts import case_facts
from rapidreview.people.actor import Actor
from rapidreview.procedure.errors import Incomplete, NotYet, Stale
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.report_requirements import require_before, require_unsigned
from rapidreview.procedure.requirements import require_open
from rapidreview.report.content import read
from rapidreview.report.letters import chairs_of, team_of, tell
from rapidreview.report.models import ChairReview, Report, ReportVersion
from rapidreview.report.points import POINTS, Judged, as_json, gaps
from rapidreview.report.text import content_now
from rapidreview.report.versions import TITLE, keep_if_changed, locations, locked


@transaction.atomic
def send_to_chair(
    report: Report, *, by: Actor, at: datetime, occurred_at: datetime | None = None
) -> ReportVersion:
    """Send the report to the Chair for amendments, quality assurance and sign-off (P9.2).

    A version is kept if the text changed. What the Chair had before the case was taken in
    was the newest version, and no letter goes. Raises NotYet until the report was updated from
    the meeting, and where nobody holds the chair.
    """
    report = locked(report)
    require_before(case_facts(report.case), LogKind.REPORT_UPDATED, "P9.2")
    chairs = chairs_of(report.case, at=at)
    if not chairs:
        raise NotYet("Nobody holds the chair of this case. Appoint the Chair.", "P9.2")
    version, _ = keep_if_changed(report, what="To the Chair", by=by, at=at)
    for one in version.files:
        casefolder.release(one, chairs, at=at)
    tell("report_to_chair", version, chairs, by=by, at=at, event=_occasion(version, at))
    dailylog.write(
        report.case,
        LogKind.REPORT_SENT_TO_CHAIR,
        by=by,
        at=at,
        occurred_at=occurred_at,
        subject=version,
        to=", ".join(one.name for one in chairs),
        channel="link by e-mail",
        document=f"{TITLE}, version {version.number}",
        location=locations(*version.files),
    )
    return version


@transaction.atomic
def return_amended(
    report: Report, *, amendments: str, by: Actor, at: datetime
) -> ReportVersion:
    """The Chair returns the report; what was changed in it is kept as a version (P9.2).

    ``amendments`` say what was amended, or what is to be. Raises Incomplete without them,
    NotYet until the report was sent to the Chair.
    """
    report = locked(report)
    require_before(case_facts(report.case), LogKind.REPORT_SENT_TO_CHAIR, "P9.2")
    said = amendments.strip()
    if not said:
        raise Incomplete("Say what you have amended, or what is to be amended.", "P9.2")
    version, _ = keep_if_changed(report, what="Amended by the Chair", by=by, at=at)
    told = tell(
        "report_amended",
        version,
        team_of(report.case, at=at),
        by=by,
        at=at,
        event=_occasion(version, at),
    )
    dailylog.write(
        report.case,
        LogKind.REPORT_AMENDED,
        by=by,
        at=at,
        subject=version,
        text=said,
        to=", ".join(one.name for one in told),
        document=f"{TITLE}, version {version.number}",
        location=locations(*version.files),
    )
    return version


@transaction.atomic
def assure_quality(
    version: ReportVersion,
    points: Judged,
    *,
    amendments: str,
    signed_off: bool,
    by: Actor,
    at: datetime,
    occurred_at: datetime | None = None,
) -> ChairReview:
    """The Chair's quality assurance of a version, point by point (P1.14, P9.2).

    ``signed_off``: it may be circulated. Raises Incomplete while a point is neither met
    nor explained, Stale if the report says something else by now.
    """
    report = locked(version.report)
    facts = case_facts(report.case)
    require_open(facts)
    require_before(facts, LogKind.REPORT_SENT_TO_CHAIR, "P9.2")
    require_unsigned(facts)
    require_current(report, version)
    if missing := gaps(points):
        raise Incomplete(
            f"Tick what is met, or say why it is not: {'; '.join(missing)}.", "P9.2"
        )
    review = ChairReview.objects.create(
        case=report.case,
        version=version,
        points=as_json({one.code: points[one.code] for one in POINTS}),
        amendments=amendments.strip(),
        signed_off=signed_off,
        reviewed_by=by.words,
        reviewed_at=occurred_at or at,
    )
    dailylog.write(
        report.case,
        LogKind.REPORT_QUALITY_ASSURED,
        by=by,
        at=at,
        occurred_at=occurred_at,
        subject=version,
        text=_told(points, signed_off=signed_off),
        document=f"{TITLE}, version {version.number}",
    )
    return review


def require_current(report: Report, version: ReportVersion) -> None:
    """Raise Stale unless ``version`` is the newest and says what the report says now."""
    newest = report.versions.last()
    now = content_now(report, version=version.number)
    if newest == version and not now.rewritten_since(read(version.content)):
        return
    raise Stale(
        f"The report was changed after version {version.number} was kept. Return the "
        "amendments first, then look at the version that has them.",
        "P9.2",
    )


def _told(points: Judged, *, signed_off: bool) -> str:
    met = sum(points[one.code][0] for one in POINTS)
    noted = len(POINTS) - met
    said = f"{met} points met" + (
        f", {noted} not met, each with a note" if noted else ""
    )
    return (
        f"{said}. {'Signed off' if signed_off else 'Not signed off'} for circulation."
    )


def _occasion(version: ReportVersion, at: datetime) -> str:
    """The same version may be sent twice: each time is a letter of its own."""
    return f"{version.pk}:{at.timestamp():.0f}"
