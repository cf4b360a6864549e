"""A review that is ready to be submitted, was submitted, was answered."""

from datetime import UTC, datetime, timedelta

from rapidreview.case.models import Case
from rapidreview.submission import actions, ofsted, responses
from rapidreview.submission.models import Response, Submission
from tests.cast import Cast
from tests.signed import SIGNED_AT, signed

# Day 1 is Wednesday 4 November 2026, so day 14 is Monday 23 November.
MADE_AT = SIGNED_AT + timedelta(hours=1)
SENT_AT = datetime(2026, 11, 23, 15, 10, tzinfo=UTC)
ACKNOWLEDGED_AT = SENT_AT + timedelta(minutes=22)
ANSWERED_AT = datetime(2026, 12, 4, 11, 40, tzinfo=UTC)
LETTER = "Dear Panel members,\n\nI enclose the report.\n\nPriya Ollerdale"
PDF = b"%PDF-1.7 a letter of the Panel"
CAME = {"data": PDF, "name": "panel.pdf", "media_type": "application/pdf"}


def decided(cast: Cast) -> Case:
    """Ready, with the decision about Ofsted: nothing stops the bundle."""
    case = signed(cast)
    ofsted.decide_ofsted(
        case,
        required=False,
        why=ofsted.SHARED_BY_THE_PANEL,
        by=cast.actor("priya"),
        at=MADE_AT,
    )
    return case


def bundled(cast: Cast) -> Submission:
    """The bundle, made by Priya an hour after the signature."""
    return bundle(decided(cast), cast)


def bundle(case: Case, cast: Cast, at: datetime = MADE_AT) -> Submission:
    """The next bundle of a case."""
    priya = cast.actor("priya")
    return actions.make_bundle(case, covering_letter=LETTER, by=priya, at=at)


def submitted(cast: Cast) -> Submission:
    """Sent to the Panel on day 14."""
    return send(bundled(cast), cast)


def send(submission: Submission, cast: Cast, **changed: object) -> Submission:
    """Recorded as sent."""
    given = {
        "sent_at": SENT_AT,
        "sent_to": "panel.submissions@panel.example",
        "channel": "Secure e-mail",
        "at": SENT_AT,
    } | changed
    return actions.record_submission(submission, by=cast.actor("priya"), **given)


def answered(cast: Cast, **changed: object) -> Response:
    """The Panel's response: it agrees and asks two things."""
    return receive(submitted(cast).case, cast, **changed)


def receive(case: Case, cast: Cast, **changed: object) -> Response:
    """A response, received by Owen."""
    given = {
        "body": "panel",
        "received_at": ANSWERED_AT,
        "view": "queries",
        "comments": "Clear, and in time.",
        "queries": "What will be different?\nHas the request been met?",
        "at": ANSWERED_AT,
        **CAME,
    } | changed
    return responses.receive_response(case, by=cast.actor("owen"), **given)
