"""The final decision: accepted, or back to the agency with reasons (P2.5, P2.6)."""

from datetime import datetime, timedelta

import pytest

from rapidreview.mail.models import Letter
from rapidreview.procedure.errors import AlreadyDone, Incomplete, NotYet, Refused
from rapidreview.procedure.logkinds import LogKind
from rapidreview.quality import actions, weighing
from rapidreview.quality.findings import findings_of, stored_finding
from rapidreview.quality.models import QualityDecision
from tests.asking import SENT_AT, sent
from tests.cast import Cast, gather, gather_elsewhere
from tests.opened import told
from tests.settled import (
    AGAIN_BY,
    DECIDED_AT,
    OUTCOME,
    REASONS,
    accept,
    check,
    send_back,
    typed,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    gather_elsewhere()
    return gather()


@pytest.mark.paragraph("P2.5")
def test_a_return_with_a_stop_finding_is_accepted_only_with_a_reason(
    cast: Cast,
) -> None:
    row = check(typed(cast, F5=""), cast)

    with pytest.raises(Incomplete, match="F5 has not been answered"):
        actions.accept(row, by=cast.actor("priya"), at=DECIDED_AT)

    accepted = actions.accept(
        row, reason="The meeting will ask.", by=cast.actor("priya"), at=DECIDED_AT
    )
    assert accepted.accepted
    assert told(row.case, LogKind.RETURN_ACCEPTED)[0].reason == "The meeting will ask."


@pytest.mark.paragraph("P2.5")
def test_nothing_is_decided_before_the_first_check(cast: Cast) -> None:
    with pytest.raises(NotYet):
        actions.accept(sent(cast), by=cast.actor("priya"), at=DECIDED_AT)


@pytest.mark.paragraph("P2.5")
def test_a_return_is_decided_once(cast: Cast) -> None:
    row = accept(sent(cast), cast)

    with pytest.raises(AlreadyDone):
        send_back(row, cast)

    assert QualityDecision.objects.get(agency_return=row).accepted
    assert row.request.rounds.count() == 1


@pytest.mark.paragraph("P2.5")
def test_a_stop_that_was_set_aside_needs_no_reason(cast: Cast) -> None:
    row = check(typed(cast, F5=""), cast)
    for one in findings_of(row):
        finding = stored_finding(row, one.key, at=DECIDED_AT)
        weighing.dismiss_finding(
            finding, because="Known.", by=cast.actor("priya"), at=DECIDED_AT
        )

    assert actions.accept(row, by=cast.actor("priya"), at=DECIDED_AT).accepted


@pytest.mark.paragraph("P2.6")
def test_a_return_goes_back_with_reasons_and_its_representative_copied(
    cast: Cast,
) -> None:
    row = check(sent(cast), cast)

    again = send_back(row, cast)

    letter = Letter.objects.get(key=f"send-back:{row.pk}")
    assert letter.to_email == cast.sam.email
    assert cast.matthias.email in letter.copies
    assert "Say what your service saw." in letter.body
    assert "Monday 9 November 2026, 12:00" in letter.body
    assert (again.round, again.due_at) == (2, AGAIN_BY)


@pytest.mark.paragraph("P2.6", "P2.7")
def test_the_log_says_why_it_went_back_and_to_whom(cast: Cast) -> None:
    row = check(sent(cast), cast)

    send_back(row, cast)

    entry = told(row.case, LogKind.RETURN_SENT_BACK)[0]
    assert entry.reason == "F3: Say what your service saw.\nE1: No entry has a date."
    assert cast.sam.name in entry.to
    assert cast.matthias.name in entry.to


@pytest.mark.paragraph("P2.6")
@pytest.mark.parametrize(
    ("reasons", "due_at", "refusal"),
    [([], AGAIN_BY, Incomplete), (REASONS, SENT_AT, Refused)],
    ids=["no reason", "a date that has passed"],
)
def test_what_cannot_be_asked_is_not_sent_back(
    cast: Cast, reasons: list[tuple[str, str]], due_at: datetime, refusal: type
) -> None:
    row = check(sent(cast), cast)

    with pytest.raises(refusal):
        actions.send_back(
            row, reasons=reasons, due_at=due_at, by=cast.actor("priya"), at=DECIDED_AT
        )

    assert not QualityDecision.objects.filter(agency_return=row).exists()


@pytest.mark.paragraph("P2.6")
def test_reasons_that_name_the_child_do_not_leave_the_building(cast: Cast) -> None:
    row = check(sent(cast), cast)
    reasons = [("F5", "What was it like for Bramwell?")]

    with pytest.raises(Refused, match="may not name a child"):
        actions.send_back(
            row, reasons=reasons, due_at=AGAIN_BY, by=cast.actor("priya"), at=DECIDED_AT
        )

    assert row.request.rounds.count() == 1


@pytest.mark.paragraph("P2.2", "P2.4", "P2.5")
def test_a_second_round_is_checked_and_decided_by_itself(cast: Cast) -> None:
    row = check(sent(cast), cast)
    again = send_back(row, cast)

    with pytest.raises(NotYet):
        actions.accept(
            again, by=cast.actor("priya"), at=DECIDED_AT + timedelta(hours=1)
        )

    assert OUTCOME["signed"]
    assert not hasattr(again, "check_made")
