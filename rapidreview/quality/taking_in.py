"""A return that was asked for, came, was checked, shared and decided before (P14.6).

Each step goes through the action that does it now, with its true moment and with who did
it then. All that is given is entered, or nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from rapidreview.case.models import Case
from rapidreview.opening.agencies import chosen_for
from rapidreview.people.actor import Actor
from rapidreview.people.models import Agency
from rapidreview.procedure.errors import Incomplete, NotYet
from rapidreview.procedure.facts import CaseFacts
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.true_dates import require_in_order
from rapidreview.quality import actions
from rapidreview.scoping import taking_in as scoping
from rapidreview.scoping.models import AgencyReturn
from rapidreview.scoping.taking_in import AskedBefore, CameBefore

THE_WHOLE = "the whole return"  # sent back without naming a question
TOLD = (
    (LogKind.RETURN_REQUESTED, "Form sent"),
    (LogKind.RETURN_RECEIVED, "Return received"),
    (LogKind.RETURN_SIGNED, "Signed by a senior manager"),
    (LogKind.RETURN_CHECKED, "First check"),
    (LogKind.RETURN_SHARED, "Shared with the Chair"),
    (LogKind.RETURN_ACCEPTED, "Accepted"),
    (LogKind.RETURN_SENT_BACK, "Sent back"),
)


@dataclass(frozen=True, slots=True)
class CheckedBefore:
    """The outcome of the first check, when it was made and by whom."""

    checked_at: datetime
    done_by: str
    sufficiency: str
    dates: str
    analysis: bool | None
    signed: bool


@dataclass(frozen=True, slots=True)
class SharedBefore:
    """When the Chair was told, by whom, and of which issues; empty where there were none."""

    shared_at: datetime
    done_by: str
    issues: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DecidedBefore:
    """When it was decided and by whom; sent back where it was ``due_at`` again, accepted where not."""

    decided_at: datetime
    done_by: str
    reason: str = ""
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ReturnBefore:
    """What was done about one agency's return before, step by step; None is left alone."""

    asked: AskedBefore | None = None
    came: CameBefore | None = None
    checked: CheckedBefore | None = None
    shared: SharedBefore | None = None
    decided: DecidedBefore | None = None

    def moments(self) -> list[tuple[str, datetime]]:
        """The steps that follow each other, with their moments."""
        found = [
            ("the form was sent", self.asked and self.asked.asked_at),
            ("the return came", self.came and self.came.received_at),
            ("the first check was made", self.checked and self.checked.checked_at),
            ("it was decided", self.decided and self.decided.decided_at),
        ]
        return [(words, moment) for words, moment in found if moment]


@dataclass(frozen=True, slots=True)
class RoundSoFar:
    """One round as far as the log has it: each step in words, with its moment."""

    number: int
    due_at: datetime
    steps: tuple[tuple[str, datetime], ...]


@transaction.atomic
def take_in_return(
    case: Case, agency: Agency, given: ReturnBefore, *, by: Actor, at: datetime
) -> list[str]:
    """Enter every step that is given; the text of a Word form that belongs to no question.

    Raises Refused for moments out of order, and whatever each step's own action raises.
    """
    require_in_order(given.moments(), at)
    unmatched: list[str] = []
    if given.asked:
        scoping.record_request(case, agency, given.asked, by=by, at=at)
    row = _current(case, agency)
    if given.came:
        unmatched = scoping.record_return(row, given.came, by=by, at=at)
    _judge(row, given, by=by, at=at)
    return unmatched


def chosen_agency(case: Case, agency_id: UUID) -> Agency | None:
    """An agency that was chosen for this case."""
    chosen = chosen_for(case).filter(agency_id=agency_id).first()
    return chosen.agency if chosen else None


def rounds_so_far(case: Case, facts: CaseFacts, agency: Agency) -> list[RoundSoFar]:
    """The rounds of an agency's return with the true moment of each step."""
    return [
        RoundSoFar(number, due_at, tuple(_steps(facts, str(pk))))
        for number, due_at, pk in case.returns.filter(agency=agency)
        .order_by("round")
        .values_list("round", "due_at", "pk")
    ]


def steps_left(case: Case, facts: CaseFacts, agency: Agency) -> Sequence[str]:
    """The steps of the newest round that the log does not have yet."""
    newest = case.returns.filter(agency=agency).order_by("-round").first()
    if newest is None:
        return ("asked", "came", "checked", "shared", "decided")
    kinds = {
        "came": LogKind.RETURN_RECEIVED,
        "checked": LogKind.RETURN_CHECKED,
        "shared": LogKind.RETURN_SHARED,
        "decided": LogKind.RETURN_ACCEPTED,
    }
    return [step for step, kind in kinds.items() if not facts.has(kind, str(newest.pk))]


def current_round(case: Case, agency: Agency) -> AgencyReturn | None:
    """The newest round of an agency's return, if it was asked."""
    rows = case.returns.select_related("case__partnership", "agency", "request")
    return rows.filter(agency=agency).order_by("-round").first()


def _current(case: Case, agency: Agency) -> AgencyReturn:
    row = current_round(case, agency)
    if row is None:
        raise NotYet("Enter first when the form was sent to this agency.", "P1.10")
    return row


def _judge(row: AgencyReturn, given: ReturnBefore, *, by: Actor, at: datetime) -> None:
    if checked := given.checked:
        actions.record_initial_check(
            row,
            sufficiency=checked.sufficiency,
            dates=checked.dates,
            analysis=checked.analysis,
            signed=checked.signed,
            by=by.entering(checked.done_by),
            at=at,
            occurred_at=checked.checked_at,
        )
    if shared := given.shared:
        actions.share_with_chair(
            row,
            by=by.entering(shared.done_by),
            at=at,
            occurred_at=shared.shared_at,
            told=shared.issues,
        )
    if given.decided:
        _decide(row, given.decided, by=by, at=at)


def _decide(
    row: AgencyReturn, decided: DecidedBefore, *, by: Actor, at: datetime
) -> None:
    who, when = by.entering(decided.done_by), decided.decided_at
    if decided.due_at is None:
        actions.accept(row, reason=decided.reason, by=who, at=at, occurred_at=when)
        return
    if not decided.reason.strip():
        raise Incomplete("Say why the return was sent back.", "P2.6")
    actions.send_back(
        row,
        reasons=[(THE_WHOLE, " ".join(decided.reason.split()))],
        due_at=decided.due_at,
        by=who,
        at=at,
        occurred_at=when,
    )


def _steps(facts: CaseFacts, return_id: str) -> list[tuple[str, datetime]]:
    found = ((words, facts.last(kind, return_id)) for kind, words in TOLD)
    return [(words, fact.at) for words, fact in found if fact]
