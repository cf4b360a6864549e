"""The day on which somebody looks whether a case is kept, and what they decide (P14.5).

It is a task, never an automatic deletion; and nothing here deletes anything.
"""

from datetime import date, datetime

from django.db import transaction

from rapidreview.case.models import Case
from rapidreview.dailylog import actions as dailylog
from rapidreview.dailylog.facts import case_facts
from rapidreview.people.actor import Actor
from rapidreview.planning.subject_dates import date_subject
from rapidreview.procedure.calendar import at_time, london_day
from rapidreview.procedure.errors import AlreadyDone, Incomplete, NotYet, Refused, Stale
from rapidreview.procedure.keeping import (
    ReviewDay,
    require_ended,
    require_no_hold,
    review_day,
)
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.naming import spoken_date
from rapidreview.procedure.reckoning import END_OF_DAY
from rapidreview.retention.models import RetentionReview

TASK, PARAGRAPH = "retention_review", "P14.5"
Verdict = RetentionReview.Verdict


@transaction.atomic
def set_review(
    case: Case, day: ReviewDay, *, by: Actor, at: datetime, because: str = ""
) -> RetentionReview:
    """Set the day of the review, or move the one that is to come (P14.5)."""
    Case.objects.select_for_update().get(pk=case.pk)
    standing = pending(case)
    row = standing or RetentionReview(case=case)
    earlier = spoken_date(standing.due_on) if standing else ""
    row.due_on, row.rule = day.on, day.rule
    row.set_by, row.set_at = by.words, at
    row.save()
    due_at = at_time(day.on, END_OF_DAY)
    date_subject(case, TASK, row, due_at, reason=because.strip(), by=by, at=at)
    dailylog.write(
        case,
        LogKind.RETENTION_REVIEW_SET,
        by=by,
        at=at,
        subject=row,
        task=TASK,
        text=f"Whether the case is kept is reviewed on {spoken_date(day.on)}: {day.rule}.",
        old=earlier,
        new=spoken_date(day.on) if earlier else "",
        reason=because.strip(),
    )
    return row


@transaction.atomic
def change_review(
    case: Case,
    *,
    due_on: date,
    reason: str,
    by: Actor,
    at: datetime,
    read: date | None = None,
) -> RetentionReview:
    """Another day for the review, with the reason; also after a decision to destroy (P14.5).

    Raises as ``chosen_day``, NotYet for a case that never ended, Stale where the day is no
    longer the one that was ``read``, AlreadyDone for the day that stands.
    """
    row = pending(case)
    if row is None:
        require_ended(case_facts(case), PARAGRAPH)
    if read is not None and (row is None or row.due_on != read):
        raise Stale(
            "Somebody changed this day after you opened the page. What stands now is "
            "above. Nothing of yours is stored yet."
        )
    if row is not None and row.due_on == due_on:
        raise AlreadyDone(f"The day stands so already: {spoken_date(due_on)}.")
    day = chosen_day(None, due_on, because=reason, after=at)
    return set_review(case, day, because=reason, by=by, at=at)


@transaction.atomic
def review(
    row: RetentionReview,
    *,
    verdict: Verdict,
    decision: str,
    next_on: date | None = None,
    by: Actor,
    at: datetime,
) -> RetentionReview:
    """Decide whether the case is kept, and why (P14.5).

    Kept, it is looked at again on ``next_on``. To destroy it is recorded only: it waits for
    a second person, and nothing is destroyed here. Raises NotYet before the day, or for an
    open case that is to be destroyed; Refused under a legal hold (P14.4); Incomplete,
    AlreadyDone.
    """
    Case.objects.select_for_update().get(pk=row.case_id)  # a hold may be coming
    facts = case_facts(row.case)
    if row.due_on > london_day(at):
        raise NotYet(
            f"The review is due on {spoken_date(row.due_on)}. To decide earlier, change the "
            "day first, with the reason.",
            PARAGRAPH,
        )
    if not decision.strip():
        raise Incomplete("Say why: the Daily Log keeps the reason.", PARAGRAPH)
    if verdict == Verdict.DESTROY:
        require_ended(facts, PARAGRAPH)
        require_no_hold(facts)
    again = _again(row, verdict, next_on, at)
    undecided = RetentionReview.objects.filter(pk=row.pk, decided_at__isnull=True)
    decided = {"verdict": verdict, "decided_by": by.words, "decided_at": at}
    if undecided.update(**decided) != 1:
        raise AlreadyDone("This review has been decided.", PARAGRAPH)
    row.verdict, row.decided_by, row.decided_at = verdict, by.words, at
    row.decision = decision.strip()
    row.save(update_fields=["decision"])
    dailylog.write(
        row.case,
        LogKind.RETENTION_REVIEWED,
        by=by,
        at=at,
        subject=row,
        task=TASK,
        text=SAID[verdict],
        reason=decision.strip(),
    )
    if again is not None:
        set_review(row.case, again, by=by, at=at)
    return row


def _again(
    row: RetentionReview, verdict: Verdict, next_on: date | None, at: datetime
) -> ReviewDay | None:
    """When a case that is kept is looked at again; None for one that is not."""
    if verdict == Verdict.DESTROY:
        return None
    if next_on is None:
        raise Incomplete("Enter the day on which it is looked at again.", PARAGRAPH)
    rule = f"kept at the review of {spoken_date(row.due_on)}"
    return chosen_day(ReviewDay(next_on, rule), None, because="", after=at)


SAID = {
    Verdict.KEEP: "The case is kept.",
    Verdict.DESTROY: "The case is to be destroyed. This waits for a second person; nothing "
    "is destroyed yet.",
}


def usual_day(case: Case, closed_on: date, *, looked_after: bool) -> ReviewDay | None:
    """The day of the review by the rule (P14.5)."""
    return review_day(closed_on, births(case), looked_after=looked_after)


def births(case: Case) -> list[date | None]:
    """The birth dates of the children the review is about; None for one not known."""
    children = case.children.filter(is_subject=True).select_related("case")
    return [date.fromisoformat(one.born) if one.born else None for one in children]


def pending(case: Case) -> RetentionReview | None:
    """The review that is to come."""
    rows = RetentionReview.objects.filter(case=case, decided_at__isnull=True)
    return rows.select_related("case").first()


def require_pending(case: Case) -> RetentionReview:
    """The review that is to come. Raises NotYet where no day is set."""
    row = pending(case)
    if row is None:
        raise NotYet("No day of review is set. Set one first.", PARAGRAPH)
    return row


def chosen_day(
    usual: ReviewDay | None, on: date | None, *, because: str, after: datetime
) -> ReviewDay:
    """The usual day, or another with its reason (P14.5).

    Raises Incomplete where the usual day is not known and none is given, or another is given
    without reason; Refused for one that is not after ``after``.
    """
    day = _usual_or(usual, on, because)
    if day.on <= london_day(after):
        raise Refused(
            f"{spoken_date(day.on)} does not lie ahead. Choose a later day.", PARAGRAPH
        )
    return day


def _usual_or(usual: ReviewDay | None, on: date | None, because: str) -> ReviewDay:
    if usual is not None and on in (None, usual.on):
        return usual
    if on is None:
        raise Incomplete(
            "The birth date of a child is not known, so there is no usual day. Enter the day "
            "of the retention review, and why that day.",
            PARAGRAPH,
        )
    if not because.strip():
        raise Incomplete(
            "Say why the retention review is on that day: the Daily Log keeps the reason.",
            PARAGRAPH,
        )
    return ReviewDay(on, "set by the Partnership Manager")
