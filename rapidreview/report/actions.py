"""The Rapid Review report is begun on day 6: version 0.1 in II (P6.3)."""

from datetime import datetime

from django.db import transaction

from rapidreview.case.models import Case
from rapidreview.dailylog import actions as dailylog
from rapidreview.dailylog.facts import case_facts
from rapidreview.people.actor import Actor
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.report_requirements import FIRST_VERSION
from rapidreview.procedure.requirements import require_collated, require_open
from rapidreview.report.beginning import begun
from rapidreview.report.models import Report
from rapidreview.report.text import content_now
from rapidreview.report.versions import TITLE, locations, make_version


@transaction.atomic
def begin_report(case: Case, *, by: Actor, at: datetime) -> Report:
    """Begin the report, once: its twenty sections, and version 0.1 filed in II (P6.3).

    What the case and the accepted returns tell is filled in, with labels for names.
    Raises NotYet until the returns are collated, AlreadyDone if it was begun before.
    """
    facts = case_facts(case)
    require_open(facts)
    require_collated(facts)
    report = begun(case, FIRST_VERSION, by=by, at=at, begun_at=at)
    content = content_now(report, version=FIRST_VERSION, facts=facts)
    version = make_version(report, content, what="Begun", by=by, at=at)
    dailylog.write(
        case,
        LogKind.REPORT_BEGUN,
        by=by,
        at=at,
        subject=report,
        files=(version.word.sha256, version.pdf.sha256),
        document=f"{TITLE}, version {FIRST_VERSION}",
        location=locations(version.word, version.pdf),
    )
    return report
