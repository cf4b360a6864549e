"""Delivering letters: at least once, always recognisable, never blocking a page (R6, R7).

A letter is claimed by moving its next attempt on, in one statement; only then is it sent,
and only then marked. A worker killed in between leaves it due again, with the same
Message-ID, so that the reader's mail program sees one letter.
"""

import re
import smtplib
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import format_datetime, formataddr

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend

from rapidreview.mail.links import Link, address
from rapidreview.mail.models import Letter
from rapidreview.mail.words import MARK

LEASE = timedelta(minutes=5)
LONGEST_WAIT = timedelta(hours=1)
GIVE_UP_AFTER = timedelta(days=3)
BLANKED = "The code that stood here was removed once the letter had been delivered.\n"
AT_ONCE = 50
METHOD = re.compile(r"^METHOD:(REQUEST|CANCEL)\r$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class ReadLetter:
    """A letter as its reader gets it, for the outbox page."""

    subject: str
    to: str
    copies: tuple[str, ...]
    body: str
    has_invitation: bool = False


def as_read(letter: Letter) -> ReadLetter:
    """The letter with its link in place; the link is not stored by this."""
    link = Link(letter.link_kind, letter.link_ref, letter.link_nonce)
    body = letter.body or BLANKED
    if MARK in body:
        body = body.replace(MARK, address(link))
    return ReadLetter(
        letter.subject,
        formataddr((letter.to_name, letter.to_email)),
        tuple(letter.copies.splitlines()),
        body,
        bool(letter.calendar),
    )


def deliver_due(at: datetime) -> int:
    """Send, or show on screen, every letter that is due at ``at``; how many went.

    Works in small steps; what is left over is due at the next call.
    """
    _blank_old_codes(at)
    due = Letter.objects.filter(state=Letter.State.QUEUED, next_at__lte=at)
    claimed = [
        one for one in due.order_by("next_at", "id")[:AT_ONCE] if _claim(one, at)
    ]
    if settings.LETTERS_ON_SCREEN:
        return sum(_show(letter, at) for letter in claimed)
    connection = get_connection()
    try:
        return sum(_send(letter, connection, at) for letter in claimed)
    finally:
        connection.close()


def _claim(letter: Letter, at: datetime) -> bool:
    """Take the letter for one attempt; False where another worker has it."""
    unclaimed = Letter.objects.filter(
        pk=letter.pk, state=Letter.State.QUEUED, next_at=letter.next_at
    )
    letter.attempts += 1
    letter.next_at = at + LEASE
    return unclaimed.update(attempts=letter.attempts, next_at=letter.next_at) == 1


def _show(letter: Letter, at: datetime) -> int:
    letter.state, letter.sent_at = Letter.State.SHOWN, at
    letter.save(update_fields=["state", "sent_at"])
    return 1


def _send(letter: Letter, connection: BaseEmailBackend, at: datetime) -> int:
    """One attempt; 1 where the mail server took the letter."""
    try:
        _message(letter, connection, at).send()
    except (OSError, smtplib.SMTPException) as error:
        connection.close()  # a broken connection must not spoil the next letter
        _put_off(letter, error, at)
        return 0
    letter.state, letter.sent_at, letter.problem = Letter.State.SENT, at, ""
    if letter.holds_code:
        letter.body = ""
    letter.save(update_fields=["state", "sent_at", "problem", "body"])
    return 1


def _message(
    letter: Letter, connection: BaseEmailBackend, at: datetime
) -> EmailMessage:
    read = as_read(letter)
    message = EmailMultiAlternatives(
        subject=read.subject,
        body=read.body,
        to=[read.to],
        cc=list(read.copies),
        reply_to=[letter.partnership.email],
        headers={
            "Message-ID": letter.message_id,
            "Date": format_datetime(at),
            "Auto-Submitted": "auto-generated",
        },
        connection=connection,
    )
    if letter.calendar:
        _attach_calendar(message, letter.calendar)
    return message


def _attach_calendar(message: EmailMultiAlternatives, calendar: str) -> None:
    """Twice: as another form of the letter, which Outlook and Google take up and offer to
    accept, and as a file, for whoever reads it with something else (P1.6)."""
    method = METHOD.search(calendar)
    said = f"; method={method[1]}" if method else ""
    message.attach_alternative(calendar, f"text/calendar{said}")
    message.attach("invite.ics", calendar.encode(), "application/ics")


def _put_off(letter: Letter, error: Exception, at: datetime) -> None:
    """Try again later and later; give up at once where the address is refused for good."""
    letter.problem = _problem(error)
    if _is_final(error) or at - letter.queued_at > GIVE_UP_AFTER:
        letter.state = Letter.State.FAILED
    wait = min(timedelta(minutes=2 ** min(letter.attempts, 10)), LONGEST_WAIT)
    letter.next_at = at + wait
    letter.save(update_fields=["problem", "state", "next_at"])


def _is_final(error: Exception) -> bool:
    """Whether the server refused this letter for good, not us or this moment."""
    about_the_letter = smtplib.SMTPRecipientsRefused | smtplib.SMTPDataError
    return isinstance(error, about_the_letter) and min(_codes(error)) >= 500


def _codes(error: Exception) -> list[int]:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return [code for code, _ in error.recipients.values()]
    if isinstance(error, smtplib.SMTPResponseException):
        return [error.smtp_code]
    return []


def _problem(error: Exception) -> str:
    """What went wrong, without the server's own words: they may hold the address."""
    codes = ", ".join(str(code) for code in _codes(error))
    return (
        f"The mail server answered {codes}."
        if codes
        else (f"The mail server could not be reached ({type(error).__name__}).")
    )


def _blank_old_codes(at: datetime) -> None:
    """A code shown on screen is blanked when its life is over."""
    shown = Letter.objects.filter(
        state=Letter.State.SHOWN, holds_code=True, sent_at__lt=at - settings.CODE_LIFE
    )
    for letter in shown.exclude(body=b""):
        letter.body = ""
        letter.save(update_fields=["body"])
