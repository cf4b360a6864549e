"""What the case itself says in the report: its front, the children, the incident, the process."""

import re
from datetime import date, datetime

from rapidreview.case.models import Case
from rapidreview.collation.key import child_labels
from rapidreview.collation.standing import Standing, missing_of
from rapidreview.dailylog.plans import calendar_of, day_counter
from rapidreview.evidence.pseudonyms import Key, pseudonymise
from rapidreview.procedure.calendar import london_day
from rapidreview.procedure.facts import CaseFacts
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.naming import spoken_date
from rapidreview.report.content import Table
from rapidreview.report.models import Report

_ADDRESS = re.compile(r"\s*https?://\S+")
NOT_RECORDED = "Not recorded"
ANCHORS = (
    ("Incident", "incident"),
    ("Local authority became aware", "la_aware"),
    ("Intention to notify received, Day 1", "intention_notified"),
    ("SIN submitted", "sin_submitted"),
)


def front(report: Report, facts: CaseFacts) -> Table:
    """R1: label and words, the same until a fact of the case is another (R1)."""
    case = report.case
    days = tuple((label, _day(facts.anchor(name))) for label, name in ANCHORS)
    guidance = "; ".join(_ADDRESS.sub("", one) for one in case.guidance.splitlines())
    return (
        ("Partnership", case.partnership.name),
        ("Reference", case.reference),
        ("SIN reference", case.sin_reference or NOT_RECORDED),
        *days,
        ("Rapid Review meeting", _meeting(facts)),
        ("Submission to the National Panel", _submission(facts)),
        ("Begun by", report.begun_by),
        ("Guidance", guidance),
        ("Marking", case.partnership.marking),
    )


def children(case: Case, key: Key, *, at: datetime) -> str:
    """Each child by label and age, and the family by relationship: no name (R2)."""
    today = london_day(at)
    lines = [
        f"- {label}: {_age(child.born, today)}." for child, label in child_labels(case)
    ]
    family = [one.relationship.capitalize() for one in case.family.all()]
    if family:
        lines.append(f"- Family and household: {', '.join(family)}.")
    return pseudonymise("\n".join(lines), key)


def incident(case: Case, key: Key) -> str:
    """What is recorded of the incident, with labels for names (R3)."""
    return pseudonymise(case.incident.strip(), key)


def process(case: Case, facts: CaseFacts, found: list[Standing]) -> str:
    """Who was asked, who answered and how, who is missing; days by number (R4)."""
    started_at = facts.anchor("intention_notified")
    day_of = day_counter(case, started_at, calendar_of(case, facts))
    asked = [one for one in found if one.current]
    inside = [one for one in found if one.accepted]
    days = dict.fromkeys(day_of(one.current.asked_at) for one in asked if one.current)
    lines = [
        f"{_count(asked, 'agency was', 'agencies were')} asked for information"
        f"{f', on {_and(list(days))}' if days else ''}. "
        f"{_count(inside, 'return was', 'returns were')} accepted.",
        _listed("Not involved, having searched their records", _nil(inside)),
        _listed("Returned after the deadline", _late(inside)),
        _listed("Sent back once or more, and answered again", _again(inside)),
        _listed("Missing", missing_of(found)),
    ]
    return "\n".join(filter(None, lines))


def _nil(inside: list[Standing]) -> list[Standing]:
    return [one for one in inside if one.nil]


def _late(inside: list[Standing]) -> list[Standing]:
    return [
        one
        for one in inside
        if one.accepted
        and one.accepted.received_at
        and one.accepted.received_at > one.accepted.due_at
    ]


def _again(inside: list[Standing]) -> list[Standing]:
    return [one for one in inside if one.accepted and one.accepted.round > 1]


def _count(found: list[Standing], one: str, many: str) -> str:
    return f"{len(found)} {one if len(found) == 1 else many}"


def _listed(words: str, found: list[Standing]) -> str:
    names = [one.agency if one.accepted else one.words for one in found]
    return f"{words}: {'; '.join(names)}." if names else ""


def _and(words: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def _meeting(facts: CaseFacts) -> str:
    held = facts.last(LogKind.MEETING_HELD)
    agreed = facts.agreed.get(("rapid_review_meeting", None))
    return _day(held.at) if held else _agreed(agreed)


def _submission(facts: CaseFacts) -> str:
    sent = facts.last(LogKind.REPORT_SUBMITTED)
    return _day(sent.at) if sent else _agreed(facts.agreed.get(("submit", None)))


def _agreed(when: datetime | None) -> str:
    return f"Agreed for {_day(when)}" if when else "Not yet"


def _day(instant: datetime | None) -> str:
    return spoken_date(london_day(instant)) if instant else NOT_RECORDED


def _age(born: str, today: date) -> str:
    if not born:
        return "age not known"
    on = date.fromisoformat(born)
    if on > today:
        return "not born yet"
    return (
        f"aged {today.year - on.year - ((today.month, today.day) < (on.month, on.day))}"
    )
