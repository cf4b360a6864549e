"""What somebody types on the command line: anchors, facts, instants, closed days."""

from collections.abc import Collection
from datetime import UTC, date, datetime

from rapidreview.procedure.anchors import ANCHORS, kind_of
from rapidreview.procedure.calendar import LONDON
from rapidreview.procedure.errors import Refused
from rapidreview.procedure.reading import NotReadable, read

_YES, _NO = ("", "yes", "true"), ("no", "false")


def parse_anchor(text: str, own: Collection[str] = ()) -> tuple[str, datetime]:
    """``NAME=WHEN`` as a name and an aware instant in UTC; without offset it is London.

    ``own`` are the facts that the procedure declares. Raises Refused with a sentence that
    says what was wrong and what is wanted.
    """
    name, equals, when = (part.strip() for part in text.partition("="))
    if not equals:
        raise Refused(
            f"“{text}” is not an anchor. Write NAME=WHEN, such as "
            "intention_notified=2026-11-02T09:30."
        )
    if not _is_known(name, own):
        known = ", ".join((*ANCHORS, *own))
        raise Refused(f"There is no anchor “{name}”. The anchors are {known}.")
    return name, parse_instant(when)


def parse_fact(text: str, own: Collection[str] = ()) -> tuple[str, bool | datetime]:
    """``NAME`` or ``NAME=VALUE``: that it is so (yes), is not so (no), or when it was."""
    name, _, value = (part.strip() for part in text.partition("="))
    if not _is_known(name, own):
        raise Refused(f"There is no fact “{name}”.")
    if value in _YES or value in _NO:
        return name, value in _YES
    return name, parse_instant(value)


def parse_closures(text: str) -> dict[date, str]:
    """Lines such as ``2026-12-29: The offices are closed``, as days with their names."""
    try:
        raw = read(text).raw
        lines = raw.items() if isinstance(raw, dict) else [("no lines at all", "")]
        return {date.fromisoformat(day): str(name) for day, name in lines}
    except (NotReadable, ValueError):
        raise Refused(
            "The closures file must hold lines such as 2026-12-29: closed."
        ) from None


def parse_instant(when: str) -> datetime:
    """A date and time in London, or with its offset, in UTC. Raises Refused."""
    try:
        typed = datetime.fromisoformat(when)
        aware = typed if typed.tzinfo else typed.replace(tzinfo=LONDON)
        instant = aware.astimezone(UTC)
    except (ValueError, OverflowError):
        raise Refused(
            f"“{when}” is not a date and time. Write it as 2026-11-02T09:30, in London "
            "time, or with its offset."
        ) from None
    local = instant.astimezone(LONDON).replace(tzinfo=None)
    if typed.tzinfo is None and local != typed:
        raise Refused(
            f"{when} did not exist in London: the clocks went forward over it."
        )
    return instant


def _is_known(name: str, own: Collection[str]) -> bool:
    return kind_of(name) is not None or name in own
