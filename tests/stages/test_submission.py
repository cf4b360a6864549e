"""The sending and its acknowledgement: recorded, in time or with its reason (P13.3, P0.7)."""

from datetime import timedelta

import pytest

from rapidreview.dailylog.models import LogEntry
from rapidreview.procedure.errors import (
    AlreadyDone,
    Incomplete,
    NotSigned,
    NotYet,
    Refused,
)
from rapidreview.procedure.logkinds import LogKind
from rapidreview.report.reading import live_signature
from rapidreview.submission import actions
from tests import make
from tests.cast import Cast, gather, gather_elsewhere
from tests.opened import told
from tests.signed import SIGNED_AT, sign, void
from tests.submitted import (
    ACKNOWLEDGED_AT,
    CAME,
    MADE_AT,
    SENT_AT,
    bundle,
    bundled,
    send,
    submitted,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def cast() -> Cast:
    gather_elsewhere()
    return gather()


@pytest.mark.paragraph("P13.3", "P0.7", "P1.3")
def test_what_was_sent_is_recorded_with_the_day_of_each_clock(cast: Cast) -> None:
    submission = submitted(cast)

    assert (submission.local_day, submission.panel_day) == (14, 12)
    assert submission.sent_by == cast.priya.name
    entry = told(submission.case, LogKind.REPORT_SUBMITTED)[0]
    assert (entry.to, entry.channel) == (submission.sent_to, "Secure e-mail")
    assert "Day 14 of 15" in entry.text
    assert "day 12 counting the day of the SIN, 11 without it" in entry.text


@pytest.mark.paragraph("P13.3")
def test_it_is_recorded_once_and_not_made_again(cast: Cast) -> None:
    submission = submitted(cast)

    with pytest.raises(AlreadyDone, match="is recorded"):
        send(submission, cast)
    with pytest.raises(AlreadyDone, match="has been submitted"):
        bundle(submission.case, cast, SENT_AT)


@pytest.mark.paragraph("P13.3")
@pytest.mark.parametrize(
    "changed",
    [{"sent_to": " "}, {"channel": ""}],
)
def test_it_says_where_to_and_how_it_was_sent(cast: Cast, changed: dict) -> None:
    with pytest.raises(Incomplete, match="Say where to"):
        send(bundled(cast), cast, **changed)


@pytest.mark.paragraph("P13.3", "P13.1")
@pytest.mark.parametrize(
    ("sent_at", "refusal"),
    [
        (SENT_AT + timedelta(hours=1), Refused),
        (SIGNED_AT - timedelta(minutes=1), Refused),
        (MADE_AT - timedelta(minutes=1), Incomplete),
    ],
    ids=["in the future", "before it was signed", "before the bundle"],
)
def test_it_cannot_have_been_sent_at_a_moment_that_does_not_fit(
    cast: Cast, sent_at, refusal
) -> None:
    with pytest.raises(refusal):
        send(bundled(cast), cast, sent_at=sent_at)


@pytest.mark.paragraph("P0.7", "P13.3")
def test_a_late_report_is_recorded_with_its_reason(cast: Cast) -> None:
    late = {"sent_at": SENT_AT + 2 * DAY, "at": SENT_AT + 2 * DAY}
    submission = bundled(cast)

    with pytest.raises(Incomplete, match="Say why it is late"):
        send(submission, cast, **late)
    sent = send(submission, cast, late_because="The Chair was ill.", **late)

    assert (sent.local_day, sent.panel_day) == (16, 14)
    entry = told(sent.case, LogKind.REPORT_SUBMITTED)[0]
    assert entry.reason == "The Chair was ill."


@pytest.mark.paragraph("P14.6")
def test_a_review_taken_in_may_have_been_sent_before_its_bundle_was_made(
    cast: Cast,
) -> None:
    submission = bundled(cast)
    before = {"sent_at": MADE_AT - timedelta(minutes=10)}
    sent = send(submission, cast, reason="Sent by hand.", **before)

    assert told(sent.case, LogKind.REPORT_SUBMITTED)[0].reason == "Sent by hand."


@pytest.mark.paragraph("P14.6")
def test_a_review_that_was_taken_in_needs_no_other_reason(cast: Cast) -> None:
    submission = bundled(cast)
    make.entry(submission.case, cast, LogKind.CASE_TAKEN_IN)

    sent = send(submission, cast, sent_at=MADE_AT - timedelta(minutes=10))

    entry = told(sent.case, LogKind.REPORT_SUBMITTED)[0]
    assert entry.reason == "Taken in while under way."


@pytest.mark.paragraph("P13.1", "P13.3")
def test_a_change_after_the_bundle_makes_it_stale(cast: Cast) -> None:
    submission = bundled(cast)
    void(live_signature(submission.case), cast, MADE_AT)

    with pytest.raises(NotSigned, match="make the bundle again"):
        send(submission, cast)
    sign(submission.case, cast, "2.0", at=MADE_AT + timedelta(minutes=20))
    with pytest.raises(NotSigned, match="make the bundle again"):
        send(submission, cast)

    again = bundle(submission.case, cast, MADE_AT + timedelta(minutes=30))
    assert send(again, cast).version.number == "2.0"


@pytest.mark.paragraph("P13.3")
def test_a_new_signature_after_submission_may_be_submitted_too(cast: Cast) -> None:
    first = submitted(cast)
    void(live_signature(first.case), cast, SENT_AT + DAY)
    sign(first.case, cast, "2.0", at=SENT_AT + DAY)

    second = bundle(first.case, cast, SENT_AT + DAY)

    later = {"sent_at": SENT_AT + DAY, "at": SENT_AT + DAY}
    assert send(second, cast, **later).number == 2


@pytest.mark.paragraph("P13.3", "P1.18")
@pytest.mark.parametrize(
    ("media_type", "sort"),
    [
        ("application/pdf", "letter"),
        ("message/rfc822", "email"),
        ("application/vnd.ms-outlook", "email"),
    ],
)
def test_the_acknowledgement_is_filed_in_three(
    cast: Cast, media_type: str, sort: str
) -> None:
    submission = actions.acknowledge(
        submitted(cast),
        received_at=ACKNOWLEDGED_AT,
        by=cast.actor("owen"),
        at=ACKNOWLEDGED_AT,
        **{**CAME, "media_type": media_type},
    )

    document = submission.acknowledgement.document
    assert (document.subfolder, document.sort) == ("III", sort)
    entry = told(submission.case, LogKind.SUBMISSION_ACKNOWLEDGED)[0]
    assert entry.occurred_at == ACKNOWLEDGED_AT


@pytest.mark.paragraph("P13.3")
def test_an_acknowledgement_comes_once_and_after_the_report_was_sent(
    cast: Cast,
) -> None:
    submission = bundled(cast)
    given = {"by": cast.actor("owen"), "at": ACKNOWLEDGED_AT, **CAME}
    with pytest.raises(NotYet):
        actions.acknowledge(submission, received_at=ACKNOWLEDGED_AT, **given)

    send(submission, cast)
    for moment in (SENT_AT - timedelta(minutes=1), ACKNOWLEDGED_AT + DAY):
        with pytest.raises(Refused):
            actions.acknowledge(submission, received_at=moment, **given)
    actions.acknowledge(submission, received_at=ACKNOWLEDGED_AT, **given)
    with pytest.raises(AlreadyDone):
        actions.acknowledge(submission, received_at=ACKNOWLEDGED_AT, **given)


@pytest.mark.paragraph("P1.2")
def test_nothing_is_made_or_sent_once_the_case_has_ended(cast: Cast) -> None:
    submission = bundled(cast)
    make.entry(submission.case, cast, LogKind.CASE_ENDED, at=MADE_AT)
    before = LogEntry.objects.count()

    with pytest.raises(AlreadyDone):
        bundle(submission.case, cast)
    with pytest.raises(AlreadyDone):
        send(submission, cast)

    assert LogEntry.objects.count() == before
