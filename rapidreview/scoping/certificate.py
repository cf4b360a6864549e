"""What says that a return is signed (P1.11): by whom, when, how, and over exactly which text."""

from dataclasses import dataclass

from rapidreview.scoping.models import AgencyReturn
from rapidreview.scoping.prefilled import in_full
from rapidreview.scoping.signatures import fingerprint_of, last_signature


@dataclass(frozen=True, slots=True)
class Certificate:
    """A signature in words; ``voided`` says when it ceased to count, if it did.

    ``covers`` is the check: the fingerprint of the text we hold, reckoned now, is the one
    that was signed.
    """

    agency: str
    round: int
    reference: str
    name: str
    role: str
    signed: str
    how: str
    declarations: tuple[str, ...]
    statement: str
    fingerprint: str
    now: str
    same_person_reason: str
    voided: str

    @property
    def covers(self) -> bool:
        """Whether the text is still the one that was signed."""
        return self.now == self.fingerprint

    @property
    def holds(self) -> bool:
        """Whether it counts: not voided, and over the text as it is."""
        return self.covers and not self.voided


def certificate_of(agency_return: AgencyReturn) -> Certificate | None:
    """The certificate of a round, checked now; none for one that nobody signed."""
    signature = last_signature(agency_return)
    if signature is None:
        return None
    voided_at = signature.voided_at
    return Certificate(
        agency=agency_return.agency.name,
        round=agency_return.round,
        reference=agency_return.reference,
        name=signature.name,
        role=signature.role,
        signed=f"{in_full(signature.signed_at)}, London time",
        how=signature.how,
        declarations=tuple(signature.declarations.splitlines()),
        statement=signature.statement,
        fingerprint=signature.fingerprint,
        now=fingerprint_of(agency_return),
        same_person_reason=signature.same_person_reason,
        voided=f"{in_full(voided_at)}, London time" if voided_at else "",
    )
