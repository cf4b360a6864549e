"""Sending the report: which day it is on each clock, and what a moment of sending must meet.

The Panel does not say whether the day of the SIN counts (handbook, 3.1): the day that is
recorded counts it, the last day that is allowed does not.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from rapidreview.procedure.calendar import WorkingDays, london_day
from rapidreview.procedure.clocks import day_number, latest, target
from rapidreview.procedure.definition import Procedure
from rapidreview.procedure.errors import Incomplete, NotYet, Refused
from rapidreview.procedure.facts import CaseFacts
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.naming import spoken_date, spoken_moment
from rapidreview.procedure.reckoning import Reckoning
from rapidreview.procedure.windows import Clock, CountsFrom

PANEL, SUBMIT = "panel", "submit"
CLOCKS_MAY_DIFFER = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class PanelDays:
    """The Panel's clock at a moment: its day counting the day of the SIN and not counting
    it, the last day to aim at and the last that is allowed."""

    counting: int
    not_counting: int
    target: date
    latest: date

    @property
    def words(self) -> str:
        """The day both ways, never one silently (handbook, 3.1)."""
        return (
            f"National Panel day {self.counting} counting the day of the SIN, "
            f"{self.not_counting} without it."
        )


@dataclass(frozen=True, slots=True)
class DaysUsed:
    """Both clocks at a moment (S8); ``late`` says in sentences what has passed.

    ``due_at`` is the end of the local clock, None while it does not run; ``panel`` is
    None until the SIN is submitted.
    """

    local: int
    length: int
    due_at: datetime | None
    panel: PanelDays | None
    late: tuple[str, ...]

    @property
    def words(self) -> str:
        """The day of each clock, as a sentence each."""
        ours = f"Day {self.local} of {self.length} of the partnership’s own count."
        return f"{ours} {self.panel.words}" if self.panel else ours


@dataclass(frozen=True, slots=True)
class Sending:
    """A moment of sending beside what must lie before it.

    ``reason`` says why a bundle was made after it had gone, ``late_because`` why the
    report is late (S9).
    """

    sent_at: datetime
    signed_at: datetime
    made_at: datetime
    reason: str = ""
    late_because: str = ""

    @property
    def was_made_afterwards(self) -> bool:
        """Whether the bundle was made only after the report had gone."""
        return self.sent_at < _the_minute(self.made_at)


def days_used(
    procedure: Procedure, facts: CaseFacts, calendar: WorkingDays, at: datetime
) -> DaysUsed:
    """The day of each clock at ``at``, and what is late by then (P0.7, S8)."""
    main = procedure.clocks[procedure.main_clock]
    started_at = facts.anchor(main.anchor)
    due_at = _due_at(procedure, facts, calendar)
    panel = _panel(procedure, facts, calendar, at)
    return DaysUsed(
        local=day_number(main, started_at, london_day(at), calendar)
        if started_at
        else 0,
        length=main.length,
        due_at=due_at,
        panel=panel,
        late=tuple(_late(main, due_at, panel, at)),
    )


def require_sendable(
    sending: Sending, used: DaysUsed, facts: CaseFacts, at: datetime
) -> None:
    """Whether the report can have been sent at that moment (P13.3, S9).

    Raises Refused for a moment that has not come, or lies before the signature or the
    SIN; Incomplete where a reason is needed and none is given.
    """
    _require_moment(sending, facts, at)
    if sending.was_made_afterwards and not sending.reason.strip():
        raise Incomplete(
            f"This bundle was made {_words(sending.made_at)}, after that moment. Say why "
            "it was made afterwards.",
            "P13.3",
        )
    if used.late and not sending.late_because.strip():
        raise Incomplete(f"{' '.join(used.late)} Say why it is late.", "P0.7")


def require_submitted(facts: CaseFacts, *, to_ofsted: bool = False) -> datetime:
    """When the report first went to the Panel, or to Ofsted, to whom the Panel passes on
    what it gets. Raises NotYet before that (P13.5)."""
    sent = list(facts.all(LogKind.REPORT_SUBMITTED))
    if to_ofsted:
        sent += facts.all(LogKind.OFSTED_SENT)
    if not sent:
        raise NotYet("The report has not been submitted.", "P13.3")
    return min(one.at for one in sent)


def require_happened(when: datetime, at: datetime, paragraph: str) -> None:
    """Raise Refused for a moment that has not come; clocks may differ a little."""
    if when > at + CLOCKS_MAY_DIFFER:
        raise Refused(f"{_words(when)} has not come yet.", paragraph)


def require_after(when: datetime, earlier: datetime, what: str, paragraph: str) -> None:
    """Raise Refused for a moment before ``earlier``; ``what`` says what happened then."""
    if when < _the_minute(earlier):
        raise Refused(
            f"{what} {_words(earlier)}. {_words(when)} cannot be before that.",
            paragraph,
        )


def _the_minute(instant: datetime) -> datetime:
    """People type minutes: what happened earlier in the same one came before."""
    return instant.replace(second=0, microsecond=0)


def _require_moment(sending: Sending, facts: CaseFacts, at: datetime) -> None:
    sin_at = facts.anchor("sin_submitted")
    require_happened(sending.sent_at, at, "P13.3")
    signed = "The Chair signed the report"
    require_after(sending.sent_at, sending.signed_at, signed, "P13.1")
    if sin_at:
        require_after(sending.sent_at, sin_at, "The SIN was submitted", "P1.5")


def _due_at(
    procedure: Procedure, facts: CaseFacts, calendar: WorkingDays
) -> datetime | None:
    """The end of the local clock, whatever date was agreed for sending."""
    reckoning = Reckoning(
        procedure, calendar, lambda name, _: facts.anchor(name), rules=facts.rules
    )
    task = procedure.tasks.get(SUBMIT)
    due = reckoning.due(task.latest) if task else None
    return due.at if due else None


def _panel(
    procedure: Procedure, facts: CaseFacts, calendar: WorkingDays, at: datetime
) -> PanelDays | None:
    clock = procedure.clocks.get(PANEL)
    started_at = facts.anchor(clock.anchor) if clock else None
    if clock is None or started_at is None:
        return None
    counting, not_counting = (
        day_number(_counted(clock, rule), started_at, london_day(at), calendar)
        for rule in (CountsFrom.SAME_DAY, CountsFrom.NEXT_DAY)
    )
    return PanelDays(
        counting,
        not_counting,
        target(clock, started_at, calendar),
        latest(clock, started_at, calendar),
    )


def _counted(clock: Clock, rule: CountsFrom) -> Clock:
    return clock.model_copy(update={"counts_from": rule})


def _late(
    main: Clock, due_at: datetime | None, panel: PanelDays | None, at: datetime
) -> list[str]:
    late = []
    if due_at and at > due_at:
        late.append(
            f"Day {main.length} of the partnership’s own count ended {_words(due_at)}."
        )
    if panel and london_day(at) > panel.latest:
        late.append(f"The National Panel’s latest day was {spoken_date(panel.latest)}.")
    return late


def _words(instant: datetime) -> str:
    """With weekday, day and year."""
    day = london_day(instant)
    return spoken_moment(instant, date(day.year - 1, 1, 1))
