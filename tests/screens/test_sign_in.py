"""Signing in and out: by e-mail and password, for as long as somebody is there."""

import pytest
from django.test import Client

from rapidreview.case.models import Case
from rapidreview.people.models import User
from tests import make
from tests.cast import PASSWORD, Cast
from tests.posting import signed_in, stop_the_clock

pytestmark = pytest.mark.django_db
PRIYA = "priya@northmere.example"


def sign_in(client: Client, email: str = PRIYA, password: str = PASSWORD, **more: str):
    return client.post("/sign-in/", {"login": email, "password": password, **more})


@pytest.mark.parametrize("email", [PRIYA, PRIYA.upper(), f" {PRIYA} "])
def test_an_address_and_its_password_lead_to_ones_day(
    cast: Cast, client: Client, email: str
) -> None:
    answer = sign_in(client, email)

    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert "Priya Ollerdale" in client.get("/").content.decode()


@pytest.mark.parametrize(
    ("email", "password"),
    [
        (PRIYA, "wrong"),
        (PRIYA, ""),
        ("", PASSWORD),
        ("nobody@northmere.example", PASSWORD),
        ("no address", PASSWORD),
    ],
)
def test_anything_else_does_not_sign_in(
    cast: Cast, client: Client, email: str, password: str
) -> None:
    answer = sign_in(client, email, password)

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "There is a problem" in page
    assert f'value="{email}"' in page or not email
    assert PASSWORD not in page
    assert "/sign-in/" in client.get("/")["Location"]


def test_a_wrong_password_and_an_unknown_address_look_the_same(
    cast: Cast, client: Client
) -> None:
    known = sign_in(client, PRIYA, "wrong").content.decode()
    unknown = sign_in(Client(), "x" + PRIYA[1:], "wrong").content.decode()

    said = "The email address and/or password you specified are not correct."
    assert said in known
    assert said in unknown


def test_guessing_is_slowed_down(cast: Cast, client: Client) -> None:
    for _ in range(10):
        last = sign_in(client, PRIYA, "wrong")

    assert sign_in(client).status_code == 422
    assert "Too many" in last.content.decode()


def test_somebody_who_left_cannot_sign_in(cast: Cast, client: Client) -> None:
    User.objects.filter(pk=cast.priya.pk).update(is_active=False)

    sign_in(client)

    assert "/sign-in/" in client.get("/")["Location"]


def test_somebody_who_left_is_out_at_once(cast: Cast, priya: Client) -> None:
    assert priya.get("/").status_code == 200

    User.objects.filter(pk=cast.priya.pk).update(is_active=False)

    assert "/sign-in/" in priya.get("/")["Location"]


def test_one_comes_back_to_the_page_that_was_asked_for(
    cast: Cast, case: Case, client: Client
) -> None:
    asked = f"/cases/{case.pk}/timeline/"
    led = client.get(asked)["Location"]

    assert led == f"/sign-in/?next={asked}"
    assert sign_in(client, next=asked)["Location"] == asked


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", "javascript:alert(1)"]
)
def test_signing_in_never_leads_away_from_here(
    cast: Cast, client: Client, target: str
) -> None:
    assert sign_in(client, next=target)["Location"] == "/"


def test_the_session_gets_a_new_name_at_sign_in(cast: Cast, client: Client) -> None:
    client.cookies["session"] = "a" * 32

    sign_in(client)

    kept = client.cookies["session"]
    assert kept.value != "a" * 32
    assert kept["httponly"]
    assert kept["samesite"] == "Lax"


def test_a_session_ends_when_nobody_is_there_for_half_an_hour(
    cast: Cast, priya: Client, settings
) -> None:
    for minutes, there in [(0, True), (29, True), (58, True), (89, False)]:
        stop_the_clock(settings, make.later(hours=3, minutes=minutes))
        assert (priya.get("/").status_code == 200) == there

    assert "/sign-in/" in priya.get("/")["Location"]


def test_a_session_ends_after_ten_hours_in_any_case(
    cast: Cast, priya: Client, settings
) -> None:
    seen = []
    for minutes in range(0, 625, 25):
        stop_the_clock(settings, make.later(hours=3, minutes=minutes))
        seen.append(priya.get("/").status_code)

    assert seen == [200] * 25 or seen[:24] == [200] * 24
    stop_the_clock(settings, make.later(hours=13, minutes=5))
    assert "/sign-in/" in priya.get("/")["Location"]


def test_signing_out_ends_the_session_and_empties_the_browser(priya: Client) -> None:
    answer = priya.post("/sign-out/")

    assert (answer.status_code, answer["Location"]) == (302, "/sign-in/")
    assert answer["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert "/sign-in/" in priya.get("/")["Location"]


def test_an_old_cookie_opens_nothing_after_signing_out(cast: Cast) -> None:
    browser, thief = signed_in(cast.priya), Client()
    thief.cookies["session"] = browser.cookies["session"].value
    assert thief.get("/").status_code == 200

    browser.post("/sign-out/")

    assert "/sign-in/" in thief.get("/")["Location"]


def test_a_link_or_a_picture_signs_nobody_out(priya: Client) -> None:
    answer = priya.get("/sign-out/")

    assert answer.status_code == 405
    assert "Clear-Site-Data" not in answer
    assert priya.get("/").status_code == 200


@pytest.mark.parametrize(
    "address", ["/sign-up/", "/signup/", "/accounts/signup/", "/accounts/login/"]
)
def test_nobody_makes_an_account_for_themselves(
    cast: Cast, client: Client, address: str
) -> None:
    before = User.objects.count()

    answer = client.post(address, {"email": "new@x.example", "password1": PASSWORD})

    assert answer.status_code == 404
    assert User.objects.count() == before


def test_the_page_has_labels_and_one_heading(client: Client) -> None:
    page = client.get("/sign-in/").content.decode()

    assert page.count("<h1") == 1
    assert '<label class="govuk-label" for="id_login">' in page
    assert "E-mail address" in page


def test_a_gateway_that_asks_for_the_head_of_every_link_keeps_nobody_out(
    client: Client,
) -> None:
    heads = [client.head("/sign-in/") for _ in range(40)]

    assert {one.status_code for one in heads} == {200}
    assert {one.content for one in heads} == {b""}
    assert client.get("/sign-in/").status_code == 200
