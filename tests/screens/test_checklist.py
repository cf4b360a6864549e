"""The page of the Agency Returns Checklist."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from rapidreview.case.models import Case
from rapidreview.casefolder.models import Document
from rapidreview.opening.agencies import choose_agencies
from rapidreview.people.models import Agency, AgencyPerson
from rapidreview.procedure.logkinds import LogKind
from rapidreview.scoping.actions import request_returns
from tests import make
from tests.asking import ASKED_AT, asked, sent
from tests.cast import Cast, gather, gather_elsewhere
from tests.posting import post, signed_in, stop_the_clock
from tests.settled import CHECKED_AT, accept, check

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(settings: object) -> Cast:
    stop_the_clock(settings, CHECKED_AT)
    return gather()


def at(case: Case, name: str = "checklist") -> str:
    return reverse(name, kwargs={"case_id": case.pk})


@pytest.mark.paragraph("P0.2", "P2.1")
def test_the_officer_sees_totals_rows_and_the_next_step(cast: Cast) -> None:
    row = sent(cast, "SCH", "POL")

    page = signed_in(cast.owen).get(at(row.case)).content.decode()

    assert "2 asked · 1 in · 1 awaited · 1 to chase · 1 to check" in page
    assert page.index("Aldermoss Primary School") < page.index("Fellmoor Constabulary")
    assert (
        reverse("agency_return", kwargs={"case_id": row.case_id, "return_id": row.pk})
        in page
    )


@pytest.mark.paragraph("P2.4")
def test_what_was_checked_is_to_be_shared_from_its_row(cast: Cast) -> None:
    row = check(sent(cast), cast)

    page = signed_in(cast.owen).get(at(row.case)).content.decode()

    assert (
        reverse("share_return", kwargs={"case_id": row.case_id, "return_id": row.pk})
        in page
    )


def test_an_empty_checklist_says_what_will_stand_there(cast: Cast) -> None:
    page = signed_in(cast.owen).get(at(make.case(cast)))

    assert "No agency has been chosen yet" in page.content.decode()


def test_an_outsider_finds_no_checklist(cast: Cast) -> None:
    case = sent(cast).case
    outsider = signed_in(gather_elsewhere().priya)

    assert outsider.get(at(case)).status_code == 404
    assert outsider.get(at(case, "checklist_download")).status_code == 404
    assert post(outsider, at(case, "file_checklist")).status_code == 404


@pytest.mark.paragraph("P6.2")
def test_a_member_of_the_group_sees_how_returns_stand_once_the_pack_is_out(
    cast: Cast,
) -> None:
    case = accept(sent(cast), cast, "A secret reason.").case
    make.entry(case, cast, LogKind.GROUP_TOLD)
    before = signed_in(cast.matthias).get(at(case))
    make.entry(case, cast, LogKind.PACK_RELEASED)

    page = signed_in(cast.matthias).get(at(case)).content.decode()

    assert before.status_code == 403
    assert "Accepted" in page
    assert "A secret reason." not in page


@pytest.mark.paragraph("P0.2")
def test_the_checklist_is_downloaded_and_filed(cast: Cast) -> None:
    case = sent(cast).case
    owen = signed_in(cast.owen)

    download = owen.get(at(case, "checklist_download"))
    answer = post(owen, at(case, "file_checklist"))

    assert download.content.startswith(b"PK")
    assert "returns-checklist.xlsx" in download["Content-Disposition"]
    assert answer.status_code == 302
    assert Document.objects.filter(case=case, sort=Document.Sort.CHECKLIST).exists()


def test_the_chair_files_nothing(cast: Cast) -> None:
    case = sent(cast).case

    assert post(signed_in(cast.judith), at(case, "file_checklist")).status_code == 403


def test_the_page_asks_as_much_of_the_database_with_many_agencies(cast: Cast) -> None:
    case = asked(cast).case
    owen = signed_in(cast.owen)
    owen.get(at(case))
    with CaptureQueriesContext(connection) as few:
        owen.get(at(case))
    more = [
        Agency.objects.create(
            partnership=cast.partnership,
            code=f"N{n}",
            name=f"Nursery {n}",
            kind="Nursery",
        )
        for n in range(12)
    ]
    AgencyPerson.objects.bulk_create(
        AgencyPerson(
            agency=one, part="author", name="Robin", email=f"a@{one.code}.example"
        )
        for one in more
    )
    later = ASKED_AT + timedelta(minutes=5)
    choose_agencies(case, more, with_name="Judith", by=cast.actor("priya"), at=later)
    request_returns(case, more, by=cast.actor("owen"), at=later)

    with CaptureQueriesContext(connection) as many:
        owen.get(at(case))

    assert len(many) == len(few)
