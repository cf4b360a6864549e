"""One letter a day to whoever works on cases: what of the returns is to be looked at (P2.1).

It carries references and names of agencies only, and says nothing where there is nothing.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.urls import reverse

from rapidreview.case.access import held_at
from rapidreview.case.models import Appointment, Case
from rapidreview.dailylog.facts import case_facts
from rapidreview.dailylog.plans import calendar_on
from rapidreview.mail.actions import queue
from rapidreview.mail.models import Letter
from rapidreview.mail.words import Recipient
from rapidreview.people.models import Partnership, User
from rapidreview.procedure.calendar import WorkingDays, at_time, london_day
from rapidreview.procedure.duties import TaskState
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.naming import spoken_date
from rapidreview.procedure.permissions import may
from rapidreview.procedure.vocabulary import Outcome, Role
from rapidreview.quality.cells import short
from rapidreview.quality.checklist import ChecklistRow, rows
from rapidreview.scoping.models import Chaser

FROM, UNTIL = "08:30", "12:00"
# So that the letter fits one screen: cases named, and lines about them in all.
MOST_CASES, MOST_LINES = 3, 9
TEAM = (Role.PARTNERSHIP_MANAGER, Role.PARTNERSHIP_OFFICER)
HEADS = {
    TaskState.LATE: "Late",
    TaskState.DUE_TODAY: "Due today",
    TaskState.OPEN: "Waiting for you",
}


@dataclass(frozen=True, slots=True)
class Place:
    """A case on which somebody of the Team works, and in which roles."""

    case: Case
    roles: frozenset[Role]


def send_digests(partnership: Partnership, *, at: datetime) -> int:
    """Write today's letters of a partnership; how many. Again the same day: none.

    Only on a working day, from half past eight until noon: what turns up later is on the
    pages, and in the letter of the next day. Raises CalendarUnknown.
    """
    today = london_day(at)
    calendar = calendar_on(partnership, today)
    if not calendar.is_working_day(today):
        return 0
    if not at_time(today, FROM) <= at < at_time(today, UNTIL):
        return 0
    told = [
        _tell(partnership, user, places, calendar, at)
        for user, places in _who_works(partnership, at).items()
        if not Letter.objects.filter(key=_key(partnership, user, today)).exists()
    ]
    return sum(told)


def _who_works(partnership: Partnership, at: datetime) -> dict[User, list[Place]]:
    """Managers and officers with their open cases."""
    held = Appointment.objects.filter(
        held_at(at),
        role__in=TEAM,
        case__partnership=partnership,
        case__outcome=Outcome.OPEN,
        user__is_active=True,
    ).select_related("user", "case__partnership")
    roles: defaultdict[tuple[User, Case], set[Role]] = defaultdict(set)
    for one in held:
        roles[one.user, one.case].add(Role(one.role))
    found: defaultdict[User, list[Place]] = defaultdict(list)
    for (user, case), played in roles.items():
        found[user].append(Place(case, frozenset(played)))
    return found


def _tell(
    partnership: Partnership,
    user: User,
    places: Sequence[Place],
    calendar: WorkingDays,
    at: datetime,
) -> int:
    ordered = sorted(places, key=lambda place: place.case.reference)
    lines = {one.case: _of_case(one, calendar, at) for one in ordered}
    parts = fitting({case: told for case, told in lines.items() if told})
    if not parts:
        return 0
    today = london_day(at)
    queue(
        "digest",
        case=None,
        partnership=partnership,
        to=Recipient(user.name, user.email),
        words={"day": spoken_date(today), "parts": "\n\n".join(parts)},
        key=_key(partnership, user, today),
        at=at,
    )
    return 1


def _of_case(place: Place, calendar: WorkingDays, at: datetime) -> list[str]:
    """The lines about one case, what is late first."""
    case = place.case
    facts = case_facts(case)
    found = rows(case, facts, at)
    return [
        *_to_do(found, place, facts.kinds),
        *_came_back(found),
        *_reminded(case, calendar, at),
    ]


def fitting(told: Mapping[Case, Sequence[str]]) -> list[str]:
    """A paragraph for each case, below its reference and page; what is left out is counted."""
    most = MOST_LINES // max(min(len(told), MOST_CASES), 1)
    parts = [_paragraph(case, told[case], most) for case in [*told][:MOST_CASES]]
    further = len(told) - MOST_CASES
    if further > 0:
        page = f"{settings.SITE_URL}{reverse('my_day')}"
        cases = "1 more case" if further == 1 else f"{further} more cases"
        parts.append(f"There is something in {cases}: {page}")
    return parts


def _paragraph(case: Case, lines: Sequence[str], most: int) -> str:
    page = reverse("checklist", kwargs={"case_id": case.pk})
    more = len(lines) - most
    rest = [f"- and {more} more, on this page"] if more > 0 else []
    head = f"{case.reference}: {settings.SITE_URL}{page}"
    return "\n".join([head, *lines[:most], *rest])


def _to_do(
    found: Iterable[ChecklistRow], place: Place, done: Collection[LogKind]
) -> list[str]:
    mine = [
        row
        for row in found
        if row.state in HEADS
        and row.step.deed
        and may(place.roles, row.step.deed, done)
    ]
    return [
        f"- {head}: {row.agency} ({_said(row)})"
        for state, head in HEADS.items()
        for row in mine
        if row.state is state
    ]


def _came_back(found: Iterable[ChecklistRow]) -> list[str]:
    """Letters that did not arrive, as long as the return has not come."""
    return [
        f"- {row.agency}: {row.came_back}"
        for row in found
        if row.came_back and not row.has_come
    ]


def _said(row: ChecklistRow) -> str:
    due = f", {short(row.step.due_at)}" if row.step.due_at else ""
    return f"{row.step.words.lower()}{due}"


def _reminded(case: Case, calendar: WorkingDays, at: datetime) -> list[str]:
    """Whom the system reminded since the last working day began."""
    today = london_day(at)
    since = at_time(calendar.add(today, -1), "00:00")
    sent = Chaser.objects.filter(
        case=case, at__gte=since, at__lt=at_time(today, "00:00")
    )
    by_itself = sent.exclude(step="").select_related("case", "agency_return__agency")
    return [
        f"- Reminded {short(one.at)}: {one.agency_return.agency.name}, {one.to_name}"
        f"{'. ' + one.outcome if one.outcome else ''}"
        for one in by_itself
    ]


def _key(partnership: Partnership, user: User, today: date) -> str:
    return f"digest:{partnership.pk}:{user.pk}:{today}"
