"""What the calendar and the clocks of a partnership show: known days, and what would move."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.http import Http404

from rapidreview.people.models import Closure, Partnership, User
from rapidreview.planning.calendar_days import SATURDAY, day_of
from rapidreview.planning.effects import Effect, Line, closed_lines, lines_of
from rapidreview.planning.running_cases import seen_by
from rapidreview.procedure.calendar import WorkingDays
from rapidreview.procedure.clocks import rule_in_words
from rapidreview.procedure.definition import Procedure


@dataclass(frozen=True, slots=True)
class CaseMoves:
    """What moves on one case that this person works on."""

    heading: str
    moved: list[Line]
    closed: list[str]


@dataclass(frozen=True, slots=True)
class Shown:
    """What a change, said in ``words``, moves on the running cases; ``further`` are those
    on which this person does not work."""

    words: str
    cases: list[CaseMoves]
    further: int
    is_done: bool = False


DONE = Shown("", [], 0, is_done=True)


def shown_to(user: User, words: str, effects: list[Effect], *, at: datetime) -> Shown:
    """Each case this person works on, with its reference and label; the others counted."""
    seen, further = seen_by(effects, user, at=at)
    return Shown(words, [_moves(one) for one in seen], further)


def _moves(effect: Effect) -> CaseMoves:
    case = effect.case
    return CaseMoves(
        f"{case.reference}, {case.label}", lines_of(effect), closed_lines(effect)
    )


@dataclass(frozen=True, slots=True)
class DayLine:
    """A recorded day, ready to be read."""

    id: int
    on: date
    words: str
    reason: str


def recorded_days(partnership: Partnership) -> list[DayLine]:
    """The days that the partnership recorded, the latest first."""
    rows = partnership.closures.order_by("-on")
    return [DayLine(one.pk, one.on, day_of(one).words, one.reason) for one in rows]


def recorded_day(partnership: Partnership, closure_id: int) -> Closure:
    """One of them. Raises Http404."""
    found = partnership.closures.filter(pk=closure_id).first()
    if found is None:
        raise Http404
    return found


def bank_holidays(
    calendar: WorkingDays, years: Iterable[int]
) -> list[tuple[date, str]]:
    """The bank holidays of these years from Monday to Friday that are not worked."""
    wanted = set(years)
    national = calendar.national
    return [
        (day, name)
        for day, name in sorted(national.names.items())
        if day.year in wanted
        and day.weekday() < SATURDAY
        and not national.is_working_day(day)
    ]


def clocks_of(procedure: Procedure) -> list[tuple[str, str]]:
    """The clocks of a procedure: what each is called, and how it counts in the file."""
    return [
        (one.title, rule_in_words(one, one.length, one.counts_from))
        for one in procedure.clocks.values()
    ]
