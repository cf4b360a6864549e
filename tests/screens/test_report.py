"""The page of the report: begun once, its versions opened, readers see what they were given (P6.3)."""

import pytest
from django.urls import reverse

from rapidreview.case.models import Case
from rapidreview.report.models import Report
from tests import reported
from tests.cast import Cast, gather, gather_elsewhere
from tests.posting import post, signed_in, stop_the_clock
from tests.reported import SIGNED_AT, write
from tests.settled import PACK_AT, accepted, packed

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(settings: object) -> Cast:
    stop_the_clock(settings, PACK_AT)
    return gather()


def at(case: Case, name: str = "report", **more: str) -> str:
    return reverse(name, kwargs={"case_id": case.pk, **more})


@pytest.mark.paragraph("P6.3")
def test_the_report_is_begun_read_and_downloaded(cast: Cast) -> None:
    case, owen = packed(cast).case, signed_in(cast.owen)

    before = owen.get(at(case)).content.decode()
    answer = post(owen, at(case))
    page = owen.get(at(case)).content.decode()
    word = owen.get(at(case, "report_word", version="0.1"))
    pdf = owen.get(at(case, "report_pdf", version="0.1"))

    assert "Begin the report" in before
    assert answer.status_code == 302
    assert "sections have text" in page
    assert "Accepted return of 1 agency: D3" in page
    assert b"".join(word).startswith(b"PK")
    assert b"".join(pdf).startswith(b"%PDF")


@pytest.mark.paragraph("P6.3")
def test_the_report_does_not_begin_before_the_pack(cast: Cast) -> None:
    case, owen = accepted(cast), signed_in(cast.owen)

    page = owen.get(at(case)).content.decode()

    assert "It begins once the returns are collated." in page
    assert post(owen, at(case)).status_code == 409
    assert owen.get(at(case, "report_word", version="0.1")).status_code == 404
    assert owen.get(at(case, "read_report")).status_code == 404
    assert not Report.objects.exists()


def test_the_chair_reads_the_report_and_does_not_begin_it(cast: Cast) -> None:
    case = packed(cast).case

    assert signed_in(cast.judith).get(at(case)).status_code == 200
    assert post(signed_in(cast.judith), at(case)).status_code == 403


PAGES = (
    "report",
    "read_report",
    "update_report",
    "send_with_minutes",
    "send_report_to_chair",
    "circulate_report",
    "review_report",
    "confirm_circulation",
    "sign_report",
)
WITH_MORE = {
    "report_section": {"report_code": "R9"},
    "report_word": {"version": "0.1"},
    "report_pdf": {"version": "0.1"},
    "sign_off_report": {"version": "0.1"},
}
POSTS = ("keep_report_version", "file_signed_report", "return_report")


def test_an_outsider_finds_no_page_of_the_report(cast: Cast) -> None:
    case = reported.begun(cast).case
    outsider = signed_in(gather_elsewhere().priya)

    for name in (*PAGES, *WITH_MORE):
        assert (
            outsider.get(at(case, name, **WITH_MORE.get(name, {}))).status_code == 404
        )
    for name in (*PAGES[:1], *PAGES[2:], *POSTS):
        assert post(outsider, at(case, name)).status_code == 404


def test_each_page_stands_empty_before_its_time(cast: Cast) -> None:
    case = reported.begun(cast).case

    for name in PAGES:
        chairs = name in {"review_report", "confirm_circulation", "sign_report"}
        browser = signed_in(cast.judith if chairs else cast.priya)
        assert browser.get(at(case, name)).status_code == 200, name


def test_the_chairs_pages_are_the_chairs_and_the_teams_the_teams(cast: Cast) -> None:
    case = reported.begun(cast).case
    priya, judith = signed_in(cast.priya), signed_in(cast.judith)

    for name in ("review_report", "confirm_circulation", "sign_report"):
        assert priya.get(at(case, name)).status_code == 403
    for name in ("update_report", "send_with_minutes", "send_report_to_chair"):
        assert judith.get(at(case, name)).status_code == 403
    assert signed_in(cast.miriam).get(at(case)).status_code in {403, 404}


@pytest.mark.paragraph("P1.17")
def test_a_version_is_kept_with_its_reason(cast: Cast) -> None:
    report, owen = reported.begun(cast), signed_in(cast.owen)
    write(report, "R9", "Race mattered.", cast)

    page = owen.get(at(report.case)).content.decode()
    empty = post(owen, at(report.case, "keep_report_version"))
    kept = post(owen, at(report.case, "keep_report_version"), what="For Monday")

    assert "Keep it as version 0.2" in page
    assert empty.status_code == 422
    assert "Say in a few words why this version is kept." in empty.content.decode()
    assert kept.status_code == 302
    assert reported.newest(report).what == "For Monday"
    assert (
        post(owen, at(report.case, "keep_report_version"), what="x").status_code == 409
    )


@pytest.mark.paragraph("P7.6", "P9.3")
def test_a_reader_sees_the_versions_given_to_them_and_nothing_else(
    cast: Cast, settings: object
) -> None:
    case = reported.circulated(cast).case
    stop_the_clock(settings, SIGNED_AT)
    matthias = signed_in(cast.matthias)

    page = matthias.get(at(case)).content.decode()

    assert "Version 0.3" in page
    assert "Version 0.2" in page
    assert "Write" not in page
    assert matthias.get(at(case, "report_pdf", version="0.3")).status_code == 200
    assert matthias.get(at(case, "report_pdf", version="0.1")).status_code == 404
    assert matthias.get(at(case, "read_report")).status_code == 403
    assert (
        signed_in(cast.helene).get(at(case, "report_pdf", version="0.2")).status_code
        == 404
    )


@pytest.mark.paragraph("P13.2")
def test_the_signed_report_is_filed_from_the_page(cast: Cast, settings: object) -> None:
    case = reported.signed(cast).case
    stop_the_clock(settings, SIGNED_AT)
    priya = signed_in(cast.priya)

    page = priya.get(at(case)).content.decode()
    filed = post(priya, at(case, "file_signed_report"))
    after = priya.get(at(case)).content.decode()

    assert "File the signed report in III" in page
    assert filed.status_code == 302
    assert "Filed in III" in after
    assert post(priya, at(case, "file_signed_report")).status_code == 409
