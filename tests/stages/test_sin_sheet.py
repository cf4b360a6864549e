"""The sheet for the national system, and where host and residing areas are kept."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from rapidreview.casefolder import storage
from rapidreview.casefolder.models import Document
from rapidreview.dailylog.facts import case_facts
from rapidreview.opening.areas import areas_of, record_areas
from rapidreview.opening.children import add_child
from rapidreview.opening.given import ChildGiven, age_words
from rapidreview.opening.sheet import (
    SheetGiven,
    change_sheet,
    compared,
    parts_of,
    sheet_given,
)
from rapidreview.opening.sheet_filing import file_sheet, filed_sheet
from rapidreview.procedure.errors import AlreadyDone, Refused, Stale
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.vocabulary import Subfolder
from rapidreview.submission.covering import areas_words
from tests.cast import gather
from tests.opened import BRAMWELL, NOW, opened, told

pytestmark = [pytest.mark.django_db, pytest.mark.paragraph("P1.2")]
GIVEN = SheetGiven(
    notifier="Marcus Ingleforth", phone="01632 960111", happened="A fall.", place="Home"
)
FULL = replace(
    BRAMWELL,
    ethnicity="White British",
    health="Asthma",
    lives_in="With his mother",
    legal_status="Child in need",
)


@pytest.fixture
def cast():
    return gather()


def boxes(case, title):
    parts = parts_of(case, case_facts(case))
    found = next(part for part in parts if part.title == title)
    return {one.asks: one.told for one in found.boxes}


def test_the_sheet_holds_what_the_national_system_asks(cast) -> None:
    case = opened(cast, FULL)

    change_sheet(case, GIVEN, version=1, by=cast.actor("owen"), at=NOW)

    who, incident = boxes(case, "Who notifies"), boxes(case, "The incident")
    assert who["Their telephone number"] == "01632 960111"
    assert who["Their e-mail address"] == "not known"
    assert incident["Time of the incident"] == "18:20"
    assert incident["Day on which the local authority became aware"] == (
        "Monday 2 November 2026"
    )
    assert incident["Where the incident was"] == "Home"
    child = boxes(case, "Child 1")
    assert child["Age at the incident"] == "5 years"
    assert (child["Health and disability"], child["Legal status"]) == (
        "Asthma",
        "Child in need",
    )


def test_what_nobody_knows_says_so(cast) -> None:
    case = opened(cast, ChildGiven(unborn=True, born="2027-02-01"))

    child = boxes(case, "Child 1")

    assert child["Name"] == "not known"
    assert child["Expected date of birth"] == "Monday 1 February 2027"
    assert child["Age at the incident"] == "Not born yet"


def test_more_than_four_children_go_into_the_free_text(cast) -> None:
    children = [ChildGiven(name=f"Ada {one}") for one in ("A", "B", "C", "D", "E")]
    case = opened(cast, *children, ChildGiven(name="Ines", is_subject=False))

    titles = [part.title for part in parts_of(case, case_facts(case))]
    further = boxes(case, "Further children")["Further children, in free text"]

    assert [one for one in titles if one.startswith("Child ")] == [
        f"Child {number}" for number in range(1, 5)
    ]
    assert "A further child of the incident\nName: Ada E" in further
    assert "Another child of the family\nName: Ines" in further


def test_a_child_that_is_added_later_stands_on_the_sheet(cast) -> None:
    case = opened(cast)

    add_child(case, ChildGiven(name="Ines"), by=cast.actor("owen"), at=NOW)

    assert boxes(case, "Child 2")["Name"] == "Ines"


def test_both_texts_of_a_change_stay_in_the_log(cast) -> None:
    case, owen = opened(cast), cast.actor("owen")
    change_sheet(case, GIVEN, version=1, by=owen, at=NOW)

    change_sheet(case, replace(GIVEN, place="School"), version=2, by=owen, at=NOW)

    entry = told(case, LogKind.SIN_SHEET_CHANGED)[-1]
    assert "Where the incident was: Home" in entry.old
    assert "Where the incident was: School" in entry.new
    assert sheet_given(case).place == "School"


def test_who_was_slower_is_told_and_nothing_is_stored(cast) -> None:
    case, owen = opened(cast), cast.actor("owen")
    change_sheet(case, GIVEN, version=1, by=owen, at=NOW)
    mine = replace(GIVEN, notifier="Ada Brook")

    with pytest.raises(Stale):
        change_sheet(case, mine, version=1, by=owen, at=NOW)

    assert ("Name of who notifies", GIVEN.notifier, "Ada Brook") in compared(case, mine)
    assert sheet_given(case).notifier == GIVEN.notifier


def test_the_sheet_is_filed_in_one_and_again_as_its_next_version(cast) -> None:
    case, owen = opened(cast, FULL), cast.actor("owen")

    first = file_sheet(case, by=owen, at=NOW)
    file_sheet(case, by=owen, at=NOW + timedelta(minutes=5))

    assert first.document.subfolder == Subfolder.I
    assert filed_sheet(case).number == "2"
    assert Document.objects.filter(case=case, subject="sin_sheet").count() == 1
    assert storage.read(first).startswith(b"PK")
    documents = boxes(case, "Supporting documents")
    assert "national system" not in str(documents)


@pytest.mark.parametrize(
    ("born", "words"),
    [
        (date(2021, 10, 30), "5 years"),
        (date(2021, 10, 31), "4 years"),
        (date(2025, 10, 30), "1 year"),
        (date(2025, 10, 31), "11 months"),
        (date(2026, 9, 30), "1 month"),
        (date(2026, 10, 1), "under 1 month"),
    ],
)
def test_the_age_is_in_years_or_before_the_first_birthday_in_months(
    born, words
) -> None:
    assert age_words(born, date(2026, 10, 30)) == words


def test_host_and_residing_areas_are_recorded_and_stand_on_the_sheet(cast) -> None:
    case = opened(cast)

    areas = ["City of Northmere", "County of Fellmoor"]
    given = {"host": "City of Northmere", "residing": areas, "words": ""}
    record_areas(case, by=cast.actor("owen"), at=NOW, **given)

    assert told(case, LogKind.AREAS_RECORDED)[0].new == (
        "Host: City of Northmere; residing: City of Northmere and County of Fellmoor"
    )
    assert not areas_of(case).elsewhere
    assert boxes(case, "The incident")["Area in which it took place"] == areas[0]
    assert areas_words(case).endswith(
        "live in City of Northmere and County of Fellmoor."
    )


def test_a_case_without_areas_says_nothing_of_them(cast) -> None:
    case = opened(cast)

    assert areas_words(case) == ""
    assert "Area in which it took place" not in boxes(case, "The incident")


@pytest.mark.parametrize(
    ("changed", "refusal", "words"),
    [
        ({"host": "Saltmarsh", "words": " "}, Refused, "Say what was agreed"),
        ({"host": " "}, Refused, "which area hosts"),
        ({"residing": ["x" * 201]}, Refused, "200 characters"),
        ({"residing": ["Saltmarsh"]}, AlreadyDone, "stand so already"),
    ],
)
def test_areas_that_cannot_be_are_refused(cast, changed, refusal, words) -> None:
    case = opened(cast)
    first = {"host": "City of Northmere", "residing": ["Saltmarsh"], "words": ""}
    by = cast.actor("owen")
    record_areas(case, by=by, at=NOW, **first)

    with pytest.raises(refusal, match=words):
        record_areas(case, by=by, at=NOW, **{**first, **changed})

    case.refresh_from_db()
    assert case.host_area == "City of Northmere"


def test_another_host_is_recorded_with_what_was_agreed(cast) -> None:
    case = opened(cast)

    given = {"host": "Saltmarsh", "residing": [], "words": "They host; Ada Brook."}
    record_areas(case, by=cast.actor("owen"), at=NOW, **given)

    assert areas_of(case).elsewhere
    assert told(case, LogKind.AREAS_RECORDED)[0].text == "They host; Ada Brook."
