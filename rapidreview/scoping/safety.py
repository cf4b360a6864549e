"""An answer that says a child may be unsafe now: told at once, even from a draft (G1, P2.4)."""

from datetime import datetime

from django.db import transaction

from rapidreview.dailylog import actions as dailylog
from rapidreview.evidence.answers import Answers
from rapidreview.people.actor import Actor
from rapidreview.procedure.errors import AlreadyDone, Refused
from rapidreview.procedure.logkinds import LogKind
from rapidreview.scoping.letters import to_person
from rapidreview.scoping.models import AgencyReturn, SafetyItem
from rapidreview.scoping.recipients import manager_and_chair

NOT_SAID_YET = "The form does not say yet who is unsafe. Ring the agency now."


@transaction.atomic
def raise_if_unsafe(
    agency_return: AgencyReturn, answers: Answers, *, by: Actor, at: datetime
) -> SafetyItem | None:
    """Open a safety item when G1 says yes, once while one is open; keep its words fresh.

    Manager and Chair get a letter in the same transaction; of a return that is taken in too,
    because only they know whether somebody has acted on it (P14.6).
    """
    if not answers.says_unsafe:
        return None
    words = answers.get("G2").strip() or NOT_SAID_YET
    item = (
        agency_return.safety_items.select_related("case")
        .filter(closed_at__isnull=True)
        .first()
    )
    if item is not None:
        item.words = words
        item.save(update_fields=["words"])
        return None
    return _raise(agency_return, words, by=by.now(), at=at)


@transaction.atomic
def answer_safety_item(
    item: SafetyItem,
    *,
    outcome: str,
    by: Actor,
    at: datetime,
    occurred_at: datetime | None = None,
) -> None:
    """Say what was done at once; the item stays on every page until it is closed (P2.4)."""
    _require_words(outcome)
    if item.closed_at is not None:
        raise AlreadyDone("This safety item was closed before.", "P2.4")
    dailylog.write(
        item.case,
        LogKind.SAFETY_ALERT_ANSWERED,
        by=by,
        at=at,
        occurred_at=occurred_at,
        subject=item.agency_return_id,
        agency=item.agency_return.agency.name,
        text=outcome,
    )


@transaction.atomic
def close_safety_item(
    item: SafetyItem,
    *,
    outcome: str,
    by: Actor,
    at: datetime,
    occurred_at: datetime | None = None,
) -> None:
    """Say how it was made sure that the child is safe; the item leaves every page (P2.4)."""
    _require_words(outcome)
    open_row = SafetyItem.objects.filter(pk=item.pk, closed_at__isnull=True)
    if open_row.update(closed_at=occurred_at or at) != 1:
        raise AlreadyDone("This safety item was closed before.", "P2.4")
    item.closed_at, item.outcome = occurred_at or at, outcome
    item.save(update_fields=["outcome"])
    dailylog.write(
        item.case,
        LogKind.SAFETY_ALERT_CLOSED,
        by=by,
        at=at,
        occurred_at=occurred_at,
        subject=item.agency_return_id,
        agency=item.agency_return.agency.name,
        text=outcome,
    )


def _require_words(outcome: str) -> None:
    if not outcome.strip():
        raise Refused("Say what was done, and by whom.", "P2.4")


def _raise(
    agency_return: AgencyReturn, words: str, *, by: Actor, at: datetime
) -> SafetyItem:
    case = agency_return.case
    item = SafetyItem.objects.create(
        case=case, agency_return=agency_return, words=words, raised_at=at
    )
    told = manager_and_chair(case, at=at)
    dailylog.write(
        case,
        LogKind.SAFETY_ALERT_RAISED,
        by=by,
        at=at,
        subject=agency_return,
        agency=agency_return.agency.name,
        to=", ".join(one.name for one in told),
        channel="e-mail",
        text=words,
    )
    for one in told:
        to_person(
            "safety_alert",
            agency_return,
            one,
            key=f"safety:{item.pk}:{one.email}"[:160],
            at=at,
            path=f"/cases/{case.pk}/",
        )
    return item
