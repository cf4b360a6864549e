"""Reminders that go by themselves, in the rhythm of the partnership (P2.1).

What is due is decided in ``procedure.chasing``; here it is asked about rows, under the lock
of the round, so that two workers or a restart never remind twice. A step for the author is
for whoever has the form: while the senior manager is to sign it, for them (P1.11).
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from rapidreview.case.access import holders
from rapidreview.dailylog import actions as dailylog
from rapidreview.dailylog.plans import calendar_of_case
from rapidreview.mail.words import Recipient
from rapidreview.people.actor import SYSTEM, Actor
from rapidreview.people.models import AgencyPerson
from rapidreview.procedure.chasing import (
    Awaited,
    Rhythm,
    Step,
    Whom,
    next_step,
    read_rhythm,
    steps_due,
)
from rapidreview.procedure.errors import Refused
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.vocabulary import Outcome, Role
from rapidreview.scoping.chasing import EMAIL
from rapidreview.scoping.letters import to_author, to_person, to_signer
from rapidreview.scoping.models import AgencyReturn, Chaser, Invitation
from rapidreview.scoping.placing import with_the_team
from rapidreview.scoping.prefilled import in_full
from rapidreview.scoping.rounds import holder_of, lock

PARTS = {
    Whom.ACCOUNTABLE: AgencyPerson.Part.SENIOR_MANAGER,
    Whom.REPRESENTATIVE: AgencyPerson.Part.REPRESENTATIVE,
}
LETTERS = {
    Whom.ACCOUNTABLE: "chaser_accountable",
    Whom.REPRESENTATIVE: "chaser_representative",
    Whom.CHAIR: "chaser_chair",
}


def awaited_rounds() -> Sequence[AgencyReturn]:
    """Every round of an open case that has not come, the newest of its request."""
    rounds = AgencyReturn.objects.filter(case__outcome=Outcome.OPEN)
    rounds = rounds.exclude(state=AgencyReturn.State.RECEIVED)
    return list(rounds.select_related("case__partnership", "agency", "request"))


def coming(agency_return: AgencyReturn, *, at: datetime) -> str:
    """The next reminder in words, for the page of a request; empty where none will go."""
    holder = holder_of(agency_return)
    awaited = _awaited(agency_return, holder)
    calendar = calendar_of_case(agency_return.case)
    found = next_step(rhythm_of(agency_return), awaited, calendar, at)
    if found is None:
        return ""
    step, moment = found
    signs = step.whom is Whom.AUTHOR and _is_signer(holder)
    whom = f"{holder.name}, who is to sign" if signs else step.whom.words
    return f"{in_full(moment)}, to {whom}"


def rhythm_of(agency_return: AgencyReturn) -> Rhythm:
    """The rhythm of the partnership whose case it is."""
    return read_rhythm(agency_return.case.partnership.reminders)


@transaction.atomic
def remind_if_due(
    agency_return: AgencyReturn, *, at: datetime, by: Actor = SYSTEM
) -> list[Chaser]:
    """Remind whoever is to be reminded at ``at``; nobody, most of the time (P2.1).

    Asked again under the round's lock. Raises AlreadyDone once the case has ended,
    CalendarUnknown.
    """
    held = lock(agency_return)
    holder = holder_of(held)
    due = steps_due(
        rhythm_of(held), _awaited(held, holder), calendar_of_case(held.case), at
    )
    return [_remind(held, holder, step, by=by, at=at) for step in due]


def _awaited(held: AgencyReturn, holder: Invitation) -> Awaited:
    """What the core asks about a round; who has a new link or a new date knows of it."""
    granted = held.extensions.filter(granted=True, new_due_at=held.due_at)
    told = [
        *granted.values_list("decided_at", flat=True), held.asked_at, holder.made_at
    ]  # fmt: skip
    gone = held.state == AgencyReturn.State.RECEIVED or holder.revoked_at is not None
    reminded = held.chasers.exclude(step="").values_list("at", flat=True)
    return Awaited(
        due_at=held.due_at,
        since=max(told),
        reminded=list(reminded),
        handled=gone or not held.case.is_open or with_the_team(held) > 0,
    )


def _remind(
    held: AgencyReturn, holder: Invitation, step: Step, *, by: Actor, at: datetime
) -> Chaser:
    """One reminder: its row, its letter, its entry. A letter that cannot be written says so."""
    person = _person(held, holder, step.whom, at)
    chaser = Chaser.objects.create(
        case=held.case,
        agency_return=held,
        channel=EMAIL,
        to_name=person.name if person else holder.name,
        outcome=_instead(step.whom, holder) if person is None else "",
        at=at,
        step=step.written,
    )
    try:
        with transaction.atomic():
            _write(held, holder, step, person, key=f"chaser:{chaser.pk}", at=at)
    except Refused as refusal:
        chaser.outcome = f"Not sent: {refusal.words}"
        chaser.save(update_fields=["outcome"])
    _log(held, chaser, step, by=by, at=at)
    return chaser


def _person(
    held: AgencyReturn, holder: Invitation, whom: Whom, at: datetime
) -> Recipient | None:
    """Who is written to beside whoever has the form; None for them, or where none is named."""
    if whom is Whom.ACCOUNTABLE and _is_signer(holder):
        return None
    if whom is Whom.CHAIR:
        chairs = holders(held.case, Role.JCR_CHAIR, at=at) or holders(
            held.case, Role.JCR_VICE_CHAIR, at=at
        )
        return Recipient(chairs[0].name, chairs[0].email) if chairs else None
    named = held.agency.person(PARTS[whom]) if whom in PARTS else None
    return Recipient(named.name, named.email) if named else None


def _instead(whom: Whom, holder: Invitation) -> str:
    if whom is Whom.AUTHOR or (whom is Whom.ACCOUNTABLE and _is_signer(holder)):
        return ""
    meant = whom.words.partition(",")[0]
    return f"Meant for {meant}: none is named, so {holder.name} got it."


def _is_signer(holder: Invitation) -> bool:
    return holder.part == Invitation.Part.SIGNER


def _write(
    held: AgencyReturn,
    holder: Invitation,
    step: Step,
    person: Recipient | None,
    *,
    key: str,
    at: datetime,
) -> None:
    """The letter of a step; only that of whoever has the form has the link."""
    if person is None:
        _to_the_holder(held, holder, key=key, at=at)
        return
    writes = Recipient(holder.name, holder.email)
    copied = step.whom is Whom.ACCOUNTABLE and person.email.lower() != writes.email
    path = f"/cases/{held.case_id}/returns/" if step.whom is Whom.CHAIR else ""
    to_person(
        LETTERS[step.whom],
        held,
        person,
        key=key,
        at=at,
        path=path,
        copies=[writes] if copied else (),
        author=holder.name,
        times=_times(held.chasers.count() - 1),
    )


def _to_the_holder(
    held: AgencyReturn, holder: Invitation, *, key: str, at: datetime
) -> None:
    late = at > held.due_at
    if not _is_signer(holder):
        to_author("chaser_late" if late else "chaser", holder, held, key=key, at=at)
        return
    to_signer("sign_late" if late else "sign_chaser", holder, held, key=key, at=at)


def _times(count: int) -> str:
    return {0: "not reminded", 1: "reminded once"}.get(count, f"reminded {count} times")


def _log(
    held: AgencyReturn, chaser: Chaser, step: Step, *, by: Actor, at: datetime
) -> None:
    went = chaser.outcome or f"The form is due {in_full(held.due_at)}."
    dailylog.write(
        held.case,
        LogKind.CHASER_SENT,
        by=by,
        at=at,
        subject=held,
        agency=held.agency.name,
        to=chaser.to_name,
        channel=EMAIL,
        text=f"Sent by itself ({step.words}). {went}",
    )
