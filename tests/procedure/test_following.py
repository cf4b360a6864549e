"""Actions that were agreed: how each stands, and what may be said of it (P14.1)."""

import pytest

from rapidreview.procedure import following
from rapidreview.procedure.errors import AlreadyDone, Incomplete, Refused
from rapidreview.procedure.logkinds import LogKind as K
from tests.procedure.given import case, d, on_day
from tests.procedure.refusals import refuses

pytestmark = pytest.mark.paragraph("P14.1")
AGREED = (K.ACTION_AGREED, on_day(8), "a1")
DONE = (K.ACTION_DONE, on_day(9), "a1")
DROPPED = (K.ACTION_DROPPED, on_day(10), "a1")
CHANGED = (K.ACTION_CHANGED, on_day(11), "a1")


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        ((), None),
        ((CHANGED,), None),
        ((DONE,), K.ACTION_DONE),
        ((CHANGED, DONE), K.ACTION_DONE),
        ((DONE, CHANGED), None),
        ((DONE, CHANGED, DROPPED), K.ACTION_DROPPED),
        (((K.ACTION_DONE, on_day(9), "a2"),), None),
    ],
)
def test_the_newest_entry_says_how_an_action_stands(told, kind):
    fact = following.settled_by(case(AGREED, *told), "a1")

    assert (fact.kind if fact else None) == kind


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (DONE, "done on Monday 16 November 2026"),
        (DROPPED, "dropped on Tuesday 17 November 2026"),
    ],
)
def test_a_settled_action_is_settled_once(told, words):
    following.require_going_on(case(AGREED), "a1")

    with refuses(AlreadyDone, match=words):
        following.require_going_on(case(AGREED, told), "a1")


def test_an_action_that_was_dropped_has_no_impact():
    following.require_impact_possible(case(AGREED), "a1")
    following.require_impact_possible(case(AGREED, DONE), "a1")

    with refuses(Refused, match="was dropped"):
        following.require_impact_possible(case(AGREED, DROPPED), "a1")


def test_nothing_is_recorded_without_words():
    following.require_words("It was done.", "what was done")

    with refuses(Incomplete, match=r"Say what was done\."):
        following.require_words(" \n", "what was done")


@pytest.mark.parametrize(
    ("happened_at", "words"),
    [
        (on_day(7), "agreed on Friday 13 November 2026"),
        (on_day(12), "has not come yet"),
    ],
)
def test_an_action_is_done_between_its_agreement_and_now(happened_at, words):
    following.require_happened_since(on_day(8), on_day(8, "09:00"), on_day(11))

    with refuses(Refused, match=words):
        following.require_happened_since(on_day(8), happened_at, on_day(11))


@pytest.mark.parametrize(
    ("seen_on", "words"),
    [("2026-11-12", "not its impact"), ("2026-11-19", "has not come yet")],
)
def test_an_impact_is_seen_between_the_agreement_and_today(seen_on, words):
    following.require_seen(on_day(8), d("2026-11-13"), on_day(11))

    with refuses(Refused, match=words):
        following.require_seen(on_day(8), d(seen_on), on_day(11))
