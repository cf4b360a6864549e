"""Actions as the meeting agrees them, and how a test follows one."""

from datetime import UTC, datetime

from rapidreview.case.models import Case
from rapidreview.dailylog import actions as dailylog
from rapidreview.learning.following import finish_action
from rapidreview.learning.models import ActionUpdate
from rapidreview.meeting.models import Action
from rapidreview.planning.subject_dates import date_subject
from rapidreview.procedure.logkinds import LogKind
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
    number: int = 1,
    words: str = WORDS,
    owner: str = "Priya Ollerdale",
    due_at: datetime = DUE_AT,
    at: datetime = AGREED_AT,
) -> Action:
    """An action with its owner, date and measure."""
    by = cast.actor("priya")
    action = Action.objects.create(
        case=case,
        number=number,
        kind=Action.Kind.MULTI_AGENCY,
        words=words,
        owner=owner,
        due_at=due_at,
        impact=MEASURE,
        agreed_at=at,
    )
    date_subject(case, "action", action, due_at, by=by, at=at)
    dailylog.write(case, LogKind.ACTION_AGREED, by=by, at=at, subject=action)
    return action


def done(action: Action, cast: Cast, at: datetime) -> ActionUpdate:
    """Carried out, as Owen records."""
    return finish_action(
        action,
        words="The protocol is in force.",
        happened_at=None,
        by=cast.actor("owen"),
        at=at,
    )
