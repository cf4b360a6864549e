"""Jobs of this stage: what the worker runs, safe to run twice."""

from rapidreview.collation.making import make, take_next
from rapidreview.people.clock import now


def make_packs() -> int:
    """Make every pack that was asked for; how many were made (P6.1)."""
    made = 0
    while row := take_next(at=now()):
        made += make(row, clock=now) is not None
    return made
