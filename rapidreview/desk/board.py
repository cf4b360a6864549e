"""The cases of a person as lines, with their duties: a fixed number of queries."""

from dataclasses import dataclass
from datetime import datetime

from rapidreview.case.access import cases_of, held_at
from rapidreview.case.models import Appointment, Case
from rapidreview.dailylog.facts import facts_of
from rapidreview.dailylog.plans import day_words, duties_for
from rapidreview.desk.lines import NEEDS_SOMEBODY, DutyLine, lines
from rapidreview.learning.reading import action_subjects, own_actions
from rapidreview.people.models import Membership, User
from rapidreview.procedure.duties import TaskState
from rapidreview.procedure.facts import CaseFacts
from rapidreview.procedure.permissions import may
from rapidreview.procedure.vocabulary import Deed, Role
from rapidreview.scoping.models import AgencyReturn


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


def board(user: User, *, at: datetime) -> list[CaseLine]:
    """The cases on which ``user`` has a place and that they may see now."""
    cases = list(cases_of(user, at=at))
    facts = facts_of(cases)
    roles = _roles(user, at)
    names, own = _subjects(cases), own_actions(cases, user)
    return [
        _line(case, facts[case.pk], roles.get(case.pk, frozenset()), names, own, at)
        for case in cases
        if may(roles.get(case.pk, frozenset()), Deed.SEE_CASE, facts[case.pk].kinds)
    ]


def may_open_cases(user: User, *, at: datetime) -> bool:
    """Whether ``user`` is of a Partnership Team and may open a case (P1.1)."""
    return Membership.objects.filter(
        held_at(at),
        user=user,
        role__in=(Role.PARTNERSHIP_MANAGER, Role.PARTNERSHIP_OFFICER),
    ).exists()


def _roles(user: User, at: datetime) -> dict[object, frozenset[Role]]:
    held: dict[object, set[Role]] = {}
    for one in Appointment.objects.filter(held_at(at), user=user):
        held.setdefault(one.case_id, set()).add(Role(one.role))
    return {case_id: frozenset(roles) for case_id, roles in held.items()}


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
    own: frozenset[str],
    at: datetime,
) -> CaseLine:
    told = lines(
        case,
        duties_for(case, facts, at),
        subjects=names,
        roles=roles,
        done=facts.kinds,
        at=at,
        own=own,
    )
    late = sum(line.state == TaskState.LATE for line in told)
    day = day_words(case, facts, at)
    return CaseLine(
        case=case,
        day=day.words if case.is_open else "Ended",
        number=day.number,
        returns=_returns(told),
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


def _standing(case: Case, late: int) -> str:
    if case.is_open:
        return f"{late} late" if late else "on track"
    ended = case.outcome.replace("_", " ")
    return f"{ended}, {late} late" if late else ended
