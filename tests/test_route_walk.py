"""No route without a deed, no page of a case for an outsider, no GET that changes anything."""

import re
from uuid import uuid4

import pytest
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import path

from rapidreview.case.models import AccessEntry
from rapidreview.door.pages import open_page
from rapidreview.people.models import User
from rapidreview.procedure.vocabulary import Deed
from tests import make
from tests.cast import Cast, gather, gather_elsewhere
from tests.contents import contents
from tests.routes import undeclared, walk

pytestmark = pytest.mark.django_db
CASE_ROUTES = [
    (pattern, route.name) for pattern, route in walk() if "<uuid:case_id>" in pattern
]

OF_A_PARTNERSHIP = [
    (pattern, route.name)
    for pattern, route in walk()
    if "<uuid:partnership_id>" in pattern
]


@pytest.fixture
def cast() -> Cast:
    gather_elsewhere()
    return gather()


def test_every_route_declares_its_deed() -> None:
    assert undeclared(walk()) == []


def test_a_route_without_a_deed_is_found() -> None:
    def bare(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    declared = open_page(get=Deed.SIGN_IN)(bare)
    routes = [("a/", path("a/", bare, name="bare")), ("b/", path("b/", declared))]

    assert undeclared(iter(routes)) == ["a/ (bare)"]


@pytest.mark.parametrize(
    ("pattern", "name"), CASE_ROUTES, ids=[n for _, n in CASE_ROUTES]
)
def test_an_outsider_gets_the_same_answer_as_for_a_case_that_never_was(
    cast: Cast, client: Client, pattern: str, name: str
) -> None:
    case = make.case(cast)
    client.force_login(cast.oliver)

    theirs = _ask(client, pattern, str(case.pk))
    nowhere = _ask(client, pattern, str(uuid4()))

    assert [one.status_code for one in theirs] == [one.status_code for one in nowhere]
    assert {one.status_code for one in theirs} <= {404, 405}
    assert [_said(one) for one in theirs] == [_said(one) for one in nowhere]


@pytest.mark.parametrize(
    ("pattern", "name"), CASE_ROUTES, ids=[n for _, n in CASE_ROUTES]
)
def test_nobody_sees_a_case_without_signing_in(
    cast: Cast, client: Client, pattern: str, name: str
) -> None:
    case = make.case(cast)

    answers = _ask(client, pattern, str(case.pk))

    assert all(
        one.status_code == 405 or "/sign-in/" in one["Location"] for one in answers
    )


@pytest.mark.parametrize(
    ("pattern", "name"), CASE_ROUTES, ids=[n for _, n in CASE_ROUTES]
)
def test_reading_changes_nothing_but_the_access_log(
    cast: Cast, client: Client, pattern: str, name: str
) -> None:
    case = make.case(cast)
    client.force_login(cast.priya)
    before = contents(leaving_out=[AccessEntry])

    for _ in range(2):
        client.get(_address(pattern, str(case.pk)))
        client.head(_address(pattern, str(case.pk)))

    assert contents(leaving_out=[AccessEntry]) == before


@pytest.mark.parametrize(
    ("pattern", "name"), OF_A_PARTNERSHIP, ids=[n for _, n in OF_A_PARTNERSHIP]
)
def test_a_partnership_is_not_there_for_an_outsider_and_reading_changes_nothing(
    cast: Cast, client: Client, pattern: str, name: str
) -> None:
    ours, nowhere = str(cast.partnership.pk), str(uuid4())
    strangers = _ask(client, pattern, ours)
    client.force_login(User.objects.get(email="priya@saltmarsh.example"))

    theirs, never = _ask(client, pattern, ours), _ask(client, pattern, nowhere)

    assert {one.status_code for one in strangers} <= {302, 405}
    assert {one.status_code for one in theirs} <= {404, 405}
    assert [_said(one) for one in theirs] == [_said(one) for one in never]
    client.force_login(cast.priya)
    before = contents(leaving_out=[AccessEntry])
    client.get(_address(pattern, ours))
    assert contents(leaving_out=[AccessEntry]) == before


def _ask(client: Client, pattern: str, case_id: str) -> list[HttpResponseBase]:
    address = _address(pattern, case_id)
    key = {"idempotency_key": str(uuid4())}
    return [client.get(address), client.head(address), client.post(address, key)]


def _address(pattern: str, case_id: str) -> str:
    filled = re.sub("<uuid:(case|partnership)_id>", case_id, pattern)
    filled = re.sub(r"<uuid:\w+>", str(uuid4()), filled)
    filled = re.sub(r"<int:\w+>", "1", filled)
    return "/" + re.sub(r"<(?:str:|slug:)?\w+>", "x", filled)


def _said(answer: HttpResponseBase) -> bytes:
    """The page without what is new on every page: its key and its token."""
    text = re.sub(
        rb'(csrfmiddlewaretoken|idempotency_key)" value="[^"]*"', b"", answer.content
    )
    return re.sub(rb"clock says [^<]*", b"", text)
