"""The calendar of a partnership: bank holidays proclaimed or worked, its own closed days (P0.7).

A change holds for every running case, moves only what is not done, and stands in the log of
the partnership and of each case.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.db import transaction

from rapidreview.dailylog import actions as dailylog
from rapidreview.dailylog.closures import Known, known_of
from rapidreview.dailylog.plans import calendar_on
from rapidreview.people.actor import Actor
from rapidreview.people.models import Closure, Partnership
from rapidreview.planning.changing import record_in_cases
from rapidreview.planning.effects import Effect
from rapidreview.planning.running_cases import effects_of
from rapidreview.procedure.calendar import Override, WorkingDays, london_day
from rapidreview.procedure.errors import AlreadyDone, Refused
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.naming import spoken_date

SATURDAY = 5


class Sort(StrEnum):
    """What a day is made."""

    BANK_HOLIDAY = "bank_holiday"
    WORKED = "worked"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Day:
    """A day that changes: its name, what it becomes, and why."""

    on: date
    name: str
    sort: Sort
    reason: str

    @property
    def words(self) -> str:
        """What is said of it, as a sentence."""
        day = spoken_date(self.on)
        match self.sort:
            case Sort.BANK_HOLIDAY:
                return f"{day} is a bank holiday for everybody: {self.name}."
            case Sort.WORKED:
                return f"{day} is a working day after all: {self.name}."
            case Sort.CLOSED:
                return f"Our offices are closed on {day}: {self.name}."


def day_of(closure: Closure) -> Day:
    """A recorded day as it was given."""
    national = Sort.WORKED if closure.working else Sort.BANK_HOLIDAY
    sort = national if closure.national else Sort.CLOSED
    return Day(closure.on, closure.name, sort, closure.reason)


def preview_day(partnership: Partnership, day: Day, *, at: datetime) -> list[Effect]:
    """What the day would move on each running case. Raises as `add_day` does."""
    _require_news(partnership, day, at)
    return effects_of(partnership, _with(known_of(partnership.pk), day), at=at)


@transaction.atomic
def add_day(
    partnership: Partnership, day: Day, *, by: Actor, at: datetime
) -> list[Effect]:
    """Record a changed day, and in every running case what it moves.

    Raises AlreadyDone where the day is recorded, Refused where nothing would change,
    CalendarUnknown beyond the known years.
    """
    _hold(partnership)
    effects = preview_day(partnership, day, at=at)
    Closure.objects.create(
        partnership=partnership,
        on=day.on,
        name=day.name,
        national=day.sort is not Sort.CLOSED,
        working=day.sort is Sort.WORKED,
        reason=day.reason,
    )
    _record(partnership, effects, day.words, day.reason, by=by, at=at)
    return effects


def words_taken_back(closure: Closure) -> str:
    """What is said of a day that is as the calendar has it again."""
    return f"Taken back: {day_of(closure).words}"


def preview_taken_back(closure: Closure, *, at: datetime) -> list[Effect]:
    """What moves on each running case if the day is as it was before."""
    known = _without(known_of(closure.partnership_id), closure)
    return effects_of(closure.partnership, known, at=at)


@transaction.atomic
def take_day_back(
    closure: Closure, *, reason: str, by: Actor, at: datetime
) -> list[Effect]:
    """The day is as the calendar has it again; both logs keep that it was changed.

    Raises AlreadyDone where somebody took it back before, Refused without a reason.
    """
    partnership = closure.partnership
    _hold(partnership)
    if not reason.strip():
        raise Refused("Say why the day is taken back: the Daily Log keeps it.", "P0.7")
    if not Closure.objects.filter(pk=closure.pk).exists():
        raise AlreadyDone("This day has been taken back already.", "P0.7")
    effects = preview_taken_back(closure, at=at)
    words = words_taken_back(closure)
    closure.delete()
    _record(partnership, effects, words, reason, by=by, at=at)
    return effects


def _record(
    partnership: Partnership,
    effects: list[Effect],
    words: str,
    reason: str,
    *,
    by: Actor,
    at: datetime,
) -> None:
    kind = LogKind.CALENDAR_CHANGED
    dailylog.write(partnership, kind, by=by, at=at, text=words, reason=reason)
    record_in_cases(effects, kind, what=words, reason=reason, by=by, at=at)


def _hold(partnership: Partnership) -> None:
    """Two changes of one calendar come one after the other."""
    Partnership.objects.select_for_update().get(pk=partnership.pk)


def _require_news(partnership: Partnership, day: Day, at: datetime) -> None:
    earlier = partnership.closures.filter(on=day.on).first()
    if earlier:
        raise AlreadyDone(
            f"This day is recorded already: {day_of(earlier).words} Take that back first.",
            "P0.7",
        )
    calendar = calendar_on(partnership, london_day(at))
    if day.sort is Sort.WORKED:
        _require_holiday(calendar, day.on)
    elif closed := calendar.name_of(day.on):
        raise Refused(
            f"{spoken_date(day.on)} is not a working day already ({closed}). Nothing "
            "would change: choose another day.",
            "P0.7",
        )


def _require_holiday(calendar: WorkingDays, on: date) -> None:
    """Only a bank holiday can be worked after all, and no weekend."""
    if calendar.is_working_day(on):
        raise Refused(
            f"{spoken_date(on)} is a working day already. Nothing would change: choose a "
            "bank holiday.",
            "P0.7",
        )
    if on.weekday() >= SATURDAY:
        raise Refused(
            f"{spoken_date(on)} is a {on:%A}. Only a bank holiday from Monday to Friday "
            "can be worked after all.",
            "P0.7",
        )


def _with(known: Known, day: Day) -> Known:
    if day.sort is Sort.CLOSED:
        return known._replace(closures={**known.closures, day.on: day.name})
    changed = Override(day.on, day.name, working=day.sort is Sort.WORKED)
    return known._replace(overrides=(*known.overrides, changed))


def _without(known: Known, closure: Closure) -> Known:
    days = {on: name for on, name in known.closures.items() if on != closure.on}
    changed = tuple(one for one in known.overrides if one.on != closure.on)
    return known._replace(closures=days, overrides=changed)
