"""Following an action: changed, done, dropped, and whether it made a difference (P14.1).

An action outlives its case: nothing here asks whether the case is open. Its row is the
meeting's; what became of it are rows that point back.
"""

from datetime import date, datetime

from django.db import transaction

from rapidreview.dailylog import actions as dailylog
from rapidreview.dailylog.facts import case_facts
from rapidreview.learning.models import ActionUpdate, Impact
from rapidreview.learning.reading import standing_of
from rapidreview.meeting.models import Action
from rapidreview.people.actor import Actor
from rapidreview.planning.spoken import spoken
from rapidreview.planning.subject_dates import date_subject
from rapidreview.procedure.at_the_meeting import require_past
from rapidreview.procedure.errors import AlreadyDone, Refused, Stale
from rapidreview.procedure.following import (
    require_going_on,
    require_happened_since,
    require_impact_possible,
    require_seen,
    require_words,
    settled_by,
)
from rapidreview.procedure.logkinds import LogKind

TASK = "action"


@transaction.atomic
def change_action(
    action: Action,
    *,
    reason: str,
    by: Actor,
    at: datetime,
    owner: str = "",
    due_at: datetime | None = None,
    edit_version: int | None = None,
    occurred_at: datetime | None = None,
) -> ActionUpdate:
    """Another owner or another date, old to new, with the reason (P14.1).

    An action that was done or dropped goes on again. Raises Incomplete without a reason,
    Refused for a date that has passed, Stale if it was changed after ``edit_version`` was
    read, AlreadyDone where nothing would change.
    """
    held = _lock(action)
    require_words(reason, "why the action is changed")
    require_past(occurred_at, at, "P14.1")
    now = standing_of(held)
    if edit_version is not None and edit_version != now.edit_version:
        raise Stale(
            "Somebody changed this action after you opened it. What stands now is above, "
            "what you typed is below. Nothing of yours is stored yet."
        )
    new_owner, new_due_at = owner.strip() or now.owner, due_at or now.due_at
    moved, passed = new_due_at != now.due_at, new_owner != now.owner
    if moved and new_due_at <= (occurred_at or at):
        raise Refused(f"{spoken(new_due_at)} has passed. Choose a later day.", "P14.1")
    settled = settled_by(case_facts(held.case), str(held.pk))
    if not (moved or passed or settled):
        raise AlreadyDone("The action stands so already.", "P14.1")
    update = _update(
        held,
        ActionUpdate.State.OPEN,
        reason,
        happened_at=occurred_at or at,
        by=by,
        at=at,
        owner=new_owner if passed else "",
        due_at=new_due_at if moved else None,
    )
    if moved:
        date_subject(
            held.case, TASK, held, new_due_at, reason=reason.strip(), by=by, at=at
        )
    again = "It goes on again." if settled else ""
    dailylog.write(
        held.case,
        LogKind.ACTION_CHANGED,
        by=by,
        at=at,
        occurred_at=occurred_at,
        subject=held,
        task=TASK,
        text=f"{now.name}: {held.words} {again}".strip(),
        to=new_owner,
        old=f"{now.owner}, {spoken(now.due_at)}",
        new=f"{new_owner}, {spoken(new_due_at)}",
        reason=reason.strip(),
    )
    return update


@transaction.atomic
def finish_action(
    action: Action, *, words: str, happened_at: datetime | None, by: Actor, at: datetime
) -> ActionUpdate:
    """What was done, and when it was; ``happened_at`` None is now (P14.1).

    Raises Incomplete without words, Refused for an instant to come or before the action
    was agreed, AlreadyDone.
    """
    held = _lock(action)
    require_going_on(case_facts(held.case), str(held.pk))
    require_words(words, "what was done")
    when = happened_at or at
    require_happened_since(held.agreed_at, when, at)
    update = _update(
        held, ActionUpdate.State.DONE, words, happened_at=when, by=by, at=at
    )
    _log(held, LogKind.ACTION_DONE, words, by=by, at=at, occurred_at=happened_at)
    return update


@transaction.atomic
def drop_action(
    action: Action,
    *,
    reason: str,
    by: Actor,
    at: datetime,
    occurred_at: datetime | None = None,
) -> ActionUpdate:
    """Not to be done after all, with the reason (P14.1). Raises as ``finish_action``."""
    held = _lock(action)
    require_going_on(case_facts(held.case), str(held.pk))
    require_words(reason, "why the action is dropped")
    require_happened_since(held.agreed_at, occurred_at or at, at)
    update = _update(
        held,
        ActionUpdate.State.DROPPED,
        reason,
        happened_at=occurred_at or at,
        by=by,
        at=at,
    )
    _log(held, LogKind.ACTION_DROPPED, reason, by=by, at=at, occurred_at=occurred_at)
    return update


@transaction.atomic
def record_impact(
    action: Action,
    *,
    words: str,
    evidence: str,
    seen_on: date,
    by: Actor,
    at: datetime,
) -> Impact:
    """What changed for children, how one knows, and the day on which it was seen (P14.1).

    It may be recorded while the action goes on, and as often as there is something to say.
    Raises Incomplete without words or evidence, Refused for a day that cannot be, or for an
    action that was dropped.
    """
    held = _lock(action)
    require_impact_possible(case_facts(held.case), str(held.pk))
    require_words(words, "what changed for children")
    require_words(evidence, "how it is known: what was seen, counted or heard")
    require_seen(held.agreed_at, seen_on, at)
    impact = Impact.objects.create(
        case=held.case,
        action=held,
        words=words.strip(),
        evidence=evidence.strip(),
        seen_on=seen_on,
        recorded_by=by.words,
        recorded_at=at,
    )
    said = f"{words.strip()} How it is known: {evidence.strip()}"
    _log(held, LogKind.IMPACT_RECORDED, said, by=by, at=at)
    return impact


def _lock(action: Action) -> Action:
    """Hold the action, so that it is settled once."""
    rows = Action.objects.select_for_update(of=("self",)).select_related("case")
    return rows.get(pk=action.pk)


def _update(
    action: Action,
    state: ActionUpdate.State,
    words: str,
    *,
    happened_at: datetime,
    by: Actor,
    at: datetime,
    owner: str = "",
    due_at: datetime | None = None,
) -> ActionUpdate:
    return ActionUpdate.objects.create(
        case=action.case,
        action=action,
        state=state,
        words=words.strip(),
        owner=owner,
        due_at=due_at,
        happened_at=happened_at,
        recorded_by=by.words,
        recorded_at=at,
    )


def _log(
    action: Action,
    kind: LogKind,
    said: str,
    *,
    by: Actor,
    at: datetime,
    occurred_at: datetime | None = None,
) -> None:
    now = standing_of(action)
    dailylog.write(
        action.case,
        kind,
        by=by,
        at=at,
        occurred_at=occurred_at,
        subject=action,
        task=TASK,
        to=now.owner,
        text=f"{now.name}: {said.strip()}",
    )
