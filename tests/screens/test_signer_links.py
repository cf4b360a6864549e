"""The senior manager's link and the author's: neither opens the other's pages (P1.10, P1.11)."""

import re

import pytest
from django.test import Client

from rapidreview.case.models import AccessEntry
from rapidreview.mail.models import Letter
from rapidreview.scoping import to_signer
from rapidreview.scoping.models import AgencyReturn
from rapidreview.scoping.rounds import author_of, signer_of
from rapidreview.scoping.signatures import DECLARATIONS, live_signature
from tests.asking import (
    SENT_AT,
    author,
    entered,
    link_to,
    past_the_code,
    sent,
    with_signer,
)
from tests.cast import Cast, gather
from tests.contents import contents
from tests.posting import post, signed_in, stop_the_clock

pytestmark = [pytest.mark.django_db, pytest.mark.paragraph("P1.11")]
FORM = "/sign/form/"
PAGES = ("", "back/", "pass/", "receipt/")
ANOTHER = {"name": "Ines Farrow", "role": "Governor", "email": "ines@northmere.example"}


@pytest.fixture(autouse=True)
def _day_3(settings: object) -> None:
    stop_the_clock(settings, SENT_AT)


@pytest.fixture
def cast() -> Cast:
    return gather()


@pytest.fixture
def school(cast: Cast) -> AgencyReturn:
    return with_signer(cast)


@pytest.fixture
def grace(client: Client, school: AgencyReturn) -> Client:
    """The senior manager's browser, past the code."""
    return past_the_code(signer_of(school.request), client)


def everything_on(page: str, **changed: object) -> dict[str, object]:
    """What the page sends when everything on it is confirmed."""
    shown = re.findall(r'name="shown" value="([0-9a-f]{64})"', page)[0]
    return {
        "shown": shown,
        "name": "Grace Merribeck",
        "role": "Head teacher",
        "declarations": list(DECLARATIONS),
        "statement": "I have read it.",
        **changed,
    }


def test_this_is_not_me_works_for_the_senior_manager(
    client: Client, school: AgencyReturn
) -> None:
    answer = post(client, f"{link_to(signer_of(school.request))}not-me/")

    assert answer["Location"] == "/answer/thanks/"
    assert Letter.objects.filter(kind="not_me_signer").exists()


@pytest.mark.parametrize("page", PAGES)
def test_an_author_does_not_open_the_pages_of_the_senior_manager(
    client: Client, school: AgencyReturn, page: str
) -> None:
    entered(school, client)
    client.cookies["sign"] = client.cookies["answer"].value

    assert client.get(f"{FORM}{page}").status_code == 410
    assert post(client, f"{FORM}{page}").status_code == 410


@pytest.mark.parametrize("page", ["", "D/", "check/", "take-back/", "hand-over/"])
def test_a_senior_manager_does_not_open_the_pages_of_the_author(
    grace: Client, page: str
) -> None:
    grace.cookies["answer"] = grace.cookies["sign"].value

    assert grace.get(f"/answer/form/{page}").status_code == 410
    assert post(grace, f"/answer/form/{page}").status_code == 410


@pytest.mark.parametrize("page", PAGES)
def test_without_the_code_no_page_opens(
    client: Client, school: AgencyReturn, page: str
) -> None:
    assert client.get(f"{FORM}{page}").status_code == 410
    assert post(client, f"{FORM}{page}").status_code == 410


def test_once_taken_back_the_link_and_the_open_visit_are_dead(
    grace: Client, school: AgencyReturn
) -> None:
    link = link_to(signer_of(school.request))
    given = everything_on(grace.get(FORM).text)
    to_signer.take_back(school, by=author(school), at=SENT_AT)

    assert post(grace, FORM, **given).status_code == 410
    assert grace.get(link).status_code == 410
    assert live_signature(school) is None


def test_a_link_for_signing_is_dead_after_it_was_signed(
    client: Client, cast: Cast
) -> None:
    assert client.get(link_to(signer_of(sent(cast).request))).status_code == 410


@pytest.mark.paragraph("P1.10")
def test_every_page_behind_a_link_twice_changes_nothing_but_the_access_log(
    grace: Client, school: AgencyReturn
) -> None:
    sam = entered(school, Client())
    links = [link_to(one(school.request)) for one in (author_of, signer_of)]
    before = contents(leaving_out=[AccessEntry])

    for client, places in (
        (grace, [FORM, *(f"{FORM}{one}" for one in PAGES)]),
        (sam, ["/answer/form/", "/answer/form/with/", "/answer/form/take-back/",
               "/answer/form/hand-over/", "/answer/form/check/"]),
        (Client(), [*links, *(f"{one}code/" for one in links)]),
    ):  # fmt: skip
        for place in places * 2:
            client.get(place)
            client.head(place)

    assert contents(leaving_out=[AccessEntry]) == before


@pytest.mark.paragraph("P1.10")
def test_whoever_is_signed_in_in_the_same_browser_does_not_matter(
    cast: Cast, school: AgencyReturn
) -> None:
    owen = signed_in(cast.owen)
    link = link_to(signer_of(school.request))

    pages = [owen.get(link), owen.get(FORM), owen.get("/sign/nothing/")]
    past_the_code(signer_of(school.request), owen)
    pages.append(owen.get(FORM))

    assert [one.status_code for one in pages] == [200, 410, 410, 200]
    for page in pages:
        assert "Sign out" not in page.text
        assert "Go to your day" not in page.text
    answer = post(owen, FORM, **everything_on(pages[-1].text))
    assert answer["Location"] == f"{FORM}receipt/"
    assert cast.owen.name not in live_signature(school).name
