"""Days 13 to 15 and what follows: Ofsted, waiting, asking again, answering, the next step."""

import pytest

from rapidreview.procedure.duties import TaskState
from rapidreview.procedure.logkinds import LogKind as K
from tests.procedure.given import case, duties_at, duty, on_day, state

NOT_YET, OPEN = TaskState.NOT_YET, TaskState.OPEN
WAITING, DONE = TaskState.WAITING, TaskState.DONE
NOT_NEEDED = TaskState.NOT_NEEDED
SUBMITTED = (K.REPORT_SUBMITTED, on_day(14, "15:10"), "s1")
ANSWERED = (K.RESPONSE_RECEIVED, on_day(23, "11:40"), "r1")
QUERIED = (K.PANEL_QUERIED, on_day(23, "11:40"), "r1")


@pytest.mark.paragraph("P13.3")
def test_submission_waits_for_the_signature_and_again_once_it_is_void():
    signed = (K.SIGNED_REPORT_RECEIVED, on_day(14, "10:30"))
    voided = (K.SIGNATURE_VOIDED, on_day(14, "11:00"))
    at = on_day(14)

    assert duty(case(), "submit", at).blocked_by == ("signed_report",)
    assert duty(case(signed), "submit", at).blocked_by == ()
    assert duty(case(signed, voided), "submit", at).blocked_by == ("signed_report",)


@pytest.mark.paragraph("P13.4")
def test_ofsted_is_settled_by_a_decision_against_or_by_sending():
    considered = (K.OFSTED_CONSIDERED, on_day(14), "o1")
    required = (K.OFSTED_REQUIRED, on_day(14), "o1")
    sent, again = (K.OFSTED_SENT, on_day(14), "o1"), (*considered[:2], "o2")
    at = on_day(14)

    assert state(case(), "ofsted", at) == OPEN
    assert state(case(considered), "ofsted", at) == DONE
    assert state(case(considered, required), "ofsted", at) == OPEN
    assert state(case(considered, required, sent), "ofsted", at) == DONE
    assert state(case(considered, required, again), "ofsted", at) == DONE


@pytest.mark.paragraph("P13.5")
def test_ofsteds_response_is_awaited_only_if_it_was_sent_the_report():
    sent = (K.OFSTED_SENT, on_day(14), "o1")
    came = (K.OFSTED_RESPONDED, on_day(20), "r2")
    at = on_day(20)

    assert state(case(SUBMITTED), "ofsted_response", at) == NOT_YET
    assert state(case(SUBMITTED, sent), "ofsted_response", at) == WAITING
    assert state(case(SUBMITTED, sent, came), "ofsted_response", at) == DONE


@pytest.mark.paragraph("P13.5")
def test_the_panel_is_asked_again_after_ten_working_days_and_again():
    followed = (K.PANEL_FOLLOWED_UP, on_day(24, "10:00"))

    assert state(case(SUBMITTED), "follow_up", on_day(23, "23:59")) == NOT_YET
    assert duty(case(SUBMITTED), "follow_up", on_day(24)).due_at == on_day(24, "23:59")
    assert state(case(SUBMITTED, followed), "follow_up", on_day(33)) == DONE
    assert state(case(SUBMITTED, followed), "follow_up", on_day(34)) != DONE
    assert state(case(SUBMITTED), "follow_up", on_day(60)) != TaskState.LATE


@pytest.mark.paragraph("P13.5")
def test_once_the_panel_has_answered_nobody_asks_again():
    assert state(case(SUBMITTED, ANSWERED), "follow_up", on_day(40)) == NOT_NEEDED
    assert state(case(SUBMITTED, ANSWERED), "responses", on_day(40)) == DONE


@pytest.mark.paragraph("P13.5")
def test_what_a_response_asks_is_answered_within_ten_working_days():
    answer = (K.QUERY_ANSWERED, on_day(26, "15:00"), "r1")
    asked = case(SUBMITTED, ANSWERED, QUERIED)
    at = on_day(24)

    assert duty(asked, "answer_panel", at, "r1").due_at == on_day(33, "17:00")
    assert state(asked, "answer_panel", at, "r1") == OPEN
    answered = case(SUBMITTED, ANSWERED, QUERIED, answer)
    assert state(answered, "answer_panel", on_day(27), "r1") == DONE


@pytest.mark.paragraph("P13.5")
def test_ofsteds_question_is_counted_from_its_own_day():
    ofsted = (K.OFSTED_RESPONDED, on_day(18), "r2")
    asked = case(SUBMITTED, ofsted, (K.PANEL_QUERIED, on_day(18), "r2"), ANSWERED)

    assert duty(asked, "answer_panel", on_day(24), "r2").due_at == on_day(28, "17:00")


@pytest.mark.paragraph("P13.5")
def test_each_response_of_the_panel_has_its_own_next_step():
    later = (K.RESPONSE_RECEIVED, on_day(30), "r2")
    decided = (K.NEXT_STEP_DECIDED, on_day(31), "r1")
    facts = case(SUBMITTED, ANSWERED, later, decided)

    assert state(facts, "next_step", on_day(32), "r1") == DONE
    assert state(facts, "next_step", on_day(32), "r2") == OPEN


@pytest.mark.paragraph("P13.5")
def test_without_a_question_there_is_nothing_to_answer():
    found = duties_at(case(SUBMITTED, ANSWERED), on_day(24))

    assert "answer_panel" not in {one.task for one in found}
