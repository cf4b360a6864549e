"""What the call gives, and whether its dates can be true (P1.1, P1.2); pure values."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from rapidreview.procedure.calendar import london_day
from rapidreview.procedure.naming import spoken_date
from rapidreview.procedure.true_dates import CLOCKS_MAY_DIFFER

ADULT = 18


@dataclass(frozen=True, slots=True)
class Notification:
    """The call: when, from whom, how, and what was said. The day received is Day 1 (P1.1)."""

    received_at: datetime
    from_name: str
    from_role: str
    channel: str
    words: str


@dataclass(frozen=True, slots=True)
class Incident:
    """The incident, no more than is needed, and when the local authority knew (P1.2)."""

    occurred_at: datetime
    words: str
    place: str
    la_aware_at: datetime | None = None
    la_aware_how: str = ""


@dataclass(frozen=True, slots=True)
class ChildGiven:
    """A child as known now; a name may be unknown. ``born`` is ISO, or the expected date."""

    name: str = ""
    other_names: str = ""
    born: str = ""
    unborn: bool = False
    sex: str = ""
    nhs_number: str = ""
    is_subject: bool = True
    outcome: str = ""
    ethnicity: str = ""
    health: str = ""
    lives_in: str = ""
    legal_status: str = ""


@dataclass(frozen=True, slots=True)
class FamilyGiven:
    """Somebody of the family or household, as known now. ``born`` is ISO."""

    name: str
    relationship: str
    born: str = ""
    address: str = ""
    ethnicity: str = ""
    household: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """A date that cannot be true: ``field`` names it, ``child`` counts from 0."""

    field: str
    words: str
    child: int | None = None


def problems(
    notification: Notification,
    incident: Incident,
    children: Sequence[ChildGiven],
    *,
    at: datetime,
) -> Iterator[Problem]:
    """Every date of the call that cannot be true, in sentences that name both dates."""
    told, happened = notification.received_at, incident.occurred_at
    if told > at + CLOCKS_MAY_DIFFER:
        yield Problem(
            "received_at",
            f"The call cannot be in the future: {_day(told)} has not come yet.",
        )
    if happened > told:
        yield Problem(
            "occurred_at",
            f"The incident, {_day(happened)}, cannot be after the Partnership was told, "
            f"{_day(told)}.",
        )
    aware = incident.la_aware_at
    if aware and not happened <= aware <= at + CLOCKS_MAY_DIFFER:
        yield Problem(
            "la_aware_at",
            f"The local authority became aware, {_day(aware)}: that must be after the "
            f"incident, {_day(happened)}, and not in the future.",
        )
    for number, child in enumerate(children):
        words = birth_problem(child, london_day(happened), london_day(at))
        if words:
            yield Problem("born", words, number)


def birth_problem(child: ChildGiven, incident_on: date, today: date) -> str:
    """Why this date of birth cannot be true for the incident; empty if it can."""
    if not child.born or child.unborn:
        return ""
    born = date.fromisoformat(child.born)
    if born > today:
        return f"The date of birth, {spoken_date(born)}, is in the future."
    if born > incident_on:
        return (
            f"The date of birth, {spoken_date(born)}, is after the incident, "
            f"{spoken_date(incident_on)}."
        )
    if years_old(born, incident_on) >= ADULT:
        return (
            f"Born on {spoken_date(born)}, this person was {ADULT} or over at the incident, "
            f"{spoken_date(incident_on)}. A Rapid Review is about a child."
        )
    return ""


def age_words(born: date, on: date) -> str:
    """How old somebody is on a day: years, or months before the first birthday."""
    if years := years_old(born, on):
        return f"{years} year{'s' if years > 1 else ''}"
    months = (on.year - born.year) * 12 + on.month - born.month - (on.day < born.day)
    if months < 1:
        return "under 1 month"
    return f"{months} month{'s' if months > 1 else ''}"


def years_old(born: date, on: date) -> int:
    """Whole years from ``born`` to ``on``."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def _day(instant: datetime) -> str:
    return spoken_date(london_day(instant))
