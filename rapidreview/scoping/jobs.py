"""Jobs of scoping: what the worker runs, safe to run twice."""

import logging

from rapidreview.people.clock import now
from rapidreview.procedure.errors import ProcedureError
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
