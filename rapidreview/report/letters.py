"""The letters of the report: that it is there to be read, never what it says (4.2 i)."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse

from rapidreview.case.access import holders
from rapidreview.case.models import Case
from rapidreview.mail import actions as mail
from rapidreview.mail.links import Link, LinkKind
from rapidreview.mail.words import Recipient, Words, render
from rapidreview.people.actor import Actor
from rapidreview.people.models import User
from rapidreview.procedure.vocabulary import Role
from rapidreview.report.models import ChairSignature, ReportVersion

TEAM = (Role.PARTNERSHIP_MANAGER, Role.PARTNERSHIP_OFFICER)
KINDS = (
    "report_to_chair",
    "report_amended",
    "report_confirmed",
    "report_circulated",
    "report_to_sign_off",
    "report_signed",
    "report_signature_voided",
)


def tell(
    kind: str,
    version: ReportVersion,
    users: Iterable[User],
    *,
    by: Actor,
    at: datetime,
    event: str = "",
) -> list[User]:
    """Tell people that a version is there; those who got the letter, ``by`` left out.

    ``event`` parts one occasion from another of the same kind and version. Nobody is told
    of what was done before the case was taken in (P14.6).
    """
    if by.takes_in:
        return []
    told = [one for one in dict.fromkeys(users) if one.pk != by.id]
    for one in told:
        case = version.case
        mail.queue(
            kind,
            case=case,
            partnership=case.partnership,
            to=Recipient(one.name, one.email),
            words=_words(version, by),
            key=f"{kind}:{event or version.pk}:{one.pk}",
            at=at,
            link=Link(LinkKind.PAGE, path=_place(case)),
        )
    return told


def tell_signer(signature: ChairSignature, *, by: Actor, at: datetime) -> None:
    """Tell the Chair that a change has taken the signature away (P13.1)."""
    case = signature.case
    tell(
        "report_signature_voided",
        signature.version,
        holders(case, Role.JCR_CHAIR, at=at),
        by=by,
        at=at,
    )


def team_of(case: Case, *, at: datetime) -> list[User]:
    """The Partnership Team on this case."""
    return holders(case, *TEAM, at=at)


def chairs_of(case: Case, *, at: datetime) -> list[User]:
    """The Chair, or the vice chair where nobody holds the chair (P0.6)."""
    return holders(case, Role.JCR_CHAIR, at=at) or holders(
        case, Role.JCR_VICE_CHAIR, at=at
    )


def preview(
    kind: str, case: Case, version_number: str, *, by: Actor, is_draft: bool = True
) -> Words:
    """The letter as each of them will read it, before it goes."""
    given = {
        "to": Recipient("(each name)", ""),
        "partnership": case.partnership,
        "code": "",
        "link": "(the link to this case’s report)",
    }
    known = _known(case, version_number, by, is_draft=is_draft)
    return render(kind, {**given, **known})


def _words(version: ReportVersion, by: Actor) -> dict[str, str]:
    signed = ChairSignature.objects.filter(version=version).exists()
    return _known(version.case, version.number, by, is_draft=not signed)


def _known(case: Case, number: str, by: Actor, *, is_draft: bool) -> dict[str, str]:
    return {
        "draft": "yes" if is_draft else "",
        "reference": case.reference,
        "version": number,
        "officer": by.name,
        "phone": case.partnership.phone,
    }


def _place(case: Case) -> str:
    return reverse("report", kwargs={"case_id": case.pk})
