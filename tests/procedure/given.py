"""What the tests of the pure core are given: instants, facts, the shipped procedure."""

from collections.abc import Mapping
from datetime import UTC, date, datetime

from rapidreview.procedure.calendar import LONDON, WorkingDays, at_time
from rapidreview.procedure.clocks import nth_day
from rapidreview.procedure.definition import DEFAULT, shipped
from rapidreview.procedure.duties import Duty, TaskState, duties
from rapidreview.procedure.facts import CaseFacts, Fact
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.timetable import calendar_for

PROCEDURE = shipped(DEFAULT)
ENGLAND = WorkingDays.england()
NOTIFIED = datetime(2026, 11, 4, 9, 40, tzinfo=UTC)  # Wednesday, Day 1


def d(text: str) -> date:
    """A day from its ISO form."""
    return date.fromisoformat(text)


def london(text: str) -> datetime:
    """An instant from a London date and time."""
    return datetime.fromisoformat(text).replace(tzinfo=LONDON).astimezone(UTC)


def on_day(number: int, clock_time: str = "12:00") -> datetime:
    """An instant on a working day of the case notified at NOTIFIED."""
    day = nth_day(PROCEDURE.clocks["local"], NOTIFIED, number, ENGLAND)
    return at_time(day, clock_time)


def facts_of(
    *told: tuple[LogKind, datetime] | tuple[LogKind, datetime, str],
    agreed: Mapping[tuple[str, str | None], datetime] | None = None,
    closures: frozenset[date] = frozenset(),
) -> CaseFacts:
    """Facts in this order, each (kind, when) or (kind, when, subject)."""
    facts = [
        Fact(one[0], one[2] if len(one) > 2 else None, one[1], one[1], "priya", seq)
        for seq, one in enumerate(told, start=1)
    ]
    return CaseFacts(tuple(facts), agreed=agreed or {}, closures=closures)


def case(*told: tuple, **more: object) -> CaseFacts:
    """The facts of a case notified on Day 1, and what else is told."""
    return facts_of((LogKind.NOTIFICATION_RECEIVED, NOTIFIED), *told, **more)


def duties_at(facts: CaseFacts, at: datetime) -> list[Duty]:
    """The duties of the shipped procedure."""
    return duties(PROCEDURE, facts, calendar_for(PROCEDURE, facts), at)


def duty(facts: CaseFacts, task: str, at: datetime, subject: str | None = None) -> Duty:
    """The one duty of this task and subject."""
    found = [one for one in duties_at(facts, at) if one.task == task]
    return next(one for one in found if one.subject == subject)


def state(
    facts: CaseFacts, task: str, at: datetime, subject: str | None = None
) -> TaskState:
    """How that duty stands."""
    return duty(facts, task, at, subject).state
