"""Whether the AD/DCS are to meet, their meeting, or the findings shared instead (P1.15, P1.16)."""

from datetime import datetime, timedelta

import pytest

from rapidreview.case.models import Case
from rapidreview.dailylog.facts import case_facts
from rapidreview.dailylog.plans import duties_for
from rapidreview.mail.models import Letter
from rapidreview.meeting import calling, executive, holding, minutes
from rapidreview.meeting.models import ExecutiveDecision, FindingsShared
from rapidreview.meeting.overview import executive_shown
from rapidreview.meeting.papers import Edition, minutes_paper
from rapidreview.procedure.duties import TaskState
from rapidreview.procedure.errors import AlreadyDone, Incomplete, NotYet, Refused
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.vocabulary import Partner
from tests import met
from tests.cast import Cast, gather
from tests.opened import told

pytestmark = pytest.mark.django_db
DUE = datetime(2026, 11, 13, 17, 0, tzinfo=met.STARTS.tzinfo)  # day 8


@pytest.fixture
def cast() -> Cast:
    return gather()


def states(case: Case, at: datetime) -> dict[str, TaskState]:
    return {one.task: one.state for one in duties_for(case, case_facts(case), at)}


def share(case: Case, cast: Cast, **changed: object) -> FindingsShared:
    given = {
        "partner": Partner.LOCAL_AUTHORITY,
        "shared_by": "Helene Wintersea",
        "shared_with": "Dana Quillmere",
        "words": "Findings and recommendations.",
        "at": met.AFTER,
    }
    return executive.share_findings(
        case, **{**given, **changed}, by=cast.actor("helene")
    )


@pytest.mark.paragraph("P1.15")
def test_while_it_is_not_decided_everybody_is_warned(cast: Cast) -> None:
    case = met.dated(cast)

    shown = executive_shown(case, case_facts(case), met.DURING)
    late = executive_shown(case, case_facts(case), DUE + timedelta(minutes=1))

    assert (shown.undecided, shown.late, shown.decide_by) == (True, False, DUE)
    assert (late.undecided, late.late) == (True, True)


@pytest.mark.paragraph("P1.15", "P1.16")
def test_a_required_meeting_is_told_to_the_manager_at_once(cast: Cast) -> None:
    case = met.prepared(cast).case

    met.decide_executive(case, cast)

    letter = Letter.objects.get(kind="executive_required")
    assert letter.to_name == cast.priya.name
    entry = told(case, LogKind.EXECUTIVE_MEETING_DECIDED)[0]
    assert (entry.text, entry.to) == ("Required.", "Helene Wintersea")
    assert states(case, met.CLOSED)["executive_meeting"] is TaskState.OPEN
    assert states(case, met.CLOSED)["share_findings"] is TaskState.NOT_NEEDED


@pytest.mark.paragraph("P1.15", "P1.16")
def test_if_it_is_not_required_the_officers_are_asked_to_share(cast: Cast) -> None:
    case = met.prepared(cast).case

    met.decide_executive(case, cast, required=False)

    letter = Letter.objects.get(kind="executive_not_required")
    assert letter.to_name == cast.helene.name
    assert states(case, met.CLOSED)["share_findings"] is TaskState.OPEN
    assert states(case, met.CLOSED)["executive_meeting"] is TaskState.NOT_NEEDED


@pytest.mark.paragraph("P1.15")
@pytest.mark.parametrize("missing", ["reason", "decided_with"])
def test_a_decision_has_its_reason_and_says_who_took_part(
    cast: Cast, missing: str
) -> None:
    case = met.prepared(cast).case
    given = {"reason": "Lists.", "decided_with": "Helene", missing: " "}

    with pytest.raises(Incomplete):
        executive.decide_executive_meeting(
            case, required=True, **given, by=cast.actor("judith"), at=met.DURING
        )

    assert not ExecutiveDecision.objects.exists()


@pytest.mark.paragraph("P1.16")
def test_the_chair_may_decide_otherwise_but_not_the_same_again(cast: Cast) -> None:
    case = met.prepared(cast).case
    met.decide_executive(case, cast)
    with pytest.raises(AlreadyDone):
        met.decide_executive(case, cast)
    with pytest.raises(NotYet, match="decides otherwise"):
        share(case, cast)

    met.decide_executive(case, cast, required=False)
    share(case, cast)

    assert [one.required for one in case.executivedecisions.all()] == [True, False]
    assert states(case, met.AFTER)["executive_meeting"] is TaskState.DONE


@pytest.mark.paragraph("P1.16")
def test_each_partner_shares_the_findings_with_its_own_leader(cast: Cast) -> None:
    case = met.prepared(cast).case
    with pytest.raises(NotYet, match="Decide first"):
        share(case, cast)
    met.decide_executive(case, cast, required=False)

    share(case, cast)
    share(case, cast, partner=Partner.POLICE, shared_by="Saoirse", shared_with="Chief")

    shared = {one.partner for one in case.findingsshareds.all()}
    assert shared == {"local_authority", "police"}
    entry = told(case, LogKind.FINDINGS_SHARED)[0]
    assert (entry.to, entry.text) == (
        "Dana Quillmere",
        "Local authority, by Helene Wintersea. Findings and recommendations.",
    )
    assert states(case, met.AFTER)["share_findings"] is TaskState.DONE


@pytest.mark.paragraph("P1.16")
def test_findings_are_shared_by_named_people(cast: Cast) -> None:
    case = met.prepared(cast).case
    met.decide_executive(case, cast, required=False)

    with pytest.raises(Incomplete):
        share(case, cast, shared_with="")
    with pytest.raises(Refused, match="not come yet"):
        share(case, cast, occurred_at=met.AFTER + timedelta(hours=1))


@pytest.mark.paragraph("P1.16")
def test_it_is_called_only_once_it_is_required(cast: Cast) -> None:
    case = met.prepared(cast).case
    given = {
        "starts_at": met.EXECUTIVE_STARTS,
        "place": "Room 4",
        "people": [cast.dana],
        "by": cast.actor("owen"),
        "at": met.AFTER,
    }
    with pytest.raises(NotYet, match="Decide first"):
        calling.call_executive(case, **given)
    met.decide_executive(case, cast, required=False)

    with pytest.raises(NotYet, match="no meeting"):
        calling.call_executive(case, **given)


@pytest.mark.paragraph("P0.4", "P0.5", "P1.16")
def test_the_meeting_is_held_and_its_minutes_are_due(cast: Cast) -> None:
    meeting = met.executive_held(cast)

    rows = {one.name: one.state for one in meeting.attendances.all()}
    assert rows["Dana Quillmere"] == rows["Roland Eskerton"] == "present"
    assert rows["Helene Wintersea"] == "apologies"
    held = told(meeting.case, LogKind.EXECUTIVE_MEETING_HELD)[0]
    assert "Cover is funded from now." in held.text
    assert held.occurred_at == met.EXECUTIVE_CLOSED
    closed = case_facts(meeting.case).last(LogKind.MEETING_CLOSED, str(meeting.pk))
    assert closed.at == met.EXECUTIVE_CLOSED
    assert states(meeting.case, met.EXECUTIVE_AFTER)["executive_meeting"] is (
        TaskState.DONE
    )


@pytest.mark.paragraph("P0.4", "P1.16")
@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"minute_taker": ""}, Incomplete),
        ({"present": [" "]}, Incomplete),
        ({"agreed": ""}, Incomplete),
        ({"closed_at": met.EXECUTIVE_CLOSED + timedelta(hours=1)}, Refused),
        ({"closed_at": met.EXECUTIVE_STARTS}, Refused),
    ],
    ids=["minute-taker", "nobody", "nothing agreed", "to come", "at its start"],
)
def test_a_record_that_cannot_be_is_refused(
    cast: Cast, changed: dict[str, object], refusal: type
) -> None:
    with pytest.raises(refusal):
        met.executive_held(cast, **changed)


@pytest.mark.paragraph("P1.16")
def test_once_it_was_held_it_is_neither_decided_nor_held_again(cast: Cast) -> None:
    meeting = met.executive_held(cast)

    with pytest.raises(AlreadyDone, match="was held on Friday 20 November 2026"):
        met.decide_executive(meeting.case, cast, required=False)
    with pytest.raises(AlreadyDone):
        executive.hold_executive_meeting(
            meeting,
            closed_at=met.EXECUTIVE_CLOSED,
            present=["Dana Quillmere"],
            presented="x",
            agreed="y",
            minute_taker="Miriam",
            by=cast.actor("miriam"),
            at=met.EXECUTIVE_AFTER,
        )


@pytest.mark.paragraph("P0.5", "P1.16")
def test_its_minutes_go_to_those_invited(cast: Cast) -> None:
    meeting, miriam = met.executive_held(cast), cast.actor("miriam")
    paper = minutes_paper(meeting, Edition(1))
    assert [one.text for one in paper.items] == [
        "The findings and the dissent.",
        "Cover is funded from now.",
    ]
    assert paper.criteria == ()

    made = minutes.file_minutes(meeting, by=miriam, at=met.EXECUTIVE_AFTER)
    minutes.circulate(made, [cast.dana, cast.helene], by=miriam, at=met.EXECUTIVE_AFTER)

    facts = case_facts(meeting.case)
    shown = executive_shown(meeting.case, facts, met.EXECUTIVE_AFTER).shown
    assert (shown.state, shown.words) == ("done", "Held, minutes circulated")


def test_its_close_is_corrected_too(cast: Cast) -> None:
    meeting = met.executive_held(cast)
    at = met.EXECUTIVE_CLOSED - timedelta(minutes=10)

    holding.correct_close(
        meeting,
        closed_at=at,
        reason="Mistyped.",
        by=cast.actor("miriam"),
        at=met.EXECUTIVE_AFTER,
    )

    assert case_facts(meeting.case).last(LogKind.EXECUTIVE_MEETING_HELD).at == at
