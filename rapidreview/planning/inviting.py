"""Invitations to meetings: sent, brought up to date, withdrawn, answered (P1.6, P1.16, P7.3).

Each letter carries the entry for the reader's calendar, so that a meeting that moves, or
that somebody is no longer asked to, never stays in a diary by oversight.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from rapidreview.case.invited import CalendarEntry
from rapidreview.case.models import Case
from rapidreview.dailylog import actions as dailylog
from rapidreview.dailylog.facts import case_facts
from rapidreview.mail import actions as mail
from rapidreview.mail.models import Letter
from rapidreview.mail.words import Recipient
from rapidreview.paper.invitation import one_line
from rapidreview.people.actor import Actor
from rapidreview.people.models import User
from rapidreview.planning.calendars import TITLES
from rapidreview.planning.entries import (
    Gathering,
    Guest,
    Sheet,
    live_entries,
    put_into_calendars,
    take_out_of_calendars,
)
from rapidreview.planning.letters import MEETING, invited
from rapidreview.planning.spoken import Channel, listed, spoken
from rapidreview.procedure.at_the_meeting import require_past
from rapidreview.procedure.errors import AlreadyDone, Incomplete, NotYet, Refused
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.requirements import require_open

KINDS = {MEETING: "invitation", "executive_meeting": "executive_invitation"}
REPLIES = CalendarEntry.Reply


@transaction.atomic
def send_invitations(
    case: Case, *, place: str, by: Actor, at: datetime
) -> Sequence[Letter]:
    """Invite to the meeting on its agreed date, with the guidance in force (P1.6, P7.3).

    Sent again, it goes to those whose entry is missing or names another moment or place, and
    is withdrawn from those who are not invited any more. Raises NotYet without an agreed
    date or anybody to invite, AlreadyDone where every calendar has it so.
    """
    facts = case_facts(case)
    require_open(facts)
    starts_at = facts.agreed.get((MEETING, None))
    people = invited(case, at=at)
    if starts_at is None or not people:
        raise NotYet(
            "Agree the date of the Rapid Review meeting with the Chair first, and appoint "
            "the JCR Group. Invitations name the date.",
            "P1.6",
        )
    gathering = Gathering(case, MEETING, starts_at, one_line(place))
    sent = invite(gathering, people, by=by, at=at)
    if not sent:
        raise AlreadyDone(
            "Everybody who is invited has this date and place in their calendar already.",
            "P1.6",
        )
    return sent


@transaction.atomic
def invite(
    gathering: Gathering, people: Sequence[User], *, by: Actor, at: datetime
) -> list[Letter]:
    """Bring calendars to what the meeting is now: requests, and cancellations to others.

    Nobody is written to whose calendar is right.
    """
    case, emails = gathering.case, {one.email.lower() for one in people}
    stale = [
        one
        for one in live_entries(case, gathering.task, at=at)
        if one.email.lower() not in emails
    ]
    _withdraw(stale, "You are not asked to come any more.", by=by, at=at)
    sheets = put_into_calendars(gathering, [Guest.of(one) for one in people], at=at)
    letters = [_request(one, by, at) for one in sheets]
    if letters:
        _log_sent(gathering, sheets, by=by, at=at)
    return letters


@transaction.atomic
def update_invitations(
    case: Case,
    task: str,
    *,
    by: Actor,
    at: datetime,
    starts_at: datetime | None = None,
    place: str = "",
    people: Sequence[User] | None = None,
) -> list[Letter]:
    """A called meeting has moved, or has other people: so do the entries for it (P1.6).

    What is not given stays. Nobody is written to where no invitation has gone yet.
    """
    live = live_entries(case, task, at=at)
    if not live or by.takes_in:
        return []
    last = max(live, key=lambda one: one.sequence)
    gathering = Gathering(
        case, task, starts_at or last.starts_at, one_line(place) or last.place
    )
    guests = people or [one.user for one in live if one.user is not None]
    return invite(gathering, guests, by=by, at=at)


@transaction.atomic
def call_off(
    case: Case,
    task: str,
    *,
    because: str,
    by: Actor,
    at: datetime,
    subject: str | None = None,
) -> list[Letter]:
    """The meeting is called off: taken out of every calendar, with the reason (P1.6).

    Raises Incomplete without a reason, NotYet where nobody is invited to a meeting to come.
    """
    if not because.strip():
        raise Incomplete("Say why the meeting is called off.", "P1.6")
    live = live_entries(case, task, at=at, subject=subject)
    if not live:
        raise NotYet("Nobody is invited to a meeting that is still to come.", "P1.6")
    return _withdraw(live, because.strip(), by=by, at=at)


@transaction.atomic
def call_everything_off(
    case: Case, *, because: str, by: Actor, at: datetime
) -> list[Letter]:
    """The review ends, or a meeting is not wanted after all: no calendar keeps it (P1.2)."""
    live = [one for task in TITLES for one in live_entries(case, task, at=at)]
    return _withdraw(live, because, by=by, at=at)


@transaction.atomic
def withdraw_from(
    case: Case, user: User, *, because: str, by: Actor, at: datetime
) -> list[Letter]:
    """Somebody leaves the case: the meetings to come leave their calendar (P0.6)."""
    live = [one for task in TITLES for one in live_entries(case, task, at=at)]
    theirs = [one for one in live if one.user_id == user.pk]
    return _withdraw(theirs, because, by=by, at=at)


@transaction.atomic
def record_reply(
    entry: CalendarEntry,
    *,
    reply: str,
    words: str,
    by: Actor,
    at: datetime,
    occurred_at: datetime | None = None,
) -> CalendarEntry:
    """What somebody answered to their invitation, by hand (P1.6, M16).

    Raises Refused for what is no answer, AlreadyDone where it stands so or the invitation
    was withdrawn.
    """
    rows = CalendarEntry.objects.select_for_update(of=("self",))
    held = rows.select_related("case__partnership").get(pk=entry.pk)
    require_open(case_facts(held.case))
    require_past(occurred_at, at, "P1.6")
    if reply not in REPLIES or reply == REPLIES.AWAITED:
        raise Refused("Choose what they answered.", "P1.6")
    if held.withdrawn_at is not None:
        raise AlreadyDone("This invitation has been withdrawn.", "P1.6")
    if (held.reply, held.reply_words) == (reply, words.strip()):
        raise AlreadyDone("This reply is recorded already.", "P1.6")
    old = held.get_reply_display() if held.replied_at else ""
    held.reply, held.reply_words = reply, words.strip()
    held.replied_at = occurred_at or at
    held.save(update_fields=["reply", "reply_words", "replied_at"])
    dailylog.write(
        held.case,
        LogKind.INVITATION_ANSWERED,
        by=by,
        at=at,
        occurred_at=occurred_at,
        subject=held,
        to=held.name,
        text=f"{TITLES[held.task]}, {spoken(held.starts_at)}. {words}".strip(),
        old=old,
        new=held.get_reply_display(),
    )
    return held


def _withdraw(
    entries: Sequence[CalendarEntry], because: str, *, by: Actor, at: datetime
) -> list[Letter]:
    """A cancellation to each, and one entry in the log for each meeting."""
    sheets = take_out_of_calendars(entries, at=at)
    letters = [_cancellation(one, because, by, at) for one in sheets]
    for task in dict.fromkeys(one.task for one in entries):
        these = [one for one in entries if one.task == task]
        dailylog.write(
            these[0].case,
            LogKind.INVITATIONS_WITHDRAWN,
            by=by,
            at=at,
            to=listed(one.name for one in these),
            channel=Channel.EMAIL,
            text=f"{TITLES[task]}, {spoken(these[0].starts_at)}.",
            reason=because,
        )
    return letters


def _request(sheet: Sheet, by: Actor, at: datetime) -> Letter:
    entry, case = sheet.entry, sheet.entry.case
    return mail.queue(
        KINDS[entry.task],
        case=case,
        partnership=case.partnership,
        to=Recipient(entry.name, entry.email),
        words={
            "when": spoken(entry.starts_at),
            "place": entry.place,
            "before": sheet.before,
            "guidance": case.guidance,
            "reference": case.reference,
            "name": entry.name,
            "officer": by.name,
            "phone": case.partnership.phone,
        },
        key=_key(entry),
        at=at,
        calendar=sheet.calendar,
    )


def _cancellation(sheet: Sheet, because: str, by: Actor, at: datetime) -> Letter:
    entry, case = sheet.entry, sheet.entry.case
    return mail.queue(
        "invitation_withdrawn",
        case=case,
        partnership=case.partnership,
        to=Recipient(entry.name, entry.email),
        words={
            "title": TITLES[entry.task],
            "when": spoken(entry.starts_at),
            "because": because,
            "officer": by.name,
        },
        key=_key(entry),
        at=at,
        calendar=sheet.calendar,
    )


def _key(entry: CalendarEntry) -> str:
    """One letter for each sequence of each entry."""
    return f"calendar:{entry.pk}:{entry.sequence}"


def _log_sent(
    gathering: Gathering, sheets: Sequence[Sheet], *, by: Actor, at: datetime
) -> None:
    """Those of the Rapid Review meeting open its pages to the group; others open nothing."""
    review = gathering.task == MEETING
    moved = sorted({one.before for one in sheets if one.before})
    dailylog.write(
        gathering.case,
        LogKind.INVITATIONS_SENT if review else LogKind.CALENDARS_TOLD,
        by=by,
        at=at,
        to=listed(one.entry.name for one in sheets),
        channel=Channel.EMAIL,
        old=moved[0] if moved else "",
        new=spoken(gathering.starts_at),
        text=f"{TITLES[gathering.task]}, {gathering.words}",
    )
