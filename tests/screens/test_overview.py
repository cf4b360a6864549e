"""The overview of a case: whom it is about, the day, what is next, and by whom it is seen."""

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from rapidreview.case.models import Case
from rapidreview.desk.lines import PAGES
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.vocabulary import Role
from tests import make
from tests.asking import asked
from tests.cast import Cast
from tests.posting import signed_in, stop_the_clock

pytestmark = pytest.mark.django_db


def overview(client: Client, case: Case) -> str:
    answer = client.get(f"/cases/{case.pk}/")
    assert answer.status_code == 200
    return answer.text


@pytest.mark.paragraph("P1.4")
def test_every_page_says_which_day_it_is(case: Case, priya: Client, settings) -> None:
    stop_the_clock(settings, make.later(days=5))

    assert "Day 4 of 15" in overview(priya, case)


@pytest.mark.paragraph("P1.3")
def test_every_page_says_who_oversees_the_review(case: Case, priya: Client) -> None:
    assert "Overseen by Priya Ollerdale" in overview(priya, case)


@pytest.mark.paragraph("P0.6")
def test_a_deputy_is_named_with_their_last_moment(
    cast: Cast, case: Case, priya: Client
) -> None:
    grant = make.appoint(
        case, cast.owen, Role.PARTNERSHIP_MANAGER, stands_in_for=cast.priya
    )
    grant.to_at = make.later(days=1)
    grant.save()

    page = overview(priya, case)

    assert "(standing in: Owen Tarnfield until tomorrow, 9:30am)" in page


CHILDREN = [
    ("Bramwell Nettlecombe", date(2021, 3, 27), "BN, age 5"),
    ("", None, "name not known, age not known"),
    ("Nelo Marvane", None, "NM, age not known"),
    ("Nelo Marvane", date(2020, 11, 4), "NM, age 6"),
    ("Nelo Marvane", date(2020, 11, 5), "NM, age 5"),
]


@pytest.mark.parametrize(("name", "born", "words"), CHILDREN)
def test_a_child_is_shown_by_initials_and_age(
    case: Case, priya: Client, name: str, born: date | None, words: str
) -> None:
    make.child(case, name=name, born=born)

    page = overview(priya, case)

    assert words in page
    assert not name or name not in page


def test_what_is_next_can_be_gone_to(case: Case, priya: Client) -> None:
    page = overview(priya, case)

    assert "<strong>Next:</strong>" in page
    assert "Go to it" in page
    assert "Why:" in page


def test_the_picture_is_told_in_words_too(case: Case, priya: Client) -> None:
    page = overview(priya, case)

    assert '<desc id="picture-words">' in page
    assert "Day 1: Wednesday 4 November 2026 to" in page


def test_a_case_without_its_first_date_says_what_is_missing(cast: Cast) -> None:
    case = make.case(cast, notified=False)

    page = overview(signed_in(cast.priya), case)

    assert "The timeline appears here once the notification’s date is recorded." in page
    assert "Before day 1" in page


def test_the_last_five_entries_are_shown(cast: Cast, case: Case, priya: Client) -> None:
    for number in range(6):
        make.entry(case, cast, text=f"Call number {number}.", at=make.later(hours=1))

    page = overview(priya, case)

    assert "Call number 5." in page
    assert "Call number 0." not in page


def test_a_minute_taker_is_not_shown_the_log(cast: Cast, case: Case) -> None:
    make.entry(case, cast, text="A confidence.")

    page = overview(signed_in(cast.miriam), case)

    assert "A confidence." not in page
    assert "Nothing that you may read yet." in page


@pytest.mark.parametrize(
    ("name", "offered"),
    [
        ("priya", {"dates/all/", "agencies/", "end/"}),
        ("judith", set()),
        ("miriam", set()),
    ],
)
def test_one_is_offered_only_what_is_ones_own_to_do(
    cast: Cast, case: Case, name: str, offered: set[str]
) -> None:
    page = overview(signed_in(cast.users[name]), case)

    found = {one for one in ("dates/all/", "agencies/", "end/") if one in page}
    assert found == offered


@pytest.mark.parametrize("name", make.ON_THE_CASE)
def test_no_link_of_the_page_leads_to_a_refusal(
    cast: Cast, case: Case, name: str
) -> None:
    make.entry(case, cast, LogKind.SENIOR_OFFICERS_CONFIRMED)
    browser = signed_in(cast.users[name])

    led = set(re.findall(r'href="(/cases/[^"#]+)', overview(browser, case)))

    assert {one: browser.get(one).status_code for one in led} == dict.fromkeys(led, 200)


@pytest.mark.parametrize("name", sorted(set(PAGES.values())))
def test_every_task_leads_to_a_page(case: Case, priya: Client, name: str) -> None:
    address = reverse(name, kwargs={"case_id": case.pk})

    assert priya.get(address).status_code == 200


def test_a_duty_about_a_return_leads_to_that_return(cast: Cast, settings) -> None:
    row = asked(cast)
    stop_the_clock(settings, row.asked_at)

    page = overview(signed_in(cast.priya), row.case)

    assert reverse("agency_return", args=[row.case_id, row.pk]) in page
    assert "Aldermoss Primary School: " in page


def test_an_open_safety_item_is_on_every_page(cast: Cast, settings) -> None:
    row = asked(cast)
    stop_the_clock(settings, row.asked_at)
    row.safety_items.create(case=row.case, words="Alone.", raised_at=row.asked_at)

    for name, seen in [("priya", True), ("judith", True), ("miriam", False)]:
        page = overview(signed_in(cast.users[name]), row.case)
        assert ("says that a child may be unsafe now" in page) == seen
        assert "Alone." not in page


def test_an_ended_case_says_so(cast: Cast, case: Case, priya: Client) -> None:
    make.entry(case, cast, LogKind.CASE_ENDED)
    Case.objects.update(outcome="opened_in_error")

    page = overview(priya, case)

    assert "This case has ended. Nothing is due." in page
