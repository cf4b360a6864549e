"""Whether Ofsted is sent the report, why, and when it was (P13.4, S12)."""

from datetime import datetime

from django.db import transaction

from rapidreview.case.models import Case
from rapidreview.dailylog import actions as dailylog
from rapidreview.dailylog.facts import case_facts
from rapidreview.people.actor import Actor
from rapidreview.procedure.errors import AlreadyDone, Incomplete, NotSigned, Refused
from rapidreview.procedure.facts import CaseFacts
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.requirements import require_open
from rapidreview.procedure.sending import require_after, require_happened
from rapidreview.report.reading import live_signature
from rapidreview.submission.dossier import ofsted_of
from rapidreview.submission.models import OfstedDecision

SHARED_BY_THE_PANEL = "The National Panel shares every notification with Ofsted."


@transaction.atomic
def decide_ofsted(
    case: Case,
    *,
    required: bool,
    why: str,
    by: Actor,
    at: datetime,
    occurred_at: datetime | None = None,
    sent_at: datetime | None = None,
    sent_to: str = "",
) -> OfstedDecision:
    """Decide whether Ofsted is sent the report; a later decision replaces it (P13.4).

    With ``sent_at`` it has been sent already. Raises Incomplete without a reason, Refused
    for a sending that is not required, AlreadyDone once it was sent.
    """
    facts = case_facts(case)
    require_open(facts)
    _require_decision(
        ofsted_of(case, facts), required=required, why=why, sent_at=sent_at
    )
    decided_at = occurred_at or at
    require_happened(decided_at, at, "P13.4")
    decision = OfstedDecision.objects.create(
        case=case,
        required=required,
        why=why.strip(),
        decided_by=by.words,
        decided_at=decided_at,
    )
    for kind in _kinds(decision):
        dailylog.write(
            case,
            kind,
            by=by,
            at=at,
            occurred_at=occurred_at,
            subject=decision,
            text=f"{'Required' if required else 'Not required'}.",
            reason=decision.why,
        )
    if sent_at is not None:
        record_sent_to_ofsted(decision, sent_at=sent_at, sent_to=sent_to, by=by, at=at)
    return decision


@transaction.atomic
def record_sent_to_ofsted(
    decision: OfstedDecision,
    *,
    sent_at: datetime,
    sent_to: str,
    by: Actor,
    at: datetime,
) -> OfstedDecision:
    """The signed report has gone to Ofsted: when, and to whom (P13.4).

    Raises Refused where it is not required, NotSigned before there is a signed report,
    AlreadyDone for a second time.
    """
    rows = OfstedDecision.objects.select_for_update(of=("self",))
    decision = rows.select_related("case").get(pk=decision.pk)
    facts = case_facts(decision.case)
    require_open(facts)
    _require_newest(decision, facts)
    _require_to_be_sent(decision, sent_to)
    require_happened(sent_at, at, "P13.4")
    _require_signed(decision.case, sent_at)
    decision.sent_at, decision.sent_to = sent_at, sent_to.strip()
    decision.save(update_fields=["sent_at", "sent_to"])
    dailylog.write(
        decision.case,
        LogKind.OFSTED_SENT,
        by=by,
        at=at,
        occurred_at=sent_at,
        subject=decision,
        to=decision.sent_to,
    )
    return decision


def _kinds(decision: OfstedDecision) -> tuple[LogKind, ...]:
    """That it was considered; what is required is a duty until it has gone."""
    if decision.required:
        return (LogKind.OFSTED_CONSIDERED, LogKind.OFSTED_REQUIRED)
    return (LogKind.OFSTED_CONSIDERED,)


def _require_decision(
    earlier: OfstedDecision | None,
    *,
    required: bool,
    why: str,
    sent_at: datetime | None,
) -> None:
    if not why.strip():
        raise Incomplete("Say why: the decision is kept with its reason.", "P13.4")
    if sent_at is not None and not required:
        raise Refused(
            "Ofsted was sent the report, so the decision is that it is required.",
            "P13.4",
        )
    if earlier is not None and earlier.sent_at is not None:
        raise AlreadyDone("Ofsted has been sent the report.", "P13.4")


def _require_newest(decision: OfstedDecision, facts: CaseFacts) -> None:
    if ofsted_of(decision.case, facts) != decision:
        raise AlreadyDone("A later decision has replaced this one.", "P13.4")


def _require_to_be_sent(decision: OfstedDecision, sent_to: str) -> None:
    if not decision.required:
        raise Refused(
            "It was decided that Ofsted is not sent the report. Decide again first.",
            "P13.4",
        )
    if decision.sent_at is not None:
        raise AlreadyDone("Ofsted has been sent the report.", "P13.4")
    if not sent_to.strip():
        raise Incomplete("Say to whom at Ofsted it was sent.", "P13.4")


def _require_signed(case: Case, sent_at: datetime) -> None:
    signature = live_signature(case)
    if signature is None:
        raise NotSigned("Ofsted is sent the signed report. It is not signed.", "P13.1")
    signed = "The Chair signed the report"
    require_after(sent_at, signature.signed_at, signed, "P13.1")
