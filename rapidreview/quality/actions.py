"""The initial check, its findings, and the final decision on a return (P2.2, P2.5, P2.6).

The same-day share with the Chair is in ``sharing``, the checklist in ``checklist``.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Unpack

from django.db import transaction

from rapidreview.dailylog import actions as dailylog
from rapidreview.dailylog.facts import case_facts
from rapidreview.people.actor import Actor
from rapidreview.procedure.errors import AlreadyDone, Incomplete, NotYet, Refused
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.requirements import (
    require_initial_check,
    require_received,
    require_undecided,
)
from rapidreview.quality import letters
from rapidreview.quality.findings import (
    Severity,
    findings_of,
    standing,
    store_findings,
)
from rapidreview.quality.models import (
    FindingRow,
    QualityCheck,
    QualityDecision,
)
from rapidreview.scoping import receiving
from rapidreview.scoping.models import AgencyReturn

@transaction.atomic
def record_initial_check(
    agency_return: AgencyReturn,
    *,
    sufficiency: str,
    dates: str,
    analysis: bool | None,
    signed: bool,
    by: Actor,
    at: datetime,
    note: str = "",
) -> QualityCheck:
    """The officer's outcome of each test of the first check; findings are kept (P2.2, P2.3).

    Raises NotYet if nothing came, AlreadyDone if it was checked before.
    """
    require_received(case_facts(agency_return.case), str(agency_return.pk))
    store_findings(agency_return, at=at)
    check, made = QualityCheck.objects.get_or_create(
        agency_return=agency_return,
        defaults={
            "case": agency_return.case,
            "sufficiency": QualityCheck.Sufficiency(sufficiency),
            "dates": QualityCheck.Dates(dates),
            "analysis": analysis,
            "signed": signed,
            "note": note,
            "checked_by": by.words,
            "checked_at": at,
        },
    )
    if not made:
        raise AlreadyDone("This return has had its first check.", "P2.2")
    _log(agency_return, LogKind.RETURN_CHECKED, by, at, text=letters.outcome(check))
    return check


@transaction.atomic
def dismiss_finding(
    row: FindingRow, *, because: str, by: Actor, at: datetime
) -> FindingRow:
    """Set a finding aside, with the reason (P2.2). Raises Incomplete without one."""
    if not because.strip():
        raise Incomplete("Say why this finding is set aside.", "P2.2")
    require_undecided(case_facts(row.case), str(row.agency_return_id))
    kept = FindingRow.objects.filter(pk=row.pk, dismissed_at__isnull=True)
    if kept.update(dismissed_at=at) != 1:
        raise AlreadyDone("This finding was set aside before.", "P2.2")
    row.dismissed_at, row.dismissed_because = at, because.strip()
    row.save(update_fields=["dismissed_because"])
    name = f"{row.code} {row.place}".strip() or "A finding of the officer"
    _log(
        row.agency_return, LogKind.FINDING_DISMISSED, by, at, text=name, reason=because
    )
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
    told = f"{row.get_severity_display()}, added by hand: {place or 'the whole return'}"
    _log(agency_return, LogKind.RETURN_CHECKED, by, at, text=told)
    return row


@transaction.atomic
def accept(
    agency_return: AgencyReturn, *, by: Actor, at: datetime, reason: str = ""
) -> QualityDecision:
    """The Partnership Manager's final quality decision: accepted (P2.5).

    Raises NotYet without the first check, Incomplete if a stop finding stands and no
    reason is given, AlreadyDone if it was decided before.
    """
    require_initial_check(case_facts(agency_return.case), str(agency_return.pk))
    stops = standing(findings_of(agency_return), Severity.STOP)
    if stops and not reason.strip():
        raise Incomplete(
            f"{stops[0].words} Say why the return is accepted all the same, or set the "
            "finding aside.",
            "P2.5",
        )
    decision = _decide(agency_return, by, at, accepted=True, reason=reason.strip())
    _log(agency_return, LogKind.RETURN_ACCEPTED, by, at, reason=reason.strip())
    return decision


@transaction.atomic
def send_back(
    agency_return: AgencyReturn,
    *,
    reasons: Sequence[tuple[str, str]],
    due_at: datetime,
    by: Actor,
    at: datetime,
) -> AgencyReturn:
    """Not accepted: back to the agency, question by question, its representative copied (P2.6).

    ``reasons`` are (code, words). Answers the new round. Raises as ``accept``, Incomplete
    without reasons, Refused for a due moment that has passed.
    """
    case = agency_return.case
    require_initial_check(case_facts(case), str(agency_return.pk))
    if not reasons:
        raise Incomplete("Say for one question at least what is missing.", "P2.6")
    if due_at <= at:
        raise Refused("The new date must lie ahead.", "P2.6")
    told = "\n".join(f"{code}\t{words}" for code, words in reasons)
    _decide(agency_return, by, at, accepted=False, reasons=told)
    new = receiving.open_round(
        agency_return, reasons=reasons, due_at=due_at, by=by, at=at
    )
    letter = letters.send_back(new, reasons, due_at=due_at, by=by, at=at)
    letters.post(letter, case, key=f"send-back:{agency_return.pk}", at=at)
    _log(
        agency_return,
        LogKind.RETURN_SENT_BACK,
        by,
        at,
        to=letter.addressed,
        channel="e-mail",
        reason="\n".join(f"{code}: {words}" for code, words in reasons),
    )
    return new


def _decide(
    agency_return: AgencyReturn,
    by: Actor,
    at: datetime,
    *,
    accepted: bool,
    reason: str = "",
    reasons: str = "",
) -> QualityDecision:
    """One decision a round: the row itself makes a second one impossible (P2.5)."""
    require_undecided(case_facts(agency_return.case), str(agency_return.pk))
    decision, made = QualityDecision.objects.get_or_create(
        agency_return=agency_return,
        defaults={
            "case": agency_return.case,
            "accepted": accepted,
            "reason": reason,
            "reasons": reasons,
            "decided_by": by.words,
            "decided_at": at,
        },
    )
    if not made:
        raise AlreadyDone("This return has been decided.", "P2.5")
    return decision


def _log(
    agency_return: AgencyReturn,
    kind: LogKind,
    by: Actor,
    at: datetime,
    text: str = "",
    **words: Unpack[dailylog.BodyWords],
) -> None:
    dailylog.write(
        agency_return.case,
        kind,
        by=by,
        at=at,
        subject=agency_return,
        text=text,
        agency=agency_return.agency.name,
        **words,
    )
