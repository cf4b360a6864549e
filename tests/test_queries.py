"""A page asks the database as often with 300 rows of everything as with 3 (performance, 3)."""

import re
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from rapidreview.case.invited import CalendarEntry
from rapidreview.case.models import Appointment
from rapidreview.collation.standing import standings
from rapidreview.mail.links import token
from rapidreview.mail.models import Letter
from rapidreview.parallel.actions import Thing
from rapidreview.parallel.models import HeldItem
from rapidreview.scoping.models import Attachment, SafetyItem
from rapidreview.scoping.rounds import author_of, signer_of
from tests.asking import entered, past_the_code
from tests.ceilings import BUDGET
from tests.held import hold, release
from tests.many import LATER, World
from tests.many_returns import invite_signer
from tests.posting import post, signed_in, stop_the_clock
from tests.routes import walk

FEW, MANY = 3, 300
Asked = dict[str, tuple[int, list[str]]]  # status and queries of each page

# What changes something leads on when it is only read; who has one partnership is led to it.
LEADS_ON = {"answer_remove": 302, "answer_take_back": 302, "partnerships": 302}

PAGES = [
    (pattern, "choose_date" if "dates/all/" in pattern else str(route.name))
    for pattern, route in walk()
    if route.callback.deeds.get("GET") and route.name != "account_login"
]


def an_item(world: World) -> HeldItem:
    """Something that is held, and was released to Owen."""
    found = world.case.held_items.first()
    if found is None:
        thing = Thing(document=world.pack.version.document)
        found = hold(world.checked, world.cast, thing)
        release(found, world.cast, people=[world.cast.owen])
    return found


def a_file(world: World) -> Attachment:
    """Something that came with an accepted return."""
    accepted = next(
        one.accepted for one in standings(world.case, at=LATER) if one.accepted
    )
    file, _ = Attachment.objects.get_or_create(
        case=world.case, agency_return=accepted, version=world.pack.version
    )
    return file


def addresses(world: World) -> dict[str, str]:
    """An address for every page, with something to show at each."""
    case = world.case
    draft = author_of(world.draft.request)
    own, on = world.cast.partnership, date(2026, 12, 1)
    closed, _ = own.closures.get_or_create(on=on, defaults={"name": "Training day"})
    held = an_item(world)
    named = {
        "process_id": held.process_id,
        "held_id": held.pk,
        "release_id": held.releases.first().pk,
        "code": "G6",
        "partnership_id": own.pk,
        "closure_id": closed.pk,
        "case_id": case.pk,
        "procedure_id": world.procedure.pk,
        "shipped_id": "rapid-review-2025",
        "request_id": world.draft.request_id,
        "return_id": world.checked.pk,
        "agency_id": world.cast.social_care.pk,
        "child_id": case.children.first().pk,
        "appointment_id": Appointment.objects.get(case=case, user=world.cast.owen).pk,
        "action_id": case.actions.first().pk,
        "version_id": world.pack.version_id,
        "letter_id": Letter.objects.filter(case=case).earliest("queued_at").pk,
        "item_id": SafetyItem.objects.filter(case=case).first().pk,
        "attachment_id": world.draft.attachments.first().pk,
        "entry_id": CalendarEntry.objects.filter(case=case).first().pk,
        "response_id": world.response.pk,
        "mail_id": world.emailed.pk,
        "file_name": "decision-record.pdf",
        "number": 1,
        "seq": 1,
        "task": "rapid_review_meeting",
        "anchor": "call",
        "section": "B",
        "version": "0.1",
        "report_code": "R9",
        "meeting_id": world.executive.pk,
        "partner": "icb",
        "form": "pdf",
        "token": token(draft.pk, draft.nonce),
    }
    found = {name: _filled(pattern, named) for pattern, name in PAGES}
    awaited = named | {"return_id": world.draft.pk}
    found["open_submission_paper"] = _filled(
        "cases/<case_id>/submission/papers/<version_id>/",
        named | {"version_id": world.response.document_id},
    )
    found["mark_attachment"] = _filled(
        "cases/<case_id>/pack/attachments/<version_id>/",
        named | {"version_id": a_file(world).version_id},
    )
    tracker = "cases/<case_id>/handed-on/tracker/<form>/"
    found["tracker_file"] = _filled(tracker, named | {"form": "xlsx"})
    found["one_waiting_mail"] = _filled(
        "partnerships/<partnership_id>/mail/<mail_id>/",
        named | {"mail_id": world.waiting.pk},
    )
    signer = signer_of(world.signing.request)
    theirs = named | {
        "request_id": world.signing.request_id,
        "attachment_id": world.signing.attachments.first().pk,
        "token": token(signer.pk, signer.nonce),
    }
    found |= {
        name: _filled(pattern, theirs)
        for pattern, name in PAGES
        if re.match("sign(_|$)", name) or "_signer_" in name or "take_back" in name
    }
    typed = {"receive_word", *(name for _, name in PAGES if name.startswith("type_"))}
    return found | {
        name: _filled(pattern, awaited) for pattern, name in PAGES if name in typed
    }


def _filled(pattern: str, named: dict[str, object]) -> str:
    return "/" + re.sub(
        r"<(?:\w+:)?(\w+)>", lambda found: str(named[str(found[1])]), pattern
    )


def browsers(world: World) -> dict[str, Client]:
    """Priya's browser; those of the agencies and of nobody for the pages that are theirs."""
    author, done = entered(world.draft, Client()), entered(world.sent, Client())
    waiting = entered(world.signing, Client())
    signer = past_the_code(signer_of(world.signing.request), Client())
    signed = past_the_code(invite_signer(world.sent), Client())
    post(author, "/answer/form/")
    world.receive(world.sent)
    priya = signed_in(world.cast.priya)
    theirs = {
        name: author for name in BUDGET if re.match("answer(?!_extension|_panel)", name)
    }
    judith = signed_in(world.cast.judith)
    return (
        {name: priya for _, name in PAGES}
        | theirs
        | dict.fromkeys(("review_report", "confirm_circulation", "sign_report"), judith)
        | {
            name: signer
            for name in BUDGET
            if re.match("sign(?!_(off|report|in))", name)
        }
        | {"answer_with": waiting, "answer_take_back": waiting}
        | {"sign_receipt": signed}
        | {"sign_off_report": signed_in(world.cast.helene)}
        | {"sign_in": Client(), "answer_receipt": done}
        | {"decide_executive": signed_in(world.cast.judith)}
    )


def asked(browser: Client, address: str, settings: Any) -> tuple[int, list[str]]:
    """Status and queries of a page, always at the same instant."""
    stop_the_clock(settings, LATER + timedelta(minutes=1))
    statements: list[str] = []

    def note(execute: Any, sql: str, *rest: Any) -> Any:
        statements.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        status = browser.get(address).status_code
    return status, statements


def _count_the_rows() -> None:
    """Let the database know how much there is, as it would after a while."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


@pytest.fixture
def measured(settings, tmp_path: Path) -> tuple[Asked, Asked]:
    """What each page asks with few rows of everything, and with many."""
    settings.TRAINING, settings.FILES_ROOT = True, tmp_path / "files"
    stop_the_clock(settings, LATER)
    world = World()
    world.grow(FEW)
    where, who = addresses(world), browsers(world)
    for name in where:  # once, for what is remembered by the process
        asked(who[name], where[name], settings)
    few = {name: asked(who[name], where[name], settings) for name in where}
    world.grow(MANY)
    _count_the_rows()
    return few, {name: asked(who[name], where[name], settings) for name in where}


@pytest.mark.django_db
def test_pages_ask_no_more_of_the_database_when_there_is_more(
    measured: tuple[Asked, Asked],
) -> None:
    """One test, not one a page: what takes its time is making three hundred of everything."""
    few, many = measured
    wanted = {name: LEADS_ON.get(name, 200) for name in few}

    assert {name: status for name, (status, _) in few.items()} == wanted
    assert {name: status for name, (status, _) in many.items()} == wanted
    assert {name: more for name in few if (more := _more(few[name], many[name]))} == {}
    over = {name: len(asked) for name, (_, asked) in many.items()}
    assert {name: n for name, n in over.items() if n > BUDGET[name]} == {}


def test_every_page_has_its_budget() -> None:
    assert BUDGET.keys() == {name for _, name in PAGES}


def test_a_page_that_asks_once_a_row_is_found() -> None:
    one, each = ["SELECT a FROM b"], ["SELECT a FROM b WHERE id = 7"] * 3

    assert _more((200, one), (200, one)) == []
    assert _more((200, one), (200, one + each)) == ["SELECT a FROM b WHERE id = ?"]


def _more(few: tuple[int, list[str]], many: tuple[int, list[str]]) -> list[str]:
    """The statements that were asked more often, or less, without their values."""
    before, after = Counter(map(_shape, few[1])), Counter(map(_shape, many[1]))
    if before.total() == after.total():
        return []
    return sorted(
        one[:400] for one in before.keys() | after.keys() if before[one] != after[one]
    )


def _shape(statement: str) -> str:
    return re.sub(r"'[^']*'|\b\d+\b|\(.*?\)", "?", statement)
