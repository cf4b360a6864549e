"""Legal hold and the retention review, on their pages (P14.4, P14.5)."""

from datetime import date

import pytest
from django.test import Client

from rapidreview.case.models import Case
from rapidreview.procedure.logkinds import LogKind
from rapidreview.retention.closing import close_case
from rapidreview.retention.holding import hold_of, place_hold
from rapidreview.retention.reviewing import pending
from tests import make
from tests.cast import Cast, gather_elsewhere
from tests.opened import told
from tests.posting import boxes, post, signed_in, stop_the_clock

pytestmark = [pytest.mark.django_db, pytest.mark.paragraph("P14.4", "P14.5")]
AT = make.later(days=60)
ON_ITS_DAY = AT.replace(year=2062)
KEEP = {
    "verdict": "keep",
    "decision": "An inquiry asked for it.",
    **boxes("next_on", date(2072, 1, 3)),
}
PAGES = ("legal-hold", "retention", "retention/day")


@pytest.fixture
def ended(case: Case, cast: Cast, settings) -> Case:
    """Closed; its review is on 3 January 2062."""
    close_case(case, reason="Its work is done.", by=cast.actor("priya"), at=AT)
    stop_the_clock(settings, make.later(days=61))
    return case


def page_of(case: Case, name: str) -> str:
    return f"/cases/{case.pk}/{name}/"


def test_a_hold_is_placed_shown_and_lifted(case: Case, priya: Client) -> None:
    page = page_of(case, "legal-hold")
    assert "No legal hold stands on this case." in priya.get(page).text

    assert post(priya, page, reason="The coroner asked.").status_code == 302

    assert "The coroner asked." in priya.get(page).text
    for name in ("", "people/"):
        words = "Legal hold since Wednesday 4 November 2026"
        assert words in priya.get(f"/cases/{case.pk}/{name}").text
    lift = f"{page}{hold_of(case).pk}/lift/"
    assert post(priya, lift, reason="The inquest is over.").status_code == 302
    assert "Holds that were lifted" in priya.get(page).text
    assert "Legal hold since" not in priya.get(f"/cases/{case.pk}/").text


def test_a_hold_without_a_reason_or_twice_is_refused(
    case: Case, cast: Cast, priya: Client
) -> None:
    page = page_of(case, "legal-hold")
    assert post(priya, page, reason="").status_code == 422
    hold = place_hold(case, reason="Asked.", by=cast.actor("priya"), at=make.later())

    twice = post(priya, page, reason="The police asked.")

    assert (twice.status_code, "The police asked." in twice.text) == (409, True)
    lift = f"{page}{hold.pk}/lift/"
    assert post(priya, lift, reason="").status_code == 422
    assert post(priya, lift, reason="Over.").status_code == 302
    assert post(priya, lift, reason="Over.").status_code == 409


def test_only_the_manager_opens_these_pages(ended: Case, cast: Cast) -> None:
    outsider = gather_elsewhere().priya
    for user, status in [(cast.owen, 403), (cast.judith, 403), (outsider, 404)]:
        browser = signed_in(user)
        found = [browser.get(page_of(ended, one)).status_code for one in PAGES]
        assert found == [status] * 3
        assert post(browser, page_of(ended, "retention"), **KEEP).status_code == status


def test_the_team_and_the_chair_still_read_a_closed_case(
    ended: Case, cast: Cast
) -> None:
    for name in ("owen", "judith", "victor"):
        page = signed_in(cast.users[name]).get(f"/cases/{ended.pk}/")
        assert page.status_code == 200
        assert "is reviewed on Tuesday 3 January 2062" in page.text


def test_a_hold_of_another_case_is_not_found(
    case: Case, cast: Cast, priya: Client
) -> None:
    other = make.case(cast, number=2, label="041126XX")
    hold = place_hold(other, reason="x", by=cast.actor("priya"), at=make.later())

    address = f"{page_of(case, 'legal-hold')}{hold.pk}/lift/"

    assert post(priya, address, reason="x").status_code == 404


def test_before_its_day_there_is_nothing_to_decide(ended: Case, priya: Client) -> None:
    page = priya.get(page_of(ended, "retention")).text

    assert "Tuesday 3 January 2062" in page
    assert "35 years after closing" in page
    assert "<textarea" not in page
    assert post(priya, page_of(ended, "retention"), **KEEP).status_code == 409


def test_on_its_day_the_case_is_kept_and_looked_at_again(
    ended: Case, priya: Client, settings
) -> None:
    stop_the_clock(settings, ON_ITS_DAY)
    assert "waits for a second person" in priya.get(page_of(ended, "retention")).text

    assert post(priya, page_of(ended, "retention"), **KEEP).status_code == 302

    assert pending(ended).due_on == date(2072, 1, 3)
    assert "An inquiry asked for it." in priya.get(page_of(ended, "retention")).text


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"verdict": ""}, "Choose: What is decided."),
        ({"decision": ""}, "Enter: Why."),
        ({"next_on_day": "", "next_on_month": "", "next_on_year": ""}, "Enter the day"),
        ({"next_on_month": "13"}, "must be a real date"),
    ],
)
def test_a_decision_that_cannot_be_keeps_what_was_typed(
    ended: Case, priya: Client, settings, changed: dict[str, str], words: str
) -> None:
    stop_the_clock(settings, ON_ITS_DAY)

    page = post(priya, page_of(ended, "retention"), **KEEP | changed)

    assert page.status_code == 422
    assert words in page.text
    assert (KEEP | changed)["decision"] in page.text


def test_under_a_hold_the_page_refuses_to_destroy(
    ended: Case, cast: Cast, priya: Client, settings
) -> None:
    place_hold(ended, reason="Asked.", by=cast.actor("priya"), at=AT)
    stop_the_clock(settings, ON_ITS_DAY)

    page = post(priya, page_of(ended, "retention"), verdict="destroy", decision="Old.")

    assert page.status_code == 422
    assert "A legal hold stands on this case" in page.text
    assert not told(ended, LogKind.RETENTION_REVIEWED)


def test_to_destroy_is_recorded_and_another_day_can_be_set(
    ended: Case, priya: Client, settings
) -> None:
    stop_the_clock(settings, ON_ITS_DAY)
    destroy = {"verdict": "destroy", "decision": "Nobody needs it."}

    assert post(priya, page_of(ended, "retention"), **destroy).status_code == 302

    page = priya.get(page_of(ended, "retention")).text
    assert "Destroy it: waits for a second person" in page
    assert "No day of review is set." in page
    day = {**boxes("due_on", date(2065, 1, 5)), "reason": "Nobody agreed."}
    assert post(priya, page_of(ended, "retention/day"), **day).status_code == 302
    assert pending(ended).due_on == date(2065, 1, 5)


def test_the_day_is_changed_unless_somebody_was_quicker(
    ended: Case, priya: Client
) -> None:
    page = page_of(ended, "retention/day")
    assert 'name="read" value="2062-01-03"' in priya.get(page).text
    day = {**boxes("due_on", date(2050, 6, 1)), "reason": "New law."}

    assert post(priya, page, **day, read="2062-01-03").status_code == 302
    late = post(priya, page, **day, read="2062-01-03")

    assert late.status_code == 409
    assert "Wednesday 1 June 2050" in late.text
    assert "New law." in late.text
    assert post(priya, page, **day, read="2050-06-01").status_code == 409
    assert post(priya, page, due_on_day="5", reason="").status_code == 422


def test_an_open_case_says_that_closing_sets_the_day(case: Case, priya: Client) -> None:
    assert "closing the case sets it" in priya.get(page_of(case, "retention")).text
    day = {**boxes("due_on", date(2050, 6, 1)), "reason": "Early."}
    assert post(priya, page_of(case, "retention/day"), **day).status_code == 409
