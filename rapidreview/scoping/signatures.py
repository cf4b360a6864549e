"""A senior manager's confirmation, over exactly the text that was received (P1.11)."""

from datetime import datetime

from rapidreview.dailylog import actions as dailylog
from rapidreview.evidence.answers import fingerprint
from rapidreview.evidence.form import form
from rapidreview.people.actor import Actor
from rapidreview.procedure.logkinds import LogKind
from rapidreview.scoping.answering import draft_of
from rapidreview.scoping.models import AgencyReturn, Signature
from rapidreview.scoping.prefilled import in_full
from rapidreview.scoping.rounds import attached_hashes

DECLARATIONS = form().question("J1").choices


def sign(
    agency_return: AgencyReturn,
    *,
    how: str,
    statement: str,
    by: Actor,
    at: datetime,
    signed_at: datetime | None = None,
    same_person_reason: str = "",
) -> Signature:
    """Keep who signed (J1 to J3), over the fingerprint of answers and attachments."""
    answers = draft_of(agency_return)
    signature = Signature.objects.create(
        case=agency_return.case,
        agency_return=agency_return,
        name=answers.get("J2"),
        role=answers.get("J3"),
        statement=statement,
        declarations=answers.get("J1"),
        fingerprint=fingerprint(answers, attached_hashes(agency_return)),
        signed_at=signed_at or at,
        how=how,
        same_person_reason=same_person_reason,
    )
    dailylog.write(
        agency_return.case,
        LogKind.RETURN_SIGNED,
        by=by,
        at=at,
        occurred_at=signed_at,
        subject=agency_return,
        agency=agency_return.agency.name,
        channel=how,
        text=f"Signed by {signature.name}, {signature.role}.",
        reason=same_person_reason,
    )
    return signature


def void(signature: Signature, why: str, *, by: Actor, at: datetime) -> None:
    """From now on this signature counts no more; the log says why (P1.11)."""
    signature.voided_at = at
    signature.save(update_fields=["voided_at"])
    agency_return = signature.agency_return
    dailylog.write(
        signature.case,
        LogKind.RETURN_SIGNATURE_VOIDED,
        by=by,
        at=at,
        subject=agency_return,
        agency=agency_return.agency.name,
        text=f"The signature of {signature.name} counts no more: {why}",
    )


def void_if_changed(agency_return: AgencyReturn, *, by: Actor, at: datetime) -> bool:
    """Void the signature that counts, if the text is no longer the one it was given for.

    Whatever changes a return that was received calls it, in the same transaction.
    """
    signature = live_signature(agency_return)
    if signature is None or signature.fingerprint == fingerprint_of(agency_return):
        return False
    void(signature, "the return was changed after it was signed.", by=by, at=at)
    return True


def live_signature(agency_return: AgencyReturn) -> Signature | None:
    """The signature that counts, if there is one."""
    held = agency_return.signatures.select_related("case").filter(
        voided_at__isnull=True
    )
    return held.last()


def last_signature(agency_return: AgencyReturn) -> Signature | None:
    """The signature that counts, else the last that did."""
    held = list(agency_return.signatures.select_related("case"))
    live = [one for one in held if one.voided_at is None]
    return next(reversed(live or held), None)


def fingerprint_of(agency_return: AgencyReturn) -> str:
    """The fingerprint of what the round says now; differs from the signed one if changed."""
    return fingerprint(draft_of(agency_return), attached_hashes(agency_return))


def signed_on_paper(
    name: str, role: str, how: str, signed_at: datetime
) -> dict[str, str]:
    """Section J as a signed paper fills it; the four statements stand above the signature."""
    return {
        "J1": "\n".join(DECLARATIONS),
        "J2": name,
        "J3": role,
        "J4": f"Signed, {how}",
        "J5": in_full(signed_at),
    }
