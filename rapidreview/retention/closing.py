"""Closing a case and reopening it (P14.2, P14.3). Nothing of it is lost by either."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from rapidreview.case.models import Appointment, Case
from rapidreview.dailylog import actions as dailylog
from rapidreview.dailylog.facts import case_facts
from rapidreview.people.actor import Actor
from rapidreview.planning.appointing import end_appointment
from rapidreview.procedure.at_the_meeting import require_past
from rapidreview.procedure.calendar import london_day
from rapidreview.procedure.errors import AlreadyDone, Incomplete, Refused
from rapidreview.procedure.keeping import STAY, require_reopenable
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.vocabulary import Outcome
from rapidreview.retention.checklist import closing_checklist, still_open
from rapidreview.retention.models import Closing
from rapidreview.retention.reviewing import chosen_day, set_review, usual_day


@transaction.atomic
def close_case(
    case: Case,
    *,
    by: Actor,
    at: datetime,
    reason: str = "",
    looked_after: bool = False,
    review_on: date | None = None,
    review_because: str = "",
    closed_at: datetime | None = None,
) -> Closing:
    """Close the case, with what is still open and why; then access ends for all but the
    Team and the Chair, and the day of the retention review is set (P14.2, P14.5).

    1. What is still open is looked at now; anything open needs ``reason``.
    2. ``review_on`` None is the day by the rule; another day needs ``review_because``.
    3. ``closed_at`` is for a case that was closed before it was entered.

    Raises AlreadyDone, Incomplete, Refused for a moment to come.
    """
    require_past(closed_at, at, "P14.2")
    when = closed_at or at
    undone = still_open(closing_checklist(case, case_facts(case), at))
    if undone and not reason.strip():
        count = f"{len(undone)} thing is" if len(undone) == 1 else f"{len(undone)} are"
        raise Incomplete(
            f"{count} still open. Say why the case is closed nevertheless.", "P14.2"
        )
    usual = usual_day(case, london_day(when), looked_after=looked_after)
    day = chosen_day(usual, review_on, because=review_because, after=when)
    _move(case, Outcome.OPEN, Outcome.CLOSED, "This case has ended already.", "P14.2")
    closing = Closing.objects.create(
        case=case,
        still_open="\n".join(undone),
        reason=reason.strip(),
        closed_by=by.words,
        closed_at=when,
    )
    dailylog.write(
        case,
        LogKind.CASE_CLOSED,
        by=by,
        at=at,
        occurred_at=closed_at,
        subject=closing,
        text=_said(undone),
        reason=reason.strip(),
    )
    for one in leaving(case, at=at):
        end_appointment(one, by=by, at=at, reason="The case is closed.")
    set_review(case, day, because=review_because, by=by, at=at)
    return closing


@transaction.atomic
def reopen_case(case: Case, *, reason: str, by: Actor, at: datetime) -> None:
    """Open a case again that was closed, or ended without a review (P14.3).

    Roles that ended are not given again, and the day of the review stands. Raises
    AlreadyDone for an open case, Refused without a reason or for one opened in error.
    """
    require_reopenable(case.outcome)
    if not reason.strip():
        raise Refused(
            "Say why the case is reopened: the Daily Log keeps the reason.", "P14.3"
        )
    _move(case, case.outcome, Outcome.OPEN, "This case is open already.", "P14.3")
    closing = case.closings.filter(reopened_at__isnull=True).last()
    if closing is not None:
        closing.reopened_by, closing.reopened_at = by.words, at
        closing.reopened_because = reason.strip()
        closing.save(update_fields=["reopened_by", "reopened_at", "reopened_because"])
    dailylog.write(
        case,
        LogKind.CASE_REOPENED,
        by=by,
        at=at,
        subject=closing,
        text="The case is open again. Roles that ended are not given again by this.",
        reason=reason.strip(),
    )


def leaving(case: Case, *, at: datetime) -> list[Appointment]:
    """Whose access ends at closing, by name: all but the Team's and the Chair's."""
    running = Q(to_at__isnull=True) | Q(to_at__gt=at)
    held = case.appointments.filter(running).exclude(role__in=STAY)
    rows = held.select_related("case", "user", "agency")
    return list(rows.order_by("user__name", "from_at"))


def _move(case: Case, old: str, new: Outcome, refusal: str, paragraph: str) -> None:
    """From one outcome to another, once."""
    moved = Case.objects.filter(pk=case.pk, outcome=old).update(outcome=new)
    if moved != 1:
        raise AlreadyDone(refusal, paragraph)
    case.outcome = new


def _said(undone: list[str]) -> str:
    if not undone:
        return "The case is closed. Nothing is open."
    return "\n".join(("The case is closed. Still open:", *undone))
