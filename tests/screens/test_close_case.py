"""Closing a case and reopening it, on the page (P14.2, P14.3)."""

from datetime import date, timedelta

import pytest
from django.test import Client

from rapidreview.case.models import Case
from rapidreview.opening.sin import end_case
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.vocabulary import Outcome
from rapidreview.retention.closing import close_case
from rapidreview.retention.reviewing import pending
from tests import make
from tests.acted import agreed
from tests.cast import Cast, gather_elsewhere
from tests.opened import told
from tests.posting import boxes, post, signed_in, stop_the_clock

pytestmark = [pytest.mark.django_db, pytest.mark.paragraph("P14.2")]
AT = make.later(days=60)
CLOSE = {"looked_after": "no", "reason": "The Panel agrees."}


@pytest.fixture(autouse=True)
def _later(cast: Cast, settings) -> None:
    stop_the_clock(settings, AT)


def page_of(case: Case, name: str = "close") -> str:
    return f"/cases/{case.pk}/{name}/"


def closed(case: Case, cast: Cast) -> Case:
    close_case(case, reason="The Panel agrees.", by=cast.actor("priya"), at=AT)
    return case


def test_the_page_lists_what_is_open_who_leaves_and_how_long_it_is_kept(
    case: Case, cast: Cast, priya: Client
) -> None:
    agreed(case, cast)
    make.child(case, born=date(2021, 3, 27))

    page = priya.get(page_of(case)).text

    assert "A1, Priya Ollerdale: late" in page
    assert f'href="/cases/{case.pk}/actions/#A1"' in page
    assert "Miriam Stellbrook, Minute-taker" in page
    assert "Tuesday 3 January 2062, 35 years after closing" in page
    assert "Tuesday 27 March 2096" in page


def test_without_a_birth_date_the_page_asks_for_the_day(
    case: Case, priya: Client
) -> None:
    make.child(case)

    assert "The birth date of a child is not known" in priya.get(page_of(case)).text


def test_the_manager_closes_and_nobody_else(case: Case, cast: Cast) -> None:
    outsider = signed_in(gather_elsewhere().priya)

    for name in ("owen", "judith", "miriam"):
        browser = signed_in(cast.users[name])
        assert browser.get(page_of(case)).status_code == 403
        assert post(browser, page_of(case), **CLOSE).status_code == 403
    assert post(outsider, page_of(case), **CLOSE).status_code == 404
    assert not told(case, LogKind.CASE_CLOSED)


def test_a_closed_case_says_so_everywhere_and_access_has_ended(
    case: Case, cast: Cast, priya: Client
) -> None:
    miriam = signed_in(cast.miriam)
    assert miriam.get(f"/cases/{case.pk}/").status_code == 200

    assert post(priya, page_of(case), **CLOSE).status_code == 302

    assert miriam.get(f"/cases/{case.pk}/").status_code == 404
    page = priya.get(f"/cases/{case.pk}/").text
    assert "This case has ended. Nothing is due." in page
    assert "Whether this case is kept is reviewed on Tuesday 3 January 2062." in page
    assert "Reopen this case" in page
    assert "closed" in priya.get("/cases/").text
    assert "The Panel agrees." in priya.get(page_of(case)).text


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"reason": ""}, "still open. Say why"),
        ({"looked_after": ""}, "Say whether a child of this review is or was"),
        ({**boxes("review_on", date(2050, 1, 1))}, "Say why the retention review"),
        ({"review_on_day": "1"}, "must include a month and a year"),
        ({**boxes("closed_at", AT + timedelta(days=3))}, "has not come yet"),
    ],
)
def test_a_closing_that_cannot_be_keeps_what_was_typed(
    case: Case, priya: Client, changed: dict[str, str], words: str
) -> None:
    typed = {**CLOSE, **changed}

    page = post(priya, page_of(case), **typed)

    assert page.status_code == 422
    assert words in page.text
    assert typed["reason"] in page.text
    assert not told(case, LogKind.CASE_CLOSED)


def test_another_day_of_review_and_a_true_date_are_kept(
    case: Case, priya: Client
) -> None:
    given = {
        **boxes("review_on", date(2050, 1, 1)),
        "review_because": "A pending inquiry.",
        **boxes("closed_at", make.later(days=40)),
    }

    assert post(priya, page_of(case), **CLOSE, **given).status_code == 302

    assert pending(case).due_on == date(2050, 1, 1)
    assert told(case, LogKind.CASE_CLOSED)[0].late


def test_a_case_is_closed_once(case: Case, cast: Cast, priya: Client) -> None:
    closed(case, cast)

    page = post(priya, page_of(case), **CLOSE)

    assert page.status_code == 409
    assert "has ended already" in page.text


def test_the_board_shows_what_outlives_a_closed_case(
    case: Case, cast: Cast, priya: Client
) -> None:
    agreed(case, cast)
    closed(case, cast)

    day, listed = priya.get("/").text, priya.get("/cases/").text

    assert "A1, Priya Ollerdale: Carry out the action" in day
    assert "Set timescales" not in day
    assert "closed, 1 late" in listed


@pytest.mark.paragraph("P14.5")
def test_on_the_day_of_the_review_it_is_a_task_of_my_day(
    case: Case, cast: Cast, priya: Client, settings
) -> None:
    closed(case, cast)
    assert "Review whether the case is kept" not in priya.get("/").text

    stop_the_clock(settings, AT.replace(year=2062))

    priya = signed_in(cast.priya)  # the session of 35 years ago is over
    page = priya.get("/").text
    assert f'href="/cases/{case.pk}/retention/">Review whether the case is kept' in page
    for address in ("", "timeline/", "log/", "people/", "documents/", "actions/"):
        assert priya.get(f"/cases/{case.pk}/{address}").status_code == 200


@pytest.mark.paragraph("P14.3")
def test_a_closed_case_is_reopened_on_its_page(
    case: Case, cast: Cast, priya: Client
) -> None:
    closed(case, cast)
    assert "Roles that ended at closing are not given again" in (
        priya.get(page_of(case, "reopen")).text
    )

    answer = post(priya, page_of(case, "reopen"), reason="A query came.")

    assert answer.status_code == 302
    case.refresh_from_db()
    assert case.is_open
    again = post(priya, page_of(case, "reopen"), reason="A query came.")
    assert again.status_code == 409


@pytest.mark.paragraph("P14.3")
def test_a_reopening_without_a_reason_is_refused(
    case: Case, cast: Cast, priya: Client
) -> None:
    closed(case, cast)

    page = post(priya, page_of(case, "reopen"), reason="")

    assert page.status_code == 422
    assert "Enter: Why." in page.text


@pytest.mark.paragraph("P14.3")
@pytest.mark.parametrize(
    ("outcome", "words", "status"),
    [
        (Outcome.SIN_WITHDRAWN, "without a review", 302),
        (Outcome.OPENED_IN_ERROR, "so it stays ended", 422),
    ],
)
def test_a_case_that_ended_otherwise_says_whether_it_can_be_reopened(
    case: Case, cast: Cast, priya: Client, outcome: Outcome, words: str, status: int
) -> None:
    end_case(case, outcome, reason="x", by=cast.actor("priya"), at=AT)

    page = priya.get(page_of(case, "reopen"))

    assert words in page.text
    assert ("<textarea" in page.text) == (status == 302)
    answer = post(priya, page_of(case, "reopen"), reason="Notified again.")
    assert answer.status_code == status
    assert priya.get(page_of(case)).status_code == 200


@pytest.mark.paragraph("P14.3")
def test_only_the_manager_reopens(case: Case, cast: Cast) -> None:
    closed(case, cast)

    for name, status in [("owen", 403), ("judith", 403), ("miriam", 404)]:
        browser = signed_in(cast.users[name])
        assert post(browser, page_of(case, "reopen"), reason="x").status_code == status
    assert (
        "This case is open."
        not in signed_in(cast.priya).get(page_of(case, "reopen")).text
    )
