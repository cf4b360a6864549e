"""Who must agree to a decision or to more time, what comes first, what a report holds."""

import pytest

from rapidreview.procedure.agreeing import (
    require_agreement,
    require_decided,
    require_extension,
    require_order,
    require_whole_report,
    to_be_answered,
)
from rapidreview.procedure.definition import shipped
from rapidreview.procedure.errors import Incomplete, NotPermitted, NotYet, Refused
from rapidreview.procedure.logkinds import LogKind as K
from rapidreview.procedure.parts import Agreement
from rapidreview.procedure.vocabulary import Partner, Role
from tests.procedure.given import ENGLAND, PROCEDURE, case, london, on_day
from tests.procedure.refusals import refuses

NEWER = shipped("rapid-review-2025")
PARTNERS = list(Partner)
MANAGER, CHAIR = Role.PARTNERSHIP_MANAGER, Role.JCR_CHAIR


def agreement(at_least=None):
    given = {"of": PARTNERS} | ({"at_least": at_least} if at_least else {})
    return Agreement.model_validate(given)


@pytest.mark.parametrize(
    ("at_least", "agreed", "words"),
    [
        (None, [], "Still to agree: Local authority, Integrated care board, Police."),
        (None, PARTNERS[:2], "Still to agree: Police."),
        (None, PARTNERS, ""),
        (2, PARTNERS[:1], "Still to agree: 1 of Integrated care board, Police."),
        (2, [MANAGER, CHAIR], "Still to agree: 2 of Local authority, Integrated care"),
        (2, PARTNERS[1:], ""),
        (1, PARTNERS[2:], ""),
        (1, [], "Still to agree: 1 of Local authority"),
    ],
)
@pytest.mark.paragraph("P1.2")
def test_enough_of_those_who_decide_must_agree(at_least, agreed, words):
    if not words:
        require_agreement(agreement(at_least), agreed, "P1.2")
        return
    with refuses(NotYet) as refused:
        require_agreement(agreement(at_least), agreed, "P1.2")
    assert refused.value.words.startswith(words)
    assert refused.value.paragraph == "P1.2"


@pytest.mark.paragraph("P1.2")
def test_three_partners_agree_which_incidents_are_notified():
    with refuses(NotYet, match="Police"):
        require_decided(NEWER, "partners_agree", PARTNERS[:2])
    require_decided(NEWER, "partners_agree", PARTNERS)
    require_decided(NEWER, "collate", [])


@pytest.mark.paragraph("P1.4")
def test_manager_and_chair_may_give_an_agency_more_time_with_a_reason():
    require_extension(PROCEDURE, "return_due", [MANAGER, CHAIR], "Illness")

    with refuses(NotYet, match="Still to agree: JCR Chair") as refused:
        require_extension(PROCEDURE, "return_due", [MANAGER], "Illness")
    assert refused.value.paragraph == "P1.11"
    with refuses(Refused, match="Say why"):
        require_extension(PROCEDURE, "return_due", [MANAGER, CHAIR], "  ")


@pytest.mark.parametrize(
    ("task", "error", "words"),
    [
        ("collate", NotPermitted, "nobody leave to put off “Collate the returns”"),
        ("sin", Refused, "Nobody here can move the SIN clock"),
        ("action", NotPermitted, "nobody leave"),
        ("sneeze", Refused, "has no task “sneeze”"),
    ],
)
@pytest.mark.paragraph("P0.7")
def test_nothing_else_is_put_off(task, error, words):
    with pytest.raises(error, match=words):
        require_extension(PROCEDURE, task, [MANAGER, CHAIR], "Illness")


def order(task, at, reason="", **agreed):
    facts = case(agreed={(name, None): when for name, when in agreed.items()})
    require_order(PROCEDURE, facts, ENGLAND, task, at, reason)


@pytest.mark.paragraph("P1.5", "P1.6")
def test_a_date_before_what_comes_first_or_after_what_needs_it_asks_for_a_reason():
    order("update_report", on_day(9, "12:00"))
    order("update_report", on_day(8, "17:00"))
    order("rapid_review_meeting", on_day(12, "17:00"))

    with pytest.raises(
        Refused, match="before “Hold the Rapid Review meeting”, Friday 13"
    ):
        order("update_report", on_day(8, "16:00"))
    with pytest.raises(
        Refused, match="after “Update the report from the meeting”, Thurs"
    ):
        order("rapid_review_meeting", on_day(13))
    order("rapid_review_meeting", on_day(13), "The Chair is ill")
    with refuses(Refused, match="has no task"):
        order("sneeze", on_day(1))


@pytest.mark.paragraph("P1.5")
def test_the_order_is_that_of_the_dates_agreed():
    meeting = on_day(7, "10:00")

    order("update_report", on_day(7, "15:00"), rapid_review_meeting=meeting)


@pytest.mark.paragraph("P1.5")
def test_what_is_done_is_in_nobodys_way():
    facts = case((K.MEETING_HELD, on_day(7)))

    require_order(PROCEDURE, facts, ENGLAND, "update_report", on_day(8, "16:00"), "")


def test_the_order_knows_what_counts_from_a_fact():
    facts = case((K.REPORT_SUBMITTED, on_day(14)))

    require_order(PROCEDURE, facts, ENGLAND, "responses", on_day(15), "")


@pytest.mark.paragraph("P7.4")
def test_a_report_must_contain_what_the_procedure_says():
    codes = [part.code for part in NEWER.report]

    require_whole_report(NEWER, codes)
    with pytest.raises(
        Incomplete, match=r"R9 Context: race, .*; R14 Actions: owner"
    ) as refused:
        require_whole_report(NEWER, [one for one in codes if one not in ("R9", "R14")])
    assert refused.value.paragraph == "P7.4"


@pytest.mark.paragraph("P1.6", "P0.7")
def test_a_reason_must_answer_every_rule_that_a_date_goes_against():
    counted = case((K.SIN_SUBMITTED, on_day(1)))

    def asked(task, at):
        return to_be_answered(PROCEDURE, counted, ENGLAND, task, at)

    assert asked("rapid_review_meeting", on_day(8, "10:00")) == ()
    late, out_of_order = asked("rapid_review_meeting", on_day(17))
    assert "the latest day of the Panel clock" in late
    assert "after “Update the report from the meeting”" in out_of_order
    with refuses(Refused, match=r"is not a working day \(Saturday\)"):
        asked("submit", london("2026-11-21 12:00"))
