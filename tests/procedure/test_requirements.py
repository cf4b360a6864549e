"""Guards: what must be so first, each with its paragraph and in words."""

import pytest

from rapidreview.procedure import requirements
from rapidreview.procedure.calendar import WorkingDays
from rapidreview.procedure.errors import (
    AlreadyDone,
    NotPermitted,
    NotSigned,
    NotYet,
    Refused,
)
from rapidreview.procedure.logkinds import LogKind as K
from rapidreview.procedure.vocabulary import Role
from tests.procedure.given import ENGLAND, PROCEDURE, case, d, facts_of, london, on_day
from tests.procedure.refusals import refuses


@pytest.mark.parametrize(
    ("guard", "kind", "error", "paragraph"),
    [
        (requirements.require_agencies_confirmed, K.AGENCIES_CONFIRMED, NotYet, "P1.8"),
        (requirements.require_collated, K.RETURNS_COLLATED, NotYet, "P6.1"),
    ],
)
@pytest.mark.paragraph("P1.8", "P6.1")
def test_a_guard_of_the_case_lets_pass_once_the_log_says_so(
    guard, kind, error, paragraph
):
    guard(case((kind, on_day(1))))

    with pytest.raises(error) as refused:
        guard(case())

    assert refused.value.paragraph == paragraph


@pytest.mark.parametrize(
    ("guard", "kind", "paragraph"),
    [
        (requirements.require_received, K.RETURN_RECEIVED, "P2.3"),
        (requirements.require_initial_check, K.RETURN_CHECKED, "P2.2"),
    ],
)
@pytest.mark.paragraph("P2.2", "P2.3")
def test_a_guard_of_a_return_looks_at_that_round_only(guard, kind, paragraph):
    guard(case((kind, on_day(3), "r1")), "r1")

    with refuses(NotYet) as refused:
        guard(case((kind, on_day(3), "r2")), "r1")

    assert refused.value.paragraph == paragraph


@pytest.mark.paragraph("P1.2")
def test_nothing_more_is_done_on_a_case_that_has_ended():
    requirements.require_open(case())

    with refuses(AlreadyDone, match="has ended"):
        requirements.require_open(case((K.CASE_ENDED, on_day(2))))


@pytest.mark.parametrize(
    ("kind", "words"),
    [(K.RETURN_ACCEPTED, "was accepted"), (K.RETURN_SENT_BACK, "was sent back")],
)
@pytest.mark.paragraph("P2.5", "P2.6")
def test_a_return_is_decided_once(kind, words):
    requirements.require_undecided(case((kind, on_day(5), "r2")), "r1")

    with refuses(AlreadyDone, match=f"{words} on Tuesday 10 November 2026"):
        requirements.require_undecided(case((kind, on_day(5), "r1")), "r1")


@pytest.mark.paragraph("P2.5")
def test_the_final_decision_is_the_managers_alone():
    requirements.require_manager({Role.PARTNERSHIP_OFFICER, Role.PARTNERSHIP_MANAGER})

    with refuses(NotPermitted):
        requirements.require_manager({Role.PARTNERSHIP_OFFICER})


@pytest.mark.parametrize(
    ("author", "signer", "reason", "passes"),
    [
        ("Sam Netherlane", "Grace Merrowick", "", True),
        ("Sam Netherlane", "sam  netherlane ", "", False),
        ("Sam Netherlane", "Sam Netherlane", " ", False),
        ("Sam Netherlane", "Sam Netherlane", "A practice of one", True),
        ("", "Grace Merrowick", "", True),
    ],
)
@pytest.mark.paragraph("P1.11")
def test_author_and_signer_are_two_people(author, signer, reason, passes):
    if passes:
        requirements.require_different_signer(author, signer, reason)
        return
    with refuses(NotSigned):
        requirements.require_different_signer(author, signer, reason)


@pytest.mark.parametrize(
    ("settled", "told", "words"),
    [
        (["a", "b"], (), None),
        (["a"], (), "1 return is not settled"),
        ([], (), "2 returns are not settled"),
        ([], ((K.GO_AHEAD_GIVEN, on_day(6)),), None),
    ],
)
@pytest.mark.paragraph("P6.1")
def test_collation_needs_every_return_or_the_chairs_go_ahead(settled, told, words):
    if words is None:
        requirements.require_settled(case(*told), ["a", "b"], settled)
        return
    with refuses(NotYet, match=words):
        requirements.require_settled(case(*told), ["a", "b"], settled)


def agree(task, at, reason="", calendar=ENGLAND, facts=None):
    told = case() if facts is None else facts
    requirements.require_window(PROCEDURE, told, calendar, task, at, reason)


@pytest.mark.parametrize(
    ("task", "at", "words"),
    [
        ("sneeze", on_day(7), "no task “sneeze”"),
        ("submit", london("2026-11-21 12:00"), "is not a working day .Saturday."),
        ("submit", london("2026-12-28 12:00"), "Boxing Day"),
        ("submit", on_day(16), "is after day 15, Tuesday 24 November 2026"),
        ("rapid_review_meeting", on_day(6), "opens Thursday 12 November 2026, 12am"),
        ("rapid_review_meeting", on_day(9), "is due by Friday 13 November 2026, 5pm"),
    ],
)
@pytest.mark.paragraph("P1.6", "P0.7")
def test_a_date_that_cannot_be_is_refused_in_words(task, at, words):
    with refuses(Refused, match=words):
        agree(task, at)


@pytest.mark.paragraph("P1.5", "P1.6")
def test_a_reason_lets_a_date_leave_its_window_but_not_fall_on_a_closed_day():
    agree("rapid_review_meeting", on_day(9), "Two people are in court")
    agree("submit", on_day(16), "The Panel agreed")

    with refuses(Refused, match="Saturday"):
        agree("submit", london("2026-11-21 12:00"), "We work on Saturday")


@pytest.mark.paragraph("P1.6")
def test_a_date_inside_its_window_is_agreed():
    agree("rapid_review_meeting", on_day(7, "14:00"))
    agree("rapid_review_meeting", on_day(8, "17:00"))
    agree("return_due", on_day(5, "17:00"))
    agree("minutes", on_day(9), facts=facts_of())


@pytest.mark.paragraph("P14.1")
def test_what_outlives_the_review_may_be_due_on_any_day():
    agree("action", london("2027-01-03 17:00"))  # a Sunday


def test_a_local_closure_is_named():
    closed = WorkingDays.england(closures={d("2026-11-12"): "Training day"})

    with refuses(Refused, match="Training day"):
        agree("rapid_review_meeting", london("2026-11-12 14:00"), calendar=closed)


@pytest.mark.paragraph("P1.6")
def test_a_day_that_is_not_worked_is_refused_with_the_next_that_is():
    with refuses(Refused, match=r"next working day is Monday 23 November 2026\."):
        agree("submit", london("2026-11-21 12:00"))


@pytest.mark.paragraph("P0.7")
def test_a_date_after_the_statutory_day_names_that_day_and_its_clock():
    counted = case((K.SIN_SUBMITTED, on_day(1)))

    agree("submit", on_day(16), "The Panel agreed", facts=counted)
    with refuses(Refused, match=r"is after day 15, Tuesday 24"):
        agree("submit", on_day(16), facts=counted)
    with pytest.raises(
        Refused,
        match=r"Thursday 26 November 2026 is after Wednesday 25 November 2026, the latest "
        r"day of the Panel clock, which nobody here can move\. If it must be then, give",
    ) as refused:
        agree("submit", on_day(17), facts=counted)
    assert refused.value.paragraph == "P0.7"


@pytest.mark.paragraph("P0.7")
def test_what_is_said_of_a_date_after_the_statutory_day_is_nothing_before_it():
    counted = case((K.SIN_SUBMITTED, on_day(1)))

    def said(task, at, facts=counted):
        return requirements.after_statutory(PROCEDURE, facts, ENGLAND, task, at)

    assert said("submit", on_day(17)).startswith("Thursday 26 November 2026 is after")
    assert said("submit", on_day(16)) == ""
    assert said("submit", on_day(17), case()) == ""
    assert said("action", on_day(30)) == ""
