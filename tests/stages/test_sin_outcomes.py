"""There is no SIN, or it is withdrawn later: the case ends, and everybody is told."""

from datetime import timedelta

import pytest

from rapidreview.dailylog.facts import case_facts
from rapidreview.dailylog.plans import duties_for
from rapidreview.mail.links import token
from rapidreview.mail.models import Letter
from rapidreview.opening.agencies import tell_group
from rapidreview.opening.outcomes import (
    record_not_submitted,
    told_of_review,
    withdraw_sin,
)
from rapidreview.opening.sin import record_sin
from rapidreview.procedure.duties import TaskState
from rapidreview.procedure.errors import AlreadyDone, NotYet, Refused
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.vocabulary import Outcome, SinOutcome
from rapidreview.scoping.links import ReviewEnded, invitation_from
from rapidreview.scoping.rounds import author_of
from tests import asking
from tests.cast import gather
from tests.opened import BRAMWELL, NOW, opened, opened_by_2025, told

pytestmark = [pytest.mark.django_db, pytest.mark.paragraph("P1.2")]
MARCUS = "Marcus Ingleforth"
LATER = asking.ASKED_AT + timedelta(days=1)
NONE = {
    "told_by": MARCUS,
    "why": "No abuse or neglect.",
    "learning": "Within the school.",
}
WITHDRAWN = {"told_by": MARCUS, "reason": "The injury had a medical cause."}


@pytest.fixture
def cast():
    return gather()


def submit(case, cast, at=NOW) -> None:
    given = {"submitted_by": MARCUS, "reference": "SIN-0000"}
    outcome, by = SinOutcome.REVIEW_REQUIRED, cast.actor("priya")
    record_sin(case, submitted_at=at, outcome=outcome, by=by, at=at, **given)


def state_of(case, task, at=LATER):
    found = duties_for(case, case_facts(case), at)
    return next((one.state for one in found if one.task == task), None)


def test_without_a_sin_there_is_no_review_and_the_case_ends(cast) -> None:
    case = opened(cast)

    record_not_submitted(case, by=cast.actor("owen"), at=NOW, **NONE)

    case.refresh_from_db()
    assert case.outcome == Outcome.NOT_SUBMITTED
    said = told(case, LogKind.SIN_OUTCOME_RECORDED)[0]
    assert said.reason == "No abuse or neglect."
    assert "Learning is taken instead: Within the school." in said.text
    assert told(case, LogKind.CASE_ENDED)[0].reason == "No abuse or neglect."
    assert state_of(case, "sin") in {TaskState.DONE, None}


def test_a_sin_that_was_submitted_can_only_be_withdrawn(cast) -> None:
    case = opened(cast)
    submit(case, cast)

    with pytest.raises(AlreadyDone, match="record that it was withdrawn"):
        record_not_submitted(case, by=cast.actor("owen"), at=NOW, **NONE)


def test_that_there_is_no_sin_needs_its_reason(cast) -> None:
    case = opened(cast)

    with pytest.raises(Refused, match="Say why"):
        record_not_submitted(
            case, by=cast.actor("owen"), at=NOW, **{**NONE, "why": " "}
        )

    assert case.is_open


def test_by_2025_a_withdrawn_sin_ends_the_case_and_its_task_is_done(cast) -> None:
    case = opened_by_2025(cast)
    submit(case, cast)
    tell_group(case, by=cast.actor("priya"), at=NOW)

    letters = withdraw_sin(case, by=cast.actor("priya"), at=LATER, **WITHDRAWN)

    facts = case_facts(case)
    assert {"sin_withdrawn", "withdrawal_told"} <= facts.names
    assert case.outcome == Outcome.SIN_WITHDRAWN
    assert state_of(case, "tell_of_withdrawal") is TaskState.DONE
    group = {cast.judith.name, cast.victor.name, cast.matthias.name}
    assert {one.to_name for one in letters} == group
    outcome = told(case, LogKind.SIN_OUTCOME_RECORDED)[-1]
    assert all(name in outcome.to for name in group)


def test_by_2018_a_withdrawn_sin_writes_no_fact_that_it_does_not_know(cast) -> None:
    case = opened(cast)
    submit(case, cast)

    assert withdraw_sin(case, by=cast.actor("priya"), at=LATER, **WITHDRAWN) == []

    assert not told(case, LogKind.OWN_FACT)
    assert case.outcome == Outcome.SIN_WITHDRAWN


def test_agencies_that_were_asked_are_told_and_their_link_says_it_kindly(cast) -> None:
    asked = asking.asked(cast)
    case, author = asked.case, author_of(asked.request)
    submit(case, cast, asking.ASKED_AT)

    letters = withdraw_sin(case, by=cast.actor("priya"), at=LATER, **WITHDRAWN)

    assert author.email in {one.to_email for one in letters}
    author.case.refresh_from_db()
    with pytest.raises(ReviewEnded, match="Nothing more is needed from you"):
        invitation_from(token(author.pk, author.nonce), LATER)
    assert author.revoked_at is None  # nothing is taken back silently


def test_the_letters_name_no_child_and_no_reason(cast) -> None:
    asked = asking.asked(cast)
    submit(asked.case, cast, asking.ASKED_AT)

    withdraw_sin(asked.case, by=cast.actor("priya"), at=LATER, **WITHDRAWN)

    for letter in Letter.objects.filter(kind="sin_withdrawn"):
        text = letter.subject + letter.body
        assert asked.case.reference in text
        for telling in (*BRAMWELL.name.split(), asked.case.label, "medical cause"):
            assert telling not in text


def test_everybody_is_told_once_and_the_team_is_not_written_to(cast) -> None:
    asked = asking.asked(cast)
    tell_group(asked.case, by=cast.actor("priya"), at=asking.ASKED_AT)

    people = told_of_review(asked.case, at=LATER)

    emails = [one.email.lower() for one in people]
    assert len(emails) == len(set(emails))
    assert cast.sam.email in emails
    assert cast.judith.email in emails
    assert cast.priya.email not in emails


def test_only_a_submitted_sin_is_withdrawn(cast) -> None:
    case = opened(cast)

    with pytest.raises(NotYet, match="that was submitted"):
        withdraw_sin(case, by=cast.actor("priya"), at=LATER, **WITHDRAWN)

    assert case.is_open


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"reason": " "}, "Say why"),
        ({"withdrawn_at": LATER + timedelta(days=1)}, "has not come yet"),
        ({"withdrawn_at": NOW - timedelta(days=1)}, "before it was submitted"),
    ],
)
def test_a_withdrawal_that_cannot_be_is_refused(cast, changed, words) -> None:
    case = opened_by_2025(cast)
    submit(case, cast)

    with pytest.raises(Refused, match=words):
        withdraw_sin(case, by=cast.actor("priya"), at=LATER, **{**WITHDRAWN, **changed})

    assert not Letter.objects.filter(kind="sin_withdrawn").exists()
    assert "sin_withdrawn" not in case_facts(case).names
