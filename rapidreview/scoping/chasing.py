"""Watching returns that have not come (P2.1): reminders, and requests for more time (4.2 p)."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from rapidreview.dailylog import actions as dailylog
from rapidreview.dailylog.plans import procedure_for
from rapidreview.mail.words import Recipient
from rapidreview.people.actor import Actor
from rapidreview.planning.effects import Effect
from rapidreview.planning.previews import preview_change
from rapidreview.procedure.agreeing import Who, require_extension
from rapidreview.procedure.errors import NotPermitted, Refused
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.vocabulary import Role
from rapidreview.scoping.duedates import TASK, agree
from rapidreview.scoping.letters import to_author, to_person, to_signer
from rapidreview.scoping.models import AgencyReturn, Chaser, Extension, Invitation
from rapidreview.scoping.prefilled import in_full
from rapidreview.scoping.recipients import person_named
from rapidreview.scoping.rounds import (
    LINK_OUTLIVES_DUE,
    author_of,
    holder_of,
    lock_awaited,
)

EMAIL, TELEPHONE = "e-mail", "telephone"


@transaction.atomic
def chase(
    agency_return: AgencyReturn,
    *,
    channel: str,
    to_name: str,
    outcome: str,
    by: Actor,
    at: datetime,
    occurred_at: datetime | None = None,
) -> Chaser:
    """Remind the agency (P2.1, K7): by a letter, or note a telephone call and its outcome.

    Only the letter of the person whose turn it is carries the link: the author's, or the
    senior manager's while the form is with them. A call may have been made earlier, at
    ``occurred_at``.
    """
    held = lock_awaited(agency_return)
    if channel == EMAIL and occurred_at is not None:
        raise Refused(
            "A reminder by e-mail goes out now: leave the moment empty.", "P2.1"
        )
    if channel == TELEPHONE and not outcome.strip():
        raise Refused("Say what came of the call.", "P2.1")
    chaser = Chaser.objects.create(
        case=held.case,
        agency_return=held,
        channel=channel,
        to_name=to_name,
        outcome=outcome,
        at=occurred_at or at,
    )
    dailylog.write(
        held.case,
        LogKind.CHASER_SENT,
        by=by,
        at=at,
        occurred_at=occurred_at,
        subject=held,
        agency=held.agency.name,
        to=to_name,
        channel=channel,
        text=outcome or f"Reminder sent. The form is due {in_full(held.due_at)}.",
    )
    if channel == EMAIL:
        _remind(held, chaser, at=at)
    return chaser


@transaction.atomic
def grant_extension(
    agency_return: AgencyReturn,
    *,
    asked_by: str,
    asked_at: datetime,
    new_due_at: datetime,
    reason: str,
    decided_with: str,
    agreed: Collection[Who],
    by: Actor,
    at: datetime,
    occurred_at: datetime | None = None,
) -> Extension:
    """More time for one agency, by the manager with the Chair (4.2 p); the Panel's clock stays.

    ``agreed``: who agreed beside the manager; the procedure says who must. ``occurred_at``
    is when it was decided, if that was earlier.
    """
    held = lock_awaited(agency_return)
    _require_decided(by, reason, decided_with)
    require_leave(held, agreed=agreed, by=by, reason=reason)
    before = held.due_at
    _require_later(held, new_due_at, at)
    held.due_at = new_due_at
    held.save(update_fields=["due_at"])
    held.request.invitations.filter(revoked_at__isnull=True).update(
        expires_at=new_due_at + LINK_OUTLIVES_DUE
    )
    agree(
        held,
        agreed_with=decided_with,
        by=by,
        at=at,
        why=reason,
        occurred_at=occurred_at,
    )
    when = occurred_at or at
    extension = _keep(
        held, asked_by, asked_at, new_due_at, reason, decided_with, at=when
    )
    dailylog.write(
        held.case,
        LogKind.EXTENSION_GRANTED,
        by=by,
        at=at,
        occurred_at=occurred_at,
        subject=held,
        agency=held.agency.name,
        old=in_full(before),
        new=in_full(new_due_at),
        reason=reason,
        text=f"Asked for by {asked_by}. Granted, decided with {decided_with}.",
    )
    _answer("extension_granted", held, extension, asked_by, decided_with, at=at)
    return extension


@transaction.atomic
def refuse_extension(
    agency_return: AgencyReturn,
    *,
    asked_by: str,
    asked_at: datetime,
    reason: str,
    decided_with: str,
    by: Actor,
    at: datetime,
    new_due_at: datetime | None = None,
    occurred_at: datetime | None = None,
) -> Extension:
    """No more time, by the manager with the Chair, with the reason and an offer of help.

    ``new_due_at`` is what was asked for, kept in the entry only.
    """
    held = lock_awaited(agency_return)
    _require_decided(by, reason, decided_with)
    when = occurred_at or at
    extension = _keep(held, asked_by, asked_at, None, reason, decided_with, at=when)
    wanted = f" until {in_full(new_due_at)}" if new_due_at else ""
    dailylog.write(
        held.case,
        LogKind.EXTENSION_REFUSED,
        by=by,
        at=at,
        occurred_at=occurred_at,
        subject=held,
        agency=held.agency.name,
        reason=reason,
        text=f"{asked_by} asked for more time{wanted}. Refused, decided with "
        f"{decided_with}.",
    )
    _answer("extension_refused", held, extension, asked_by, decided_with, at=at)
    return extension


def preview_extension(
    agency_return: AgencyReturn, new_due_at: datetime, *, reason: str, at: datetime
) -> Effect:
    """What moves if the agency gets this time. Raises Refused where it could not."""
    _require_later(agency_return, new_due_at, at)
    subject = str(agency_return.pk)
    return preview_change(
        agency_return.case, TASK, new_due_at, subject, at=at, reason=reason
    )


def must_agree(agency_return: AgencyReturn) -> list[Who]:
    """Who must agree to more time beside the manager, by the procedure of the case."""
    task = procedure_for(agency_return.case).tasks.get(TASK)
    everybody = task.extension.of if task and task.extension else ()
    return [one for one in everybody if one is not Role.PARTNERSHIP_MANAGER]


def require_leave(
    agency_return: AgencyReturn, *, agreed: Collection[Who], by: Actor, reason: str
) -> None:
    """Raise unless the procedure lets these give more time, and they say why (P0.7)."""
    everybody = {*agreed, *by.roles}
    require_extension(procedure_for(agency_return.case), TASK, everybody, reason)


def _require_later(
    agency_return: AgencyReturn, new_due_at: datetime, at: datetime
) -> None:
    if new_due_at <= max(agency_return.due_at, at):
        raise Refused(
            f"More time must end after {in_full(agency_return.due_at)}.", "P1.4"
        )


def _require_decided(by: Actor, reason: str, decided_with: str) -> None:
    if Role.PARTNERSHIP_MANAGER not in by.roles:
        raise NotPermitted(
            "More time is the Partnership Manager’s to give, with the Chair.", "P1.4"
        )
    if not reason.strip():
        raise Refused("Give the reason for the decision.", "P1.4")
    if not decided_with.strip():
        raise Refused(
            "Say with whom it was decided: the Chair or the vice chair.", "P1.4"
        )


def _keep(
    agency_return: AgencyReturn,
    asked_by: str,
    asked_at: datetime,
    new_due_at: datetime | None,
    reason: str,
    decided_with: str,
    *,
    at: datetime,
) -> Extension:
    return Extension.objects.create(
        case=agency_return.case,
        agency_return=agency_return,
        asked_by=asked_by,
        asked_at=asked_at,
        granted=new_due_at is not None,
        new_due_at=new_due_at,
        reason=reason,
        decided_at=at,
        decided_with=decided_with,
    )


def _remind(agency_return: AgencyReturn, chaser: Chaser, *, at: datetime) -> None:
    holder = holder_of(agency_return)
    key = f"chaser:{chaser.pk}"
    other = person_named(agency_return.agency, chaser.to_name)
    if other is None or other.email.lower() == holder.email.lower():
        if holder.part == Invitation.Part.SIGNER:
            to_signer("sign_chaser", holder, agency_return, key=key, at=at)
        else:
            to_author("chaser", holder, agency_return, key=key, at=at)
        return
    to_person(
        "chaser_to_others",
        agency_return,
        Recipient(other.name, other.email),
        key=key,
        at=at,
        author=holder.name,
    )


def _answer(
    kind: str,
    agency_return: AgencyReturn,
    extension: Extension,
    asked_by: str,
    decided_with: str,
    *,
    at: datetime,
) -> None:
    author = author_of(agency_return.request)
    person = person_named(agency_return.agency, asked_by)
    to = Recipient(
        person.name if person else author.name, person.email if person else author.email
    )
    key = f"extension:{extension.pk}"
    to_person(kind, agency_return, to, key=key, at=at, decided_with=decided_with)
