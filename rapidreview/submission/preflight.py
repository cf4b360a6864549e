"""The pre-flight as the page shows it: each point with the page where it is done (P13.2)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from rapidreview.case.models import Case
from rapidreview.procedure.facts import CaseFacts
from rapidreview.procedure.preflight import Point, Verdict, judge
from rapidreview.submission.dossier import dossier_of

# Where each point is done: the name of a page of the case.
PAGES: Mapping[Point, str] = {
    Point.SIGNED: "report",
    Point.FILED: "report",
    Point.SIN: "notification",
    Point.CRITERIA: "walk_through",
    Point.VIEWS: "rapid_review_meeting",
    Point.EXECUTIVE: "meetings",
    Point.OFSTED: "decide_ofsted",
    Point.LOG: "daily_log",
    Point.APPROVED: "rapid_review_meeting",
    Point.MINUTES: "meetings",
    Point.CIRCULATED: "report",
    Point.SIGN_OFFS: "report",
    Point.RETURNS: "checklist",
    Point.SAFETY: "checklist",
    Point.ACTIONS: "rapid_review_meeting",
}


@dataclass(frozen=True, slots=True)
class Check:
    """One point as it stands; ``url_name`` is a page of the case."""

    words: str
    ok: bool
    blocking: bool
    why: str
    url_name: str
    paragraph: str


def preflight(case: Case, facts: CaseFacts, at: datetime) -> list[Check]:
    """Every check, those that stop a submission first."""
    return [_check(one) for one in judge(dossier_of(case, facts, at))]


def _check(verdict: Verdict) -> Check:
    point = verdict.point
    return Check(
        verdict.words, verdict.ok, point.stops, point.why, PAGES[point], point.paragraph
    )
