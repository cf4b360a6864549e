"""Jobs of scoping: what the worker runs, safe to run twice."""

import logging

from django.conf import settings

from rapidreview.mail.imap import MailboxTrouble, read_unseen
from rapidreview.people.clock import now
from rapidreview.procedure.errors import ProcedureError
from rapidreview.scoping.mailbox import take_in
from rapidreview.scoping.reminding import awaited_rounds, remind_if_due

LOG = logging.getLogger(__name__)


def remind() -> int:
    """Send the reminders that are due at this instant; how many went (P2.1).

    A round that cannot be reminded of now, because it came in this moment or its calendar
    is not known, keeps no other from being.
    """
    at, went = now(), 0
    for one in awaited_rounds():
        try:
            went += len(remind_if_due(one, at=at))
        except ProcedureError as refusal:
            LOG.warning("No reminder of return %s: %s", one.pk, refusal.words)
    return went


def take_in_mail() -> int:
    """Take in what is new in the team's mailbox, if one is set; how many messages (P1.18).

    A message is marked as seen once it is stored, so that a stop loses none.
    """
    if settings.IMAP is None:
        return 0
    at, taken = now(), 0
    try:
        for found in read_unseen(settings.IMAP, most_bytes=settings.MAX_UPLOAD_BYTES):
            taken += take_in(found.data, whole=found.whole, at=at) is not None
    except MailboxTrouble as trouble:
        LOG.warning("The mailbox could not be read: %s", trouble)
    return taken
