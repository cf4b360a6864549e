"""The actions of a case: whose, by when, how they stand, whether they made a difference (P14.1)."""

from datetime import date, timedelta

import pytest
from django.test import Client

from rapidreview.case.models import Case
from rapidreview.learning.following import change_action, drop_action, record_impact
from rapidreview.meeting.models import Action
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.vocabulary import Role
from tests import make
from tests.acted import AGREED_AT, DUE_AT, agreed, done
from tests.cast import Cast, gather_elsewhere
from tests.opened import told
from tests.posting import boxes, post, signed_in, stop_the_clock

pytestmark = [pytest.mark.django_db, pytest.mark.paragraph("P14.1")]
NOW = AGREED_AT + timedelta(days=3)
STEPS = ("change", "done", "drop", "impact")


@pytest.fixture
def action(case: Case, cast: Cast, settings) -> Action:
    stop_the_clock(settings, NOW)
    return agreed(case, cast)


def actions(client: Client, case: Case) -> str:
    answer = client.get(f"/cases/{case.pk}/actions/")
    assert answer.status_code == 200
    return answer.text


def step(action: Action, name: str) -> str:
    return f"/cases/{action.case_id}/actions/{action.pk}/{name}/"


def test_an_action_stands_with_owner_date_state_and_measure(
    action: Action, priya: Client
) -> None:
    page = actions(priya, action.case)

    for words in ("A1", "One protocol", "Priya Ollerdale", "Friday 4 December, 5pm"):
        assert words in page
    assert "Missed appointments that are followed up" in page
    assert "None recorded" in page
    assert '<p class="rr-total">1 open</p>' in page


def test_what_is_late_comes_first_with_how_many_there_are(
    action: Action, cast: Cast, priya: Client
) -> None:
    agreed(action.case, cast, due_at=NOW - timedelta(hours=1))
    done(agreed(action.case, cast), cast, NOW)

    page = actions(priya, action.case)

    assert "1 late, 1 open, 1 done" in page
    assert page.index('id="A2"') < page.index('id="A1"') < page.index('id="A3"')
    assert "The protocol is in force." in page


def test_a_dropped_action_stays_with_its_reason(
    action: Action, cast: Cast, priya: Client
) -> None:
    drop_action(action, reason="Overtaken.", by=cast.actor("priya"), at=NOW)

    page = actions(priya, action.case)

    assert "Not needed" in page
    assert "Overtaken." in page
    assert "Take up again" in page


def test_impact_is_shown_with_how_it_is_known(
    action: Action, cast: Cast, priya: Client
) -> None:
    record_impact(
        action,
        words="Nobody is missed.",
        evidence="Counted <each> week.",
        seen_on=date(2026, 11, 14),
        by=cast.actor("owen"),
        at=NOW,
    )

    page = actions(priya, action.case)

    assert "Nobody is missed." in page
    assert "Counted &lt;each&gt; week." in page
    assert "Saturday 14 November 2026" in page


def test_a_case_without_actions_says_where_they_come_from(
    case: Case, priya: Client
) -> None:
    assert "No action has been agreed yet." in actions(priya, case)


def test_readers_read_and_only_the_team_follows(action: Action, cast: Cast) -> None:
    make.appoint(action.case, cast.matthias, Role.JCR_MEMBER, agency=cast.school)
    for kind in (LogKind.GROUP_TOLD, LogKind.MINUTES_SENT_WITH_REPORT):
        make.entry(action.case, cast, kind)

    for name, may_follow in [("owen", True), ("judith", False), ("matthias", False)]:
        browser = signed_in(cast.users[name])
        assert ("Record as done" in actions(browser, action.case)) == may_follow
        for one in STEPS:
            status = browser.get(step(action, one)).status_code
            assert status == (200 if may_follow else 403)


def test_outsiders_find_nothing(action: Action, cast: Cast) -> None:
    for outsider in (cast.oliver, gather_elsewhere().priya):
        browser = signed_in(outsider)
        assert browser.get(f"/cases/{action.case_id}/actions/").status_code == 404
        assert post(browser, step(action, "done"), words="Done.").status_code == 404


def test_an_action_of_another_case_is_not_found(
    action: Action, cast: Cast, priya: Client
) -> None:
    other = agreed(make.case(cast, number=2, label="041126XX"), cast)

    wrong = f"/cases/{action.case_id}/actions/{other.pk}/"

    assert [priya.get(f"{wrong}{one}/").status_code for one in STEPS] == [404] * 4


CHANGE = {
    "owner": "Owen Tarnfield",
    "reason": "Handed on.",
    "edit_version": "0",
    **boxes("due_at", DUE_AT + timedelta(days=14)),
}


def test_owner_and_date_are_changed_on_the_page(action: Action, priya: Client) -> None:
    answer = post(priya, step(action, "change"), **CHANGE)

    assert answer["Location"] == f"/cases/{action.case_id}/actions/"
    page = actions(priya, action.case)
    assert "Owen Tarnfield" in page
    assert "Friday 18 December, 5pm" in page


def test_two_who_change_an_action_at_once_see_both(
    action: Action, cast: Cast, priya: Client
) -> None:
    change_action(
        action, owner="Helene Wintersea", reason="x", by=cast.actor("owen"), at=NOW
    )

    page = post(priya, step(action, "change"), **CHANGE)

    assert page.status_code == 409
    assert "Somebody changed this action" in page.text
    assert "Helene Wintersea" in page.text
    assert "Handed on." in page.text


def test_an_action_is_recorded_as_done_once(action: Action, priya: Client) -> None:
    address = step(action, "done")

    assert post(priya, address, words="In force.").status_code == 302
    again = post(priya, address, words="In force.")

    assert again.status_code == 409
    assert "was done on" in again.text
    assert len(told(action.case, LogKind.ACTION_DONE)) == 1


def test_impact_and_a_reason_to_drop_are_recorded(action: Action, owen: Client) -> None:
    seen = {"words": "Seen.", "evidence": "Counted.", **boxes("seen_on", NOW.date())}

    assert post(owen, step(action, "impact"), **seen).status_code == 302
    assert post(owen, step(action, "drop"), reason="Enough.").status_code == 302

    page = actions(owen, action.case)
    assert "How it is known: Counted." in page
    assert "Enough." in page


@pytest.mark.parametrize(
    ("name", "typed", "words"),
    [
        ("change", {**CHANGE, "reason": ""}, "Enter: Why it changes."),
        ("change", {**CHANGE, "due_at_day": "31", "due_at_month": "2"}, "real date"),
        ("done", {"words": " "}, "Enter: What was done."),
        ("drop", {"reason": ""}, "Enter: Why it is not to be done after all."),
        ("impact", {"words": "Seen.", "evidence": ""}, "Enter: How it is known."),
        (
            "impact",
            {"words": "Soon.", "evidence": "x", **boxes("seen_on", DUE_AT.date())},
            "has not come yet",
        ),
    ],
)
def test_what_cannot_be_comes_back_with_what_was_typed(
    action: Action, priya: Client, name: str, typed: dict[str, str], words: str
) -> None:
    page = post(priya, step(action, name), **typed)

    assert page.status_code == 422
    assert words in page.text
    assert all(one in page.text for one in typed.values() if one.strip())


def test_a_duty_says_which_action_it_is_and_leads_to_the_actions(
    action: Action, priya: Client, settings
) -> None:
    stop_the_clock(settings, DUE_AT - timedelta(hours=1))
    line = "A1, Priya Ollerdale: Carry out the action"

    for address in ("/", f"/cases/{action.case_id}/"):
        page = priya.get(address).text
        assert f'href="/cases/{action.case_id}/actions/">{line}' in page
    assert "One protocol" not in priya.get("/").text
