"""The days on each clock when the report goes, and the moments at which it can have gone."""

from dataclasses import replace
from datetime import timedelta

import pytest

from rapidreview.procedure.definition import load_text
from rapidreview.procedure.errors import Incomplete, NotYet, Refused
from rapidreview.procedure.logkinds import LogKind as K
from rapidreview.procedure.sending import (
    DaysUsed,
    Sending,
    days_used,
    require_sendable,
    require_submitted,
)
from tests.procedure.given import (
    ENGLAND,
    NOTIFIED,
    PROCEDURE,
    case,
    d,
    facts_of,
    london,
    on_day,
)
from tests.procedure.refusals import refuses
from tests.procedure.test_definition import SMALL

SIN = (K.SIN_SUBMITTED, on_day(3, "15:20"))
SIGNED, MADE, SENT = on_day(14, "10:30"), on_day(14, "11:30"), on_day(14, "15:10")
IN_TIME = Sending(SENT, SIGNED, MADE)


def used(at, *told) -> DaysUsed:
    return days_used(PROCEDURE, case(*told), ENGLAND, at)


@pytest.mark.paragraph("P13.3", "P0.7")
def test_the_training_case_is_sent_on_local_day_14_and_panel_day_12():
    found = used(SENT, SIN)

    assert (found.local, found.length) == (14, 15)
    assert (found.panel.counting, found.panel.not_counting) == (12, 11)
    assert found.panel.target == d("2026-11-26")
    assert found.panel.latest == d("2026-11-27")
    assert found.due_at == on_day(15, "17:00")
    assert found.late == ()


@pytest.mark.paragraph("P13.3")
def test_the_panels_days_are_none_while_there_is_no_sin():
    assert used(SENT).panel is None


@pytest.mark.paragraph("P0.7")
@pytest.mark.parametrize(
    ("at", "said"),
    [
        (on_day(15, "17:00"), []),
        (on_day(15, "17:01"), ["partnership’s own count"]),
        (on_day(18, "23:59"), ["partnership’s own count"]),
        (on_day(19, "00:01"), ["partnership’s own count", "latest day was Friday"]),
    ],
    ids=["the last minute", "a minute on", "the Panel's last", "after it"],
)
def test_each_clock_says_when_it_has_ended(at, said):
    late = used(at, SIN).late

    assert len(late) == len(said)
    assert all(words in one for words, one in zip(said, late, strict=True))


@pytest.mark.paragraph("P0.7")
def test_the_panels_clock_may_end_first():
    early = (K.SIN_SUBMITTED, london("2026-10-20 09:00"))

    (late,) = used(on_day(14), early).late

    assert "National Panel’s latest day was Tuesday 10 November 2026" in late


def test_a_date_agreed_for_sending_does_not_move_the_end_of_the_clock():
    facts = case(agreed={("submit", None): on_day(20)})

    assert days_used(PROCEDURE, facts, ENGLAND, SENT).due_at == on_day(15, "17:00")


def test_a_local_closure_moves_our_clock_and_not_the_panels():
    closed = ENGLAND.england(closures=[d("2026-11-10")])

    found = days_used(PROCEDURE, case(SIN), closed, SENT)

    assert (found.local, found.panel.counting) == (13, 12)


def test_before_a_notification_no_clock_runs():
    found = days_used(PROCEDURE, facts_of(), ENGLAND, NOTIFIED)

    assert (found.local, found.due_at, found.panel) == (0, None, None)


def test_a_procedure_without_a_panel_or_a_task_to_submit_has_neither():
    small = load_text(SMALL)

    found = days_used(small, case(SIN), ENGLAND, SENT)

    assert (found.due_at, found.panel) == (None, None)


def require(sending, at=SENT, *told) -> None:
    facts = case(*(told or (SIN,)))
    days = days_used(PROCEDURE, facts, ENGLAND, sending.sent_at)
    require_sendable(sending, days, facts, at)


@pytest.mark.paragraph("P13.3")
def test_a_report_sent_in_time_needs_no_reason():
    require(IN_TIME)


@pytest.mark.paragraph("P13.3")
def test_it_can_be_signed_bound_and_sent_within_one_minute():
    seconds = SENT + timedelta(seconds=40)  # people type minutes

    require(replace(IN_TIME, signed_at=seconds, made_at=seconds), seconds)


@pytest.mark.paragraph("P13.3")
@pytest.mark.parametrize(
    ("sent_at", "words"),
    [
        (on_day(14, "15:16"), "has not come yet"),
        (on_day(14, "10:29"), "The Chair signed the report"),
    ],
)
def test_it_cannot_have_been_sent_in_the_future_or_before_it_was_signed(sent_at, words):
    with refuses(Refused, match=words):
        require(replace(IN_TIME, sent_at=sent_at))


@pytest.mark.paragraph("P1.5")
def test_it_cannot_have_been_sent_before_the_sin():
    with refuses(Refused, match="The SIN was submitted"):
        require(IN_TIME, SENT, (K.SIN_SUBMITTED, on_day(14, "15:11")))


@pytest.mark.paragraph("P13.3", "P14.6")
def test_a_bundle_made_after_it_had_gone_needs_its_reason():
    before = replace(IN_TIME, sent_at=on_day(14, "11:00"))

    with refuses(Incomplete, match="was made Monday 23 November 2026"):
        require(before)
    require(replace(before, reason="Sent by hand; taken in afterwards."))


@pytest.mark.paragraph("P0.7")
def test_a_late_report_needs_its_reason():
    late = replace(IN_TIME, sent_at=on_day(16))

    with refuses(Incomplete, match="Say why it is late"):
        require(late, on_day(16))
    require(replace(late, late_because="The Chair was ill."), on_day(16))


@pytest.mark.paragraph("P13.3", "P0.7")
def test_the_days_used_are_said_both_ways_for_the_panel():
    assert used(SENT).words == "Day 14 of 15 of the partnership’s own count."
    assert used(SENT, SIN).words == (
        "Day 14 of 15 of the partnership’s own count. National Panel day 12 counting the "
        "day of the SIN, 11 without it."
    )


@pytest.mark.paragraph("P13.3")
def test_a_sending_need_not_wait_for_a_sin_that_the_log_does_not_know():
    require(IN_TIME, SENT, (K.GROUP_TOLD, on_day(1)))


@pytest.mark.paragraph("P13.5")
def test_nothing_comes_back_before_something_went():
    for to_ofsted in (False, True):
        with refuses(NotYet):
            require_submitted(case(), to_ofsted=to_ofsted)


@pytest.mark.paragraph("P13.4", "P13.5")
def test_ofsted_may_have_it_before_the_panel():
    facts = case((K.OFSTED_SENT, MADE), (K.REPORT_SUBMITTED, SENT))

    assert require_submitted(facts) == SENT
    assert require_submitted(facts, to_ofsted=True) == MADE
