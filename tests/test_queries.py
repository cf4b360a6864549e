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
from tests.held import hold, release
from tests.many import LATER, World
from tests.many_returns import invite_signer
from tests.posting import post, signed_in, stop_the_clock
from tests.routes import walk

FEW, MANY = 3, 300
Asked = dict[str, tuple[int, list[str]]]  # status and queries of each page

# The most queries that a page may need, whatever it shows; every page stands here.
CEILINGS = {
    0: "answer_thanks sign_in",
    6: "answer answer_attachments answer_chronology answer_code answer_hand_over "
    "answer_handed_over answer_import answer_receipt answer_remove answer_section "
    "answer_take_back answer_with answer_word answer_word_file new_case "
    "partnerships procedure_page sign sign_code sign_passed sign_receipt "
    "sign_returned who_can_sign_in",
    10: "answer_check answer_form answer_place document edited_report_word "
    "load_procedure loaded_procedure loaded_procedure_file one_waiting_mail "
    "open_pack partnership partnership_calendar partnership_clocks print_log "
    "procedures put_in_force reminders report_pdf report_word shipped_procedure "
    "shipped_procedure_file sign_back sign_file sign_form sign_pass take_day_back "
    "waiting_mail",
    15: "call_off_meeting change_tracker edited_report edited_reports hand_package "
    "interests judge_deputy mark_attachment open_package receive_package "
    "record_reply replies settle_interest",
    16: "acknowledge_request acknowledge_submission actions add_child agree_action "
    "allow_same_person answer_extension answer_panel appoint approve_content case "
    "case_mail case_procedure cases change_action change_child change_date "
    "change_review change_sheet children choose_agencies choose_date close_safety "
    "contact correct_anchor correct_close correct_entry csc_decision daily_log "
    "decide_executive decide_ofsted decline_pre_meet delegate discuss_timeline "
    "documents drop_action end_appointment end_case finish_action follow_up "
    "hold_pre_meet invitations lead_professional legal_hold letter minute_taker "
    "my_day next_step not_submitted notification offer_pre_meet open_bundle "
    "open_in_bundle open_minutes open_submission_paper outbox own_facts "
    "partners_agreed people pre_meets prepare_meeting preview_procedure "
    "reassign_request recall_pack receive_response receive_word record_areas "
    "record_impact record_signature record_submission release_pack renew_link "
    "renew_signer_link reopen_case retention_review revoke_link revoke_signer_link "
    "send_agenda senior_officers sent_to_ofsted set_timescales share_findings sin "
    "stand_in take_back_return take_in_emailed_form take_in_pack take_in_premeet "
    "take_in_report take_in_signed take_oversight tell_group timeline "
    "type_attachments type_check type_chronology type_import type_section "
    "walk_through",
    20: "call_executive change_process chase_return circulate_minutes circulate_report "
    "confirm_circulation correct_minutes end_hold end_process give_minutes "
    "held_document hold_document hold_executive hold_in_return hold_on "
    "parallel_processes partner_view record_process release_held return_certificate "
    "send_requests share_response sign_off_report sin_sheet take_in_minutes "
    "take_in_return taken_in type_form type_place withdraw_release withdraw_sin",
    25: "compare_report compare_report_word meetings report_remarks",
    26: "export_bundle held_item held_items preview_minutes read_report "
    "send_report_to_chair send_with_minutes",
    31: "accept_several checklist checklist_all checklist_download close_case "
    "close_meeting meeting_minutes rapid_review_meeting remind_several report "
    "request_page review_report share_several",
    35: "handed_on tracker_file",
    40: "accept_return agency_return collation make_package share_return sign_report",
    45: "on_a_page on_a_page_pdf report_section send_back_return update_report",
    55: "seven_minutes tracker_sheet",
    70: "submission",
}
BUDGET = {name: most for most, names in CEILINGS.items() for name in names.split()}
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
