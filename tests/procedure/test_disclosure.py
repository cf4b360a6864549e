"""Who may see a held item, whether it may leave, and when to ask again."""

from datetime import date

import pytest

from rapidreview.procedure import disclosure as d
from rapidreview.procedure.errors import AlreadyDone, Incomplete, Refused
from rapidreview.procedure.vocabulary import Role

pytestmark = pytest.mark.paragraph("P14.7")
TODAY, BEFORE, AFTER = date(2026, 11, 12), date(2026, 11, 10), date(2026, 11, 20)
TO_OWEN = d.Let(person="owen")
FOR_PACK = d.Let(way=d.Way.PACK)


@pytest.mark.parametrize("role", Role)
def test_only_manager_and_chair_see_what_is_held(role):
    sees = d.may_see(d.Reader("somebody", [role]), [TO_OWEN, FOR_PACK])

    assert sees == (
        role in {Role.PARTNERSHIP_MANAGER, Role.JCR_CHAIR, Role.JCR_VICE_CHAIR}
    )


def test_who_is_named_sees_it_and_nobody_else():
    officer = [Role.PARTNERSHIP_OFFICER]

    assert d.may_see(d.Reader("owen", officer), [TO_OWEN])
    assert not d.may_see(d.Reader("owen", officer), [FOR_PACK])
    assert not d.may_see(d.Reader("", officer), [FOR_PACK])


@pytest.mark.parametrize("way", d.Way)
def test_it_leaves_only_through_the_paper_it_was_released_for(way):
    assert d.may_leave(way, [TO_OWEN, FOR_PACK]) == (way is d.Way.PACK)
    assert not d.may_leave(way, [])
    assert way.words


@pytest.mark.parametrize(
    ("until_on", "ended_on", "looked_on", "since"),
    [
        (None, None, None, None),
        (AFTER, None, None, None),
        (TODAY, None, None, TODAY),
        (AFTER, BEFORE, None, BEFORE),
        (AFTER, BEFORE, TODAY, None),
        (BEFORE, TODAY, None, BEFORE),
        (None, TODAY, BEFORE, TODAY),
    ],
)
def test_it_is_asked_again_on_its_day_or_when_the_process_ended(
    until_on, ended_on, looked_on, since
):
    assert d.asks_again(until_on, ended_on, looked_on, TODAY) == since


def test_a_hold_says_until_when():
    d.require_until(AFTER, "", TODAY)
    d.require_until(None, "the inquest is over", TODAY)
    with pytest.raises(Incomplete):
        d.require_until(None, " ", TODAY)
    with pytest.raises(Refused):
        d.require_until(TODAY, "", TODAY)


def test_a_release_says_to_whom_and_who_agreed():
    d.require_release(["owen"], "DI Fenwick", TODAY, TODAY)
    with pytest.raises(Incomplete, match="at least one"):
        d.require_release([], "DI Fenwick", TODAY, TODAY)
    with pytest.raises(Incomplete, match="who agreed"):
        d.require_release(["owen"], " ", TODAY, TODAY)
    with pytest.raises(Refused):
        d.require_release(["owen"], "DI Fenwick", AFTER, TODAY)


def test_a_process_has_begun_and_ends_after_that():
    d.require_period(BEFORE, None, TODAY)
    d.require_period(BEFORE, AFTER, TODAY)
    with pytest.raises(Refused):
        d.require_period(AFTER, None, TODAY)
    with pytest.raises(Refused):
        d.require_period(TODAY, BEFORE, TODAY)


def test_a_process_ends_once():
    d.require_running(None)
    with pytest.raises(AlreadyDone):
        d.require_running(BEFORE)


def test_what_the_form_holds_stays_held():
    d.require_hold_can_end(from_start=False, ended=False)
    with pytest.raises(Refused):
        d.require_hold_can_end(from_start=True, ended=False)
    with pytest.raises(AlreadyDone):
        d.require_hold_can_end(from_start=False, ended=True)
