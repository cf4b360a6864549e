"""Writing a section in the browser, and filling the report from the meeting (P9.1)."""

import pytest
from django.test import Client
from django.urls import reverse

from rapidreview.procedure.logkinds import LogKind
from rapidreview.report.models import Report, ReportSection
from tests import reported
from tests.cast import Cast, gather
from tests.opened import told
from tests.posting import post, signed_in, stop_the_clock
from tests.reported import SIGNED_AT, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(settings: object) -> Cast:
    stop_the_clock(settings, SIGNED_AT)
    return gather()


@pytest.fixture
def begun(cast: Cast) -> Report:
    return reported.begun(cast)


@pytest.fixture
def owen(cast: Cast) -> Client:
    return signed_in(cast.owen)


def at(report: Report, code: str = "R9") -> str:
    return reverse(
        "report_section", kwargs={"case_id": report.case_id, "report_code": code}
    )


def section(report: Report, code: str = "R9") -> ReportSection:
    return report.sections.select_related("case").get(code=code)


@pytest.mark.paragraph("P9.1")
def test_a_section_is_written_and_saved(begun: Report, owen: Client) -> None:
    page = owen.get(at(begun)).content.decode()
    answer = post(owen, at(begun), text="Race mattered.", version="1")

    assert "Say racism where it was racism." in page
    assert "Filled in from: Accepted return of 1 agency: F6" in page
    assert answer.status_code == 302
    assert section(begun).text == "Race mattered."
    after = owen.get(at(begun)).content.decode()
    assert "Written by Owen Tarnfield" in after


@pytest.mark.paragraph("P9.1")
def test_an_answer_is_put_in_and_nothing_is_saved_yet(
    begun: Report, owen: Client
) -> None:
    page = owen.get(at(begun)).content.decode()
    key = page.split('name="insert" value="')[1].split('"')[0]

    answer = post(owen, at(begun), text="Mine first.", version="1", insert=key)

    shown = answer.content.decode()
    assert answer.status_code == 200
    assert "Mine first.\n\n“Race, culture, faith and identity: " in shown
    assert section(begun).written_by == ""
    assert not told(begun.case, LogKind.REPORT_SECTION_WRITTEN)


@pytest.mark.paragraph("P9.1")
def test_the_slower_of_two_writers_sees_both_texts(
    begun: Report, owen: Client, cast: Cast
) -> None:
    write(begun, "R9", "Priya’s words.", cast, "priya")

    answer = post(owen, at(begun), text="Owen’s words.", version="1")

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "What is stored now, by Priya Ollerdale" in page
    assert "Priya’s words." in page
    assert "Owen’s words.</textarea>" in page
    assert post(owen, at(begun), text="Both.", version="2").status_code == 302
    assert section(begun).text == "Both."


def test_a_text_too_long_is_kept_and_refused(begun: Report, owen: Client) -> None:
    answer = post(owen, at(begun), text="long " * 12_001, version="1")

    assert answer.status_code == 422
    assert "please shorten it" in answer.content.decode()
    assert "long long" in answer.content.decode()


def test_names_and_exact_dates_are_pointed_at(
    begun: Report, owen: Client, cast: Cast
) -> None:
    write(begun, "R9", "Bramwell was seen on 3 May 2024. Ring 01632 960170.", cast)

    page = owen.get(at(begun)).content.decode()

    assert "A name or detail stands here that has a label: Child A." in page
    assert "Exact dates: 3 May 2024. A month is enough." in page
    assert "A telephone number: 01632 960170." in page


def test_the_front_and_a_section_that_does_not_exist_are_not_found(
    begun: Report, owen: Client
) -> None:
    assert owen.get(at(begun, "R1")).status_code == 404
    assert owen.get(at(begun, "R99")).status_code == 404


@pytest.mark.paragraph("P13.1")
def test_a_signed_report_warns_and_wants_a_reason(cast: Cast, owen: Client) -> None:
    report = reported.signed(cast).version.report
    version = str(section(report).edit_version)

    page = owen.get(at(report)).content.decode()
    without = post(owen, at(report), text="Changed.", version=version, reason="")
    saved = post(owen, at(report), text="Changed.", version=version, reason="A date.")

    assert "takes the Chair’s signature away" in page
    assert without.status_code == 422
    assert "Say why it is changed." in without.content.decode()
    assert saved.status_code == 302
    home = reverse("report", kwargs={"case_id": report.case_id})
    assert "no longer covers the report" in owen.get(home).content.decode()


@pytest.mark.paragraph("P9.1")
def test_the_update_shows_what_it_fills_and_what_it_leaves(
    begun: Report, owen: Client, cast: Cast
) -> None:
    reported.meet(begun.case, cast)
    write(begun, "R17", "We decided no.", cast)
    address = reverse("update_report", kwargs={"case_id": begun.case_id})

    page = owen.get(address).content.decode()
    answer = post(owen, address)

    assert "R18. Sign-off by the three partners and the Chair" in page
    assert "Left as they are (1)" in page
    assert answer.status_code == 302
    assert section(begun, "R17").text == "We decided no."
    assert "agrees" in section(begun, "R18").text


@pytest.mark.paragraph("P9.1")
def test_the_update_waits_for_the_meeting_and_for_a_real_date(
    begun: Report, owen: Client
) -> None:
    address = reverse("update_report", kwargs={"case_id": begun.case_id})

    assert post(owen, address).status_code == 409
    bad = post(owen, address, occurred_at_day="31", occurred_at_month="2")
    assert bad.status_code == 422
