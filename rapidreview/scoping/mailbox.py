"""What comes to the team's mailbox: filed where that is sure, kept for a person where not.

Sure is a message that names or answers a case and whose sender's address we know. Forms
are read in by nobody but a person, whoever sent them.
"""

import logging
from datetime import datetime
from hashlib import sha256

from django.db import transaction
from django.db.models import Q

from rapidreview.mail.models import ReceivedMail
from rapidreview.paper.mime import Email
from rapidreview.people.actor import SYSTEM_ID, Actor
from rapidreview.people.models import Partnership
from rapidreview.procedure.errors import ProcedureError, Refused
from rapidreview.scoping.email_filing import forms_in
from rapidreview.scoping.email_in import (
    file_email,
    fingerprint_of,
    keep_waiting,
    read,
)
from rapidreview.scoping.email_matching import case_of, is_known, is_ours

MAILBOX = Actor(SYSTEM_ID, "The team’s mailbox", "the system")
LONGEST_HEAD = 20_000
LOG = logging.getLogger(__name__)
TOO_LARGE = "It is too large to be taken in. Look at it in the mailbox itself."


@transaction.atomic
def take_in(data: bytes, *, at: datetime, whole: bool = True) -> ReceivedMail | None:
    """Take in one message; None for our own letter, and for what was taken in before.

    Never raises for what a message holds: what cannot be read waits for a person.
    """
    try:
        email = read(data)
    except Refused as refusal:
        head = data[:LONGEST_HEAD].decode("latin-1")
        return _kept(_addressed(head), data, None, at, refusal.words)
    partnership = _addressed(" ".join(email.to))
    if partnership is None or is_ours(email):
        return None
    Partnership.objects.select_for_update().get(pk=partnership.pk)
    if _known_already(partnership, email, data):
        return None
    if not whole:
        return _kept(partnership, data, email, at, TOO_LARGE)
    return _filed(partnership, email, data, at) or _kept(
        partnership, data, email, at, ""
    )


def _filed(
    partnership: Partnership, email: Email, data: bytes, at: datetime
) -> ReceivedMail | None:
    """Filed with its case; None where a person has to look."""
    case = case_of(partnership, email, list(forms_in(email).values()))
    machine = bool(email.came_back) or email.automatic
    if case is None or not (machine or is_known(partnership, case, email, at)):
        return None
    try:
        return file_email(case, data, by=MAILBOX, at=at, came_at=at).mail
    except ProcedureError:  # such as a case that has just ended: a person decides
        return None


def _kept(
    partnership: Partnership | None,
    data: bytes,
    email: Email | None,
    at: datetime,
    problem: str,
) -> ReceivedMail | None:
    """Waiting for a person; None where it waits already or nobody knows for whom."""
    if partnership is None:
        return None
    if email is None and _seen(partnership, sha256(data).hexdigest()):
        return None
    return keep_waiting(partnership, data, email, at=at, problem=problem)


def _known_already(partnership: Partnership, email: Email, data: bytes) -> bool:
    digest = sha256(data).hexdigest()
    return _seen(partnership, digest, fingerprint_of(email, data))


def _seen(partnership: Partnership, *marks: str) -> bool:
    same = Q(sha256__in=marks) | Q(fingerprint__in=marks)
    return partnership.received_mail.filter(same).exists()


def _addressed(written: str) -> Partnership | None:
    """The partnership whose address it was sent to; else the only one there is."""
    every = list(Partnership.objects.order_by("name"))
    named = [one for one in every if one.email.lower() in written.lower()]
    found = named[:1] or every
    if len(found) == 1:
        return found[0]
    LOG.warning("A message names no partnership: it stays in the mailbox only.")
    return None
