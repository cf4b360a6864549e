"""When the end has come: what is unsettled, how long a case is kept, what holds it (P14.2-P14.5).

No period specific to Rapid Reviews is known. Thirty-five years after closing is what child
protection records are kept for; those of a looked-after child until the 75th birthday.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from rapidreview.procedure.clocks import add_months
from rapidreview.procedure.definition import Procedure
from rapidreview.procedure.duties import Duty, TaskState
from rapidreview.procedure.errors import AlreadyDone, NotYet, Refused
from rapidreview.procedure.facts import CaseFacts, Fact
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.vocabulary import Outcome, Role

YEARS_KEPT, LAST_BIRTHDAY = 35, 75
MONTHS = 12
SETTLED = (TaskState.DONE, TaskState.NOT_NEEDED)
# Whose access outlives the case (handbook, 8): the Team that manages it, and the Chair.
STAY = frozenset(
    {
        Role.PARTNERSHIP_MANAGER,
        Role.PARTNERSHIP_OFFICER,
        Role.JCR_CHAIR,
        Role.JCR_VICE_CHAIR,
    }
)


class ReviewDay(NamedTuple):
    """A day on which somebody looks whether the case is kept, and the rule that gives it."""

    on: date
    rule: str


def unsettled(
    procedure: Procedure, facts: CaseFacts, duties: Iterable[Duty]
) -> list[Duty]:
    """The duties that closing would leave undone (P14.2).

    What outlives the case, as its actions, is not among them; nor what is wanted only in a
    case that this is not.
    """

    def is_wanted(duty: Duty) -> bool:
        task = procedure.tasks[duty.task]
        unmet = task.only_if and not facts.has(task.only_if)
        return not unmet and not task.after_end

    return [one for one in duties if one.state not in SETTLED and is_wanted(one)]


def review_day(
    closed_on: date, born: Sequence[date | None], *, looked_after: bool
) -> ReviewDay | None:
    """The day by the rule: 35 years after closing, or the 75th birthday of a child who was
    looked after, whichever is later. None where that birthday is not known (P14.5)."""
    usual = ReviewDay(
        add_months(closed_on, YEARS_KEPT * MONTHS), f"{YEARS_KEPT} years after closing"
    )
    if not looked_after:
        return usual
    known = [day for day in born if day is not None]
    if not known or len(known) < len(born):
        return None
    birthday = ReviewDay(
        add_months(max(known), LAST_BIRTHDAY * MONTHS),
        f"{LAST_BIRTHDAY}th birthday of a looked-after child",
    )
    return max(usual, birthday)


def hold_on(facts: CaseFacts) -> Fact | None:
    """The legal hold that stands, by the fact that placed it (P14.4)."""
    placed = facts.last(LogKind.LEGAL_HOLD_PLACED)
    lifted = facts.last(LogKind.LEGAL_HOLD_LIFTED)
    if placed and lifted and lifted.seq > placed.seq:
        return None
    return placed


def require_no_hold(facts: CaseFacts) -> None:
    """Raise Refused while a legal hold stands (P14.4)."""
    if hold_on(facts):
        raise Refused(
            "A legal hold stands on this case, so nothing of it may be destroyed. Keep it "
            "and set another date; or lift the hold first, with the reason.",
            "P14.4",
        )


def require_ended(facts: CaseFacts, paragraph: str) -> None:
    """Raise NotYet while the case is open."""
    if not facts.ended:
        raise NotYet("This case is open. Close it first.", paragraph)


def require_reopenable(outcome: str) -> None:
    """Raise AlreadyDone for an open case, Refused for one that should never have been (P14.3).

    A case that ended because no review was needed may turn out to need one.
    """
    if outcome == Outcome.OPEN:
        raise AlreadyDone("This case is open already.", "P14.3")
    if outcome == Outcome.OPENED_IN_ERROR:
        raise Refused(
            "This case was opened in error and stays ended. If there is an incident to "
            "review, open a case for it.",
            "P14.3",
        )
