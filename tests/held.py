"""A case on which something is held because of a police investigation."""

from datetime import date, datetime
from typing import Any

from rapidreview.case.models import Case
from rapidreview.parallel import actions, register, releasing
from rapidreview.parallel.actions import Thing
from rapidreview.parallel.models import HeldItem, ParallelProcess
from rapidreview.scoping.models import AgencyReturn
from tests.asking import SENT_AT
from tests.cast import Cast

ON, UNTIL = date(2026, 11, 5), date(2026, 11, 30)


def process(case: Case, cast: Cast, **changed: Any) -> ParallelProcess:
    """A police investigation in the register, recorded by Owen."""
    given = {
        "sort": ParallelProcess.Sort.POLICE,
        "led_by": "DI Rosamund Fenwick",
        "from_on": ON,
        "how_known": "The school said so in G5.",
        **changed,
    }
    return register.record_process(case, **given, by=cast.actor("owen"), at=SENT_AT)


def hold(
    row: AgencyReturn,
    cast: Cast,
    *things: Thing,
    at: datetime = SENT_AT,
    **changed: Any,
) -> HeldItem:
    """The first of ``things`` of a return, held by Priya until the end of November."""
    case = row.case
    given = {
        "process": changed.pop("process", None) or process(case, cast),
        "reason": "The interviewing officer asked for it.",
        "until_on": UNTIL,
        "until_event": "",
        **changed,
    }
    return actions.hold(case, things, **given, by=cast.actor("priya"), at=at)[0]


def release(item: HeldItem, cast: Cast, *, at: datetime = SENT_AT, **to: Any) -> None:
    """Released by Priya, agreed by the police."""
    given = {
        "people": [],
        "ways": [],
        "agreed_body": "police",
        "agreed_by": "DI Rosamund Fenwick",
        "agreed_on": ON,
        "conditions": "",
        **to,
    }
    releasing.release(item, **given, by=cast.actor("priya"), at=at)
