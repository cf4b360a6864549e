"""Actions are followed: changed, done, dropped, and whether they made a difference (P14.1)."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rapidreview.dailylog.facts import case_facts
from rapidreview.dailylog.plans import duties_for
from rapidreview.learning.following import (
    change_action,
    drop_action,
    finish_action,
    record_impact,
)
from rapidreview.learning.reading import action_subjects, followed, standing_of
from rapidreview.procedure.errors import AlreadyDone, Incomplete, Refused, Stale
from rapidreview.procedure.logkinds import LogKind
from tests import make
from tests.acted import AGREED_AT, DUE_AT, agreed, done
from tests.cast import gather
from tests.opened import told

pytestmark = [pytest.mark.django_db, pytest.mark.paragraph("P14.1")]
NEXT_DAY = AGREED_AT + timedelta(days=1)
LATER = datetime(2027, 1, 15, 17, 0, tzinfo=UTC)
SEEN = {"words": "Nobody is missed.", "evidence": "Counted in March."}


@pytest.fixture
def cast():
    return gather()


@pytest.fixture
def action(cast):
    return agreed(make.case(cast), cast)


def duty_of(action, at):
    duties = duties_for(action.case, case_facts(action.case), at)
    return next(one for one in duties if one.subject == str(action.pk))


def test_an_action_that_was_agreed_is_a_duty_on_its_date(action) -> None:
    assert duty_of(action, NEXT_DAY).due_at == DUE_AT
    assert duty_of(action, NEXT_DAY).state == "open"
    assert duty_of(action, DUE_AT + timedelta(hours=1)).state == "late"


def test_a_change_moves_owner_and_date_and_keeps_both(action, cast) -> None:
    change_action(
        action,
        owner="Owen Tarnfield",
        due_at=LATER,
        reason="The hospital needs longer.",
        by=cast.actor("priya"),
        at=NEXT_DAY,
    )

    entry = told(action.case, LogKind.ACTION_CHANGED)[0]
    assert entry.old == "Priya Ollerdale, Friday 4 December 2026, 17:00"
    assert entry.new == "Owen Tarnfield, Friday 15 January 2027, 17:00"
    assert entry.reason == "The hospital needs longer."
    assert duty_of(action, NEXT_DAY).due_at == LATER
    assert standing_of(action).owner == "Owen Tarnfield"


def test_one_may_change_the_owner_alone(action, cast) -> None:
    change = {"reason": "Handed on.", "by": cast.actor("owen"), "at": NEXT_DAY}

    update = change_action(action, owner="Owen Tarnfield", **change)

    assert update.due_at is None
    assert duty_of(action, NEXT_DAY).due_at == DUE_AT
    assert standing_of(action).due_at == DUE_AT


@pytest.mark.parametrize(
    ("changed", "error", "words"),
    [
        ({"reason": " "}, Incomplete, "Say why the action is changed"),
        ({"due_at": AGREED_AT}, Refused, "has passed"),
        ({"occurred_at": LATER}, Refused, "has not come yet"),
        ({"owner": "", "due_at": DUE_AT}, AlreadyDone, "stands so already"),
        ({"edit_version": 1}, Stale, "Somebody changed this action"),
    ],
)
def test_a_change_that_cannot_be_is_refused(
    action, cast, changed, error, words
) -> None:
    given = {"owner": "Owen Tarnfield", "reason": "Handed on.", **changed}

    with pytest.raises(error, match=words):
        change_action(action, **given, by=cast.actor("priya"), at=NEXT_DAY)

    assert not told(action.case, LogKind.ACTION_CHANGED)


def test_a_done_action_says_what_was_done_and_when(action, cast) -> None:
    finish_action(
        action,
        words="The protocol is in force.",
        happened_at=AGREED_AT + timedelta(hours=1),
        by=cast.actor("owen"),
        at=NEXT_DAY,
    )

    entry = told(action.case, LogKind.ACTION_DONE)[0]
    assert entry.text == "A1: The protocol is in force."
    assert (entry.occurred_at, entry.late) == (AGREED_AT + timedelta(hours=1), True)
    assert duty_of(action, NEXT_DAY).state == "done"


@pytest.mark.parametrize(
    ("changed", "error", "words"),
    [
        ({"words": ""}, Incomplete, "Say what was done"),
        ({"happened_at": LATER}, Refused, "has not come yet"),
        ({"happened_at": make.DAY_1}, Refused, "was agreed on"),
    ],
)
def test_an_action_done_so_is_refused(action, cast, changed, error, words) -> None:
    given = {"words": "In force.", "happened_at": None, **changed}

    with pytest.raises(error, match=words):
        finish_action(action, **given, by=cast.actor("owen"), at=NEXT_DAY)


def test_an_action_is_settled_once(action, cast) -> None:
    done(action, cast, NEXT_DAY)

    with pytest.raises(AlreadyDone, match="was done on"):
        done(action, cast, NEXT_DAY)
    with pytest.raises(AlreadyDone, match="was done on"):
        drop_action(action, reason="No.", by=cast.actor("priya"), at=NEXT_DAY)
    assert len(told(action.case, LogKind.ACTION_DONE)) == 1


def test_a_dropped_action_keeps_the_reason_and_is_no_duty(action, cast) -> None:
    drop_action(action, reason="Overtaken.", by=cast.actor("priya"), at=NEXT_DAY)

    (one,) = followed(action.case, case_facts(action.case), NEXT_DAY)
    assert (one.state, one.said) == ("not_needed", "Overtaken.")
    assert duty_of(action, NEXT_DAY).state == "done"
    with pytest.raises(Incomplete, match="Say why the action is dropped"):
        drop_action(
            agreed(action.case, cast),
            reason="",
            by=cast.actor("priya"),
            at=NEXT_DAY,
        )


def test_an_action_marked_done_by_mistake_goes_on_again(action, cast) -> None:
    done(action, cast, NEXT_DAY)

    change_action(action, reason="Not signed yet.", by=cast.actor("priya"), at=NEXT_DAY)

    assert duty_of(action, NEXT_DAY).state == "open"
    assert "goes on again" in told(action.case, LogKind.ACTION_CHANGED)[0].text
    done(action, cast, NEXT_DAY + timedelta(hours=1))
    assert duty_of(action, NEXT_DAY).state == "done"


def test_impact_is_recorded_with_how_it_is_known_and_when_it_was_seen(
    action, cast
) -> None:
    by, seen_on = cast.actor("owen"), date(2027, 3, 1)

    record_impact(action, **SEEN, seen_on=seen_on, by=by, at=LATER + timedelta(days=60))

    (one,) = followed(action.case, case_facts(action.case), LATER)
    assert [impact.words for impact in one.impacts] == ["Nobody is missed."]
    entry = told(action.case, LogKind.IMPACT_RECORDED)[0]
    assert entry.text == "A1: Nobody is missed. How it is known: Counted in March."


@pytest.mark.parametrize(
    ("changed", "error", "words"),
    [
        ({"words": ""}, Incomplete, "Say what changed"),
        ({"evidence": " "}, Incomplete, "Say how it is known"),
        ({"seen_on": date(2027, 1, 1)}, Refused, "has not come yet"),
        ({"seen_on": date(2026, 11, 1)}, Refused, "not its impact"),
    ],
)
def test_an_impact_that_cannot_be_is_refused(
    action, cast, changed, error, words
) -> None:
    given = {**SEEN, "seen_on": date(2026, 11, 14), **changed}

    with pytest.raises(error, match=words):
        record_impact(action, **given, by=cast.actor("owen"), at=NEXT_DAY)


def test_what_is_late_comes_first_and_what_is_settled_last(cast) -> None:
    case = make.case(cast)
    for due_at in (LATER, NEXT_DAY, DUE_AT):
        agreed(case, cast, due_at=due_at)
    done(agreed(case, cast), cast, NEXT_DAY)

    found = followed(case, case_facts(case), DUE_AT - timedelta(days=2))

    assert [one.name for one in found] == ["A2", "A3", "A1", "A4"]
    assert [one.is_settled for one in found] == [False, False, False, True]


def test_an_action_is_known_by_number_and_owner_now_in_one_query(action, cast) -> None:
    change_action(
        action,
        owner="Owen Tarnfield",
        reason="Handed on.",
        by=cast.actor("priya"),
        at=NEXT_DAY,
    )
    other = agreed(make.case(cast, number=2, label="041126XX"), cast)

    with CaptureQueriesContext(connection) as asked:
        found = action_subjects([action.case, other.case])

    assert found == {
        str(action.pk): "A1, Owen Tarnfield",
        str(other.pk): "A1, Priya Ollerdale",
    }
    assert len(asked) == 1


def test_an_action_can_be_carried_out_after_its_case_was_closed(action, cast) -> None:
    make.entry(action.case, cast, LogKind.CASE_CLOSED, at=NEXT_DAY)

    done(action, cast, NEXT_DAY)

    assert duty_of(action, NEXT_DAY).state == "done"


def test_without_a_task_for_actions_they_are_followed_all_the_same(
    action, cast
) -> None:
    """A partnership's own procedure need not have one; nothing is a duty then."""

    def state(at) -> str:
        facts = case_facts(action.case)
        told = tuple(one for one in facts.facts if one.kind != LogKind.ACTION_AGREED)
        (one,) = followed(action.case, replace(facts, facts=told), at)
        return one.state.value

    assert state(NEXT_DAY) == "open"
    assert state(DUE_AT + timedelta(days=1)) == "late"
    done(action, cast, NEXT_DAY)
    assert state(NEXT_DAY) == "done"
