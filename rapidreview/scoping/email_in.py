"""E-mails that come in: filed with their case, shown where they belong, never twice (P1.18).

The message as it came goes to IV, its attachments to I. A letter of ours that came back and
an automatic answer are no news of the agency: they are noted on the row, and not filed.
"""

import base64
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256

from django.db import transaction

from rapidreview.case.models import Case
from rapidreview.dailylog import actions as dailylog
from rapidreview.dailylog.facts import case_facts
from rapidreview.mail.models import Letter, ReceivedMail
from rapidreview.paper import limited
from rapidreview.paper.mime import Email
from rapidreview.paper.refusal import Refusal
from rapidreview.people.actor import Actor
from rapidreview.people.models import Partnership
from rapidreview.procedure.errors import AlreadyDone, Refused
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.requirements import require_open
from rapidreview.scoping.email_filing import (
    file_attachments,
    file_original,
    first_form,
    forms_in,
    is_of_outlook,
)
from rapidreview.scoping.email_matching import Match, match_in
from rapidreview.scoping.prefilled import in_full

Kind, State = ReceivedMail.Kind, ReceivedMail.State


@dataclass(frozen=True, slots=True)
class Filed:
    """A message that was filed; ``refused`` says of attachments why they were not."""

    mail: ReceivedMail
    match: Match
    attached: int = 0
    refused: tuple[str, ...] = field(default=())


def read(data: bytes) -> Email:
    """The message, read in a process of its own. Raises Refused."""
    try:
        return limited.read_email(data)
    except Refusal as refusal:
        raise Refused(refusal.words, "P1.18") from refusal


def fingerprint_of(email: Email, data: bytes) -> str:
    """What makes a message the same one: its Message-ID, or else every byte.

    Outlook writes other bytes each time that it saves the same message: there, and where
    the message says when it was sent, it is what the message consists of.
    """
    named = email.message_id.encode() or data
    if not email.message_id and email.sent_at and is_of_outlook(data):
        files = [
            (one.name, sha256(one.content).hexdigest()) for one in email.attachments
        ]
        said = (email.sender, email.subject, email.sent_at, email.text, files)
        named = ascii(said).encode()
    return sha256(named).hexdigest()


@transaction.atomic
def file_email(
    case: Case,
    data: bytes,
    *,
    by: Actor,
    at: datetime,
    came_at: datetime | None = None,
    waiting: ReceivedMail | None = None,
) -> Filed:
    """File a message with a case, or note on its row that a letter came back (P1.18).

    ``waiting`` is the row of a message that waited to be matched. Raises Refused for what
    cannot be read, AlreadyDone for what is filed with the case already or has ended.
    """
    require_open(case_facts(case))
    email = read(data)
    forms = forms_in(email)
    match = match_in(case, email, list(forms.values()))
    mail = _row(case, email, data, match, waiting, came_at or _when(email, at))
    if email.came_back or email.automatic:
        return _note(mail, email, match, by=by, at=at)
    mail.document = file_original(mail, email, data, match.row, by=by, at=at)
    attached, refused = file_attachments(mail, email, match.row, by=by, at=at)
    mail.form = first_form(attached, forms)
    mail.save()
    return Filed(mail, match, len(attached), tuple(refused))


@transaction.atomic
def keep_waiting(
    partnership: Partnership,
    data: bytes,
    email: Email | None,
    *,
    at: datetime,
    problem: str = "",
) -> ReceivedMail:
    """Keep a message that belongs to no case that we know, for a person to look at."""
    return ReceivedMail.objects.create(
        partnership=partnership,
        kind=_kind(email) if email else Kind.MESSAGE,
        fingerprint=fingerprint_of(email, data) if email else sha256(data).hexdigest(),
        sha256=sha256(data).hexdigest(),
        sender=email.sender if email else "",
        subject=email.subject if email else "",
        text=email.text if email else "",
        raw=base64.b64encode(data).decode(),
        problem=problem[:300],
        came_at=at,
    )


@transaction.atomic
def match_waiting(mail: ReceivedMail, case: Case, *, by: Actor, at: datetime) -> Filed:
    """File a message that waited with the case that a person chose."""
    held = _lock_waiting(mail)
    data = base64.b64decode(held.raw)
    return file_email(case, data, by=by, at=at, came_at=held.came_at, waiting=held)


@transaction.atomic
def set_aside(mail: ReceivedMail, *, reason: str, by: Actor, at: datetime) -> None:
    """Keep nothing of a message that is no business of ours but that it came, and why."""
    if not reason.strip():
        raise Refused("Say why it is set aside.", "P1.18")
    held = _lock_waiting(mail)
    _forget(held)
    held.state = State.SET_ASIDE
    held.save()
    dailylog.write(
        held.partnership,
        LogKind.EMAIL_SET_ASIDE,
        by=by,
        at=at,
        subject=held,
        reason=reason.strip(),
        text=f"It came {in_full(held.came_at)}.",
    )


def _lock_waiting(mail: ReceivedMail) -> ReceivedMail:
    rows = ReceivedMail.objects.select_for_update(of=("self",))
    held = rows.select_related("partnership").get(pk=mail.pk)
    if held.state != State.WAITING:
        raise AlreadyDone("Somebody has dealt with this e-mail already.", "P1.18")
    return held


def _row(
    case: Case,
    email: Email,
    data: bytes,
    match: Match,
    waiting: ReceivedMail | None,
    came_at: datetime,
) -> ReceivedMail:
    """The row of a message on its case; its words and bytes are in the folder only."""
    key = fingerprint_of(email, data)
    digest = sha256(data).hexdigest()
    Case.objects.select_for_update().get(pk=case.pk)
    earlier = case.received_mail.filter(fingerprint=key).first()
    earlier = earlier or case.received_mail.filter(sha256=digest).first()
    if earlier is not None:
        raise AlreadyDone(
            f"This e-mail was taken in before, {in_full(earlier.came_at)}.", "P1.18"
        )
    mail = waiting or ReceivedMail(partnership=case.partnership)
    _forget(mail)
    mail.case, mail.state, mail.kind = case, State.FILED, _kind(email)
    mail.fingerprint, mail.sha256, mail.came_at = key, digest, came_at
    mail.about = match.row.pk if match.row else None
    mail.letter, mail.problem = match.letter, email.came_back
    mail.save()
    return mail


def _forget(mail: ReceivedMail) -> None:
    mail.sender = mail.subject = mail.text = mail.raw = ""


def _kind(email: Email) -> str:
    if email.came_back:
        return Kind.RETURNED
    return Kind.AUTOMATIC if email.automatic else Kind.MESSAGE


def _when(email: Email, at: datetime) -> datetime:
    """When it came: as it says itself, unless that lies in the future."""
    return email.sent_at if email.sent_at and email.sent_at <= at else at


def _note(
    mail: ReceivedMail, email: Email, match: Match, *, by: Actor, at: datetime
) -> Filed:
    """A letter came back, or a machine answered: an entry, and nothing is filed."""
    returned = mail.kind == Kind.RETURNED
    row, letter = match.row, match.letter
    dailylog.write(
        mail.partnership if mail.case is None else mail.case,
        LogKind.LETTER_RETURNED if returned else LogKind.AUTOMATIC_ANSWER,
        by=by,
        at=at,
        subject=row or mail,
        agency=row.agency.name if row else "",
        to=letter.to_name if letter else "",
        text=came_back_words(mail, letter),
    )
    return Filed(mail, match)


def came_back_words(mail: ReceivedMail, letter: Letter | None) -> str:
    """What is said of it on the row: “The letter of 9 November came back: mailbox unknown.”"""
    which = "A letter"
    if letter is not None:
        which = f"The letter of {in_full(letter.sent_at or letter.queued_at)}"
    if mail.kind == Kind.RETURNED:
        return f"{which} came back: {mail.problem}."
    return f"{which} got an automatic answer: out of office, or a machine."


def done_words(filed: Filed) -> str:
    """What became of a message, for the person who filed it."""
    mail, row = filed.mail, filed.match.row
    whose = f" It is about {row.agency.name}. {filed.match.how}" if row else ""
    if mail.kind != Kind.MESSAGE:
        return f"{came_back_words(mail, filed.match.letter)}{whose}"
    files = {0: "", 1: ", one attachment in I"}.get(
        filed.attached, f", {filed.attached} attachments in I"
    )
    form = " It holds a form: read it in below." if mail.form_id else ""
    return f"The e-mail is filed in IV{files}.{whose}{form}"
