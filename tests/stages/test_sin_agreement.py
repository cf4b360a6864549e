"""Whether the partners agree which incident is notified: each for itself, by the guidance of 2025."""

import pytest

from rapidreview.dailylog.facts import case_facts
from rapidreview.dailylog.plans import duties_for
from rapidreview.opening.agreement import record_partner_answer, standings
from rapidreview.opening.sin import (
    end_case,
    record_csc_decision,
    record_partners_agreed,
)
from rapidreview.procedure.duties import TaskState
from rapidreview.procedure.errors import AlreadyDone, NotYet, Refused
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.vocabulary import Outcome, Partner, Role
from tests.cast import gather
from tests.opened import NOW, opened, opened_by_2025, told

pytestmark = [pytest.mark.django_db, pytest.mark.paragraph("P1.2")]


@pytest.fixture
def cast():
    return gather()


@pytest.fixture
def case(cast):
    return opened_by_2025(cast)


@pytest.fixture
def says(cast, case):
    def record(partner, *, agrees=True, words="", minute=0):
        at = NOW.replace(minute=NOW.minute + minute)
        by = cast.actor("priya")
        given = {"given_by": "Helene Wintersea", "words": words, "by": by, "at": at}
        return record_partner_answer(case, partner, agrees=agrees, **given)

    return record


def state_of(case, task):
    found = duties_for(case, case_facts(case), NOW)
    return next(one.state for one in found if one.task == task)


def test_the_partners_have_agreed_once_all_three_have(case, says) -> None:
    says(Partner.LOCAL_AUTHORITY)
    says(Partner.ICB)
    assert not told(case, LogKind.PARTNERS_AGREED)
    assert state_of(case, "partners_agree") is TaskState.OPEN

    says(Partner.POLICE)
    says(Partner.POLICE, words="Said again.", minute=1)

    assert len(told(case, LogKind.PARTNERS_AGREED)) == 1
    assert len(told(case, LogKind.PARTNER_ANSWERED)) == 4
    assert state_of(case, "partners_agree") is TaskState.DONE


def test_who_does_not_agree_says_why_and_may_come_round(case, says) -> None:
    says(Partner.LOCAL_AUTHORITY)
    says(Partner.ICB)
    says(Partner.POLICE, agrees=False, words="Wait for the doctors.", minute=1)

    assert [one.words for one in standings(case)] == [
        "Agrees",
        "Agrees",
        "Does not agree",
    ]
    assert "Wait for the doctors." in told(case, LogKind.PARTNER_ANSWERED)[-1].text
    assert not told(case, LogKind.PARTNERS_AGREED)
    says(Partner.POLICE, minute=2)
    assert len(told(case, LogKind.PARTNERS_AGREED)) == 1


def test_dissent_after_agreement_and_agreement_again_are_both_kept(case, says) -> None:
    for partner in Partner:
        says(partner)

    says(Partner.ICB, agrees=False, words="We have read more.", minute=1)
    says(Partner.ICB, minute=2)

    assert len(told(case, LogKind.PARTNERS_AGREED)) == 2


def test_dissent_blocks_nothing_of_the_decision(cast, case, says) -> None:
    says(Partner.POLICE, agrees=False, words="We would wait.")

    record_csc_decision(
        case, words="Criteria met.", decided_by="Marcus", by=cast.actor("priya"), at=NOW
    )

    assert told(case, LogKind.CSC_DECISION_RECORDED)


def test_one_entry_for_all_waits_until_each_has_agreed(cast, case, says) -> None:
    given = {"words": "All agree.", "by": cast.actor("priya"), "at": NOW}

    with pytest.raises(NotYet, match="Still to agree: Local authority"):
        record_partners_agreed(case, **given)
    for partner in Partner:
        says(partner)
    record_partners_agreed(case, **given)

    assert told(case, LogKind.PARTNERS_AGREED)[-1].text == "All agree."


def test_by_the_guidance_of_2018_nobody_is_asked_by_name(cast) -> None:
    case = opened(cast)

    assert standings(case) == []
    with pytest.raises(Refused, match="does not ask them"):
        record_partner_answer(
            case,
            Partner.ICB,
            agrees=True,
            given_by="x",
            words="",
            by=cast.actor("priya"),
            at=NOW,
        )


@pytest.mark.parametrize(
    ("partner", "given", "words"),
    [
        (Role.SCRUTINEER, {}, "does not ask them"),
        (Partner.ICB, {"agrees": False, "words": " "}, "why they do not agree"),
    ],
)
def test_an_answer_that_cannot_be_is_refused(case, says, partner, given, words) -> None:
    with pytest.raises(Refused, match=words):
        says(partner, **given)

    assert not told(case, LogKind.PARTNER_ANSWERED)


def test_nobody_is_asked_once_the_case_has_ended(cast, case, says) -> None:
    end_case(
        case, Outcome.OPENED_IN_ERROR, reason="Twice.", by=cast.actor("priya"), at=NOW
    )

    with pytest.raises(AlreadyDone):
        says(Partner.ICB)
