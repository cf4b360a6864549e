"""Guards of the meetings: what must be so before one is closed, minuted or done without.

As in `requirements`, each looks at values and raises a ProcedureError in words.
"""

from collections.abc import Sequence
from datetime import datetime

from rapidreview.procedure.calendar import london_day
from rapidreview.procedure.errors import AlreadyDone, Incomplete, NotYet, Refused
from rapidreview.procedure.facts import CaseFacts
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.naming import spoken_date, spoken_moment


def require_past(happened_at: datetime | None, at: datetime, paragraph: str) -> None:
    """Raise Refused for something said to have happened that has not come yet."""
    if happened_at is not None and happened_at > at:
        raise Refused(
            f"That moment has not come yet ({_said(happened_at, at)}). Enter when it was.",
            paragraph,
        )


def require_plausible_close(
    starts_at: datetime, closed_at: datetime, at: datetime
) -> None:
    """Raise Refused for a close before the meeting began, to come, or on another day (P0.5)."""
    require_past(closed_at, at, "P0.5")
    if closed_at <= starts_at:
        raise Refused(
            f"The meeting began {_said(starts_at, at)}: it cannot have closed "
            f"{_said(closed_at, at)}. Enter when it closed.",
            "P0.5",
        )
    if london_day(closed_at) != london_day(starts_at):
        raise Refused(
            f"The meeting was on {spoken_date(london_day(starts_at))}, so it did not close "
            f"on {spoken_date(london_day(closed_at))}. If it was on another day, change its "
            "date first.",
            "P0.5",
        )


def require_ready_to_close(
    *,
    minute_taker: str,
    present: int,
    unmarked: Sequence[str],
    safety: str,
    walked_through: bool,
) -> None:
    """Raise Incomplete while the record of the Rapid Review meeting has gaps (P0.4, P7.1, P7.2)."""
    require_minute_taker(minute_taker)
    if not present:
        raise Incomplete("Record who was present.", "P7.1")
    if unmarked:
        raise Incomplete(
            f"Say whether they came or sent apologies: {', '.join(unmarked)}.", "P7.1"
        )
    if not safety.strip():
        raise Incomplete("Note what was said about immediate safety (M3).", "P7.1")
    if not walked_through:
        raise Incomplete("Walk through the criteria, each with its reason.", "P7.2")


def require_minute_taker(name: str) -> None:
    """Raise Incomplete without a name: the Team provides a minute-taker (P0.4)."""
    if not name.strip():
        raise Incomplete("Name the minute-taker: the Team provides one.", "P0.4")


def require_seniority(name: str, deputy: str, seniority: str) -> None:
    """Raise Incomplete for a deputy of whom neither grade nor words say how senior (M16)."""
    if deputy.strip() and not seniority.strip():
        raise Incomplete(
            f"Say how senior {deputy.strip()} is, and whether they may decide for {name}.",
            "P7.1",
        )


def require_reason_once_filed(*, filed: bool, because: str) -> None:
    """Raise Refused for a change behind minutes that are filed, unless it says why (P7.5)."""
    if filed and not because.strip():
        raise Refused(
            "The minutes are filed. Say why this is changed, and then correct the minutes.",
            "P7.5",
        )


def require_executive_wanted(facts: CaseFacts, *, required: bool | None) -> None:
    """Raise NotYet unless the decision in force is that the AD/DCS are to meet (P1.16)."""
    if required is None:
        raise NotYet("Decide first whether the AD/DCS are to meet.", "P1.15")
    if not required:
        raise NotYet(
            "The Chair has decided that no meeting with the AD/DCS is required. The Chair "
            "may decide otherwise, with a reason.",
            "P1.16",
        )
    require_executive_not_held(facts)


def require_executive_not_held(facts: CaseFacts) -> None:
    """Raise AlreadyDone once the AD/DCS have met (P1.16)."""
    held = facts.last(LogKind.EXECUTIVE_MEETING_HELD)
    if held:
        day = spoken_date(london_day(held.at))
        raise AlreadyDone(f"The meeting with the AD/DCS was held on {day}.", "P1.16")


def require_sharing_open(facts: CaseFacts, *, required: bool | None) -> None:
    """Raise NotYet while a meeting is undecided, or required and not held (P1.16)."""
    if required is None:
        raise NotYet("Decide first whether the AD/DCS are to meet.", "P1.15")
    if required and not facts.has(LogKind.EXECUTIVE_MEETING_HELD):
        raise NotYet(
            "A meeting with the AD/DCS is required. Hold it; or the Chair decides "
            "otherwise, with a reason, and the findings are shared instead.",
            "P1.16",
        )


def _said(instant: datetime, at: datetime) -> str:
    return spoken_moment(instant, at)
