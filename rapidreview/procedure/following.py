"""Guards of actions that were agreed: how each stands, and what may be said of it (P14.1)."""

from datetime import date, datetime

from rapidreview.procedure.at_the_meeting import require_past
from rapidreview.procedure.calendar import london_day
from rapidreview.procedure.errors import AlreadyDone, Incomplete, Refused
from rapidreview.procedure.facts import CaseFacts, Fact
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.naming import spoken_date

PARAGRAPH = "P14.1"


def settled_by(facts: CaseFacts, action_id: str) -> Fact | None:
    """What settled an action: done, or dropped; None while it goes on, or again does."""
    ends = [
        fact
        for kind in (LogKind.ACTION_DONE, LogKind.ACTION_DROPPED)
        if (fact := facts.last(kind, action_id))
    ]
    newest = max(ends, key=lambda fact: fact.seq, default=None)
    again = facts.last(LogKind.ACTION_CHANGED, action_id)
    return None if newest and again and again.seq > newest.seq else newest


def require_going_on(facts: CaseFacts, action_id: str) -> None:
    """Raise AlreadyDone for an action that is done, or that was dropped."""
    fact = settled_by(facts, action_id)
    if fact:
        words = "done" if fact.kind is LogKind.ACTION_DONE else "dropped"
        day = spoken_date(london_day(fact.at))
        raise AlreadyDone(
            f"This action was {words} on {day}. To take it up again, change it.",
            PARAGRAPH,
        )


def require_words(words: str, what: str) -> None:
    """Raise Incomplete where nothing is said. ``what`` ends the sentence "Say …"."""
    if not words.strip():
        raise Incomplete(f"Say {what}.", PARAGRAPH)


def require_happened_since(
    agreed_at: datetime, happened_at: datetime, at: datetime
) -> None:
    """Raise Refused for something said to have happened before it was agreed, or to come."""
    require_past(happened_at, at, PARAGRAPH)
    if london_day(happened_at) < london_day(agreed_at):
        raise Refused(
            f"The action was agreed on {spoken_date(london_day(agreed_at))}. Enter a day "
            "that is not before it.",
            PARAGRAPH,
        )


def require_seen(agreed_at: datetime, seen_on: date, at: datetime) -> None:
    """Raise Refused for an impact seen before the action was agreed, or in the future."""
    if seen_on > london_day(at):
        raise Refused(
            f"{spoken_date(seen_on)} has not come yet. Enter when it was seen.",
            PARAGRAPH,
        )
    if seen_on < london_day(agreed_at):
        raise Refused(
            f"The action was agreed on {spoken_date(london_day(agreed_at))}: what was seen "
            "earlier is not its impact.",
            PARAGRAPH,
        )


def require_impact_possible(facts: CaseFacts, action_id: str) -> None:
    """Raise Refused for the impact of an action that was not to be done after all."""
    fact = settled_by(facts, action_id)
    if fact and fact.kind is LogKind.ACTION_DROPPED:
        raise Refused(
            "This action was dropped, so it has no impact. To take it up again, change it.",
            PARAGRAPH,
        )
