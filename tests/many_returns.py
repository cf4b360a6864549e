"""Returns by the hundred: awaited, checked, shared, accepted, each with what is beside it."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

from rapidreview.case.models import Case
from rapidreview.evidence.form import FORM_VERSION
from rapidreview.people.models import Agency, AgencyPerson
from rapidreview.procedure.logkinds import LogKind
from rapidreview.quality.models import QualityCheck, QualityDecision, ShareWithChair
from rapidreview.scoping.models import (
    AgencyReturn,
    Chaser,
    Extension,
    Invitation,
    ReturnRequest,
    SafetyItem,
    Signature,
)
from rapidreview.scoping.rounds import SIGNER, Named, invite
from tests.cast import Cast
from tests.settled import PACK_AT as AT

Write = Callable[[LogKind, list[AgencyReturn]], None]  # an entry about each


def add_returns(case: Case, agencies: list[Agency], write: Write) -> None:
    """A third each: awaited; received and checked; received and accepted."""
    requests = ReturnRequest.objects.bulk_create(
        ReturnRequest(
            case=case,
            agency=agency,
            asked_at=AT,
            period_from=AT.date(),
            period_to=AT.date(),
        )
        for agency in agencies
    )
    _invite(requests)
    rounds = AgencyReturn.objects.bulk_create(
        _round(request, number) for number, request in enumerate(requests)
    )
    write(LogKind.RETURN_REQUESTED, rounds)
    received = [one for one in rounds if one.state == AgencyReturn.State.RECEIVED]
    write(LogKind.RETURN_RECEIVED, received)
    _judge(received, write)
    _around(rounds)


def nursery(cast: Cast) -> Agency:
    """One more agency, whose return waits to be signed."""
    made = Agency.objects.create(
        partnership=cast.partnership, code="NUR", name="Nursery", kind="School"
    )
    AgencyPerson.objects.bulk_create(
        AgencyPerson(agency=made, part=part, name="Nan", email=f"{part}@nur.example")
        for part in AgencyPerson.Part.values
    )
    return made


def with_its_senior_manager(agency_return: AgencyReturn) -> None:
    """The round as it stands while somebody is asked to sign it."""
    agency_return.state = AgencyReturn.State.WITH_SIGNER
    agency_return.save()
    invite_signer(agency_return)


def invite_signer(agency_return: AgencyReturn) -> Invitation:
    """A link for signing."""
    return invite(
        agency_return.request,
        Named("Nora", "nora@nur.example", "Head"),
        part=SIGNER,
        due_at=agency_return.due_at,
        at=AT,
    )


def _invite(requests: list[ReturnRequest]) -> None:
    Invitation.objects.bulk_create(
        Invitation(
            case=request.case,
            request=request,
            part=Invitation.Part.AUTHOR,
            name="Sam",
            role="Teacher",
            email="sam@many.example",
            nonce="n",
            made_at=AT,
            expires_at=AT + timedelta(days=30),
        )
        for request in requests
    )


def _judge(received: list[AgencyReturn], write: Write) -> None:
    QualityCheck.objects.bulk_create(
        QualityCheck(
            case=one.case,
            agency_return=one,
            sufficiency="minimal",
            dates="lacking",
            analysis=True,
            signed=True,
            checked_by="Owen",
            checked_at=AT,
        )
        for one in received
    )
    ShareWithChair.objects.bulk_create(
        ShareWithChair(
            case=one.case,
            agency_return=one,
            shared_by="Owen",
            shared_at=AT,
            same_day=True,
            commented_at=AT,
        )
        for one in received
    )
    write(LogKind.RETURN_CHECKED, received)
    write(LogKind.RETURN_SHARED, received)
    accepted = received[::2]
    QualityDecision.objects.bulk_create(
        QualityDecision(
            case=one.case,
            agency_return=one,
            accepted=True,
            decided_by="Priya",
            decided_at=AT,
        )
        for one in accepted
    )
    write(LogKind.RETURN_ACCEPTED, accepted)


def _around(rounds: list[AgencyReturn]) -> None:
    """What every round has beside it: a chaser, more time, a signature, an alert."""
    about = [{"case": one.case, "agency_return": one} for one in rounds]
    Chaser.objects.bulk_create(
        Chaser(**one, channel="telephone", outcome="Soon.", at=AT) for one in about
    )
    Extension.objects.bulk_create(
        Extension(
            **one,
            asked_at=AT,
            granted=False,
            decided_at=AT,
            decided_with="Judith Hathersby",
        )
        for one in about
    )
    Signature.objects.bulk_create(
        Signature(
            **one, name="Grace", fingerprint="f" * 64, signed_at=AT, how="on paper"
        )
        for one in about
    )
    SafetyItem.objects.bulk_create(
        SafetyItem(**one, words="Unsafe.", raised_at=AT) for one in about
    )


def _round(request: ReturnRequest, number: int) -> AgencyReturn:
    awaited = number % 3 == 0
    states = AgencyReturn.State
    return AgencyReturn(
        case=request.case,
        request=request,
        agency=request.agency,
        form_version=FORM_VERSION,
        state=states.DRAFT if awaited else states.RECEIVED,
        received_at=None if awaited else AT,
        channel="" if awaited else "post",
        asked_at=AT,
        due_at=AT + timedelta(hours=1),
        reference=uuid4().hex[:20],
    )
