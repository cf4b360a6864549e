"""There is no SIN, or it is withdrawn later: the case ends, everybody is told (P1.2; 3.2).

Without a SIN there is no review. Folder and log stay.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from email.utils import parseaddr

from django.db import transaction

from rapidreview.case.access import holders
from rapidreview.case.models import Case
from rapidreview.dailylog import actions as dailylog
from rapidreview.dailylog.facts import case_facts
from rapidreview.dailylog.models import LogEntry
from rapidreview.dailylog.plans import procedure_for
from rapidreview.mail import actions as mail
from rapidreview.mail.models import Letter
from rapidreview.mail.words import Recipient
from rapidreview.opening.agencies import chosen_for, told_people
from rapidreview.opening.sin import SIN_WORDS, TEAM, end_case
from rapidreview.people.actor import Actor
from rapidreview.planning.spoken import Channel, listed, spoken
from rapidreview.procedure.anchors import own_subject
from rapidreview.procedure.calendar import london_day
from rapidreview.procedure.errors import AlreadyDone, NotYet, Refused
from rapidreview.procedure.facts import CaseFacts
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.naming import spoken_date
from rapidreview.procedure.requirements import require_open
from rapidreview.procedure.true_dates import CLOCKS_MAY_DIFFER
from rapidreview.procedure.vocabulary import Outcome, SinOutcome

LETTER = "sin_withdrawn"
# Facts that a procedure may declare for what follows a withdrawal (2025).
WITHDRAWN, TOLD = "sin_withdrawn", "withdrawal_told"


@transaction.atomic
def record_not_submitted(
    case: Case,
    *,
    told_by: str,
    why: str,
    learning: str,
    by: Actor,
    at: datetime,
    told_at: datetime | None = None,
) -> LogEntry:
    """That no SIN is submitted, why, and where learning is taken instead; the case ends.

    Raises AlreadyDone once a SIN was submitted, Refused without a reason.
    """
    facts = case_facts(case)
    require_open(facts)
    if facts.has(LogKind.SIN_SUBMITTED):
        raise AlreadyDone(
            "A SIN was submitted. If the criteria are not met after all, record that it "
            "was withdrawn.",
            "P1.2",
        )
    if not why.strip():
        raise Refused("Say why the criteria are not met.", "P1.2")
    entry = _log_outcome(
        case,
        SinOutcome.NOT_SUBMITTED,
        told_by,
        [f"Learning is taken instead: {learning}"] if learning else [],
        by=by,
        at=at,
        occurred_at=told_at,
        reason=why,
    )
    end_case(case, Outcome.NOT_SUBMITTED, reason=why, by=by, at=at)
    return entry


@transaction.atomic
def withdraw_sin(
    case: Case,
    *,
    told_by: str,
    reason: str,
    by: Actor,
    at: datetime,
    withdrawn_at: datetime | None = None,
) -> list[Letter]:
    """That the SIN was withdrawn (de-notified) ``withdrawn_at``, or now: the case ends.

    1. The outcome with its reason, and who is told; the procedure's own fact, if it has one.
    2. The case ends: from here no link opens a form any more.
    3. A letter to everybody who was told or asked; that they were told.

    Raises NotYet without a submitted SIN, Refused without reason or for an impossible date.
    """
    facts = case_facts(case)
    require_open(facts)
    _require_withdrawal(facts, reason, withdrawn_at or at, at)
    people = told_of_review(case, at=at)
    names = listed(one.name for one in people)
    when = withdrawn_at or at
    entry = _log_outcome(
        case,
        SinOutcome.WITHDRAWN,
        told_by,
        [f"Withdrawn on {spoken_date(london_day(when))}."],
        by=by,
        at=at,
        occurred_at=withdrawn_at,
        reason=reason,
        to=names,
        channel=Channel.EMAIL if people else "",
    )
    _log_own(case, WITHDRAWN, reason, by=by, at=at, occurred_at=withdrawn_at)
    end_case(case, Outcome.SIN_WITHDRAWN, reason=reason, by=by, at=at)
    letters = [
        _letter(case, one, f"{LETTER}:{case.pk}:{entry.seq}:{number}", at)
        for number, one in enumerate(people)
    ]
    said = f"Told by letter: {names}." if people else "Nobody had been told or asked."
    _log_own(case, TOLD, said, by=by, at=at)
    return letters


def told_of_review(case: Case, *, at: datetime) -> list[Recipient]:
    """Everybody outside the Team who was told of the review or asked for something.

    Whoever had a letter of the case, or a copy of one; on a case that was taken in, where
    letters went out before, the JCR Group and the people of the agencies chosen too.
    """
    found: dict[str, Recipient] = {}
    for one in _who_was_told(case, at=at):
        found.setdefault(one.email.lower(), one)
    for user in holders(case, *TEAM, at=at):
        found.pop(user.email.lower(), None)
    return sorted(found.values(), key=lambda one: one.name)


def _who_was_told(case: Case, *, at: datetime) -> Iterator[Recipient]:
    for letter in case.letters.order_by("queued_at", "id"):
        yield Recipient(letter.to_name, letter.to_email)
        yield from _copied(letter.copies.splitlines())
    if case_facts(case).has(LogKind.CASE_TAKEN_IN):
        for user in told_people(case, at=at):
            yield Recipient(user.name, user.email)
        for chosen in chosen_for(case).prefetch_related("agency__people"):
            for person in chosen.agency.people.all():
                yield Recipient(person.name, person.email)


def _copied(lines: Iterable[str]) -> Iterator[Recipient]:
    for name, email in map(parseaddr, lines):
        yield Recipient(name, email)


def _require_withdrawal(
    facts: CaseFacts, reason: str, when: datetime, at: datetime
) -> None:
    sent = facts.last(LogKind.SIN_SUBMITTED)
    if sent is None:
        raise NotYet(
            "Only a SIN that was submitted can be withdrawn. Record that none was "
            "submitted.",
            "P1.2",
        )
    if not reason.strip():
        raise Refused(
            "Say why it was withdrawn: the Daily Log keeps the reason.", "P1.2"
        )
    if when > at + CLOCKS_MAY_DIFFER:
        raise Refused(f"{spoken(when)} has not come yet.", "P1.2")
    if when < sent.at:
        raise Refused(
            f"It cannot be withdrawn, {spoken(when)}, before it was submitted, "
            f"{spoken(sent.at)}.",
            "P1.2",
        )


def _log_outcome(
    case: Case,
    outcome: SinOutcome,
    told_by: str,
    more: Iterable[str],
    *,
    by: Actor,
    at: datetime,
    occurred_at: datetime | None,
    reason: str,
    to: str = "",
    channel: str = "",
) -> LogEntry:
    said = [f"{SIN_WORDS[outcome]}.", f"Told by {told_by}, Children’s Social Care."]
    return dailylog.write(
        case,
        LogKind.SIN_OUTCOME_RECORDED,
        by=by,
        at=at,
        occurred_at=occurred_at,
        subject=outcome.value,
        text=" ".join([*said, *more]),
        reason=reason,
        to=to,
        channel=channel,
    )


def _log_own(
    case: Case,
    name: str,
    text: str,
    *,
    by: Actor,
    at: datetime,
    occurred_at: datetime | None = None,
) -> None:
    """A fact of the procedure's own, where it declares one of this name."""
    if name in procedure_for(case).facts:
        dailylog.write(
            case,
            LogKind.OWN_FACT,
            by=by,
            at=at,
            occurred_at=occurred_at,
            subject=own_subject(name),
            text=text,
        )


def _letter(case: Case, person: Recipient, key: str, at: datetime) -> Letter:
    # No day: it could be the birth date of a child, which no letter may carry.
    return mail.queue(
        LETTER,
        case=case,
        partnership=case.partnership,
        to=person,
        words={"name": person.name},
        key=key,
        at=at,
    )
