"""A case that has ended is opened again with a reason, and nothing is lost (P14.3)."""

from datetime import date, timedelta

import pytest

from rapidreview.case.access import holders
from rapidreview.case.models import Case
from rapidreview.dailylog.facts import case_facts
from rapidreview.opening.sin import end_case
from rapidreview.procedure.errors import AlreadyDone, LinkDead, Refused
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.vocabulary import Outcome, Role
from rapidreview.retention.closing import reopen_case
from rapidreview.retention.reviewing import pending
from rapidreview.scoping.links import invitation_from
from rapidreview.scoping.rounds import author_of
from tests import asking, make
from tests.asking import link_to
from tests.cast import gather
from tests.ended import AT, close
from tests.opened import told

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return gather()


@pytest.fixture
def case(cast):
    return make.case(cast)


@pytest.mark.paragraph("P14.3")
def test_a_closed_case_is_reopened_with_a_reason(case, cast) -> None:
    close(case, cast)

    reopen_case(case, reason="A query came.", by=cast.actor("priya"), at=AT)

    case.refresh_from_db()
    closing = case.closings.get()
    assert case.is_open
    assert case_facts(case).ended is None
    assert closing.reopened_because == "A query came."
    assert told(case, LogKind.CASE_REOPENED)[0].reason == "A query came."


@pytest.mark.paragraph("P14.3")
def test_roles_that_ended_are_not_given_again_and_the_review_stands(case, cast) -> None:
    close(case, cast)
    day = pending(case).due_on

    reopen_case(case, reason="A query came.", by=cast.actor("priya"), at=AT)

    later = AT + timedelta(minutes=1)
    assert cast.miriam not in holders(case, Role.MINUTE_TAKER, at=later)
    assert pending(case).due_on == day


@pytest.mark.paragraph("P14.3", "P14.5")
def test_closing_again_moves_the_day_of_the_review(case, cast) -> None:
    close(case, cast)
    reopen_case(case, reason="A query came.", by=cast.actor("priya"), at=AT)

    close(case, cast, at=AT + timedelta(days=31))

    assert pending(case).due_on == date(2062, 2, 3)
    entry = told(case, LogKind.RETENTION_REVIEW_SET)[-1]
    assert entry.old == "Tuesday 3 January 2062"
    assert case.closings.count() == 2


@pytest.mark.paragraph("P14.3")
def test_a_case_that_ended_without_a_review_may_be_reopened(case, cast) -> None:
    by = cast.actor("priya")
    end_case(case, Outcome.SIN_WITHDRAWN, reason="De-notified.", by=by, at=AT)

    reopen_case(case, reason="Notified again.", by=by, at=AT)

    assert case.is_open
    assert case_facts(case).ended is None


@pytest.mark.paragraph("P14.3")
@pytest.mark.parametrize(
    ("outcome", "reason", "error", "words"),
    [
        (Outcome.OPEN, "Why.", AlreadyDone, "open already"),
        (Outcome.OPENED_IN_ERROR, "Why.", Refused, "opened in error"),
        (Outcome.CLOSED, " ", Refused, "Say why"),
    ],
)
def test_a_reopening_that_cannot_be_is_refused(
    case, cast, outcome, reason, error, words
) -> None:
    Case.objects.update(outcome=outcome)
    case.refresh_from_db()

    with pytest.raises(error, match=words):
        reopen_case(case, reason=reason, by=cast.actor("priya"), at=AT)


@pytest.mark.paragraph("P14.2", "P14.3")
def test_an_agencys_link_is_dead_on_a_closed_case_and_alive_after_reopening(
    cast,
) -> None:
    row = asking.asked(cast)
    token = link_to(author_of(row.request)).split("/")[2]
    at = row.asked_at + timedelta(hours=1)
    assert invitation_from(token, at).name

    close(row.case, cast, at=at)
    with pytest.raises(LinkDead):
        invitation_from(token, at)

    reopen_case(row.case, reason="Too early.", by=cast.actor("priya"), at=at)
    assert invitation_from(token, at).name
    with pytest.raises(LinkDead):
        invitation_from(token, at + timedelta(days=200))
