"""Whoever opens every link, GET and HEAD, twice, leaves everything as it was."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from rapidreview.case.models import AccessEntry, Case
from rapidreview.procedure.vocabulary import Role
from rapidreview.scoping.rounds import signer_of
from tests import make
from tests.asking import entered, link_to, past_the_code
from tests.cast import gather, gather_elsewhere
from tests.crawl import changed, crawl, digest
from tests.many import LATER, World
from tests.many_returns import invite_signer
from tests.posting import signed_in, stop_the_clock
from tests.test_queries import addresses

pytestmark = pytest.mark.django_db
# Three walks, so that they can go at the same time: the world is made for each.
WALKS = {
    "the team": ("priya", "owen", "miriam"),
    "the readers": ("judith", "helene", "dana", "nadia", "matthias"),
    "agencies and strangers": (
        "sam", "author", "author, waiting", "author, sent", "signer",
        "signer, signed", "priya elsewhere", "gateway",
    ),
}  # fmt: skip
WALKS_FOR_THEM = {"oliver": "owen", "victor": "judith", "grace": "sam"}
# What each is to have seen at the least, so that a crawl that stops short is found.
SEEN_AT_LEAST = {
    "priya": 150, "judith": 60, "matthias": 8, "author": 15, "signer": 4, "gateway": 4,
}  # fmt: skip


@pytest.fixture
def world(settings: Any, tmp_path: Path) -> World:
    """A filled case with one more row of everything; all dates in the tests' past."""
    settings.TRAINING, settings.FILES_ROOT = True, tmp_path / "files"
    stop_the_clock(settings, LATER)
    made = World()
    made.grow(1)
    make.appoint(made.case, made.cast.dana, Role.EXECUTIVE_LEADER)
    return made


def browsers(world: World) -> Mapping[str, Client]:
    """Everybody there is: with an account, with a link, of another partnership, nobody."""
    elsewhere = gather_elsewhere()
    people = {name: signed_in(user) for name, user in world.cast.users.items()}
    done = entered(world.sent, Client())
    signed = past_the_code(invite_signer(world.sent), Client())
    by_link = {
        "author": entered(world.draft, Client()),
        "author, waiting": entered(world.signing, Client()),
        "signer": past_the_code(signer_of(world.signing.request), Client()),
        "author, sent": done,
        "signer, signed": signed,
    }
    world.receive(world.sent)
    others = {"priya elsewhere": signed_in(elsewhere.priya), "gateway": Client()}
    return people | by_link | others


def starts(world: World) -> list[str]:
    """The home page, every link there ever was in a letter, and every route of the product."""
    routes = addresses(world)
    invitations = [
        link_to(one)
        for request in world.case.requests.all()
        for one in request.invitations.all()
    ]
    return ["/", "/sign-in/", "/answer/", *invitations, *routes.values()]


@pytest.mark.paragraph("P0.1", "P1.10")
@pytest.mark.parametrize("walk", WALKS, ids=[*WALKS])
def test_opening_every_link_twice_leaves_the_database_as_it_was(
    walk: str, world: World
) -> None:
    who, where = browsers(world), starts(world)
    before = digest()

    found = {name: crawl(who[name], where) for name in WALKS[walk]}

    after = digest()
    assert {name: one.faults for name, one in found.items() if one.faults} == {}
    assert changed(before, after) == set()
    seen = {name: len(one.opened) for name, one in found.items()}
    assert {one for one in seen if seen[one] < SEEN_AT_LEAST.get(one, 1)} == set()


def test_everybody_walks_but_those_who_may_what_another_may(world: World) -> None:
    walking = {one for walk in WALKS.values() for one in walk}

    assert {*browsers(world)} - walking == {*WALKS_FOR_THEM}
    assert {*WALKS_FOR_THEM.values()} <= walking


def home(request: HttpRequest) -> HttpResponse:
    """A page that leads to the careless one."""
    return HttpResponse('<a href="careless/?a=1&amp;b=2#c">On</a>')


def careless(request: HttpRequest) -> HttpResponse:
    """Reading that keeps something, takes something back, and answers HEAD otherwise."""
    case = Case.objects.get()
    case.partnership.closures.create(on=date(2026, 12, 24), name="Closed")
    case.partnership.closures.all().delete()
    if "Purpose" in request.headers:
        Case.objects.update(label="PREFETCHED")
    return HttpResponse(status=200 if request.method == "GET" else 500)


def test_reading_that_writes_is_found(settings: Any) -> None:
    settings.ROOT_URLCONF = (path("", home), path("careless/", careless))
    make.case(gather())
    before = digest()

    found = crawl(Client(), ["/"])

    assert changed(before, digest()) == {"rapidreview_case"}
    (address,) = found.opened - {"/"}
    assert address == "/careless/?a=1&b=2"
    said = "\n".join(found.faults)
    assert "answers [200, 500] to GET and HEAD" in said
    for statement in ("INSERT INTO", "DELETE FROM", 'UPDATE "rapidreview_case"'):
        assert f"{address} writes: {statement}" in said


def test_what_reading_may_write_is_no_change(client: Client) -> None:
    cast = gather()
    case = make.case(cast)
    browser = signed_in(cast.priya)
    before = digest()

    browser.get(f"/cases/{case.pk}/")

    assert AccessEntry.objects.exists()
    assert changed(before, digest()) == set()
