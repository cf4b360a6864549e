"""The entries of this stage in the Daily Log: each is about one round of a return (P2.3)."""

from datetime import datetime
from typing import Unpack

from rapidreview.dailylog import actions as dailylog
from rapidreview.people.actor import Actor
from rapidreview.procedure.logkinds import LogKind
from rapidreview.scoping.models import AgencyReturn


def log(
    agency_return: AgencyReturn,
    kind: LogKind,
    by: Actor,
    at: datetime,
    text: str = "",
    occurred_at: datetime | None = None,
    **words: Unpack[dailylog.BodyWords],
) -> None:
    """Write one entry about a return, with its agency."""
    said: dailylog.BodyWords = {**words, "agency": agency_return.agency.name}
    dailylog.write(
        agency_return.case,
        kind,
        by=by,
        at=at,
        occurred_at=occurred_at,
        subject=agency_return,
        text=text,
        **said,
    )
