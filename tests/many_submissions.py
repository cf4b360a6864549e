"""A submission and a response with something at each of their pages, and as many as wanted."""

from datetime import datetime

from rapidreview.case.models import Case
from rapidreview.casefolder.models import Release
from rapidreview.paper.bundle_zip import zipped
from rapidreview.people.models import User
from rapidreview.procedure.logkinds import LogKind
from rapidreview.submission.models import Response, Submission
from rapidreview.submission.ofsted import decide_ofsted
from tests import make, signed
from tests.cast import Cast

INSIDE = [("decision-record.pdf", b"%PDF-1.7 a record")]


def add_submission(case: Case, cast: Cast, at: datetime) -> Response:
    """Version 1.0 is sent and answered; version 2.0 is signed, with a bundle to be sent."""
    decide_ofsted(case, required=True, why="Asked for.", by=cast.actor("priya"), at=at)
    first = signed.sign(case, cast, at=at)
    _submission(first, cast, 1, sent_at=at, at=at)
    make.entry(case, cast, LogKind.REPORT_SUBMITTED, at=at)
    signed.void(first, cast, at)
    second = signed.sign(case, cast, "2.0", text="Other words.", at=at)
    _submission(second, cast, 1000, sent_at=None, at=at)
    return _response(case, cast, at)


def add_more(case: Case, cast: Cast, numbers: range, at: datetime) -> None:
    """Further submissions and responses, each given to somebody."""
    voided = signed.ChairSignature.objects.get(case=case, voided_at__isnull=False)
    for n in numbers:
        _submission(voided, cast, 2 + n, sent_at=at, at=at)
        _response(case, cast, at)


def _submission(signature, cast: Cast, number: int, *, sent_at, at) -> Submission:
    case = signature.case
    return Submission.objects.create(
        case=case,
        number=number,
        version=signature.version,
        covering_letter="Dear Panel members",
        bundle=make.document(
            case, cast, title=f"Bundle {number}", data=zipped(INSIDE, about={}), at=at
        ),
        made_by="Priya",
        made_at=at,
        sent_at=sent_at,
        sent_by="Priya",
        sent_to="The portal",
        channel="National portal",
        local_day=14,
        panel_day=12,
    )


def _response(case: Case, cast: Cast, at: datetime) -> Response:
    document = make.document(case, cast, title="Response", at=at)
    reader: User = cast.judith
    Release.objects.create(case=case, version=document, user=reader, released_at=at)
    return Response.objects.create(
        case=case,
        body=Response.Body.PANEL,
        received_at=at,
        document=document,
        view=Response.View.QUERIES,
        queries="Why?",
        answer=make.document(case, cast, title="Answer", at=at),
        answered_at=at,
    )
