"""Single due dates, for letters and forms that are written before there is a fact.

Each is the bound of a task of the procedure, reckoned for instants given here, so that a
letter and the duty can never differ. Where a partnership's own procedure has no such task,
or dates it from something else, that of the shipped one holds.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple, cast

from rapidreview.procedure.anchors import fact_name
from rapidreview.procedure.calendar import WorkingDays
from rapidreview.procedure.definition import DEFAULT, Procedure, shipped
from rapidreview.procedure.reckoning import Due, Reckoning


class MinutesDue(NamedTuple):
    """24 hours after the close, and the same time of the next working day (4.2 b)."""

    strict: datetime
    rolled: datetime


def return_due(
    sent_at: datetime,
    notified_at: datetime,
    calendar: WorkingDays,
    procedure: Procedure | None = None,
) -> datetime:
    """When a return is due whose form was sent at ``sent_at`` (P1.10, 4.2 a and o)."""
    instants = {"return_requested": sent_at, "intention_notified": notified_at}
    return _due("return_due", instants, calendar, procedure).at


def minutes_due(
    closed_at: datetime, calendar: WorkingDays, procedure: Procedure | None = None
) -> MinutesDue:
    """When the minutes of a meeting closed at ``closed_at`` are due (P0.5, 4.2 b)."""
    due = _due("minutes", {"meeting_closed": closed_at}, calendar, procedure)
    return MinutesDue(strict=due.strict_at or due.at, rolled=due.at)


def same_day_share_due(
    received_at: datetime, calendar: WorkingDays, procedure: Procedure | None = None
) -> datetime:
    """By when a return received then is to be shared with the Chair (P2.4, 4.2 g)."""
    instants = {"return_received": received_at}
    return _due("share_return", instants, calendar, procedure).at


def _due(
    task_id: str,
    instants: Mapping[str, datetime],
    calendar: WorkingDays,
    procedure: Procedure | None,
) -> Due:
    own = _reckoned(procedure, task_id, instants, calendar) if procedure else None
    # The shipped one dates all three tasks of this page from what is given here.
    return own or cast("Due", _reckoned(shipped(DEFAULT), task_id, instants, calendar))


def _reckoned(
    procedure: Procedure,
    task_id: str,
    instants: Mapping[str, datetime],
    calendar: WorkingDays,
) -> Due | None:
    if task_id not in procedure.tasks:
        return None
    known = {fact_name(name): at for name, at in instants.items()}
    reckoning = Reckoning(
        procedure, calendar, lambda name, _: known.get(fact_name(name)), known=known
    )
    return reckoning.due_of(task_id)
