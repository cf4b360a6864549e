"""The sheet for the national system: the pages (3.2)."""

from datetime import timedelta

import pytest

from rapidreview.case.models import AccessEntry
from rapidreview.casefolder.models import Document
from rapidreview.procedure.logkinds import LogKind
from tests.cast import gather, gather_elsewhere
from tests.opened import NOW, opened_by_2025, told
from tests.posting import post, signed_in, stop_the_clock

pytestmark = [pytest.mark.django_db, pytest.mark.paragraph("P1.2")]
NONE = {"told_by": "Marcus Ingleforth", "why": "No abuse or neglect."}
SHEET = {"notifier": "Marcus Ingleforth", "phone": "01632 960111", "version": "1"}


@pytest.fixture(autouse=True)
def _day_1(settings):
    stop_the_clock(settings, NOW + timedelta(hours=1))


@pytest.fixture
def cast():
    return gather()


@pytest.fixture
def case(cast):
    return opened_by_2025(cast)


@pytest.fixture
def priya(cast, case):
    return signed_in(cast.priya)


def at(case, path):
    return f"/cases/{case.pk}/{path}"


def test_the_sheet_holds_names_and_every_look_is_noted(cast, case, priya) -> None:
    page = priya.get(at(case, "sin/sheet/")).text

    assert "Bramwell Nettlecombe" in page
    assert "Nothing is sent from here." in page
    assert "not known" in page
    assert AccessEntry.objects.filter(case=case, route="sin_sheet").count() == 1
    assert signed_in(cast.judith).get(at(case, "sin/sheet/")).status_code == 200


def test_the_sheet_is_completed_and_filed(case, priya) -> None:
    post(priya, at(case, "sin/sheet/change/"), **SHEET)
    answer = post(priya, at(case, "sin/sheet/file/"))

    page = priya.get(answer["Location"]).text
    assert "01632 960111" in page
    assert "The sheet as it was filed last, version 1" in page
    assert Document.objects.filter(case=case, subject="sin_sheet").count() == 1


@pytest.mark.parametrize("path", ["sin/sheet/change/", "sin/sheet/file/"])
def test_only_the_team_completes_and_files_the_sheet(cast, case, path) -> None:
    outsider = gather_elsewhere().priya

    assert post(signed_in(cast.judith), at(case, path), **SHEET).status_code == 403
    assert post(signed_in(outsider), at(case, path), **SHEET).status_code == 404
    assert not told(case, LogKind.SIN_SHEET_CHANGED)


def test_who_was_slower_compares_both_texts_of_the_sheet(cast, case, priya) -> None:
    post(signed_in(cast.owen), at(case, "sin/sheet/change/"), **SHEET)
    mine = {**SHEET, "notifier": "Ada Brook"}

    stale = post(priya, at(case, "sin/sheet/change/"), **mine)

    assert stale.status_code == 409
    assert "Where the two differ" in stale.text
    assert 'name="version" value="2"' in stale.text
    again = post(priya, at(case, "sin/sheet/change/"), **{**mine, "version": "2"})
    assert again.status_code == 302


def test_an_address_that_is_none_is_refused(case, priya) -> None:
    page = post(priya, at(case, "sin/sheet/change/"), email="marcus at home", **SHEET)

    assert page.status_code == 422
    assert "Enter an e-mail address like" in page.text
    assert 'value="marcus at home"' in page.text


def test_an_ended_case_files_no_sheet(case, priya) -> None:
    post(priya, at(case, "sin/none/"), **NONE)

    assert post(priya, at(case, "sin/sheet/file/")).status_code == 409
    assert "File it as a Word document" not in priya.get(at(case, "sin/sheet/")).text
