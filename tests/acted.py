"""Actions as the meeting agrees them, and how a test follows one."""

from datetime import UTC, datetime

from rapidreview.case.models import Case
from rapidreview.learning.following import finish_action
from rapidreview.learning.models import ActionUpdate
from rapidreview.meeting.deciding import agree_action
from rapidreview.meeting.models import Action
from tests import make
from tests.cast import Cast

AGREED_AT = make.later(days=9, hours=5)  # day 8, a Friday
DUE_AT = datetime(2026, 12, 4, 17, 0, tzinfo=UTC)
WORDS = "One protocol for children who are not brought to appointments."
MEASURE = (
    "Missed appointments that are followed up within two days, counted each quarter."
)


def agreed(
    case: Case,
    cast: Cast,
    *,
    words: str = WORDS,
    owner: str = "Priya Ollerdale",
    due_at: datetime = DUE_AT,
) -> Action:
    """The next action of the case, with its owner, date and measure."""
    return agree_action(
        case,
        words=words,
        kind=Action.Kind.MULTI_AGENCY,
        owner=owner,
        due_at=due_at,
        impact=MEASURE,
        by=cast.actor("priya"),
        at=AGREED_AT,
    )


def done(action: Action, cast: Cast, at: datetime) -> ActionUpdate:
    """Carried out, as Owen records."""
    return finish_action(
        action,
        words="The protocol is in force.",
        happened_at=None,
        by=cast.actor("owen"),
        at=at,
    )
