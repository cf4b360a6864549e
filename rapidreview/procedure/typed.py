"""Anchors as somebody types them on the command line."""

from datetime import UTC, datetime

from rapidreview.procedure.anchors import ANCHORS, kind_of
from rapidreview.procedure.calendar import LONDON
from rapidreview.procedure.errors import Refused


def parse_anchor(text: str) -> tuple[str, datetime]:
    """``NAME=WHEN`` as a name and an aware instant in UTC; without offset it is London.

    Raises Refused with a sentence that says what was wrong and what is wanted.
    """
    name, equals, when = (part.strip() for part in text.partition("="))
    if not equals:
        raise Refused(
            f"“{text}” is not an anchor. Write NAME=WHEN, such as "
            "intention_notified=2026-11-02T09:30."
        )
    if kind_of(name) is None:
        known = ", ".join(ANCHORS)
        raise Refused(f"There is no anchor “{name}”. The anchors are {known}.")
    return name, _instant(when)


def _instant(when: str) -> datetime:
    try:
        read = datetime.fromisoformat(when)
        aware = read if read.tzinfo else read.replace(tzinfo=LONDON)
        instant = aware.astimezone(UTC)
    except (ValueError, OverflowError):
        raise Refused(
            f"“{when}” is not a date and time. Write it as 2026-11-02T09:30, in London "
            "time, or with its offset."
        ) from None
    if read.tzinfo is None and instant.astimezone(LONDON).replace(tzinfo=None) != read:
        raise Refused(
            f"{when} did not exist in London: the clocks went forward over it."
        )
    return instant
