"""What an officer makes of the findings: one set aside, one added (P2.2)."""

from datetime import datetime

from django.db import transaction

from rapidreview.dailylog.facts import case_facts
from rapidreview.people.actor import Actor
from rapidreview.procedure.errors import AlreadyDone, Incomplete
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.requirements import (
    require_open,
    require_received,
    require_undecided,
)
from rapidreview.quality.entries import log
from rapidreview.quality.findings import Severity
from rapidreview.quality.models import FindingRow
from rapidreview.scoping.models import AgencyReturn


@transaction.atomic
def dismiss_finding(
    row: FindingRow, *, because: str, by: Actor, at: datetime
) -> FindingRow:
    """Set a finding aside, with the reason (P2.2). Raises Incomplete without one."""
    if not because.strip():
        raise Incomplete("Say why this finding is set aside.", "P2.2")
    facts = case_facts(row.case)
    require_open(facts)
    require_undecided(facts, str(row.agency_return_id))
    kept = FindingRow.objects.filter(pk=row.pk, dismissed_at__isnull=True)
    if kept.update(dismissed_at=at) != 1:
        raise AlreadyDone("This finding was set aside before.", "P2.2")
    row.dismissed_at, row.dismissed_because = at, because.strip()
    row.save(update_fields=["dismissed_because"])
    name = f"{row.code} {row.place}".strip() or "A finding of the officer"
    log(row.agency_return, LogKind.FINDING_DISMISSED, by, at, text=name, reason=because)
    return row


@transaction.atomic
def add_finding(
    agency_return: AgencyReturn,
    *,
    severity: str,
    place: str,
    words: str,
    by: Actor,
    at: datetime,
) -> FindingRow:
    """A finding that only a reader could make (P2.2)."""
    facts = case_facts(agency_return.case)
    require_open(facts)
    require_received(facts, str(agency_return.pk))
    require_undecided(facts, str(agency_return.pk))
    row = FindingRow.objects.create(
        case=agency_return.case,
        agency_return=agency_return,
        code="",
        place=place,
        severity=Severity(severity),
        words=words,
        why=f"Added by {by.words}.",
        found_at=at,
    )
    told = f"{row.get_severity_display()}: {place or 'the whole return'}"
    log(agency_return, LogKind.FINDING_ADDED, by, at, text=told)
    return row
