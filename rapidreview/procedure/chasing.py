"""Reminders of a return that has not come: which step is due at an instant, and to whom (P2.1).

A rhythm is a partnership's own: steps so many working days before or after the moment a
return is due, each at a time of day, each to one person. Nothing counts down: what is due
follows from the due moment, the calendar and the instants at which reminders went.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum

from rapidreview.procedure.calendar import WorkingDays, at_time, london_day
from rapidreview.procedure.errors import Refused

EARLIEST, LATEST = -10, 20  # working days before and after the due day
MOST_STEPS = 12
NOBODY = "none"  # how a rhythm without steps is written: "" is the usual one


class Whom(StrEnum):
    """Who is reminded, from the one who writes to the one who chairs."""

    AUTHOR = "author"
    ACCOUNTABLE = "accountable"
    REPRESENTATIVE = "representative"
    CHAIR = "chair"

    @property
    def words(self) -> str:
        """As people call them."""
        return _WHOM[self]


_WHOM = {
    Whom.AUTHOR: "the author",
    Whom.ACCOUNTABLE: "the senior manager, the author copied",
    Whom.REPRESENTATIVE: "the JCR Group representative",
    Whom.CHAIR: "the JCR Chair",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One reminder: ``days`` working days after the due day (before it: less than nought),
    at a time of day in London ("09:00")."""

    days: int
    at: str
    whom: Whom

    @property
    def written(self) -> str:
        """The step as it is stored: "-1 09:00 author"."""
        return f"{self.days} {self.at} {self.whom}"

    @property
    def words(self) -> str:
        """The step as people say it."""
        if self.days == 0:
            return f"On the day it is due, {self.at}"
        unit = "working day" if abs(self.days) == 1 else "working days"
        side = "before" if self.days < 0 else "after"
        return f"{abs(self.days)} {unit} {side}, {self.at}"


Rhythm = tuple[Step, ...]

USUAL: Rhythm = (
    Step(-1, "09:00", Whom.AUTHOR),
    Step(0, "12:00", Whom.AUTHOR),
    Step(1, "09:30", Whom.ACCOUNTABLE),
    Step(2, "09:30", Whom.REPRESENTATIVE),
    Step(3, "09:30", Whom.CHAIR),
)


@dataclass(frozen=True, slots=True)
class Awaited:
    """A return that is awaited: when it is due, since when it is due then, and the
    instants at which it was reminded of by a step.

    ``handled`` is whether nobody is to be reminded any more: it has come, its link was
    withdrawn, or the case has ended.
    """

    due_at: datetime
    since: datetime
    reminded: Collection[datetime] = ()
    handled: bool = False


def moment_of(step: Step, due_at: datetime, calendar: WorkingDays) -> datetime:
    """When a step falls due: always on a working day. Raises CalendarUnknown."""
    day = calendar.add(london_day(due_at), step.days)
    return at_time(day, step.at)


def steps_due(
    rhythm: Rhythm, awaited: Awaited, calendar: WorkingDays, at: datetime
) -> tuple[Step, ...]:
    """The steps that are due at ``at``: none, one, or several of the same moment.

    1. Nothing once the return is handled, and nothing on a day that is not worked.
    2. Only moments after ``since``: whoever has just been told is not told again.
    3. Only the newest moment that has come: what was missed is not made up for.
    4. Nothing if a reminder has gone since that moment.
    Raises CalendarUnknown outside the known years.
    """
    if awaited.handled or not calendar.is_working_day(london_day(at)):
        return ()
    moments = {step: moment_of(step, awaited.due_at, calendar) for step in rhythm}
    come = [one for one in moments.values() if awaited.since < one <= at]
    newest = max(come, default=None)
    if newest is None or any(sent >= newest for sent in awaited.reminded):
        return ()
    return tuple(step for step, moment in moments.items() if moment == newest)


def next_step(
    rhythm: Rhythm, awaited: Awaited, calendar: WorkingDays, at: datetime
) -> tuple[Step, datetime] | None:
    """The next step to come after ``at``, and when; None where no more will come."""
    if awaited.handled:
        return None
    moments = [(moment_of(step, awaited.due_at, calendar), step) for step in rhythm]
    ahead = [one for one in moments if one[0] > max(at, awaited.since)]
    if not ahead:
        return None
    moment, step = min(ahead, key=lambda one: one[0])
    return step, moment


def in_order(steps: Iterable[Step]) -> Rhythm:
    """The steps from the earliest to the latest, those of one moment by who is told."""
    whom = list(Whom)
    return tuple(
        sorted(steps, key=lambda one: (one.days, one.at, whom.index(one.whom)))
    )


def with_step(rhythm: Rhythm, step: Step) -> Rhythm:
    """The rhythm with one step more. Raises Refused for one that it cannot have."""
    if not EARLIEST <= step.days <= LATEST:
        raise Refused(
            f"A reminder goes at most {-EARLIEST} working days before and {LATEST} after "
            "the day the return is due.",
            "P2.1",
        )
    if step in rhythm:
        raise Refused("That reminder is in the rhythm already.", "P2.1")
    if len(rhythm) >= MOST_STEPS:
        raise Refused(f"A rhythm has {MOST_STEPS} reminders at most.", "P2.1")
    return in_order((*rhythm, step))


def without_step(rhythm: Rhythm, written: str) -> Rhythm:
    """The rhythm without the step that is written so. Raises Refused where it has none."""
    left = tuple(one for one in rhythm if one.written != written)
    if len(left) == len(rhythm):
        raise Refused("That reminder is not in the rhythm any more.", "P2.1")
    return left


def written(rhythm: Rhythm) -> str:
    """A rhythm as it is stored; the usual one is not written down."""
    if rhythm == USUAL:
        return ""
    return "\n".join(step.written for step in rhythm) or NOBODY


def read_rhythm(text: str) -> Rhythm:
    """A rhythm as it was stored. Raises ValueError for what ``written`` never wrote."""
    if not text:
        return USUAL
    lines = [] if text == NOBODY else text.split("\n")
    return in_order(_read_step(line) for line in lines)


def _read_step(line: str) -> Step:
    days, at, whom = line.split(" ")
    return Step(int(days), f"{time.fromisoformat(at):%H:%M}", Whom(whom))
