"""What the pages of the end show: the closing, the holds, the reviews, the days by the rule."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from rapidreview.case.models import Appointment, Case
from rapidreview.dailylog.facts import case_facts
from rapidreview.procedure.facts import Fact
from rapidreview.procedure.keeping import ReviewDay
from rapidreview.procedure.vocabulary import Role
from rapidreview.retention.models import Closing, LegalHold, RetentionReview
from rapidreview.retention.reviewing import usual_day


@dataclass(frozen=True, slots=True)
class Leaver:
    """Somebody whose access ends at closing, and the role it ends with."""

    name: str
    role: str


def leavers(appointments: Iterable[Appointment]) -> list[Leaver]:
    """Each role that ends, by name."""
    return [
        Leaver(
            one.user.name,
            f"{Role(one.role).words}{f', {one.agency.name}' if one.agency else ''}",
        )
        for one in appointments
    ]


def closing_of(case: Case) -> Closing | None:
    """The newest closing of the case; none for one that ended without a review."""
    return case.closings.select_related("case").last()


def ended_by(case: Case) -> Fact | None:
    """The fact that ended it."""
    return case_facts(case).ended


def days_by_rule(case: Case, closed_on: date) -> list[ReviewDay | None]:
    """The usual day, and the day if a child was looked after (None: not known)."""
    return [
        usual_day(case, closed_on, looked_after=looked_after)
        for looked_after in (False, True)
    ]


def holds(case: Case) -> list[LegalHold]:
    """Every hold there was, newest first; the first may stand."""
    return list(LegalHold.objects.filter(case=case).select_related("case").reverse())


def reviews(case: Case) -> list[RetentionReview]:
    """Every review that was decided, newest first."""
    rows = RetentionReview.objects.filter(case=case, decided_at__isnull=False)
    return list(rows.select_related("case").order_by("-decided_at"))
