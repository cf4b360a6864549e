"""The page of the report: begun once, read, downloaded (P6.3)."""

import pytest
from django.urls import reverse

from rapidreview.case.models import Case
from rapidreview.report.models import Report
from tests.cast import Cast, gather, gather_elsewhere
from tests.posting import post, signed_in, stop_the_clock
from tests.settled import PACK_AT, accepted, packed

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(settings: object) -> Cast:
    stop_the_clock(settings, PACK_AT)
    return gather()


def at(case: Case, name: str = "report") -> str:
    return reverse(name, kwargs={"case_id": case.pk})


@pytest.mark.paragraph("P6.3")
def test_the_report_is_begun_read_and_downloaded(cast: Cast) -> None:
    case, owen = packed(cast).case, signed_in(cast.owen)

    before = owen.get(at(case)).content.decode()
    answer = post(owen, at(case))
    page = owen.get(at(case)).content.decode()
    word = owen.get(at(case, "download_report"))

    assert "Begin the report" in before
    assert answer.status_code == 302
    assert "3 of 20 sections have text" in page
    assert b"".join(word).startswith(b"PK")


@pytest.mark.paragraph("P6.3")
def test_the_report_does_not_begin_before_the_pack(cast: Cast) -> None:
    case, owen = accepted(cast), signed_in(cast.owen)

    assert (
        "It begins once the returns are collated."
        in owen.get(at(case)).content.decode()
    )
    assert post(owen, at(case)).status_code == 409
    assert owen.get(at(case, "download_report")).status_code == 404
    assert not Report.objects.exists()


def test_the_chair_reads_the_report_and_does_not_begin_it(cast: Cast) -> None:
    case = packed(cast).case

    assert signed_in(cast.judith).get(at(case)).status_code == 200
    assert post(signed_in(cast.judith), at(case)).status_code == 403


def test_an_outsider_finds_no_report(cast: Cast) -> None:
    case = packed(cast).case
    outsider = signed_in(gather_elsewhere().priya)

    assert outsider.get(at(case)).status_code == 404
    assert post(outsider, at(case)).status_code == 404
