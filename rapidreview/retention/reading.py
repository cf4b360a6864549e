"""What the pages of the end show: the closing, the holds, the reviews, the days by the rule."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from rapidreview.case.models import Appointment, Case
from rapidreview.procedure.keeping import ReviewDay, review_day
from rapidreview.procedure.vocabulary import Role
from rapidreview.retention.models import Closing, LegalHold, RetentionReview
from rapidreview.retention.reviewing import births


@dataclass(frozen=True, slots=True)
class Leaver:
    """Somebody whose access ends at closing, and the role it ends with."""

    name: str
    role: str


def leavers(appointments: Iterable[Appointment]) -> list[Leaver]:
    """Each role that ends, by name; one that is held twice is told once."""
    found = [
        Leaver(
            one.user.name,
            f"{Role(one.role).words}{f', {one.agency.name}' if one.agency else ''}",
        )
        for one in appointments
    ]
    return list(dict.fromkeys(found))


def closing_of(case: Case) -> Closing | None:
    """The newest closing of the case; none for one that ended without a review."""
    return case.closings.select_related("case").last()


def days_by_rule(case: Case, closed_on: date) -> list[ReviewDay | None]:
    """The usual day, and the day if a child was looked after (None: not known)."""
    born = births(case)
    return [
        review_day(closed_on, born, looked_after=looked_after)
        for looked_after in (False, True)
    ]


def holds(case: Case) -> list[LegalHold]:
    """Every hold there was, newest first; the first may stand."""
    return list(LegalHold.objects.filter(case=case).select_related("case").reverse())


def reviews(case: Case) -> list[RetentionReview]:
    """Every review that was decided, newest first."""
    rows = RetentionReview.objects.filter(case=case, decided_at__isnull=False)
    return list(rows.select_related("case").order_by("-decided_at"))
