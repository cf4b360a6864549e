"""Facts that only the partnership's own procedure knows, recorded (handbook, 4.1)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from rapidreview.case.models import Case
from rapidreview.dailylog import actions as dailylog
from rapidreview.dailylog.facts import case_facts
from rapidreview.dailylog.models import LogEntry
from rapidreview.dailylog.plans import procedure_for
from rapidreview.people.actor import Actor
from rapidreview.people.models import Agency
from rapidreview.planning.spoken import listed
from rapidreview.procedure.agreeing import Who
from rapidreview.procedure.anchors import own_subject
from rapidreview.procedure.facts import CaseFacts
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.own_facts import require_own_fact


@dataclass(frozen=True, slots=True)
class Recorded:
    """A fact of the procedure, and when it was recorded to have happened, if it was."""

    name: str
    words: str
    last_at: datetime | None


@transaction.atomic
def record_own_fact(
    case: Case,
    name: str,
    *,
    agency: Agency | None = None,
    agreed: Collection[Who] = (),
    text: str = "",
    by: Actor,
    at: datetime,
    occurred_at: datetime | None = None,
) -> LogEntry:
    """That a fact of the partnership's own procedure is there, perhaps of one agency.

    Raises Refused for one that the procedure does not have, or that lacks its agency; NotYet
    while somebody who decides has not ``agreed``; AlreadyDone on a case that has ended.
    """
    procedure = procedure_for(case)
    about = str(agency.pk) if agency else ""
    require_own_fact(procedure, case_facts(case), name, about, agreed)
    told = [f"{procedure.facts[name]}.", f"{agency.name}." if agency else "", text]
    if agreed:
        told.append(f"Agreed by {listed(one.words for one in agreed)}.")
    return dailylog.write(
        case,
        LogKind.OWN_FACT,
        by=by,
        at=at,
        occurred_at=occurred_at,
        subject=own_subject(name, about or None),
        text=" ".join(one for one in told if one),
    )


def recorded(case: Case, facts: CaseFacts) -> list[Recorded]:
    """Every fact of the case's procedure, with when it last happened."""
    known = procedure_for(case).facts
    last = {name: facts.last(name) for name in known}
    return [
        Recorded(name, words, fact.at if (fact := last[name]) else None)
        for name, words in known.items()
    ]
