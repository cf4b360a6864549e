"""Legal hold: while it stands, nothing of the case may be destroyed (P14.4)."""

from datetime import datetime

from django.db import transaction

from rapidreview.case.models import Case
from rapidreview.dailylog import actions as dailylog
from rapidreview.people.actor import Actor
from rapidreview.procedure.errors import AlreadyDone, Incomplete
from rapidreview.procedure.logkinds import LogKind
from rapidreview.retention.models import LegalHold

PARAGRAPH = "P14.4"


@transaction.atomic
def place_hold(case: Case, *, reason: str, by: Actor, at: datetime) -> LegalHold:
    """Hold everything of the case, with the reason (P14.4). Raises Incomplete, AlreadyDone.

    It may be placed on an open case, and stands through closing and reopening.
    """
    _require(reason, "why it is held")
    Case.objects.select_for_update().get(pk=case.pk)
    if hold_of(case) is not None:
        raise AlreadyDone("A legal hold stands on this case already.", PARAGRAPH)
    hold = LegalHold.objects.create(
        case=case, reason=reason.strip(), placed_by=by.words, placed_at=at
    )
    dailylog.write(
        case,
        LogKind.LEGAL_HOLD_PLACED,
        by=by,
        at=at,
        subject=hold,
        text="Nothing of this case may be destroyed until the hold is lifted.",
        reason=reason.strip(),
    )
    return hold


@transaction.atomic
def lift_hold(hold: LegalHold, *, reason: str, by: Actor, at: datetime) -> LegalHold:
    """End the hold, with the reason (P14.4). Raises Incomplete, AlreadyDone."""
    _require(reason, "why the hold is lifted")
    standing = LegalHold.objects.filter(pk=hold.pk, lifted_at__isnull=True)
    if standing.update(lifted_at=at, lifted_by=by.words) != 1:
        raise AlreadyDone("This hold was lifted before.", PARAGRAPH)
    hold.lifted_at, hold.lifted_by = at, by.words
    hold.lifted_because = reason.strip()
    hold.save(update_fields=["lifted_because"])
    dailylog.write(
        hold.case,
        LogKind.LEGAL_HOLD_LIFTED,
        by=by,
        at=at,
        subject=hold,
        text="The hold is lifted.",
        reason=reason.strip(),
    )
    return hold


def hold_of(case: Case) -> LegalHold | None:
    """The hold that stands on the case."""
    holds = LegalHold.objects.filter(case=case, lifted_at__isnull=True)
    return holds.select_related("case").first()


def _require(words: str, what: str) -> None:
    if not words.strip():
        raise Incomplete(f"Say {what}: the Daily Log keeps the reason.", PARAGRAPH)
