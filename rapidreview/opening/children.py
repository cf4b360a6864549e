"""The children of a case: several in one incident, a name may be unknown (P1.2)."""

from dataclasses import asdict
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from rapidreview.case.models import Case, Child
from rapidreview.dailylog import actions as dailylog
from rapidreview.dailylog.facts import case_facts
from rapidreview.opening.given import ChildGiven, age_words, birth_problem
from rapidreview.people.actor import Actor
from rapidreview.procedure.calendar import london_day
from rapidreview.procedure.errors import Refused, Stale
from rapidreview.procedure.facts import CaseFacts
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.naming import initials, spoken_date
from rapidreview.procedure.requirements import require_open

NOT_KNOWN = "not known"
COLUMN_WORDS = {
    "name": "Name",
    "other_names": "Other names and spellings",
    "born": "Date of birth",
    "unborn": "Not born yet",
    "sex": "Sex",
    "nhs_number": "NHS number",
    "is_subject": "The review is about this child",
    "outcome": "What happened to this child",
    "ethnicity": "Ethnicity",
    "health": "Health and disability",
    "lives_in": "Where the child lives",
    "legal_status": "Legal status",
}

# What only the national system asks of a child (3.2).
ASKED_NATIONALLY = ("ethnicity", "health", "lives_in", "legal_status")


@transaction.atomic
def add_child(case: Case, given: ChildGiven, *, by: Actor, at: datetime) -> Child:
    """One more child of the same incident. Raises Refused for a birth that cannot be."""
    _require_birth(case, given, at)
    Case.objects.select_for_update().get(pk=case.pk)
    last = case.children.aggregate(last=Max("number"))["last"] or 0
    return store_child(case, last + 1, given, by=by, at=at)


@transaction.atomic
def change_child(
    child: Child, given: ChildGiven, *, version: int, by: Actor, at: datetime
) -> Child:
    """Change what is known of a child; both texts stay in the log.

    Raises Stale if somebody changed it after ``version`` was read.
    """
    _require_birth(child.case, given, at)
    changed = Child.objects.filter(pk=child.pk, edit_version=version)
    if changed.update(edit_version=version + 1) != 1:
        raise Stale(
            "Somebody changed this child’s record after you opened it. Compare both below. "
            "Nothing of yours is stored yet."
        )
    before = told(child_given(child))
    child.edit_version = version + 1
    _fill(child, given)
    child.save()
    dailylog.write(
        child.case,
        LogKind.CHILD_RECORDED,
        by=by,
        at=at,
        subject=child,
        text=f"Child {child.number} changed.",
        old=before,
        new=told(given),
    )
    return child


def store_child(
    case: Case, number: int, given: ChildGiven, *, by: Actor, at: datetime
) -> Child:
    """Store a new child and its entry; the caller's transaction holds both."""
    child = Child(case=case, number=number)
    _fill(child, given)
    child.save()
    dailylog.write(
        case, LogKind.CHILD_RECORDED, by=by, at=at, subject=child, new=told(given)
    )
    return child


def child_given(child: Child) -> ChildGiven:
    """What is stored of a child, as the value a form fills."""
    return ChildGiven(
        name=child.name,
        other_names=child.other_names,
        born=child.born,
        unborn=child.unborn,
        sex=child.sex,
        nhs_number=child.nhs_number,
        is_subject=child.is_subject,
        outcome=child.outcome,
        ethnicity=child.ethnicity,
        health=child.health,
        lives_in=child.lives_in,
        legal_status=child.legal_status,
    )


def children_in_words(case: Case, facts: CaseFacts, at: datetime) -> list[str]:
    """Each child by initials and age, without a name."""
    on = london_day(facts.anchor("incident") or at)
    return [_in_words(one, on) for one in case.children.all()]


def _in_words(child: Child, on: date) -> str:
    name = initials(child.name) if child.name else "name not known"
    born = birth_of(child)
    if child.unborn:
        age = f"not born yet, expected {spoken_date(born)}" if born else "not born yet"
    else:
        age = f"{age_words(born, on)} at the incident" if born else "age not known"
    kind = "" if child.is_subject else ", another child of the family"
    return f"{name}, {age}{kind}"


def birth_of(child: Child) -> date | None:
    """The stored day of birth, or of the expected birth."""
    return date.fromisoformat(child.born) if child.born else None


def compared(child: Child, mine: ChildGiven) -> list[tuple[str, str, str]]:
    """Where what is stored now and what was typed differ: name, stored, typed."""
    stored = asdict(child_given(child))
    return [
        (COLUMN_WORDS[name], _shown(stored[name]), _shown(typed))
        for name, typed in asdict(mine).items()
        if stored[name] != typed
    ]


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return str(value) or NOT_KNOWN


def told(given: ChildGiven) -> str:
    """What is known of a child, in one line for the log (its body is sealed)."""
    born = spoken_date(date.fromisoformat(given.born)) if given.born else NOT_KNOWN
    parts = [
        f"Name: {given.name or NOT_KNOWN}",
        f"Other names: {given.other_names}" if given.other_names else "",
        f"{'Expected' if given.unborn else 'Born'}: {born}",
        f"Sex: {given.sex or NOT_KNOWN}",
        f"NHS number: {given.nhs_number or NOT_KNOWN}",
        "Subject of the review" if given.is_subject else "Another child of the family",
        f"Outcome: {given.outcome}" if given.outcome else "",
        *(
            f"{COLUMN_WORDS[name]}: {words}"
            for name in ASKED_NATIONALLY
            if (words := getattr(given, name))
        ),
    ]
    return "; ".join(part for part in parts if part)


def _fill(child: Child, given: ChildGiven) -> None:
    child.name, child.other_names = given.name, given.other_names
    child.born, child.unborn = given.born, given.unborn
    child.sex, child.nhs_number = given.sex, given.nhs_number
    child.is_subject, child.outcome = given.is_subject, given.outcome
    child.ethnicity, child.health = given.ethnicity, given.health
    child.lives_in, child.legal_status = given.lives_in, given.legal_status


def _require_birth(case: Case, given: ChildGiven, at: datetime) -> None:
    facts = case_facts(case)
    require_open(facts)
    incident = facts.anchor("incident") or at
    words = birth_problem(given, london_day(incident), london_day(at))
    if words:
        raise Refused(words, "P1.2")
