"""Refusals and faults: plain pages with the honest status, and headers on every answer."""

from uuid import uuid4

import pytest
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import reverse

from rapidreview.case.models import AccessEntry, Case
from rapidreview.dailylog.models import Log
from rapidreview.desk.places import MAIN
from tests import make
from tests.cast import Cast
from tests.contents import contents
from tests.posting import post, signed_in
from tests.routes import walk

pytestmark = pytest.mark.django_db
JARGON = ("traceback", "exception", "django", "error code", "http ", "undefined")


def bad_host(client: Client) -> HttpResponseBase:
    return client.get("/sign-in/", headers={"host": "evil.example"})


def no_token(client: Client) -> HttpResponseBase:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = client.cookies
    return strict.post("/sign-in/", {"login": "x"})


def faulty(client: Client) -> HttpResponseBase:
    """A case whose log has gone: nothing can be written on it any more."""
    case = Case.objects.get()
    Log.objects.filter(case=case).delete()
    client.raise_request_exception = False
    return post(client, reverse("write_log", kwargs={"case_id": case.pk}), text="Rang.")


ANSWERS = {
    "a page": (200, lambda client: client.get("/cases/")),
    "a redirect": (302, lambda client: client.get("/cases")),
    "no key": (400, lambda client: client.post(f"/cases/{_id()}/log/line/")),
    "bad host": (400, bad_host),
    "no token": (403, no_token),
    "no page": (404, lambda client: client.get("/nothing/here/")),
    "no file": (404, lambda client: client.get("/static/nothing.css")),
    "no case": (404, lambda client: client.get(f"/cases/{uuid4()}/")),
    "method": (405, lambda client: client.get("/sign-out/")),
    "delete": (405, lambda client: client.delete("/cases/")),
    "dead link": (410, lambda client: client.get("/answer/nonsense/")),
    "fault": (500, faulty),
}


def _id() -> object:
    return Case.objects.get().pk


@pytest.fixture
def client(cast: Cast) -> Client:
    """Priya's browser; the only case has an empty log."""
    make.case(cast, notified=False)
    return signed_in(cast.priya)


@pytest.mark.parametrize(("status", "ask"), ANSWERS.values(), ids=ANSWERS)
def test_every_answer_carries_the_headers_that_protect_it(
    client: Client, status: int, ask
) -> None:
    answer = ask(client)

    if status == 302:
        assert answer.status_code in {301, 302}
    else:
        assert answer.status_code == status
    policy = answer["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] in {"same-origin", "no-referrer"}
    assert answer["X-Frame-Options"] == "DENY"
    assert "no-store" in answer.get("Cache-Control", "no-store")
    assert "Access-Control-Allow-Origin" not in answer


REFUSED = {name: row for name, row in ANSWERS.items() if row[0] >= 400}


@pytest.mark.parametrize(("status", "ask"), REFUSED.values(), ids=REFUSED)
def test_every_refusal_is_a_page_in_plain_words(
    client: Client, status: int, ask
) -> None:
    page = ask(client).content.decode()

    assert page.count("<h1") == 1
    assert '<main class="govuk-main-wrapper' in page
    assert not [word for word in JARGON if word in page.lower()]
    assert "style=" not in page
    assert "<script>" not in page


@pytest.mark.parametrize("address", ["/sign-in/", "/cases/", "/"])
def test_pages_are_not_kept_by_the_browser(client: Client, address: str) -> None:
    assert "no-store" in client.get(address)["Cache-Control"]


def test_a_fault_leaves_nothing_half_stored(client: Client, caplog) -> None:
    before = contents([AccessEntry, Log])

    answer = faulty(client)

    assert answer.status_code == 500
    assert contents([AccessEntry, Log]) == before
    assert "Rang." not in caplog.text


def test_a_method_that_is_not_known_changes_nothing(client: Client) -> None:
    before = contents()

    answers = [
        client.generic(method, reverse(name))
        for method in ("PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "FOO")
        for _, name in MAIN
    ]

    assert {answer.status_code for answer in answers} == {405}
    assert {answer["Allow"] for answer in answers} == {"GET, HEAD"}
    assert contents() == before


def test_no_route_says_yes_to_another_site(client: Client) -> None:
    """No answer to a preflight: another site may not read anything of ours."""
    answer = client.options("/cases/", headers={"origin": "https://evil.example"})

    assert answer.status_code == 405
    assert "Access-Control-Allow-Origin" not in answer


@pytest.mark.parametrize(
    "odd", ["not-a-uuid", "..", "%00", "1", "a" * 3000, "0' OR 1=1 --"]
)
def test_an_odd_address_is_simply_not_there(client: Client, odd: str) -> None:
    assert client.get(f"/cases/{odd}/timeline/").status_code == 404


def test_every_route_answers_an_unknown_method_with_405(client: Client) -> None:
    plain = [pattern for pattern, _ in walk() if "<" not in pattern]

    assert {client.put(f"/{one}").status_code for one in plain} == {405}
