"""What the rooms before this one know of a review, read once, for the pre-flight."""

from collections.abc import Iterable
from datetime import datetime

from rapidreview.case.models import Case
from rapidreview.collation.standing import excused, missing_of, standings
from rapidreview.dailylog.proof import problems
from rapidreview.meeting.models import Action
from rapidreview.meeting.reading import (
    actions_of,
    answers_of,
    executive_decisions,
    findings_shared,
    meeting_of,
    views_of,
)
from rapidreview.procedure.facts import CaseFacts
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.preflight import (
    Dossier,
    Executive,
    Measured,
    Ofsted,
    Signed,
    Voice,
)
from rapidreview.procedure.vocabulary import Partner
from rapidreview.report.models import ChairSignature, Circulation
from rapidreview.report.reading import live_signature, still_covers
from rapidreview.scoping.models import SafetyItem
from rapidreview.submission.models import OfstedDecision

FINISHED = (LogKind.ACTION_DONE, LogKind.ACTION_DROPPED)


def dossier_of(case: Case, facts: CaseFacts, at: datetime) -> Dossier:
    """Everything that the pre-flight judges; the log is verified from end to end."""
    signature, meeting = live_signature(case), meeting_of(case)
    views = views_of(meeting) if meeting else []
    actions = actions_of(case)
    return Dossier(
        facts=facts,
        signed=_signed(signature),
        sin_reference=case.sin_reference,
        criteria=answers_of(meeting) if meeting else {},
        views={one.partner: Voice(one.agrees, one.words) for one in views},
        executive=_executive(case),
        ofsted=_ofsted(case, facts),
        log_faults=_log_faults(case),
        unnamed=_unnamed(case, signature, at),
        unsafe=_unsafe(case, actions, facts),
        signed_off=_signed_off(case),
        measured=_measured(actions),
    )


def ofsted_of(case: Case, facts: CaseFacts) -> OfstedDecision | None:
    """The decision about Ofsted that stands: the one that was recorded last (P13.4)."""
    newest = facts.last(LogKind.OFSTED_CONSIDERED)
    if newest is None or newest.subject is None:
        return None
    rows = OfstedDecision.objects.select_related("case")
    return rows.filter(case=case, pk=newest.subject).first()


def _log_faults(case: Case) -> int:
    """In how many places the log does not hold.

    Its head and its entries are read one after the other: what looks broken because
    somebody wrote between is read once more.
    """
    log = case.log
    log.refresh_from_db()
    if not problems(log):
        return 0
    log.refresh_from_db()
    return len(problems(log))


def _signed(signature: ChairSignature | None) -> Signed | None:
    if signature is None:
        return None
    return Signed(
        signature.version.number,
        signature.signed_by,
        covers=still_covers(signature),
        filed=signature.filed_at is not None,
    )


def _executive(case: Case) -> Executive:
    decisions = executive_decisions(case)
    shared = {Partner(one.partner) for one in findings_shared(case)}
    return Executive(decisions[-1].required if decisions else None, frozenset(shared))


def _ofsted(case: Case, facts: CaseFacts) -> Ofsted | None:
    decision = ofsted_of(case, facts)
    if decision is None:
        return None
    return Ofsted(decision.required, decision.sent_at is not None)


def _unnamed(
    case: Case, signature: ChairSignature | None, at: datetime
) -> tuple[str, ...]:
    """Agencies without an accepted return, named neither by the Chair nor in the report."""
    said = signature.version.content if signature else ""
    covered = excused(case)
    missing = [one.agency for one in missing_of(standings(case, at=at))]
    return tuple(one for one in missing if one not in covered and one not in said)


def _unsafe(case: Case, actions: Iterable[Action], facts: CaseFacts) -> int:
    items = SafetyItem.objects.filter(case=case, closed_at__isnull=True).count()
    immediate = [str(one.pk) for one in actions if one.kind == Action.Kind.IMMEDIATE]
    finished = {one for kind in FINISHED for one in facts.subjects(kind)}
    return items + len(set(immediate) - finished)


def _signed_off(case: Case) -> frozenset[Partner]:
    """The partners that signed off the version that was circulated last (P9.3)."""
    circulated = Circulation.objects.filter(case=case, circulated_at__isnull=False)
    newest = circulated.select_related("version").last()
    rows = newest.version.sign_offs.values_list("partner", flat=True) if newest else ()
    return frozenset(Partner(one) for one in rows)


def _measured(actions: list[Action]) -> Measured:
    return Measured(
        len(actions),
        sum(not one.owner.strip() for one in actions),
        sum(not one.impact.strip() for one in actions),
    )
