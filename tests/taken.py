"""A case that is taken in on Day 6, and what was done of it before."""

from datetime import UTC, datetime

from rapidreview.case.models import Case
from rapidreview.opening.actions import open_case
from tests.cast import Cast
from tests.opened import BRAMWELL, CALL, HARM

DAY_6 = datetime(
    2026, 11, 11, 10, 5, tzinfo=UTC
)  # a Wednesday; the call was on the 4th


def taken_in_case(cast: Cast, *, at: datetime = DAY_6) -> Case:
    """Opened by Priya ``at``, from the call of Day 1."""
    return open_case(
        cast.partnership, CALL, HARM, (BRAMWELL,), by=cast.actor("priya"), at=at
    )
