"""What stands on every page of a case: who it is about, the day, what is next and whose."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import cast
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.urls import reverse

from rapidreview.case.access import held_at
from rapidreview.case.models import Case, Child
from rapidreview.dailylog.plans import day_words, duties_for, procedure_for
from rapidreview.desk.held_lines import held_lines
from rapidreview.desk.kept import kept_words
from rapidreview.desk.lines import NEEDS_SOMEBODY, DutyLine, lines
from rapidreview.desk.places import Place, places_of_case
from rapidreview.desk.seen import hidden_from, without_others
from rapidreview.door.requests import CaseRequest
from rapidreview.learning.reading import action_subjects
from rapidreview.parallel.reading import Asking, asking
from rapidreview.people.models import Agency
from rapidreview.procedure.calendar import london_day
from rapidreview.procedure.duties import Duty, TaskState
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.naming import initials, spoken_date, spoken_moment
from rapidreview.procedure.running import Running
from rapidreview.procedure.vocabulary import Deed, Role
from rapidreview.scoping.models import AgencyReturn, SafetyItem

HEADER = "header_of_the_case"


@dataclass(frozen=True, slots=True)
class SafetyLine:
    """An open item of immediate safety; no harm is told in the banner."""

    words: str
    url: str


@dataclass(frozen=True, slots=True)
class _Round:
    id: UUID
    request_id: UUID
    agency_id: UUID
    agency: str
    number: int
    unsafe: bool


@dataclass(frozen=True, slots=True)
class CaseHeader:
    """The frame of a page of a case."""

    child: str
    day: str
    today: str
    clocks: tuple[Running, ...]
    oversight: str
    next: DutyLine | None
    late: int
    nothing_due: str
    safety: list[SafetyLine]
    places: list[Place]
    may_write_log: bool
    duties: list[DutyLine]
    kept: list[str]


def case_header(request: CaseRequest) -> CaseHeader:
    """The header for this request, made once; reads the log's headers, not its text."""
    if not hasattr(request, HEADER):
        setattr(request, HEADER, _case_header(request))
    return cast("CaseHeader", getattr(request, HEADER))


def _case_header(request: CaseRequest) -> CaseHeader:
    case, at = request.case, request.at
    every = duties_for(case, request.facts, at)
    duties = without_others(every, hidden_from(request))
    rounds = _rounds(case)
    told = lines(
        case,
        duties,
        subjects=action_subjects([case]) | _every_agency(case) | _names(rounds),
        roles=request.roles,
        done=request.facts.kinds,
        at=at,
    )
    told += held_lines(case, _asking(request))
    wanted = [line for line in told if line.state in NEEDS_SOMEBODY]
    day = day_words(case, request.facts, at)
    return CaseHeader(
        child=child_words(case, at),
        day=day.words if case.is_open else "Ended",
        today=spoken_date(london_day(at)),
        clocks=day.clocks,
        oversight=oversight_words(case, at),
        next=wanted[0] if wanted else None,
        late=sum(line.state == TaskState.LATE for line in told),
        nothing_due=_nothing_due(case, duties, at),
        safety=_safety(request, rounds),
        places=places_of_case(request),
        may_write_log=request.may(Deed.WRITE_LOG),
        duties=told,
        kept=kept_words(request.facts, duties),
    )


def _asking(request: CaseRequest) -> list[Asking]:
    """The holds that this person should look at again; none for who may not release."""
    if not (request.may(Deed.HOLD_ITEMS) and request.facts.has(LogKind.ITEM_HELD)):
        return []
    return asking([request.case], request.at).get(request.case.pk, [])


def subjects_of(case: Case) -> dict[str, str]:
    """What every subject that a duty of this case may have is called: an agency, an action."""
    return action_subjects([case]) | _every_agency(case) | _names(_rounds(case))


def _rounds(case: Case) -> list[_Round]:
    """Each round of a return, its agency, and whether it says that a child is unsafe."""
    unsafe = SafetyItem.objects.filter(
        agency_return=OuterRef("pk"), closed_at__isnull=True
    )
    rows = AgencyReturn.objects.filter(case=case).annotate(unsafe=Exists(unsafe))
    columns = ("pk", "request_id", "agency_id", "agency__name", "round", "unsafe")
    return [_Round(*row) for row in rows.values_list(*columns)]


def _every_agency(case: Case) -> dict[str, str]:
    """A partnership's own procedure may ask something of agencies that have no return."""
    if not procedure_for(case).facts:
        return {}
    every = Agency.objects.filter(partnership_id=case.partnership_id)
    return {str(pk): name for pk, name in every.values_list("pk", "name")}


def _names(rounds: list[_Round]) -> dict[str, str]:
    names: dict[str, str] = {}
    for one in rounds:
        again = f" (round {one.number})" if one.number > 1 else ""
        names[str(one.id)] = one.agency + again
        names[str(one.agency_id)] = names[str(one.request_id)] = one.agency
    return names


def child_words(case: Case, at: datetime) -> str:
    """Initials and age of the subject children: names only when somebody asks."""
    subjects = [one for one in case.children.all() if one.is_subject]
    return "; ".join(_child(one, london_day(at)) for one in subjects)


def _child(child: Child, today: date) -> str:
    name = initials(child.name) if child.name else "name not known"
    if child.unborn:
        return f"{name}, unborn"
    if not child.born:
        return f"{name}, age not known"
    return f"{name}, age {age(date.fromisoformat(child.born), today)}"


def age(born: date, today: date) -> int:
    """Whole years from ``born`` to ``today``."""
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def oversight_words(case: Case, at: datetime) -> str:
    """Who oversees the review, and who stands in until when (P1.3, P0.6)."""
    held = case.appointments.filter(
        held_at(at), role=Role.PARTNERSHIP_MANAGER
    ).select_related("user")
    managers = [one.user.name for one in held if not one.stands_in_for_id]
    deputies = [
        f"{one.user.name} until {spoken_moment(one.to_at, at)}"
        if one.to_at
        else one.user.name
        for one in held
        if one.stands_in_for_id
    ]
    words = f"Overseen by {', '.join(managers) or 'nobody yet'}"
    return f"{words} (standing in: {', '.join(deputies)})" if deputies else words


def _nothing_due(case: Case, duties: list[Duty], at: datetime) -> str:
    if not case.is_open:
        return "This case has ended. Nothing is due."
    coming = [one for one in duties if one.state == TaskState.NOT_YET and one.opens_at]
    if not coming:
        return "Nothing is due."
    first = min(coming, key=lambda one: one.opens_at or at)
    when = spoken_moment(first.opens_at, at) if first.opens_at else ""
    when = when.removesuffix(", 12am")  # a day that opens at its beginning
    return f"Nothing is due now. Next: {first.title}, from {when}."


def _safety(request: CaseRequest, rounds: list[_Round]) -> list[SafetyLine]:
    if not request.may(Deed.SEE_RETURNS):
        return []
    return [
        SafetyLine(
            words=f"{one.agency} says that a child may be unsafe now.",
            url=reverse(
                "agency_return",
                kwargs={"case_id": request.case.pk, "return_id": one.id},
            ),
        )
        for one in rounds
        if one.unsafe
    ]
