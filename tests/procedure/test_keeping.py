"""Closing, holds and how long a case is kept: what is unsettled, which day, what forbids (P14)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapidreview.procedure import keeping
from rapidreview.procedure.errors import AlreadyDone, NotYet, Refused
from rapidreview.procedure.logkinds import LogKind as K
from rapidreview.procedure.requirements import require_open, require_still_open
from rapidreview.procedure.vocabulary import Outcome
from tests.procedure.given import PROCEDURE, case, d, duties_at, london, on_day, state
from tests.procedure.refusals import refuses

CLOSED = (K.CASE_CLOSED, on_day(15))
REOPENED = (K.CASE_REOPENED, on_day(15, "15:00"))
AGREED = (K.ACTION_AGREED, on_day(8), "a1")
TO_REVIEW = (K.RETENTION_REVIEW_SET, on_day(15), "v1")
REVIEW_AT = london("2061-11-24 23:59")
IN_35_YEARS = {("retention_review", "v1"): REVIEW_AT, ("action", "a1"): on_day(15)}


@pytest.mark.paragraph("P14.2", "P14.3")
def test_a_closed_case_is_ended_until_it_is_reopened():
    assert case().ended is None
    assert case(CLOSED).ended.kind is K.CASE_CLOSED
    assert case((K.CASE_ENDED, on_day(2))).ended.kind is K.CASE_ENDED
    assert case(CLOSED, REOPENED).ended is None
    assert case(CLOSED, REOPENED, CLOSED).ended.seq == 4


@pytest.mark.paragraph("P14.2", "P14.3")
def test_nothing_more_is_done_on_a_closed_case_until_it_is_reopened():
    require_open(case(CLOSED, REOPENED))
    require_still_open(is_open=True)

    with refuses(AlreadyDone, match="has ended"):
        require_open(case(CLOSED))


@pytest.mark.paragraph("P14.1", "P14.2")
def test_an_action_outlives_the_case_and_everything_else_ends_with_it():
    facts = case(AGREED, CLOSED, TO_REVIEW, agreed=IN_35_YEARS)

    live = {
        one.task: one.state.value
        for one in duties_at(facts, london("2027-02-01 12:00"))
        if one.state not in keeping.SETTLED
    }

    assert live == {"action": "late", "retention_review": "not_yet"}


@pytest.mark.paragraph("P14.1")
def test_an_action_that_is_done_is_due_again_once_it_is_taken_up_again():
    done = (K.ACTION_DONE, on_day(9), "a1")
    changed = (K.ACTION_CHANGED, on_day(10), "a1")

    assert state(case(AGREED, done), "action", on_day(10), "a1") == "done"
    assert state(case(AGREED, done, changed), "action", on_day(10), "a1") == "open"
    assert state(case(AGREED, changed, done), "action", on_day(10), "a1") == "done"


@pytest.mark.paragraph("P14.5")
@pytest.mark.parametrize(
    ("at", "how"),
    [
        ("2026-12-01 12:00", "not_yet"),
        ("2061-11-23 23:00", "not_yet"),
        ("2061-11-24 00:30", "due_today"),
        ("2061-11-25 00:30", "late"),
    ],
)
def test_the_review_is_quiet_until_its_day_beyond_every_known_calendar(at, how):
    facts = case(CLOSED, TO_REVIEW, agreed=IN_35_YEARS)

    assert state(facts, "retention_review", london(at), "v1") == how


@pytest.mark.paragraph("P14.2")
def test_what_is_wanted_only_in_other_cases_is_not_unsettled():
    found = keeping.unsettled(PROCEDURE, case(), duties_at(case(), on_day(3)))

    tasks = {one.task for one in found}
    assert {"tell_group", "submit", "signed_report"} <= tasks
    assert tasks.isdisjoint({"executive_meeting", "responses", "record_notification"})


@pytest.mark.paragraph("P14.2")
def test_actions_and_the_review_itself_are_not_unsettled_duties():
    facts = case(AGREED, TO_REVIEW, agreed=IN_35_YEARS)

    found = keeping.unsettled(PROCEDURE, facts, duties_at(facts, on_day(3)))

    assert {"action", "retention_review"}.isdisjoint(one.task for one in found)


BORN, OLDER = d("2021-03-27"), d("2016-02-29")
DAYS = [
    (False, [BORN], "2061-11-24", "35 years after closing"),
    (True, [BORN], "2096-03-27", "75th birthday of a looked-after child"),
    (True, [OLDER], "2091-02-28", "75th birthday of a looked-after child"),
    (True, [OLDER, BORN], "2096-03-27", "75th birthday of a looked-after child"),
    (True, [d("1980-01-01")], "2061-11-24", "35 years after closing"),
    (False, [None], "2061-11-24", "35 years after closing"),
]


@pytest.mark.paragraph("P14.5")
@pytest.mark.parametrize(("looked_after", "born", "on", "rule"), DAYS)
def test_the_day_of_the_review_goes_by_the_rule(looked_after, born, on, rule):
    day = keeping.review_day(d("2026-11-24"), born, looked_after=looked_after)

    assert day == (d(on), rule)


@pytest.mark.paragraph("P14.5")
@pytest.mark.parametrize("born", [[], [None], [BORN, None]])
def test_without_a_birth_date_the_birthday_is_not_known(born):
    assert keeping.review_day(d("2026-11-24"), born, looked_after=True) is None


@given(st.dates(date(2013, 1, 1), date(2160, 1, 1)))
def test_the_review_is_never_before_35_years(closed_on):
    day = keeping.review_day(closed_on, [closed_on], looked_after=True)

    assert day.on.year >= closed_on.year + 35


PLACED, LIFTED = (
    (K.LEGAL_HOLD_PLACED, on_day(3)),
    (K.LEGAL_HOLD_LIFTED, on_day(4)),
)


@pytest.mark.paragraph("P14.4")
def test_a_hold_stands_until_it_is_lifted():
    assert keeping.hold_on(case()) is None
    assert keeping.hold_on(case(PLACED)).at == on_day(3)
    assert keeping.hold_on(case(PLACED, LIFTED)) is None
    assert keeping.hold_on(case(PLACED, LIFTED, PLACED)).seq == 4


@pytest.mark.paragraph("P14.4")
def test_under_a_hold_nothing_may_be_destroyed():
    keeping.require_no_hold(case(PLACED, LIFTED))

    with refuses(Refused, match="A legal hold stands"):
        keeping.require_no_hold(case(PLACED))


@pytest.mark.paragraph("P14.5")
def test_only_a_case_that_has_ended_can_be_destroyed():
    keeping.require_ended(case(CLOSED), "P14.5")

    with refuses(NotYet, match="Close it first"):
        keeping.require_ended(case(CLOSED, REOPENED), "P14.5")


@pytest.mark.paragraph("P14.3")
@pytest.mark.parametrize("outcome", list(Outcome))
def test_an_ended_case_can_be_reopened_unless_it_was_opened_in_error(outcome):
    refused = {Outcome.OPEN: AlreadyDone, Outcome.OPENED_IN_ERROR: Refused}

    if outcome not in refused:
        keeping.require_reopenable(outcome.value)
        return
    with pytest.raises(refused[outcome]):
        keeping.require_reopenable(outcome.value)
