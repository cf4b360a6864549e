"""What is held on the pages of others: documents, export, pack."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.urls import reverse

from rapidreview.case.models import Case
from rapidreview.parallel.actions import Thing
from rapidreview.parallel.models import HeldItem
from rapidreview.scoping.models import AgencyReturn
from tests.asking import SENT_AT
from tests.cast import Cast, gather, gather_elsewhere
from tests.held import ON, hold, process
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


def test_a_held_document_is_found_by_manager_and_chair_only(
    cast: Cast, row: AgencyReturn
) -> None:
    opened = at(row.case, "document", version_id=row.document_id)

    assert signed_in(cast.priya).get(opened).status_code == 200
    assert signed_in(cast.judith).get(opened).status_code == 200
    assert signed_in(cast.owen).get(opened).status_code == 404
    assert str(row.document_id) in page(cast, "priya", at(row.case, "documents"))
    assert str(row.document_id) not in page(cast, "owen", at(row.case, "documents"))


def test_a_document_is_held_and_opened_from_its_page(
    cast: Cast, row: AgencyReturn
) -> None:
    made, priya = process(row.case, cast), signed_in(cast.priya)
    address = at(row.case, "hold_document", version_id=row.document_id)

    answer = post(
        priya,
        address,
        process=str(made.pk),
        reason="Asked.",
        until_event="The trial is over.",
    )

    assert answer.status_code == 302
    item = HeldItem.objects.get(document__isnull=False)
    assert priya.get(of(item, "held_document")).status_code == 200
    assert signed_in(cast.owen).get(of(item, "held_document")).status_code == 404


def test_the_officer_does_not_export_what_is_held(
    cast: Cast, row: AgencyReturn
) -> None:
    asked = at(row.case, "export_case")

    assert post(signed_in(cast.owen), asked).status_code == 403
    assert signed_in(cast.owen).get(at(row.case, "export_bundle")).status_code == 403
    assert post(signed_in(cast.priya), asked).status_code == 302


def test_the_manager_reads_beside_the_pack_how_many_items_are_held(
    cast: Cast, row: AgencyReturn
) -> None:
    hold(row, cast, Thing(row, "D3"))
    address = at(row.case, "collation")

    assert "2 items are held" in page(cast, "priya", address)
    assert "items are held" not in page(cast, "owen", address)
