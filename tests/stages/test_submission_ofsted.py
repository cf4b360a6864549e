"""Whether Ofsted is sent the report, why, and when it was (P13.4)."""

from datetime import timedelta

import pytest

from rapidreview.dailylog.facts import case_facts
from rapidreview.dailylog.plans import duties_for
from rapidreview.procedure.errors import AlreadyDone, Incomplete, NotSigned, Refused
from rapidreview.procedure.logkinds import LogKind
from rapidreview.report.reading import live_signature
from rapidreview.submission import ofsted
from rapidreview.submission.dossier import ofsted_of
from rapidreview.submission.models import OfstedDecision
from tests import make
from tests.cast import Cast, gather, gather_elsewhere
from tests.opened import told
from tests.signed import SIGNED_AT, signed, void
from tests.submitted import MADE_AT, SENT_AT

pytestmark = pytest.mark.django_db
WHY = "It asked for the report."
TO = "The regional team"


@pytest.fixture
def cast() -> Cast:
    gather_elsewhere()
    return gather()


def decide(case, cast: Cast, **changed) -> OfstedDecision:
    given = {"required": True, "why": WHY, "at": MADE_AT} | changed
    return ofsted.decide_ofsted(case, by=cast.actor("priya"), **given)


def send(decision, cast: Cast, **changed) -> OfstedDecision:
    given = {"sent_at": SENT_AT, "sent_to": TO, "at": SENT_AT} | changed
    return ofsted.record_sent_to_ofsted(decision, by=cast.actor("priya"), **given)


def duty_of(case, at) -> str:
    found = duties_for(case, case_facts(case), at)
    return next(one.state for one in found if one.task == "ofsted")


@pytest.mark.paragraph("P13.4")
def test_that_ofsted_is_not_sent_it_is_a_decision_with_its_reason(cast: Cast) -> None:
    case = signed(cast)

    decide(case, cast, required=False, why=ofsted.SHARED_BY_THE_PANEL)

    entry = told(case, LogKind.OFSTED_CONSIDERED)[0]
    assert (entry.text, entry.reason) == (
        "Not required.",
        "The National Panel shares every notification with Ofsted.",
    )
    assert duty_of(case, MADE_AT) == "done"


@pytest.mark.paragraph("P13.4")
def test_what_is_required_is_a_duty_until_it_was_sent(cast: Cast) -> None:
    case = signed(cast)
    decision = decide(case, cast)
    assert duty_of(case, MADE_AT) == "open"

    sent = send(decision, cast)

    assert (sent.sent_at, sent.sent_to) == (SENT_AT, TO)
    assert told(case, LogKind.OFSTED_SENT)[0].to == TO
    assert duty_of(case, SENT_AT) == "done"


@pytest.mark.paragraph("P13.4")
def test_the_decision_may_be_recorded_with_its_sending(cast: Cast) -> None:
    case = signed(cast)

    decision = decide(case, cast, sent_at=SENT_AT, sent_to=TO, at=SENT_AT)

    assert ofsted_of(case, case_facts(case)).sent_at == SENT_AT
    assert case_facts(case).has(LogKind.OFSTED_SENT, str(decision.pk))


@pytest.mark.paragraph("P13.4")
def test_a_later_decision_replaces_an_earlier_one(cast: Cast) -> None:
    case = signed(cast)
    first = decide(case, cast)

    decide(case, cast, required=False, why="They withdrew it.", at=SENT_AT)

    assert not ofsted_of(case, case_facts(case)).required
    assert duty_of(case, SENT_AT) == "done"
    with pytest.raises(AlreadyDone, match="replaced"):
        send(first, cast)


@pytest.mark.paragraph("P13.4")
@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"why": " "}, Incomplete),
        ({"occurred_at": MADE_AT + timedelta(days=1)}, Refused),
        ({"required": False, "sent_at": MADE_AT, "sent_to": TO}, Refused),
        ({"sent_at": MADE_AT}, Incomplete),
    ],
    ids=["no reason", "in the future", "sent but not required", "to nobody"],
)
def test_a_decision_that_cannot_be_is_refused(cast: Cast, changed, refusal) -> None:
    case = signed(cast)

    with pytest.raises(refusal):
        decide(case, cast, **changed)

    assert not OfstedDecision.objects.exists()


@pytest.mark.paragraph("P13.4", "P13.1")
def test_ofsted_is_sent_the_signed_report_and_no_other(cast: Cast) -> None:
    case = signed(cast)
    decision = decide(case, cast)

    with pytest.raises(Refused, match="signed the report"):
        send(decision, cast, sent_at=SIGNED_AT - timedelta(minutes=1))
    void(live_signature(case), cast, MADE_AT)
    with pytest.raises(NotSigned):
        send(decision, cast)


@pytest.mark.paragraph("P13.4")
def test_it_is_sent_once_and_only_if_required(cast: Cast) -> None:
    case = signed(cast)
    with pytest.raises(Refused, match="not sent the report"):
        send(decide(case, cast, required=False), cast)

    decision = send(decide(case, cast), cast)

    with pytest.raises(AlreadyDone):
        send(decision, cast)
    with pytest.raises(AlreadyDone):
        decide(case, cast, required=False, at=SENT_AT)


@pytest.mark.paragraph("P14.6")
def test_a_decision_taken_earlier_keeps_its_true_date(cast: Cast) -> None:
    case = signed(cast)

    decision = decide(case, cast, occurred_at=SIGNED_AT)

    assert decision.decided_at == SIGNED_AT
    entry = told(case, LogKind.OFSTED_CONSIDERED)[0]
    assert (entry.occurred_at, entry.recorded_at) == (SIGNED_AT, MADE_AT)


@pytest.mark.paragraph("P1.2")
def test_nothing_is_decided_once_the_case_has_ended(cast: Cast) -> None:
    case = signed(cast)
    make.entry(case, cast, LogKind.CASE_ENDED, at=MADE_AT)

    with pytest.raises(AlreadyDone):
        decide(case, cast)
