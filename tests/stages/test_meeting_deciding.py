"""What the meeting decides: the criteria, the partners' views, actions, the content (P7.2, P7.4)."""

from datetime import UTC, datetime, timedelta

import pytest

from rapidreview.dailylog.facts import case_facts
from rapidreview.dailylog.plans import duties_for
from rapidreview.meeting import deciding
from rapidreview.meeting.models import Action, Approval, Meeting
from rapidreview.meeting.reading import actions_of, decision_of
from rapidreview.procedure.errors import AlreadyDone, Incomplete, NotYet, Refused
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.vocabulary import Partner
from tests import met
from tests.cast import Cast, gather
from tests.opened import opened, told

pytestmark = pytest.mark.django_db
SUNDAY = datetime(2027, 1, 3, 17, 0, tzinfo=UTC)
ACTION = {
    "words": "Prompt at the second missed visit.",
    "kind": Action.Kind.SINGLE_AGENCY,
    "owner": "Dr Gladwythe, named doctor",
    "due_at": SUNDAY,
}


@pytest.fixture
def cast() -> Cast:
    return gather()


def view(meeting: Meeting, cast: Cast, **changed: object) -> None:
    given = {"agrees": False, "words": "We learned it twice.", "given_by": "Helene"}
    deciding.record_view(
        meeting,
        Partner.ICB,
        **{**given, **changed},
        by=cast.actor("judith"),
        at=met.DURING,
    )


def act(meeting: Meeting, cast: Cast, **changed: object) -> Action:
    return deciding.agree_action(
        meeting.case,
        meeting=meeting,
        **{**ACTION, **changed},
        by=cast.actor("miriam"),
        at=met.DURING,
    )


@pytest.mark.paragraph("P7.2")
def test_every_criterion_is_answered_with_its_reason(cast: Cast) -> None:
    meeting = met.decided(met.prepared(cast), cast)

    decision = decision_of(meeting.case)
    assert len(decision.criteria) == 7
    assert {(one.answer, bool(one.reason)) for one in decision.criteria} == {
        ("No", True)
    }
    assert (decision.local_review, decision.national_review) == (False, False)
    assert case_facts(meeting.case).has(LogKind.CRITERIA_FOLLOWED)


@pytest.mark.paragraph("P7.2")
def test_a_walk_through_with_a_gap_stores_nothing(cast: Cast) -> None:
    meeting = met.prepared(cast)

    with pytest.raises(Incomplete, match="Regulation 11"):
        met.decided(meeting, cast, reg11_b=("yes", " "))

    assert not meeting.criteria.exists()
    assert decision_of(meeting.case).criteria == ()


@pytest.mark.paragraph("P7.2")
def test_answered_again_both_walk_throughs_stand_in_the_log(cast: Cast) -> None:
    meeting = met.decided(met.prepared(cast), cast)

    met.decided(meeting, cast, reg11_c=("yes", "Two agencies passed each other by."))

    first, second = told(meeting.case, LogKind.CRITERIA_FOLLOWED)
    assert first.old == ""
    assert "(c) Concerns" in second.old
    assert "Two agencies passed each other by." in second.new
    assert meeting.criteria.count() == len(met.ANSWERS)


@pytest.mark.paragraph("P7.2", "P7.5")
def test_after_the_minutes_a_criterion_changes_with_a_reason_only(cast: Cast) -> None:
    meeting = met.filed(cast).meeting
    given = {"by": cast.actor("judith"), "at": met.AFTER}

    with pytest.raises(Refused, match="Say why"):
        deciding.answer_criteria(meeting, met.ANSWERS, **given)
    deciding.answer_criteria(
        meeting, met.ANSWERS, **given, because="A slip of the pen."
    )

    entries = told(meeting.case, LogKind.CRITERIA_FOLLOWED)
    assert entries[-1].reason == "A slip of the pen."


@pytest.mark.paragraph("P7.2")
def test_each_partner_agrees_or_dissents_in_its_own_words(cast: Cast) -> None:
    decision = decision_of(met.decided(met.prepared(cast), cast).case)

    assert [one.view for one in decision.views] == ["Agrees", "Dissents", "Agrees"]
    (dissent,) = decision.dissents
    assert (dissent.partner, dissent.words) == (
        Partner.ICB,
        "We have learned this twice.",
    )


@pytest.mark.paragraph("P7.2")
def test_a_view_is_about_a_decision_and_a_dissent_says_why(cast: Cast) -> None:
    meeting = met.prepared(cast)
    with pytest.raises(NotYet, match="Walk through the criteria first"):
        view(meeting, cast)
    met.decided(meeting, cast)

    with pytest.raises(Incomplete, match="own words"):
        view(meeting, cast, words=" ")
    with pytest.raises(Incomplete, match="who speaks"):
        view(meeting, cast, given_by="")
    view(meeting, cast, agrees=True, words="")

    entry = told(meeting.case, LogKind.PARTNER_VIEW_RECORDED)[-1]
    assert "dissents" in entry.old
    assert "agrees" in entry.new


@pytest.mark.paragraph("P14.1")
def test_an_action_has_an_owner_and_a_date_and_becomes_a_duty(cast: Cast) -> None:
    meeting = met.prepared(cast)

    first, second = act(meeting, cast), act(meeting, cast, words="Ask parents.")

    assert [one.number for one in actions_of(meeting.case)] == [1, 2]
    duties = {
        one.subject: one.due_at
        for one in duties_for(meeting.case, case_facts(meeting.case), met.AFTER)
        if one.task == "action"
    }
    assert duties == {str(first.pk): SUNDAY, str(second.pk): SUNDAY}
    entry = told(meeting.case, LogKind.ACTION_AGREED)[0]
    assert (entry.to, "missed visit" in entry.text) == (ACTION["owner"], True)


@pytest.mark.paragraph("P14.1")
@pytest.mark.parametrize("missing", ["words", "owner", "kind"])
def test_an_action_without_a_part_is_refused(cast: Cast, missing: str) -> None:
    meeting = met.prepared(cast)

    with pytest.raises(Incomplete):
        act(meeting, cast, **{missing: " "})

    assert not actions_of(meeting.case)


@pytest.mark.paragraph("P7.4")
def test_the_group_approves_the_content_once_with_corrections(cast: Cast) -> None:
    meeting = met.prepared(cast)
    given = {"by": cast.actor("judith"), "at": met.DURING}

    deciding.approve_content(
        meeting, corrections="Race to the front.\n\n Name no worker.", **given
    )

    decision = decision_of(meeting.case)
    assert decision.corrections == ("Race to the front.", "Name no worker.")
    assert decision.approval.approved_by == "Judith Hathersby"
    assert "Name no worker." in told(meeting.case, LogKind.CONTENT_APPROVED)[0].text
    with pytest.raises(AlreadyDone):
        deciding.approve_content(meeting, corrections="", **given)


@pytest.mark.paragraph("P7.4")
def test_there_is_nothing_to_approve_before_the_report_is_begun(cast: Cast) -> None:
    case = opened(cast)
    meeting = Meeting.objects.create(
        case=case, sort=Meeting.Sort.RAPID_REVIEW, starts_at=met.STARTS
    )

    with pytest.raises(NotYet, match="Begin the report"):
        deciding.approve_content(
            meeting, corrections="", by=cast.actor("judith"), at=met.DURING
        )

    assert not Approval.objects.exists()


@pytest.mark.paragraph("P14.6")
def test_decisions_taken_in_later_stand_at_their_true_moment(cast: Cast) -> None:
    meeting = met.prepared(cast)
    late = met.DURING + timedelta(days=3)
    given = {"by": cast.actor("judith"), "at": late, "occurred_at": met.DURING}

    deciding.answer_criteria(meeting, met.ANSWERS, **given)
    deciding.approve_content(meeting, corrections="", **given)

    facts = case_facts(meeting.case)
    assert facts.last(LogKind.CRITERIA_FOLLOWED).at == met.DURING
    assert decision_of(meeting.case).approval.approved_at == met.DURING


def test_before_the_meeting_is_called_nothing_is_decided(cast: Cast) -> None:
    assert decision_of(opened(cast)) is None
