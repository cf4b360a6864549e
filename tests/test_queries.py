"""A page asks the database as often with 300 rows of everything as with 3 (performance, 3)."""

import re
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from rapidreview.case.models import Appointment
from rapidreview.mail.links import token
from rapidreview.mail.models import Letter
from rapidreview.scoping.models import SafetyItem
from rapidreview.scoping.rounds import author_of
from tests.asking import entered
from tests.many import LATER, World
from tests.posting import post, signed_in, stop_the_clock
from tests.routes import walk

FEW, MANY = 3, 300
Asked = dict[str, tuple[int, list[str]]]  # status and queries of each page

# The most queries that a page may need, whatever it shows; every page stands here.
CEILINGS = {
    0: "sign_in answer_thanks",
    6: "partnerships procedure_page who_can_sign_in answer answer_code answer_word "
    "answer_chronology answer_attachments answer_remove answer_section answer_receipt "
    "answer_word_file answer_import new_case",
    10: "edited_report_word partnership procedures load_procedure shipped_procedure shipped_procedure_file "
    "loaded_procedure loaded_procedure_file put_in_force answer_check answer_form answer_place "
    "document print_log open_pack report_word report_pdf reminders waiting_mail one_waiting_mail "
    "partnership_calendar take_day_back partnership_clocks",
    15: "my_day cases own_facts preview_procedure case_procedure case timeline people documents daily_log correct_entry outbox letter "
    "case_mail take_in_emailed_form "
    "set_timescales choose_date change_date correct_anchor contact discuss_timeline "
    "take_oversight delegate invitations appoint stand_in end_appointment minute_taker "
    "lead_professional senior_officers notification csc_decision partners_agreed sin "
    "not_submitted record_areas change_sheet "
    "children add_child change_child tell_group choose_agencies end_case revoke_link "
    "acknowledge_request reassign_request renew_link chase_return answer_extension "
    "close_safety receive_word record_signature type_chronology type_attachments "
    "type_check type_section type_import release_pack recall_pack pre_meets offer_pre_meet "
    "decline_pre_meet hold_pre_meet take_in_pack take_in_premeet "
    "take_in_report take_in_signed open_minutes "
    "prepare_meeting send_agenda decide_executive share_findings approve_content "
    "agree_action walk_through correct_close open_bundle open_in_bundle "
    "open_submission_paper record_submission acknowledge_submission decide_ofsted "
    "sent_to_ofsted follow_up receive_response answer_panel next_step actions "
    "change_action finish_action drop_action record_impact reopen_case legal_hold "
    "retention_review change_review",
    20: "edited_reports edited_report sin_sheet withdraw_sin partner_view type_form type_place send_requests circulate_minutes export_bundle share_response "
    "circulate_report sign_off_report "
    "confirm_circulation taken_in take_in_return take_in_minutes meetings call_executive hold_executive "
    "correct_minutes give_minutes",
    25: "compare_report compare_report_word preview_minutes read_report send_with_minutes send_report_to_chair",
    30: "report_remarks remind_several share_several accept_several checklist_all close_case report request_page checklist checklist_download "
    "rapid_review_meeting close_meeting meeting_minutes",
    35: "collation",
    40: "agency_return accept_return share_return",
    45: "review_report sign_report send_back_return update_report report_section",
    70: "submission",
}
BUDGET = {name: most for most, names in CEILINGS.items() for name in names.split()}
# A file is taken off by POST only; who has one partnership is led straight to it.
LEADS_ON = {"answer_remove": 302, "partnerships": 302}

PAGES = [
    (pattern, "choose_date" if "dates/all/" in pattern else str(route.name))
    for pattern, route in walk()
    if route.callback.deeds.get("GET") and route.name != "account_login"
]


def addresses(world: World) -> dict[str, str]:
    """An address for every page, with something to show at each."""
    case = world.case
    draft = author_of(world.draft.request)
    own, on = world.cast.partnership, date(2026, 12, 1)
    closed, _ = own.closures.get_or_create(on=on, defaults={"name": "Training day"})
    named = {
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
    found["one_waiting_mail"] = _filled(
        "partnerships/<partnership_id>/mail/<mail_id>/",
        named | {"mail_id": world.waiting.pk},
    )
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
    theirs = {
        name: author for name in BUDGET if re.match("answer(?!_extension|_panel)", name)
    }
    judith = signed_in(world.cast.judith)
    return (
        {name: priya for _, name in PAGES}
        | theirs
        | dict.fromkeys(("review_report", "confirm_circulation", "sign_report"), judith)
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
