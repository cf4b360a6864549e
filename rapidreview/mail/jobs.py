"""Jobs of the mail: what the worker runs, safe to run twice."""

from rapidreview.mail.delivery import deliver_due
from rapidreview.people.clock import now


def deliver() -> int:
    """Deliver whatever is due at this instant; how many letters went."""
    return deliver_due(now())
