"""A change after the signature takes it away: the next version needs a new one (P13.1, 4.2 t)."""

from datetime import datetime

from django.db import transaction

from rapidreview.dailylog import actions as dailylog
from rapidreview.people.actor import Actor
from rapidreview.procedure.logkinds import LogKind
from rapidreview.report.letters import tell_signer
from rapidreview.report.models import ChairSignature, Report
from rapidreview.report.reading import live_signature


@transaction.atomic
def void_signature(
    report: Report, *, reason: str, by: Actor, at: datetime
) -> ChairSignature | None:
    """Void the signature that covers the report, if there is one; who signed is told."""
    signature = live_signature(report.case)
    if signature is None:
        return None
    signature.voided_at, signature.voided_because = at, reason.strip()
    signature.save()
    tell_signer(signature, by=by, at=at)
    dailylog.write(
        report.case,
        LogKind.SIGNATURE_VOIDED,
        by=by,
        at=at,
        subject=signature,
        reason=signature.voided_because,
        document=f"Rapid Review report, version {signature.version.number}",
    )
    return signature
