"""The register and the held items on screen: who sees what, and what is typed wrongly."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.urls import reverse

from rapidreview.case.models import Case
from rapidreview.parallel.actions import Thing
from rapidreview.parallel.models import HeldItem
from rapidreview.scoping.models import AgencyReturn
from tests.asking import SENT_AT
from tests.cast import Cast, gather, gather_elsewhere
from tests.held import ON, UNTIL, hold, process, release
from tests.posting import boxes, post, signed_in, stop_the_clock
from tests.settled import accept, in_the_group, typed

pytestmark = [pytest.mark.django_db, pytest.mark.paragraph("P14.7")]
CANARY = "The yellow canary sang before the ambulance was called that night"
SHEET = {
    "sort": "coroner",
    "led_by": "Mrs Ada Quill, coroner’s officer",
    "how_known": "She rang.",
    **boxes("from_on", ON),
}


@pytest.fixture
def cast() -> Cast:
    gather_elsewhere()
    return gather()


@pytest.fixture
def row(cast: Cast, settings: object) -> AgencyReturn:
    stop_the_clock(settings, SENT_AT + timedelta(days=1))
    told = "police investigation\nOP ALDER"
    made = typed(cast, D3=CANARY, G6=f"{CANARY}, too.", G5=told)
    in_the_group(made.case, cast)
    return accept(made, cast)


def at(case: Case, name: str, **named: object) -> str:
    return reverse(name, kwargs={"case_id": case.pk, **named})


def of(item: HeldItem, name: str = "held_item", **named: UUID) -> str:
    return at(item.case, name, held_id=item.pk, **named)


def page(cast: Cast, who: str, address: str) -> str:
    answer = signed_in(cast.users[who]).get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_empty_register_says_what_will_stand_there(
    cast: Cast, row: AgencyReturn
) -> None:
    told = page(cast, "priya", at(row.case, "parallel_processes"))

    assert "No parallel process is recorded" in told
    assert "Police investigation: OP ALDER" in told


def test_the_officer_sees_that_something_is_held_and_not_what(
    cast: Cast, row: AgencyReturn
) -> None:
    address = at(row.case, "parallel_processes")

    assert "canary" in page(cast, "priya", address)
    assert "canary" in page(cast, "judith", address)
    assert "canary" not in page(cast, "owen", address)


@pytest.mark.parametrize("name", ["parallel_processes", "record_process", "held_items"])
def test_an_outsider_finds_nothing(cast: Cast, row: AgencyReturn, name: str) -> None:
    for who in ("sam", "grace"):
        assert signed_in(cast.users[who]).get(at(row.case, name)).status_code == 404


def test_a_proposal_is_taken_over_by_a_person(cast: Cast, row: AgencyReturn) -> None:
    address = f"{at(row.case, 'record_process')}?return={row.pk}"
    begun = page(cast, "priya", address)
    assert "OP ALDER" in begun
    assert row.case.processes.count() == 0

    answer = post(signed_in(cast.priya), address, **SHEET)

    assert answer.status_code == 302
    assert row.case.processes.get().told_in_id == row.pk


def test_a_process_without_a_lead_is_refused_and_what_was_typed_stays(
    cast: Cast, row: AgencyReturn
) -> None:
    address = at(row.case, "record_process")

    answer = post(signed_in(cast.owen), address, **{**SHEET, "led_by": ""})

    assert answer.status_code == 422
    assert "She rang." in answer.content.decode()
    assert "not_to_disclose" not in answer.content.decode()


def test_a_process_is_changed_and_ended(cast: Cast, row: AgencyReturn) -> None:
    made, owen = process(row.case, cast), signed_in(cast.owen)
    change = at(row.case, "change_process", process_id=made.pk)
    end = at(row.case, "end_process", process_id=made.pk)

    fields = {"led_by": "DS Pell", "edit_version": "1"}
    changed = post(owen, change, **fields)
    stale = post(owen, change, **fields)
    ended = post(owen, end, because="No charge.", **boxes("ended_on", ON))

    assert (changed.status_code, stale.status_code) == (302, 409)
    assert ended.status_code == 302
    assert "DS Pell" in page(cast, "owen", at(row.case, "parallel_processes"))


def test_the_manager_holds_an_answer_and_it_is_gone_for_the_officer(
    cast: Cast, row: AgencyReturn
) -> None:
    made = process(row.case, cast)
    address = at(row.case, "hold_in_return", return_id=row.pk)
    assert "canary" in page(cast, "priya", address)

    refused = post(signed_in(cast.priya), address, process=str(made.pk), reason="Why.")
    held = post(
        signed_in(cast.priya),
        address,
        things="answer:D3",
        process=str(made.pk),
        reason="Asked by the police.",
        **boxes("until_on", UNTIL),
    )

    assert (refused.status_code, held.status_code) == (422, 302)
    of_return = at(row.case, "agency_return", return_id=row.pk)
    assert "canary" in page(cast, "priya", of_return)
    assert "canary" not in page(cast, "owen", of_return)
    assert "H1" in page(cast, "judith", at(row.case, "held_items"))


def test_nothing_can_be_held_before_a_process_is_recorded(
    cast: Cast, row: AgencyReturn
) -> None:
    told = page(cast, "priya", at(row.case, "hold_in_return", return_id=row.pk))

    assert "Nothing can be held yet" in told


@pytest.mark.parametrize("who", ["owen", "judith", "miriam"])
def test_only_the_manager_holds(cast: Cast, row: AgencyReturn, who: str) -> None:
    item = hold(row, cast, Thing(row, "D3"))
    addresses = [
        at(row.case, "hold_in_return", return_id=row.pk),
        at(row.case, "hold_document", version_id=row.document_id),
        of(item, "release_held"),
        of(item, "hold_on"),
        of(item, "end_hold"),
    ]

    browser = signed_in(cast.users[who])

    assert {browser.get(one).status_code for one in addresses} <= {403, 404}


def test_an_item_opens_only_for_those_it_was_released_to(
    cast: Cast, row: AgencyReturn
) -> None:
    item = hold(row, cast, Thing(row, "D3"))
    owen = signed_in(cast.owen)
    assert owen.get(of(item)).status_code == 404
    assert owen.get(at(row.case, "held_items")).status_code == 404

    release(item, cast, people=[cast.owen])

    assert "canary" in page(cast, "owen", of(item))
    assert "interviewing officer" not in page(cast, "owen", of(item))
    assert "H1" in page(cast, "owen", at(row.case, "held_items"))
    assert signed_in(cast.miriam).get(of(item)).status_code == 404


def test_a_release_shows_its_letter_and_names_who_agreed(
    cast: Cast, row: AgencyReturn
) -> None:
    item, priya = hold(row, cast, Thing(row, "D3")), signed_in(cast.priya)
    address = of(item, "release_held")
    assert "The letter each person chosen will get" in page(cast, "priya", address)
    agreed = {"agreed_body": "police", "agreed_by": "DI Fenwick"}

    refused = post(priya, address, **agreed, **boxes("agreed_on", ON))
    made = post(priya, address, ways="pack", **agreed, **boxes("agreed_on", ON))

    assert (refused.status_code, made.status_code) == (422, 302)
    assert "DI Fenwick" in refused.content.decode()
    told = page(cast, "priya", of(item))
    assert "The collation pack" in told
    assert "The police" in told


def test_a_release_is_withdrawn(cast: Cast, row: AgencyReturn) -> None:
    item = hold(row, cast, Thing(row, "D3"))
    release(item, cast, people=[cast.owen])
    address = of(item, "withdraw_release", release_id=item.releases.get().pk)

    answer = post(signed_in(cast.priya), address, because="The police asked.")

    assert answer.status_code == 302
    assert signed_in(cast.owen).get(of(item)).status_code == 404


def test_an_answer_the_form_holds_is_put_on_the_list(
    cast: Cast, row: AgencyReturn
) -> None:
    listed = at(row.case, "held_items")
    assert "Held by the form (1)" in page(cast, "priya", listed)
    priya = signed_in(cast.priya)

    wrong = post(priya, at(row.case, "list_held", return_id=row.pk, code="D4"))
    made = post(priya, at(row.case, "list_held", return_id=row.pk, code="G6"))

    assert (wrong.status_code, made.status_code) == (404, 302)
    assert "Held by the form (1)" not in page(cast, "priya", listed)


def test_a_day_that_passed_is_a_duty_of_the_manager(
    cast: Cast, row: AgencyReturn, settings: object
) -> None:
    item = hold(row, cast, Thing(row, "D3"))
    stop_the_clock(settings, SENT_AT + timedelta(days=30))
    words = "Held item H1: may it be released?"

    assert words in page(cast, "priya", reverse("my_day"))
    assert words not in page(cast, "owen", reverse("my_day"))
    assert "May it be released?" in page(cast, "priya", of(item))
    answer = post(
        signed_in(cast.priya),
        of(item, "hold_on"),
        asked="DI Fenwick",
        answer="Not yet.",
        until_event="The trial is over.",
    )

    assert answer.status_code == 302
    assert words not in page(cast, "priya", reverse("my_day"))


def test_a_hold_ends_with_a_reason(cast: Cast, row: AgencyReturn) -> None:
    item, priya = hold(row, cast, Thing(row, "D3")), signed_in(cast.priya)

    refused = post(priya, of(item, "end_hold"), because="")
    ended = post(priya, of(item, "end_hold"), because="The wrong answer was held.")

    assert (refused.status_code, ended.status_code) == (422, 302)
    assert priya.get(of(item)).status_code == 404
    of_return = at(row.case, "agency_return", return_id=row.pk)
    assert CANARY in page(cast, "owen", of_return)


def test_a_day_that_has_passed_is_refused(cast: Cast, row: AgencyReturn) -> None:
    made = process(row.case, cast)
    address = at(row.case, "hold_in_return", return_id=row.pk)
    given = {"things": "answer:D3", "process": str(made.pk), "reason": "Why."}

    answer = post(
        signed_in(cast.priya), address, **given, **boxes("until_on", date(2026, 11, 1))
    )

    assert answer.status_code == 422
    assert "That day has come already" in answer.content.decode()
