"""The SIN and the decision behind it; the group told; agencies chosen; a case that ends."""

from datetime import timedelta

import pytest

from rapidreview.casefolder.models import Document
from rapidreview.casefolder.uploads import Upload
from rapidreview.dailylog.facts import case_facts
from rapidreview.mail.models import Letter
from rapidreview.opening.agencies import choose_agencies, tell_group
from rapidreview.opening.models import ChosenAgency
from rapidreview.opening.sin import (
    NoReview,
    end_case,
    record_csc_decision,
    record_partners_agreed,
    record_sin,
)
from rapidreview.procedure.errors import AlreadyDone, Refused
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.vocabulary import Outcome, SinOutcome, Subfolder
from tests.cast import gather, gather_elsewhere
from tests.opened import HARM, NOW, opened, told

pytestmark = pytest.mark.django_db
SENT_AT = NOW + timedelta(hours=2)
MARCUS = "Marcus Ingleforth"


def record(case, cast, **changed):
    given = {
        "submitted_at": SENT_AT,
        "submitted_by": MARCUS,
        "reference": "SIN-0000",
        "outcome": SinOutcome.REVIEW_REQUIRED,
        "at": SENT_AT,
    }
    return record_sin(case, by=cast.actor("priya"), **{**given, **changed})


@pytest.mark.paragraph("P1.5", "P1.2")
def test_a_submitted_sin_starts_the_panels_clock_and_its_copy_is_filed() -> None:
    cast = gather()
    case = opened(cast)

    record(case, cast, copy=Upload(b"%PDF-1.7 sin", "sin.pdf", "application/pdf"))

    assert case_facts(case).anchor("sin_submitted") == SENT_AT
    document = Document.objects.get(case=case, sort=Document.Sort.SIN)
    assert document.subfolder == Subfolder.I
    assert told(case, LogKind.SIN_SUBMITTED)[0].document == "SIN-0000"


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"submitted_at": None}, "Enter when"),
        ({"submitted_at": SENT_AT + timedelta(hours=1)}, "has not come yet"),
        ({"submitted_at": HARM.occurred_at - timedelta(days=1)}, "before the incident"),
    ],
)
def test_a_sin_with_an_impossible_date_is_refused(changed, words) -> None:
    cast = gather()
    case = opened(cast)

    with pytest.raises(Refused, match=words):
        record(case, cast, **changed)

    assert not case_facts(case).has(LogKind.SIN_SUBMITTED)


def test_a_sin_is_submitted_once() -> None:
    cast = gather()
    case = opened(cast)
    record(case, cast)

    with pytest.raises(AlreadyDone):
        record(case, cast)


@pytest.mark.parametrize("outcome", [SinOutcome.WITHDRAWN, SinOutcome.NOT_SUBMITTED])
def test_what_is_not_submitted_is_no_submission(outcome) -> None:
    cast = gather()
    case = opened(cast)

    with pytest.raises(Refused, match="that was submitted"):
        record(case, cast, outcome=outcome)

    assert not case_facts(case).has(LogKind.SIN_SUBMITTED)


@pytest.mark.paragraph("P1.2")
def test_a_sin_without_a_review_ends_the_case_with_its_reason() -> None:
    cast = gather()
    case = opened(cast)

    record(case, cast, outcome=SinOutcome.NO_REVIEW, no_review=NoReview.LOOKED_AFTER)

    case.refresh_from_db()
    assert case.outcome == Outcome.NO_REVIEW
    ended = told(case, LogKind.CASE_ENDED)[0]
    assert ended.reason.startswith("Death of a looked-after child")
    assert case_facts(case).has(LogKind.SIN_SUBMITTED)


@pytest.mark.parametrize(
    "given",
    [{}, {"no_review": NoReview.OTHER}, {"no_review": NoReview.OTHER, "because": " "}],
)
def test_a_sin_without_a_review_says_why(given) -> None:
    cast = gather()
    case = opened(cast)

    with pytest.raises(Refused, match="why no review"):
        record(case, cast, outcome=SinOutcome.NO_REVIEW, **given)

    assert not case_facts(case).has(LogKind.SIN_SUBMITTED)


@pytest.mark.paragraph("P1.2")
def test_the_decision_is_recorded_as_childrens_social_cares() -> None:
    cast = gather()
    case = opened(cast)

    record_csc_decision(
        case, words="Criteria met.", decided_by=MARCUS, by=cast.actor("priya"), at=NOW
    )

    text = told(case, LogKind.CSC_DECISION_RECORDED)[0].text
    assert text == f"Decided by {MARCUS} for Children’s Social Care: Criteria met."


@pytest.mark.paragraph("P1.2")
@pytest.mark.parametrize("name", ["Priya Ollerdale", "owen tarnfield "])
def test_nobody_of_the_team_can_record_that_decision_as_their_own(name) -> None:
    cast = gather()
    case = opened(cast)

    with pytest.raises(Refused, match="rests with Children’s Social Care"):
        record_csc_decision(
            case, words="We decided.", decided_by=name, by=cast.actor("priya"), at=NOW
        )


@pytest.mark.paragraph("P1.2")
def test_the_partners_agreement_is_recorded() -> None:
    cast = gather()
    case = opened(cast)

    record_partners_agreed(case, words="Both agree.", by=cast.actor("priya"), at=NOW)

    assert told(case, LogKind.PARTNERS_AGREED)[0].text == "Both agree."


@pytest.mark.paragraph("P1.7")
def test_everybody_of_the_group_is_told_once_without_any_name() -> None:
    cast = gather()
    case = opened(cast)

    letters = tell_group(case, by=cast.actor("priya"), at=NOW, words="More on Friday.")

    assert {one.to_name for one in letters} == {
        cast.judith.name,
        cast.victor.name,
        cast.matthias.name,
    }
    assert all("Bramwell" not in one.body + one.subject for one in letters)
    assert all("More on Friday." in one.body for one in letters)
    assert cast.judith.name in told(case, LogKind.GROUP_TOLD)[0].to
    with pytest.raises(AlreadyDone):
        tell_group(case, by=cast.actor("priya"), at=NOW)


@pytest.mark.paragraph("P1.7")
def test_words_that_name_the_child_are_refused_and_nobody_is_told() -> None:
    cast = gather()
    case = opened(cast)

    with pytest.raises(Refused, match="may not name a child"):
        tell_group(case, by=cast.actor("priya"), at=NOW, words="About Bramwell.")

    assert not Letter.objects.filter(kind="group_told").exists()
    assert not case_facts(case).has(LogKind.GROUP_TOLD)


@pytest.mark.paragraph("P1.8")
def test_agencies_are_chosen_and_one_is_added_later() -> None:
    cast = gather()
    case = opened(cast)
    first = {"with_name": "Judith", "by": cast.actor("priya"), "at": NOW}

    choose_agencies(case, [cast.school, cast.police], **first)
    choose_agencies(
        case, [cast.social_care, cast.police], reason="They knew him.", **first
    )

    facts = case_facts(case)
    assert facts.subjects(LogKind.AGENCY_CHOSEN) == tuple(
        str(one.pk) for one in (cast.school, cast.police, cast.social_care)
    )
    assert len(facts.all(LogKind.AGENCIES_CONFIRMED)) == 2
    assert ChosenAgency.objects.get(agency=cast.social_care).reason == "They knew him."


@pytest.mark.paragraph("P1.8", "P1.9")
def test_an_agency_new_to_this_is_marked_for_a_pre_meet() -> None:
    cast = gather()
    case = opened(cast)
    cast.school.familiar = False

    choose_agencies(
        case, [cast.school], with_name="Judith", by=cast.actor("priya"), at=NOW
    )

    assert "offer a pre-meet" in told(case, LogKind.AGENCY_CHOSEN)[0].text


def test_no_agency_twice_and_none_of_another_partnership() -> None:
    cast, elsewhere = gather(), gather_elsewhere()
    case = opened(cast)
    given = {"with_name": "Judith", "by": cast.actor("priya"), "at": NOW}
    choose_agencies(case, [cast.school], **given)

    with pytest.raises(AlreadyDone):
        choose_agencies(case, [cast.school], **given)
    with pytest.raises(Refused, match="this partnership"):
        choose_agencies(case, [elsewhere.school], **given)
    with pytest.raises(Refused, match="at least one"):
        choose_agencies(case, [], **given)


@pytest.mark.paragraph("P1.2")
@pytest.mark.parametrize(
    "outcome", [Outcome.OPENED_IN_ERROR, Outcome.NOT_SUBMITTED, Outcome.SIN_WITHDRAWN]
)
def test_a_case_ends_once_with_its_reason_and_nothing_more_is_done(outcome) -> None:
    cast = gather()
    case = opened(cast)
    given = {"reason": "Two cases of one call.", "by": cast.actor("priya"), "at": NOW}

    end_case(case, outcome, **given)

    case.refresh_from_db()
    assert case.outcome == outcome
    assert told(case, LogKind.CASE_ENDED)[0].reason == "Two cases of one call."
    with pytest.raises(AlreadyDone):
        end_case(case, outcome, **given)
    with pytest.raises(AlreadyDone):
        record(case, cast)


@pytest.mark.parametrize(
    ("outcome", "reason"),
    [(Outcome.OPENED_IN_ERROR, "  "), (Outcome.OPEN, "x"), (Outcome.CLOSED, "x")],
)
def test_an_ending_without_reason_or_of_another_sort_is_refused(
    outcome, reason
) -> None:
    cast = gather()
    case = opened(cast)

    with pytest.raises(Refused):
        end_case(case, outcome, reason=reason, by=cast.actor("priya"), at=NOW)
