"""What is entered after it happened: with its true date, and how (P14.6).

A review may be taken in while it is under way. Whatever was done before is an entry with
two instants: when it happened, and when it was entered.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise

from rapidreview.procedure.anchors import kind_of
from rapidreview.procedure.calendar import london_day
from rapidreview.procedure.errors import Refused
from rapidreview.procedure.facts import CaseFacts
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.naming import spoken_moment
from rapidreview.procedure.parts import Task

CLOCKS_MAY_DIFFER = timedelta(minutes=5)
CALL = "intention_notified"


class Entered(StrEnum):
    """What it takes to enter that a task was done before: the entry alone, or rows too."""

    WORDS = "words"  # when, by whom, a few words
    PERSON = "person"  # and who was named
    PEOPLE = "people"  # and who were named
    ON_ITS_PAGE = "on_its_page"  # later stages need its rows: its own page makes them


_ENTERED = {
    LogKind.OVERSIGHT_TAKEN: Entered.WORDS,
    LogKind.GROUP_TOLD: Entered.WORDS,
    LogKind.INVITATIONS_SENT: Entered.WORDS,
    LogKind.CHAIR_CONTACTED: Entered.WORDS,
    LogKind.TIMELINE_DISCUSSED: Entered.WORDS,
    LogKind.GUIDANCE_LINKED: Entered.WORDS,
    LogKind.REPORT_SUBMITTED: Entered.WORDS,
    LogKind.MINUTE_TAKER_NAMED: Entered.PERSON,
    LogKind.LEAD_PROFESSIONAL_CONFIRMED: Entered.PERSON,
    LogKind.SENIOR_OFFICERS_CONFIRMED: Entered.PEOPLE,
}


def entered_by(task: Task) -> Entered:
    """How one enters that this task was done before."""
    kind = kind_entered(task)
    if task.for_each or kind is None:
        return Entered.ON_ITS_PAGE
    return _ENTERED.get(kind, Entered.ON_ITS_PAGE)


def kind_entered(task: Task) -> LogKind | None:
    """The one kind of entry that says it is done; None where there are several, or an own fact."""
    return kind_of(task.done_when[0]) if len(task.done_when) == 1 else None


def require_happened(occurred_at: datetime | None, at: datetime) -> None:
    """Raise Refused for a moment that has not come; clocks may differ by minutes."""
    if occurred_at is not None and occurred_at > at + CLOCKS_MAY_DIFFER:
        raise Refused(
            f"{_words(occurred_at, at)} has not come yet. Enter when it was.", "P14.6"
        )


def require_since_the_call(
    facts: CaseFacts, occurred_at: datetime, at: datetime
) -> None:
    """Raise Refused for a moment in the future, or before the review began (P1.1)."""
    require_happened(occurred_at, at)
    called_at = facts.anchor(CALL)
    if called_at is not None and occurred_at < called_at:
        raise Refused(
            f"{_words(occurred_at, at)} is before the Partnership was told, "
            f"{spoken_moment(called_at, at)}. Nothing of the review was done before then.",
            "P14.6",
        )


def require_in_order(moments: Sequence[tuple[str, datetime]], at: datetime) -> None:
    """Raise Refused where one of these cannot have come after the one before it.

    Each is what happened, inside a sentence ("the return came"), and when.
    """
    for (first, earlier), (then, later) in pairwise(moments):
        if later < earlier:
            raise Refused(
                f"You entered that {then} {spoken_moment(later, at)}, before {first} "
                f"{spoken_moment(earlier, at)}. Check both moments.",
                "P14.6",
            )


def later_words(occurred_at: datetime, recorded_at: datetime) -> str:
    """How much later it was recorded: "recorded 5 days later"; empty on the same day."""
    days = (london_day(recorded_at) - london_day(occurred_at)).days
    if days < 1:
        return ""
    return f"recorded {days} {'day' if days == 1 else 'days'} later"


def _words(instant: datetime, at: datetime) -> str:
    """As a sentence begins."""
    said = spoken_moment(instant, at)
    return said[0].upper() + said[1:]
