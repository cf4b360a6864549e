"""Changes of dates on a running case: recorded, what is done left alone, people told (P1.5)."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from rapidreview.case.models import Case
from rapidreview.dailylog import actions as dailylog
from rapidreview.people.actor import Actor
from rapidreview.planning.actions import agree_date
from rapidreview.planning.effects import Effect, closed_lines, lines_of
from rapidreview.planning.inviting import update_invitations
from rapidreview.planning.letters import MEETING
from rapidreview.planning.previews import preview_change
from rapidreview.planning.spoken import spoken
from rapidreview.planning.subject_dates import date_subject
from rapidreview.planning.telling import tell
from rapidreview.procedure.logkinds import LogKind

KEPT = "It was done before dates moved, so it keeps its own."
NOTHING = "No date of this case moves."


@transaction.atomic
def change_date(
    case: Case,
    task_id: str,
    due_at: datetime,
    *,
    agreed_with: str,
    by: Actor,
    at: datetime,
    reason: str,
    subject: str = "",
    occurred_at: datetime | None = None,
) -> Effect:
    """Agree another date for a task and tell those whose dates move (P1.5).

    A meeting that people were invited to moves in their calendars too (P1.6).

    Raises what `actions.agree_date` raises.
    """
    effect = preview_change(case, task_id, due_at, subject, at=at, reason=reason)
    keep_what_is_done(effect, by=by, at=at)
    row = agree_date(
        case,
        task_id,
        due_at,
        agreed_with=agreed_with,
        by=by,
        at=at,
        reason=reason,
        subject=subject,
        occurred_at=occurred_at,
    )
    what = f"The date of “{effect.tasks[0].title}” is now {spoken(due_at)}."
    tell(effect, what=what, reason=reason, key=str(row.pk), by=by, at=at)
    if task_id == MEETING:
        update_invitations(case, task_id, starts_at=due_at, by=by, at=at)
    return effect


@transaction.atomic
def record_in_cases(
    effects: Iterable[Effect],
    kind: LogKind,
    *,
    what: str,
    reason: str,
    by: Actor,
    at: datetime,
) -> None:
    """Write into every running case what became of its dates, and tell those affected."""
    for effect in effects:
        keep_what_is_done(effect, by=by, at=at)
        entry = dailylog.write(
            effect.case,
            kind,
            by=by,
            at=at,
            text="\n".join((what, *_moves(effect))),
            reason=reason,
        )
        tell(effect, what=what, reason=reason, key=str(entry.pk), by=by, at=at)


@transaction.atomic
def keep_what_is_done(effect: Effect, *, by: Actor, at: datetime) -> None:
    """A duty that was done keeps the date it had."""
    for one in effect.kept:
        if one.due_at:
            date_subject(
                effect.case,
                one.task,
                one.subject or "",
                one.due_at,
                by=by,
                at=at,
                reason=KEPT,
            )


def _moves(effect: Effect) -> list[str]:
    moved = [str(one) for one in lines_of(effect)] or [NOTHING]
    return moved + [
        f"Agreed for that day, to be agreed otherwise: {one}"
        for one in closed_lines(effect)
    ]
