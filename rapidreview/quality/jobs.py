"""Jobs of this stage: what the worker runs, safe to run twice."""

import logging

from rapidreview.people.clock import now
from rapidreview.people.models import Partnership
from rapidreview.procedure.errors import ProcedureError
from rapidreview.quality.digest import send_digests

LOG = logging.getLogger(__name__)


def tell_the_team() -> int:
    """Write the letters of the day that are due; how many (P2.1).

    A partnership whose calendar is not known keeps no other from being told.
    """
    at, went = now(), 0
    for one in Partnership.objects.order_by("name"):
        try:
            went += send_digests(one, at=at)
        except ProcedureError as refusal:
            LOG.warning("No letter of the day for %s: %s", one.pk, refusal.words)
    return went
