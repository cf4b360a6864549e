"""Forms that are awaited follow the timetable: due when their duty is now (P1.5, P1.10)."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from rapidreview.case.models import Case
from rapidreview.mail.words import Recipient
from rapidreview.people.actor import Actor
from rapidreview.people.models import Partnership
from rapidreview.planning.effects import Effect
from rapidreview.procedure.vocabulary import Outcome
from rapidreview.scoping.duedates import TASK
from rapidreview.scoping.letters import to_person
from rapidreview.scoping.models import AgencyReturn
from rapidreview.scoping.prefilled import in_full
from rapidreview.scoping.rounds import (
    LINK_OUTLIVES_DUE,
    author_of,
    lock_draft,
    never_had_link,
)


def hold_forms_of(case: Case) -> None:
    """Hold the case's forms that are awaited, as everybody does before the log."""
    _hold(AgencyReturn.objects.filter(case=case))


def hold_forms_in(partnership: Partnership) -> None:
    """The same of every running case of a partnership."""
    running = {"case__partnership": partnership, "case__outcome": Outcome.OPEN}
    _hold(AgencyReturn.objects.filter(**running))


def _hold(rows: QuerySet[AgencyReturn]) -> None:
    awaited = rows.exclude(state=AgencyReturn.State.RECEIVED).order_by("pk")
    list(awaited.select_for_update(of=("self",)).values_list("pk"))


@transaction.atomic
def follow(
    effects: Iterable[Effect], *, reason: str, by: Actor, at: datetime
) -> list[AgencyReturn]:
    """Move each round that is awaited to its new moment, and write to its author.

    The log has the move already, from the act that moved it. Nobody is written to about what
    was done before the case was taken in (P14.6).
    """
    moved = {
        one.subject: one.new_at
        for effect in effects
        for one in effect.tasks
        if one.task == TASK and one.subject and one.new_at
    }
    rows = AgencyReturn.objects.filter(pk__in=moved).exclude(
        state=AgencyReturn.State.RECEIVED
    )
    found = [row for row in rows.order_by("pk") if row.due_at != moved[str(row.pk)]]
    for row in found:
        _move(row, moved[str(row.pk)], reason, by=by, at=at)
    return found


def _move(
    row: AgencyReturn, due_at: datetime, reason: str, *, by: Actor, at: datetime
) -> None:
    held = lock_draft(row)
    before, held.due_at = held.due_at, due_at
    held.save(update_fields=["due_at"])
    held.request.invitations.filter(revoked_at__isnull=True).update(
        expires_at=max(due_at, at) + LINK_OUTLIVES_DUE
    )
    if by.takes_in:
        return
    author = author_of(held.request)
    to_person(
        "due_moved",
        held,
        Recipient(author.name, author.email),
        key=f"due_moved:{held.pk}:{at.isoformat()}",
        at=at,
        before=in_full(before),
        reason=reason or "Not said.",
        link_works="" if never_had_link(author) else "yes",
    )
