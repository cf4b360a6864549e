"""A case as the call opens it, through the real action; and the call itself."""

from dataclasses import replace
from datetime import UTC, datetime

from rapidreview.case.models import Case
from rapidreview.dailylog.reading import Entry, entries
from rapidreview.opening.actions import open_case
from rapidreview.opening.given import ChildGiven, Incident, Notification
from rapidreview.procedure.logkinds import LogKind
from tests.cast import Cast
from tests.worlds import remembered

TOLD_AT = datetime(2026, 11, 4, 9, 40, tzinfo=UTC)  # a Wednesday
NOW = datetime(2026, 11, 4, 10, 5, tzinfo=UTC)
CALL = Notification(
    TOLD_AT, "Marcus Ingleforth", "Head of Service", "Telephone", "A child in hospital."
)
HARM = Incident(
    datetime(2026, 10, 30, 18, 20, tzinfo=UTC),
    "A child was taken to hospital.",
    "At home",
    datetime(2026, 11, 2, 14, 40, tzinfo=UTC),
    "At the strategy meeting",
)
BRAMWELL = ChildGiven(name="Bramwell Nettlecombe", born="2021-03-27", sex="male")


@remembered
def opened(
    cast: Cast, *children: ChildGiven, by: str = "priya", **changed: object
) -> Case:
    """A case of ``cast``; ``changed`` replaces parts of the call."""
    notification = replace(CALL, **changed)
    return open_case(
        cast.partnership,
        notification,
        HARM,
        children or (BRAMWELL,),
        by=cast.actor(by),
        at=NOW,
    )


@remembered
def opened_by_2025(cast: Cast, *children: ChildGiven) -> Case:
    """The same by the guidance of 2025, which asks each of the three partners."""
    cast.partnership.procedure = "rapid-review-2025"
    cast.partnership.save()
    return open_case(
        cast.partnership,
        CALL,
        HARM,
        children or (BRAMWELL,),
        by=cast.actor("priya"),
        at=NOW,
    )


def told(case: Case, kind: LogKind) -> list[Entry]:
    """The entries of a kind, oldest first."""
    return [one for one in reversed(entries(case)) if one.kind == kind]
