"""When a review may be handed to a local review, and the order of its steps (P13.5)."""

from datetime import UTC, datetime, timedelta

import pytest

from rapidreview.procedure import handing_on
from rapidreview.procedure.errors import (
    AlreadyDone,
    Incomplete,
    NotSigned,
    NotYet,
    Refused,
)
from rapidreview.procedure.logkinds import LogKind
from tests.procedure.given import facts_of

pytestmark = pytest.mark.paragraph("P13.5")
NOON = datetime(2026, 12, 7, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("decided", "views", "said"),
    [
        (True, (), "The Rapid Review meeting decided"),
        (False, ("agrees", "local_review"), "The National Panel suggests"),
        (None, ("disagrees",), "The National Panel does not agree"),
        (False, ("agrees", "queries", "noted"), ""),
        (None, (), ""),
    ],
    ids=["the meeting", "a suggestion", "no agreement", "agreement", "nothing yet"],
)
def test_what_leads_to_a_local_review(decided, views, said) -> None:
    lead = handing_on.leads_to_local_review(decided, views)

    assert lead.startswith(said)
    assert bool(lead) == bool(said)


def test_without_a_lead_nothing_is_handed_over() -> None:
    handing_on.require_local_review("The National Panel suggests a local review.")

    with pytest.raises(NotYet, match="Nothing leads to a local review"):
        handing_on.require_local_review("")


@pytest.mark.paragraph("P13.1")
def test_what_is_made_from_the_report_waits_for_the_signature() -> None:
    handing_on.require_signed(True)

    with pytest.raises(NotSigned, match="once the Chair has signed"):
        handing_on.require_signed(False)


def test_what_is_not_named_is_asked_for() -> None:
    handing_on.require_named(who_receives_it="Rosalind")

    with pytest.raises(Incomplete, match="Say who receives it"):
        handing_on.require_named(who_receives_it=" ")


def test_a_package_is_handed_over_once_after_it_was_made() -> None:
    handing_on.require_to_hand(NOON, NOON - HOUR, None, NOON)

    with pytest.raises(AlreadyDone):
        handing_on.require_to_hand(NOON, NOON - HOUR, NOON, NOON)
    with pytest.raises(Refused, match="has not come yet"):
        handing_on.require_to_hand(NOON + HOUR, NOON - HOUR, None, NOON)
    with pytest.raises(Refused, match="cannot be before that"):
        handing_on.require_to_hand(NOON - 2 * HOUR, NOON - HOUR, None, NOON)


def test_a_receipt_comes_once_after_the_hand_over() -> None:
    handing_on.require_to_receive(NOON, NOON - HOUR, None, NOON)

    with pytest.raises(NotYet):
        handing_on.require_to_receive(NOON, None, None, NOON)
    with pytest.raises(AlreadyDone):
        handing_on.require_to_receive(NOON, NOON - HOUR, NOON, NOON)
    with pytest.raises(Refused, match="cannot be before that"):
        handing_on.require_to_receive(NOON - 2 * HOUR, NOON - HOUR, None, NOON)


def test_a_review_is_converted_once_it_was_handed_over() -> None:
    made = (LogKind.HAND_OVER_PREPARED, NOON)

    assert not handing_on.is_converted(facts_of(made))
    assert handing_on.is_converted(
        facts_of(made, (LogKind.REVIEW_HANDED_OVER, NOON + HOUR))
    )
