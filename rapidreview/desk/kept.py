"""What is said quietly of a case that is kept: a hold on it, the day of its review (P14.4, P14.5)."""

from collections.abc import Iterable

from rapidreview.procedure.calendar import london_day
from rapidreview.procedure.duties import Duty
from rapidreview.procedure.facts import CaseFacts
from rapidreview.procedure.keeping import SETTLED, hold_on
from rapidreview.procedure.naming import spoken_date


def kept_words(facts: CaseFacts, duties: Iterable[Duty]) -> list[str]:
    """A sentence for each; none for a case of which nothing of it is so."""
    hold = hold_on(facts)
    since = spoken_date(london_day(hold.at)) if hold else ""
    days = [
        spoken_date(london_day(one.due_at))
        for one in duties
        if one.task == "retention_review" and one.due_at and one.state not in SETTLED
    ]
    held = f"Legal hold since {since}: nothing of this case may be destroyed."
    return [
        *([held] if hold else []),
        *(f"Whether this case is kept is reviewed on {day}." for day in days),
    ]
