"""Dates, names and ways to speak, as entries of the Daily Log and letters say them."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

from rapidreview.procedure.calendar import LONDON
from rapidreview.procedure.naming import spoken_date


class Channel(StrEnum):
    """How people spoke or wrote to each other."""

    TELEPHONE = "Telephone"
    EMAIL = "E-mail"
    IN_PERSON = "In person"
    VIDEO = "Video call"


CHANNELS = [(one.value, one.value) for one in Channel]


def spoken(instant: datetime) -> str:
    """Day with year, and time: "Friday 6 November 2026, 17:00", London."""
    local = instant.astimezone(LONDON)
    return f"{spoken_date(local.date())}, {local:%H:%M}"


def listed(names: Iterable[str]) -> str:
    """Names as a sentence lists them: "A, B and C"."""
    given = list(names)
    if len(given) < 2:
        return "".join(given)
    return f"{', '.join(given[:-1])} and {given[-1]}"
