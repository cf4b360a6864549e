"""A page asks the database as often with 300 rows of everything as with 3 (performance, 3)."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from rapidreview.case.models import Appointment
from rapidreview.mail.links import token
from rapidreview.mail.models import Letter
from rapidreview.scoping.models import SafetyItem
from rapidreview.scoping.rounds import author_of
from tests.asking import entered
from tests.many import LATER, World
from tests.posting import post, signed_in
from tests.routes import walk

FEW, MANY = 3, 300
Asked = dict[str, tuple[int, list[str]]]  # status and queries of each page

# The most queries that a page may need, whatever it shows; every page stands here.
CEILINGS = {
    0: "sign_in answer_thanks",
    6: "procedure_page who_can_sign_in answer answer_code answer_form answer_word "
    "answer_chronology answer_attachments answer_remove answer_section answer_receipt "
    "answer_word_file new_case",
    10: "my_day cases answer_check document print_log open_pack download_report",
    15: "case timeline people documents daily_log correct_entry outbox letter report "
    "set_timescales choose_date change_date correct_anchor contact discuss_timeline "
    "take_oversight delegate invitations appoint stand_in end_appointment minute_taker "
    "lead_professional senior_officers notification csc_decision partners_agreed sin "
    "children add_child change_child tell_group choose_agencies end_case revoke_link "
    "acknowledge_request reassign_request renew_link chase_return answer_extension "
    "close_safety receive_word record_signature type_chronology type_attachments "
    "type_check type_section release_pack recall_pack pre_meets offer_pre_meet "
    "decline_pre_meet hold_pre_meet",
    20: "type_form send_requests circulate_minutes export_bundle",
    30: "request_page checklist checklist_download collation",
    45: "agency_return accept_return",
    70: "share_return send_back_return",
}
BUDGET = {name: most for most, names in CEILINGS.items() for name in names.split()}
LEADS_ON = {"answer_remove": 302}  # a file is taken off by POST only

PAGES = [
    (pattern, "choose_date" if "dates/all/" in pattern else str(route.name))
    for pattern, route in walk()
    if route.callback.deeds.get("GET") and route.name != "account_login"
]


def addresses(world: World) -> dict[str, str]:
    """An address for every page, with something to show at each."""
    case = world.case
    draft = author_of(world.draft.request)
    named = {
        "case_id": case.pk,
        "request_id": world.draft.request_id,
        "return_id": world.checked.pk,
        "agency_id": world.cast.social_care.pk,
        "child_id": case.children.first().pk,
        "appointment_id": Appointment.objects.get(case=case, user=world.cast.owen).pk,
        "version_id": world.pack.version_id,
        "letter_id": Letter.objects.filter(case=case).earliest("queued_at").pk,
        "item_id": SafetyItem.objects.filter(case=case).first().pk,
        "attachment_id": world.draft.attachments.first().pk,
        "number": 1,
        "seq": 1,
        "task": "rapid_review_meeting",
        "anchor": "call",
        "section": "B",
        "token": token(draft.pk, draft.nonce),
    }
    found = {name: _filled(pattern, named) for pattern, name in PAGES}
    awaited = named | {"return_id": world.draft.pk}
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
    post(author, "/answer/form/")
    world.receive(world.sent)
    priya = signed_in(world.cast.priya)
    theirs = {name: author for name in BUDGET if re.match("answer(?!_extension)", name)}
    return (
        {name: priya for _, name in PAGES}
        | theirs
        | {"sign_in": Client(), "answer_receipt": done}
    )


def asked(browser: Client, address: str) -> tuple[int, list[str]]:
    """Status and queries of a page."""
    settings.CLOCK_OFFSET = LATER + timedelta(minutes=1) - datetime.now(UTC)
    with CaptureQueriesContext(connection) as captured:
        status = browser.get(address).status_code
    return status, [one["sql"] for one in captured.captured_queries]


@pytest.fixture(scope="module")
def measured(
    django_db_setup: None, django_db_blocker, tmp_path_factory
) -> Iterator[tuple[Asked, Asked]]:
    """What each page asks with few rows and with many; all of it is rolled back."""
    at = {
        "CLOCK_OFFSET": LATER - datetime.now(UTC),
        "FILES_ROOT": Path(tmp_path_factory.mktemp("files")),
        "TRAINING": True,
    }
    with django_db_blocker.unblock(), override_settings(**at), transaction.atomic():
        world = World()
        world.grow(FEW)
        where, who = addresses(world), browsers(world)
        for name in where:  # once, for what is remembered by the process
            asked(who[name], where[name])
        few = {name: asked(who[name], where[name]) for name in where}
        world.grow(MANY)
        yield few, {name: asked(who[name], where[name]) for name in where}
        transaction.set_rollback(True)


@pytest.mark.django_db
@pytest.mark.parametrize("name", [name for _, name in PAGES])
def test_a_page_asks_no_more_of_the_database_when_there_is_more(
    measured: tuple[Asked, Asked], name: str
) -> None:
    few, many = measured[0][name], measured[1][name]

    assert few[0] == many[0] == LEADS_ON.get(name, 200)
    assert len(many[1]) == len(few[1]), _more(few[1], many[1])
    assert len(many[1]) <= BUDGET[name], many[1]


def test_every_page_has_its_budget() -> None:
    assert BUDGET.keys() == {name for _, name in PAGES}


def _more(few: list[str], many: list[str]) -> str:
    """The statements that were asked more often, without their values."""
    shapes = [re.sub(r"'[^']*'|\b\d+\b|\(.*?\)", "?", one) for one in many]
    before = [re.sub(r"'[^']*'|\b\d+\b|\(.*?\)", "?", one) for one in few]
    often = {one for one in shapes if shapes.count(one) > before.count(one)}
    return "\n".join(sorted(one[:400] for one in often))
