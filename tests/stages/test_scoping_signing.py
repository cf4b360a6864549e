"""Signatures that come later, and rounds that are asked for again (P1.11, P2.6)."""

from datetime import UTC, datetime, timedelta

import pytest

from rapidreview.procedure.errors import (
    AlreadyDone,
    NotSigned,
    NotYet,
)
from rapidreview.procedure.logkinds import LogKind
from rapidreview.scoping import asking_again, handing_over, receiving, signing
from rapidreview.scoping.answering import draft_of
from rapidreview.scoping.models import AgencyReturn, Answer
from rapidreview.scoping.signatures import (
    fingerprint_of,
    live_signature,
)
from tests.asking import (
    ROW,
    SENT_AT,
    asked,
    everything,
    sent,
)
from tests.cast import Cast, gather
from tests.opened import told

pytestmark = pytest.mark.django_db
DUE_AGAIN = datetime(2026, 11, 11, 12, 0, tzinfo=UTC)
BY_POST = {"channel": "by post", "at": SENT_AT, "received_at": SENT_AT}


@pytest.fixture
def cast() -> Cast:
    return gather()


def on_paper(cast: Cast, agency_return: AgencyReturn, **changed: object) -> None:
    """Type in a return that came by post."""
    given = {**BY_POST, "by": cast.actor("owen"), **changed}
    receiving.type_in(agency_return, everything(), [ROW], **given)


@pytest.mark.paragraph("P1.11")
def test_a_signature_covers_exactly_the_text_and_the_files(cast: Cast) -> None:
    school = sent(cast)
    signature = live_signature(school)
    assert signature.fingerprint == fingerprint_of(school)

    answer = Answer.objects.get(agency_return=school, code="D3")
    answer.text += "."
    answer.save()

    assert signature.fingerprint != fingerprint_of(school)


@pytest.mark.paragraph("P1.11", "P2.4")
def test_a_later_signature_is_recorded_over_the_text_received(cast: Cast) -> None:
    school = asked(cast)
    on_paper(cast, school)
    given = {"name": "Grace Merribeck", "role": "Head", "how": "by e-mail"}

    signature = signing.record_signature(
        school, by=cast.actor("owen"), at=SENT_AT + timedelta(hours=1), **given
    )

    assert signature.fingerprint == fingerprint_of(school)
    assert school.document.number == "2"
    with pytest.raises(AlreadyDone, match="has signed this return already"):
        signing.record_signature(school, by=cast.actor("owen"), at=SENT_AT, **given)


@pytest.mark.paragraph("P1.11")
def test_a_signature_over_another_text_gives_way_to_a_new_one(cast: Cast) -> None:
    school = sent(cast)
    answer = Answer.objects.get(agency_return=school, code="D3")
    answer.text += "."
    answer.save()

    signature = signing.record_signature(
        school,
        name="Ines Farrow",
        role="Governor",
        how="by e-mail",
        by=cast.actor("owen"),
        at=SENT_AT,
    )

    assert live_signature(school) == signature
    assert told(school.case, LogKind.RETURN_SIGNATURE_VOIDED)


@pytest.mark.paragraph("P1.11")
def test_the_author_signs_later_only_with_the_managers_reason(cast: Cast) -> None:
    school = asked(cast)
    on_paper(cast, school)
    name = draft_of(school).author
    given = {"name": name, "role": "Head", "how": "on paper", "at": SENT_AT}

    with pytest.raises(NotSigned):
        signing.record_signature(school, by=cast.actor("owen"), **given)
    signature = signing.record_signature(
        school, by=cast.actor("priya"), same_person_reason="A school of one.", **given
    )

    assert signature.same_person_reason == "A school of one."


@pytest.mark.paragraph("P1.11")
def test_what_the_manager_allowed_for_the_request_holds_for_paper_too(
    cast: Cast,
) -> None:
    school = asked(cast)
    on_paper(cast, school)
    by, why = cast.actor("priya"), "A school of one."
    handing_over.allow_same_person(school.request, reason=why, by=by, at=SENT_AT)

    signature = signing.record_signature(
        school,
        name=draft_of(school).author,
        role="Head",
        how="on paper",
        by=cast.actor("owen"),
        at=SENT_AT,
    )

    assert signature.same_person_reason == why


def test_nothing_is_signed_before_it_has_come(cast: Cast) -> None:
    with pytest.raises(NotYet):
        signing.record_signature(
            asked(cast),
            name="G",
            role="Head",
            how="",
            by=cast.actor("owen"),
            at=SENT_AT,
        )


@pytest.mark.paragraph("P2.6")
def test_a_second_round_keeps_the_text_and_says_what_is_asked_again(cast: Cast) -> None:
    first = sent(cast)

    second = asking_again.open_round(
        first,
        reasons=[("D3", "Say why the visits ended.")],
        due_at=DUE_AGAIN,
        by=cast.actor("priya"),
        at=SENT_AT,
    )

    draft = draft_of(second)
    assert (second.round, second.state, second.due_at) == (2, "draft", DUE_AGAIN)
    assert second.asked_again == "D3\tSay why the visits ended."
    assert (draft.get("D3"), draft.get("J2")) == (draft_of(first).get("D3"), "")
    assert len(draft.rows) == 1
    with pytest.raises(AlreadyDone):
        asking_again.open_round(
            first, reasons=[], due_at=DUE_AGAIN, by=cast.actor("priya"), at=SENT_AT
        )
