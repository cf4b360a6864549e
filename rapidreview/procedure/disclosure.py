"""Held items: who may see one, whether it may leave, when to ask again (P14.7).

One rule for pages, pack, report and export. A hold never ends by itself: not on its day,
nor with the process it was for.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rapidreview.procedure.errors import AlreadyDone, Incomplete, Refused
from rapidreview.procedure.vocabulary import Role

PARAGRAPH = "P14.7"
KEEPERS = frozenset({Role.PARTNERSHIP_MANAGER, Role.JCR_CHAIR, Role.JCR_VICE_CHAIR})


class Way(StrEnum):
    """A paper through which a held item can leave, once it was released for it."""

    PACK = "pack"
    REPORT = "report"
    EXPORT = "export"

    @property
    def words(self) -> str:
        """The paper as people say it."""
        return {
            Way.PACK: "The collation pack",
            Way.REPORT: "The report",
            Way.EXPORT: "An export by somebody of the Team",
        }[self]


@dataclass(frozen=True, slots=True)
class Let:
    """One release of an item that stands: to a person by id, or for a paper."""

    person: str = ""
    way: Way | None = None


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who wants to read: the id of the account, and the roles on the case."""

    person: str
    roles: Collection[Role]


def may_see(reader: Reader, released: Iterable[Let]) -> bool:
    """Whether somebody may see a held item: manager and Chair, and who was named for it."""
    if KEEPERS.intersection(reader.roles):
        return True
    return any(one.person == reader.person for one in released if one.person)


def may_leave(way: Way, released: Iterable[Let]) -> bool:
    """Whether a held item may stand in a paper: only where it was released for just that."""
    return any(one.way is way for one in released)


def asks_again(
    until_on: date | None, ended_on: date | None, looked_on: date | None, today: date
) -> date | None:
    """Since when the manager should ask whether the item may be released; None: not yet.

    The earlier of the day until which it is held and the day on which its process ended.
    An end that came before it was ``looked_on`` again has been weighed already.
    """
    weighed = ended_on and looked_on and ended_on <= looked_on
    reached = [
        day
        for day in (until_on, None if weighed else ended_on)
        if day is not None and day <= today
    ]
    return min(reached, default=None)


def require_until(until_on: date | None, until_event: str, today: date) -> None:
    """Raise Incomplete for a hold without an end in sight, Refused for a day that passed."""
    if until_on is None and not until_event.strip():
        raise Incomplete(
            "Say until when it is held: a day, or what has to happen in the process.",
            PARAGRAPH,
        )
    if until_on is not None and until_on <= today:
        raise Refused(
            "That day has come already. Enter the day until which it is held.",
            PARAGRAPH,
        )


def require_release(
    chosen: Collection[object], agreed_by: str, agreed_on: date, today: date
) -> None:
    """Raise unless a release says to whom or for what, who agreed, and on a day that came."""
    if not chosen:
        raise Incomplete(
            "Choose at least one person or one paper to release it to.", PARAGRAPH
        )
    require_said(agreed_by, "who agreed to it, by name and role")
    if agreed_on > today:
        raise Refused("That day has not come yet. Enter when it was agreed.", PARAGRAPH)


def require_said(words: str, what: str) -> None:
    """Raise Incomplete where nothing is said. ``what`` ends the sentence "Say …"."""
    if not words.strip():
        raise Incomplete(f"Say {what}.", PARAGRAPH)


def require_period(from_on: date, until_on: date | None, today: date) -> None:
    """Raise Refused for a process that begins in the future, or ends before it begins."""
    if from_on > today:
        raise Refused("That day has not come yet. Enter since when it runs.", PARAGRAPH)
    if until_on is not None and until_on < from_on:
        raise Refused("It cannot end before it began. Look at both days.", PARAGRAPH)


def require_running(ended_on: date | None) -> None:
    """Raise AlreadyDone for a process that has ended."""
    if ended_on is not None:
        raise AlreadyDone("This process is recorded as ended.", PARAGRAPH)


def require_hold_can_end(*, from_start: bool, ended: bool) -> None:
    """Raise Refused for what the form holds by itself, AlreadyDone where no hold stands."""
    if from_start:
        raise Refused(
            "The form says to the agency that this answer is held. Release it to people or "
            "for a paper; the hold itself stays.",
            PARAGRAPH,
        )
    if ended:
        raise AlreadyDone("This is no longer held.", PARAGRAPH)
