"""Guards: what must be so before something may be done, with its paragraph.

Each looks at facts and raises a ProcedureError whose words say what happened and what to
do; none changes anything.
"""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta

from rapidreview.procedure.calendar import WorkingDays, london_day
from rapidreview.procedure.definition import Procedure
from rapidreview.procedure.errors import (
    AlreadyDone,
    NotPermitted,
    NotSigned,
    NotYet,
    Refused,
)
from rapidreview.procedure.facts import CaseFacts
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.naming import spoken_date, spoken_moment
from rapidreview.procedure.reckoning import Reckoning
from rapidreview.procedure.vocabulary import Role


def require_open(facts: CaseFacts) -> None:
    """Raise AlreadyDone once the case has ended (handbook, 3.2), until it is reopened."""
    require_still_open(is_open=facts.ended is None)


def require_still_open(*, is_open: bool) -> None:
    """The same, asked by who holds the case's row and not its facts."""
    if not is_open:
        raise AlreadyDone("This case has ended: nothing more is done on it.", "P1.2")


def require_agencies_confirmed(facts: CaseFacts) -> None:
    """Raise NotYet until it is confirmed which agencies are asked (P1.8)."""
    if not facts.has(LogKind.AGENCIES_CONFIRMED):
        raise NotYet("Confirm first which agencies are to be asked.", "P1.8")


def require_received(facts: CaseFacts, return_id: str) -> None:
    """Raise NotYet until this round of the return has come (P2.3)."""
    if not facts.has(LogKind.RETURN_RECEIVED, str(return_id)):
        raise NotYet("This return has not been received yet.", "P2.3")


def require_initial_check(facts: CaseFacts, return_id: str) -> None:
    """Raise NotYet until the initial quality check is recorded (P2.2)."""
    if not facts.has(LogKind.RETURN_CHECKED, str(return_id)):
        raise NotYet("Record the initial quality check of this return first.", "P2.2")


def require_undecided(facts: CaseFacts, return_id: str) -> None:
    """Raise AlreadyDone once this round was accepted or sent back (P2.5)."""
    for kind in (LogKind.RETURN_ACCEPTED, LogKind.RETURN_SENT_BACK):
        fact = facts.last(kind, str(return_id))
        if fact:
            day = spoken_date(london_day(fact.at))
            words = "accepted" if kind is LogKind.RETURN_ACCEPTED else "sent back"
            raise AlreadyDone(f"This return was {words} on {day}.", "P2.5")


def require_manager(roles: Collection[Role]) -> None:
    """Raise NotPermitted for anybody but the Partnership Manager (P2.5)."""
    if Role.PARTNERSHIP_MANAGER not in roles:
        raise NotPermitted("Only the Partnership Manager may decide this.", "P2.5")


def require_different_signer(
    author: str, signer: str, override_reason: str = ""
) -> None:
    """Raise NotSigned where the author signs, unless a reason is recorded (P1.11, 4.2 q).

    Names are the same whatever their capitals and spaces.
    """
    if override_reason.strip() or not author.strip():
        return
    if author.casefold().split() == signer.casefold().split():
        raise NotSigned(
            "The senior manager who signs must be another person than the author. "
            "The Partnership Manager may allow it with a reason.",
            "P1.11",
        )


def require_settled(
    facts: CaseFacts, requested: Sequence[str], settled: Sequence[str]
) -> None:
    """Raise NotYet while returns are unsettled and the Chair gave no go-ahead (P6.1, 4.2 s)."""
    awaited = len(set(requested) - set(settled))
    if not awaited or facts.has(LogKind.GO_AHEAD_GIVEN):
        return
    are = "return is" if awaited == 1 else "returns are"
    raise NotYet(
        f"{awaited} {are} not settled. Settle them, or record the Chair's go-ahead to "
        "collate without them.",
        "P6.1",
    )


def require_collated(facts: CaseFacts) -> None:
    """Raise NotYet until the returns are collated into a pack (P6.1)."""
    if not facts.has(LogKind.RETURNS_COLLATED):
        raise NotYet("Collate the returns first.", "P6.1")


def require_window(
    procedure: Procedure,
    facts: CaseFacts,
    calendar: WorkingDays,
    task_id: str,
    at: datetime,
    reason: str,
) -> None:
    """Raise Refused for a moment at which a task cannot be (P1.6).

    A day that is not worked is always refused; a moment after the statutory day, outside
    the task's window, or after the last day of the review (P0.7), unless a reason is given.
    What outlives the review (an action, a retention review) may be due on any day.
    """
    if task_id not in procedure.tasks:
        raise Refused(f"The procedure has no task “{task_id}”.", "P1.6")
    if procedure.tasks[task_id].after_end:
        return
    day = london_day(at)
    closed = calendar.name_of(day)
    if closed:
        raise Refused(
            f"{spoken_date(day)} is not a working day ({closed}). The next working day is "
            f"{spoken_date(calendar.next_working_day(day))}.",
            "P1.6",
        )
    if not reason.strip():
        if beyond := after_statutory(procedure, facts, calendar, task_id, at):
            raise Refused(
                f"{beyond} If it must be then, give a reason: the Daily Log says both.",
                "P0.7",
            )
        _require_inside(procedure, facts, calendar, task_id, at)


def after_statutory(
    procedure: Procedure,
    facts: CaseFacts,
    calendar: WorkingDays,
    task_id: str,
    at: datetime,
) -> str:
    """What to say of a moment after the latest day of a clock that nobody here can move:
    the clock and its day; empty where none is passed (P0.7)."""
    if procedure.tasks[task_id].after_end:
        return ""
    reckoning = _reckoning(procedure, facts, calendar)
    for name in procedure.whole_clocks:
        clock = procedure.clocks[name]
        last = reckoning.day(name, reckoning.length(name, reckoning.begun(name)))
        if not clock.ours and last and london_day(at) > last:
            return (
                f"{spoken_date(london_day(at))} is after {spoken_date(last)}, the latest "
                f"day of the {clock.title}, which nobody here can move."
            )
    return ""


def _require_inside(
    procedure: Procedure,
    facts: CaseFacts,
    calendar: WorkingDays,
    task_id: str,
    at: datetime,
) -> None:
    task, main = procedure.tasks[task_id], procedure.main_clock
    reckoning = _reckoning(procedure, facts, calendar)
    length = reckoning.length(main, reckoning.begun(main))
    last = reckoning.day(main, length)
    if last and london_day(at) > last:
        raise Refused(
            f"{_words(at)} is after day {length}, {spoken_date(last)}. "
            "Choose an earlier day, or give a reason.",
            "P0.7",
        )
    opens_at, due = reckoning.opens(task.earliest), reckoning.due(task.latest)
    if opens_at and at < opens_at:
        raise Refused(
            f"“{task.title}” opens {_words(opens_at)}. Choose a later moment, or give a "
            "reason.",
            task.paragraph,
        )
    if due and at > due.at:
        raise Refused(
            f"“{task.title}” is due by {_words(due.at)}. Choose an earlier moment, or "
            "give a reason.",
            task.paragraph,
        )


def _reckoning(
    procedure: Procedure, facts: CaseFacts, calendar: WorkingDays
) -> Reckoning:
    return Reckoning(
        procedure, calendar, lambda name, _: facts.anchor(name), rules=facts.rules
    )


def _words(instant: datetime) -> str:
    """With weekday and day, and the year unless it is the present one of the case."""
    day = london_day(instant)
    return spoken_moment(instant, date(day.year, 1, 1) - timedelta(days=7))
