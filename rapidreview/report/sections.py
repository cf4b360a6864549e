"""The sections of the Rapid Review report, R1 to R20, and what the product can say first (P6.3)."""

from dataclasses import dataclass
from datetime import date, datetime

from rapidreview.case.models import Case
from rapidreview.collation.key import child_labels, key_of
from rapidreview.collation.standing import Standing, missing_of, standings
from rapidreview.dailylog.facts import case_facts
from rapidreview.evidence.pseudonyms import pseudonymise
from rapidreview.people.actor import Actor
from rapidreview.procedure.calendar import london_day
from rapidreview.scoping.prefilled import in_full

TITLES = (
    ("R1", "About this report"),
    ("R2", "The children and the family"),
    ("R3", "The incident"),
    ("R4", "How this review was carried out"),
    ("R5", "Key chronology"),
    ("R6", "What each agency knew and did"),
    ("R7", "Key practice episodes"),
    ("R8", "The child’s voice and daily life"),
    ("R9", "Context: race, racism, faith, disability, poverty"),
    ("R10", "Fathers and carers"),
    ("R11", "Good practice"),
    ("R12", "Immediate action: for the child, siblings and others"),
    ("R13", "Learning: single agency, multi-agency, national"),
    ("R14", "Actions, owners, dates and how impact will be seen"),
    ("R15", "Parallel proceedings"),
    ("R16", "How the family was told or took part"),
    ("R17", "The decision: each criterion and its reasons"),
    ("R18", "Sign-off by the three partners and the Chair"),
    ("R19", "The independent scrutineer’s comment"),
    ("R20", "Appendices"),
)
ANCHORS = (
    ("Incident", "incident"),
    ("Local authority became aware", "la_aware"),
    ("Intention to notify received", "intention_notified"),
    ("SIN submitted", "sin_submitted"),
)


@dataclass(frozen=True, slots=True)
class FirstSection:
    """A section as it stands in version 0.1; empty: still to be written."""

    code: str
    title: str
    text: str


def first_sections(case: Case, *, at: datetime) -> list[FirstSection]:
    """R1 to R20; the children and the process are filled in from the case (P6.3)."""
    known = {"R2": _children(case, at), "R4": _process(case, at)}
    return [FirstSection(code, title, known.get(code, "")) for code, title in TITLES]


def front_page(case: Case, *, by: Actor, at: datetime) -> dict[str, str]:
    """R1: the front of the report, label to words."""
    facts = case_facts(case)
    days = {
        words: in_full(instant) if instant else "Not recorded"
        for words, name in ANCHORS
        for instant in [facts.anchor(name)]
    }
    return {
        "Partnership": case.partnership.name,
        "Reference": case.reference,
        "SIN reference": case.sin_reference or "Not recorded",
        **days,
        "Version": "0.1",
        "Begun": f"{in_full(at)}, {by.words}",
        "Guidance": case.guidance,
        "Marking": case.partnership.marking,
    }


def title_of(code: str) -> str:
    """The title of a section."""
    return dict(TITLES).get(code, "")


def _children(case: Case, at: datetime) -> str:
    """Each child by label and age, and the family by relationship: no name (R2)."""
    today = london_day(at)
    lines = [
        f"{label}: {_age(child.born, today)}." for child, label in child_labels(case)
    ]
    family = [one.relationship.capitalize() for one in case.family.all()]
    if family:
        lines.append(f"Family and household: {', '.join(family)}.")
    return pseudonymise("\n".join(lines), key_of(case))


def _age(born: str, today: date) -> str:
    if not born:
        return "age not known"
    on = date.fromisoformat(born)
    if on > today:
        return "not born yet"
    return (
        f"aged {today.year - on.year - ((today.month, today.day) < (on.month, on.day))}"
    )


def _process(case: Case, at: datetime) -> str:
    """Who was asked, who answered, who is missing (R4, from the checklist)."""
    found = standings(case, at=at)
    inside = [one for one in found if one.accepted]
    nil = [one for one in inside if one.nil]
    asked = [one for one in found if one.current]
    lines = [
        f"{_count(asked, 'agency was', 'agencies were')} asked; "
        f"{_count(inside, 'return was', 'returns were')} accepted, of them "
        f"{_count(nil, 'nil return', 'nil returns')}.",
        _listed("Accepted", inside),
        _listed("Missing", missing_of(found)),
    ]
    return "\n".join(filter(None, lines))


def _count(found: list[Standing], one: str, many: str) -> str:
    return f"{len(found)} {one if len(found) == 1 else many}"


def _listed(word: str, found: list[Standing]) -> str:
    return f"{word}: {'; '.join(one.words for one in found)}." if found else ""
