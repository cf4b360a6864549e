"""The cases of a person as lines, with their duties: a fixed number of queries for the Team."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from rapidreview.case.access import cases_of, held_at
from rapidreview.case.models import Appointment, Case
from rapidreview.dailylog.facts import facts_of
from rapidreview.dailylog.plans import day_words, duties_for
from rapidreview.desk.held_lines import held_lines
from rapidreview.desk.lines import NEEDS_SOMEBODY, DutyLine, lines
from rapidreview.desk.seen import others_on, sees_every_agency, without_others
from rapidreview.learning.reading import action_subjects, own_actions
from rapidreview.parallel.reading import Asking, asking
from rapidreview.people.models import Membership, User
from rapidreview.procedure.duties import TaskState
from rapidreview.procedure.facts import CaseFacts
from rapidreview.procedure.permissions import may
from rapidreview.procedure.vocabulary import Deed, Role
from rapidreview.scoping.models import AgencyReturn

Held = dict[UUID, list[Appointment]]  # somebody's places, by case


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One case as a line of the board."""

    case: Case
    day: str
    number: int
    returns: str
    standing: str  # "on track", "1 late" or how it ended
    late: int
    duties: list[DutyLine]


@dataclass(frozen=True, slots=True)
class Beside:
    """What a reader's line leaves out (None: nothing), what it adds to the duties, and
    which actions are the reader's own."""

    hidden: set[str] | None
    held: list[DutyLine]
    own: frozenset[str]


def board(user: User, *, at: datetime) -> list[CaseLine]:
    """The cases on which ``user`` has a place and that they may see now."""
    cases = list(cases_of(user, at=at))
    facts = facts_of(cases)
    held = _held(user, at)
    names, own = _subjects(cases), own_actions(cases, user)
    seen = [
        one
        for one in cases
        if may(_roles(held, one), Deed.SEE_CASE, facts[one.pk].kinds)
    ]
    hidden = _hidden(seen, facts, held)
    asked = _asking(seen, facts, held, at)
    return [
        _line(
            one,
            facts[one.pk],
            _roles(held, one),
            names,
            Beside(hidden.get(one.pk), held_lines(one, asked.get(one.pk, ())), own),
            at,
        )
        for one in seen
    ]


def may_open_cases(user: User, *, at: datetime) -> bool:
    """Whether ``user`` is of a Partnership Team and may open a case (P1.1)."""
    return Membership.objects.filter(
        held_at(at),
        user=user,
        role__in=(Role.PARTNERSHIP_MANAGER, Role.PARTNERSHIP_OFFICER),
    ).exists()


def _held(user: User, at: datetime) -> Held:
    held: Held = {}
    for one in Appointment.objects.filter(held_at(at), user=user):
        held.setdefault(one.case_id, []).append(one)
    return held


def _roles(held: Held, case: Case) -> frozenset[Role]:
    return frozenset(Role(one.role) for one in held.get(case.pk, ()))


def _hidden(
    cases: list[Case], facts: Mapping[UUID, CaseFacts], held: Held
) -> dict[UUID, set[str]]:
    """For each case of which the reader sees no other agency's return: what is left out."""
    return others_on(
        {
            one: {place.agency_id for place in held[one.pk]}
            for one in cases
            if not sees_every_agency(_roles(held, one), facts[one.pk].kinds)
        }
    )


def _asking(
    cases: list[Case], facts: Mapping[UUID, CaseFacts], held: Held, at: datetime
) -> dict[UUID, list[Asking]]:
    """The holds to be looked at, of the cases where the reader may decide on them."""
    theirs = [
        one
        for one in cases
        if may(_roles(held, one), Deed.HOLD_ITEMS, facts[one.pk].kinds)
    ]
    return asking(theirs, at)


def _subjects(cases: list[Case]) -> dict[str, str]:
    names = action_subjects(cases)
    for one in AgencyReturn.objects.filter(case__in=cases).select_related("agency"):
        names[str(one.pk)] = names[str(one.agency_id)] = one.agency.name
        names[str(one.request_id)] = one.agency.name
    return names


def _line(
    case: Case,
    facts: CaseFacts,
    roles: frozenset[Role],
    names: dict[str, str],
    beside: Beside,
    at: datetime,
) -> CaseLine:
    told = lines(
        case,
        without_others(duties_for(case, facts, at), beside.hidden or ()),
        subjects=names,
        roles=roles,
        done=facts.kinds,
        at=at,
        own=beside.own,
    )
    told += beside.held
    late = sum(line.state == TaskState.LATE for line in told)
    day = day_words(case, facts, at)
    return CaseLine(
        case=case,
        day=day.words if case.is_open else "Ended",
        number=day.number,
        returns=_returns(told) if beside.hidden is None else _own_returns(told),
        standing=_standing(case, late),
        late=late,
        duties=told if case.is_open else _outliving(told),
    )


def _outliving(told: list[DutyLine]) -> list[DutyLine]:
    """What a case that has ended still asks for: its actions, its review on the day it is due."""
    return [line for line in told if line.state in NEEDS_SOMEBODY]


def _returns(told: list[DutyLine]) -> str:
    asked = [line for line in told if line.task == "return_due"]
    done = sum(line.state == TaskState.DONE for line in asked)
    return f"{done} of {len(asked)} returns" if asked else "no returns asked for yet"


def _own_returns(told: list[DutyLine]) -> str:
    """What somebody reads who sees only their own agency's returns."""
    asked = [line for line in told if line.task == "return_due"]
    return f"yours: {_returns(told)}" if asked else "none of your agency"


def _standing(case: Case, late: int) -> str:
    if case.is_open:
        return f"{late} late" if late else "on track"
    ended = case.outcome.replace("_", " ")
    return f"{ended}, {late} late" if late else ended
