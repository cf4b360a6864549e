"""Nobody sees another agency's return before the pack is released: in no page, count or letter.

The police's return is full of a word. Everybody of the school walks through every page, and
asks for the police's rows by name: what comes back is what comes for a row that never was.
"""

import re
from collections.abc import Mapping
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client

from rapidreview.case.models import Case
from rapidreview.casefolder.models import DocumentVersion
from rapidreview.mail.models import Letter
from rapidreview.procedure.logkinds import LogKind
from rapidreview.scoping.models import AgencyReturn
from tests import make, settled
from tests.asking import entered, link_to
from tests.canary import WORD, text_of, the_police_write, told_to, two_agencies
from tests.cast import Cast, gather
from tests.crawl import all_of, crawl
from tests.posting import signed_in, stop_the_clock
from tests.routes import walk

pytestmark = pytest.mark.django_db
OF_THE_SCHOOL = ("author", "matthias", "sam", "grace")
NEW_EACH_TIME = re.compile(
    rb'(csrfmiddlewaretoken|idempotency_key)" value="[^"]*"|clock says [^<]*|nonce-[^\x27"]*'
    rb"|nonce=\"[^\"]*\"|(?m:^(Set-Cookie|Content-Security-Policy|X-Request-ID|Expires): .*$)"
)
Rounds = tuple[AgencyReturn, AgencyReturn]
ROWS = (
    "return_id",
    "request_id",
    "agency_id",
    "attachment_id",
    "version_id",
    "letter_id",
)
UUIDS = re.compile(rb"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}")
WORD_FILE = b"wordprocessingml"  # it holds the moment at which it was made
KEY = {"get": (), "head": (), "post": ({"idempotency_key": str(uuid4())},)}
ROUTES = [(pattern, str(route.name)) for pattern, route in walk()]
ABOUT_A_ROW = [one for one, _ in ROUTES if re.search(rf":({'|'.join(ROWS)})>", one)]


@pytest.fixture
def cast() -> Cast:
    return gather()


@pytest.fixture
def rounds(cast: Cast) -> Rounds:
    return two_agencies(cast)


def browsers(school: AgencyReturn, cast: Cast) -> Mapping[str, Client]:
    """Everybody of the school: the author by link, and all who have an account."""
    people = {one: signed_in(cast.users[one]) for one in OF_THE_SCHOOL[1:]}
    return {"author": entered(school, Client()), **people}


def ids_of(row: AgencyReturn) -> dict[str, object]:
    """What an address about this return may hold."""
    case = Case.objects.get(pk=row.case_id)
    attachment = row.attachments.first()
    filed = DocumentVersion.objects.filter(document__agency=row.agency).first()
    return {
        "partnership_id": case.partnership_id, "case_id": case.pk, "return_id": row.pk,
        "request_id": row.request_id, "agency_id": row.agency_id,
        "attachment_id": attachment.pk if attachment else uuid4(),
        "version_id": filed.pk if filed else uuid4(),
        "letter_id": Letter.objects.filter(to_email__isnull=False).first().pk,
    }  # fmt: skip


def address(pattern: str, ids: Mapping[str, object]) -> str:
    """The address of a route, with these in their places and any others anywhere else."""

    def filled_in(found: re.Match[str]) -> str:
        sort, name = found[1] or "str:", found[2]
        return str(ids.get(name, {"uuid:": uuid4(), "int:": 1}.get(sort, "B")))

    return "/" + re.sub(r"<(\w+:)?(\w+)>", filled_in, pattern)


def plain(said: bytes) -> bytes:
    """An answer without what is new at every look: keys, tokens, the clock."""
    return NEW_EACH_TIME.sub(b"", said)


def starts(*rows: AgencyReturn) -> list[str]:
    """The home page, every route about each return, and every link in a letter."""
    routes = [address(pattern, ids_of(row)) for pattern, _ in ROUTES for row in rows]
    links = [link_to(one) for row in rows for one in row.request.invitations.all()]
    return ["/", "/answer/form/", *links, *routes]


@pytest.mark.paragraph("P6.2")
@pytest.mark.parametrize("who", OF_THE_SCHOOL)
def test_no_page_shows_a_word_of_it_nor_that_it_has_come(
    who: str, rounds: Rounds, cast: Cast, settings: Any
) -> None:
    police, school = rounds
    stop_the_clock(settings, settled.DECIDED_AT)
    browser = browsers(school, cast)[who]
    before = {
        one: plain(said) for one, said in crawl(browser, starts(school)).said.items()
    }

    the_police_write(police, cast)
    now = crawl(browser, starts(police, school))

    shows = [
        one for one, said in now.said.items() if WORD.lower() in text_of(said).lower()
    ]
    assert shows == []
    pages = {
        one for one in before if one in now.said and WORD_FILE not in now.said[one]
    }
    after = {one: plain(now.said[one]) for one in pages}
    assert {one for one in after if after[one] != before[one]} == set()
    assert now.opened & {"/", "/answer/form/"}


@pytest.mark.paragraph("P6.2")
@pytest.mark.parametrize("who", OF_THE_SCHOOL)
def test_a_search_for_a_word_of_it_finds_what_any_word_finds(
    who: str, rounds: Rounds, cast: Cast, settings: Any
) -> None:
    police, school = rounds
    the_police_write(police, cast)
    stop_the_clock(settings, settled.DECIDED_AT)
    browser = browsers(school, cast)[who]

    def found(address: str, word: str) -> bytes:
        answer = browser.get(address, {"text": word, "q": word, "who": word})
        return plain(all_of(answer)).replace(word.encode(), b"")

    asked = [address(pattern, ids_of(school)) for pattern, _ in ROUTES]
    assert [one for one in asked if found(one, WORD) != found(one, "Serendipine")] == []


@pytest.mark.paragraph("P6.2")
@pytest.mark.parametrize("who", OF_THE_SCHOOL)
def test_asking_for_its_rows_is_answered_as_for_rows_that_never_were(
    who: str, rounds: Rounds, cast: Cast, settings: Any
) -> None:
    police, school = rounds
    the_police_write(police, cast)
    stop_the_clock(settings, settled.DECIDED_AT)
    browser = browsers(school, cast)[who]
    theirs = ids_of(police)
    never = {one: uuid4() for one in ROWS} | {
        one: theirs[one] for one in theirs if one not in ROWS
    }

    browser.get("/")  # what a session asks once

    differ = []
    for pattern in ABOUT_A_ROW:
        for method in ("get", "head", "post"):
            foreign = asked(browser, method, address(pattern, theirs))
            nowhere = asked(browser, method, address(pattern, never))
            if foreign != nowhere:
                differ.append((pattern, method, foreign[:2], nowhere[:2]))
            assert foreign[0] in {302, 403, 404, 405, 410, 429}, pattern

    assert differ == []


def asked(browser: Client, method: str, where: str) -> tuple[int, int, bytes]:
    """Status, number of queries, and the answer without the address that was asked for."""
    count = [0]

    def note(execute: Any, sql: str, *rest: Any) -> Any:
        count[0] += 1
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        answer = getattr(browser, method)(where, *KEY[method])
    return answer.status_code, count[0], UUIDS.sub(b"", plain(all_of(answer)))


@pytest.mark.paragraph("P2.4", "P2.6")
def test_no_letter_to_the_school_or_the_group_has_a_word_of_it(
    rounds: Rounds, cast: Cast
) -> None:
    police, _ = rounds
    the_police_write(police, cast)

    everybody = told_to({one.email for one in cast.users.values()})
    assert len(everybody) > 5
    assert [one for one in everybody if WORD.lower() in one.lower()] == []
    of_school = told_to({cast.users[one].email for one in ("sam", "grace", "matthias")})
    assert [one for one in of_school if police.agency.name in one] == []


def test_the_police_and_the_team_do_see_it(
    rounds: Rounds, cast: Cast, settings: Any
) -> None:
    police, _ = rounds
    the_police_write(police, cast)
    stop_the_clock(settings, settled.DECIDED_AT)

    case_id, priya = police.case_id, signed_in(cast.priya)
    page = priya.get(f"/cases/{case_id}/returns/{police.pk}/")
    assert WORD in page.content.decode()


@pytest.mark.paragraph("P6.2")
def test_a_member_sees_how_their_own_return_stands_and_all_from_the_pack_on(
    rounds: Rounds, cast: Cast, settings: Any
) -> None:
    police, school = rounds
    stop_the_clock(settings, settled.DECIDED_AT)
    matthias = signed_in(cast.matthias)

    def overview() -> str:
        return matthias.get(f"/cases/{police.case_id}/").content.decode()

    before = overview()
    make.entry(police.case, cast, LogKind.PACK_RELEASED, at=settled.DECIDED_AT)
    after = overview()

    title = "Return the scoping form, signed"
    assert f"{school.agency.name}: {title}" in before
    assert f"{police.agency.name}: {title}" not in before
    assert f"{police.agency.name}: {title}" in after
