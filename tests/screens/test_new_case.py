"""Opening a case: the sheet, another child, the plan, and the case."""

from datetime import timedelta
from uuid import uuid4

import pytest

from rapidreview.case.models import Case
from tests.cast import gather
from tests.opened import HARM, NOW, TOLD_AT
from tests.posting import boxes, post, signed_in, stop_the_clock

pytestmark = pytest.mark.django_db
NEW = "/cases/new/"


@pytest.fixture(autouse=True)
def _day_1(settings):
    stop_the_clock(settings, NOW)


def sheet(cast, **changed):
    typed = {
        "children": "1",
        "family": "0",
        **boxes("received_at", TOLD_AT),
        "from_name": "Marcus Ingleforth",
        "channel": "Telephone",
        **boxes("occurred_at", HARM.occurred_at),
        "incident": "A child was taken to hospital.",
        "manager": str(cast.priya.pk),
        "child0-name": "Bramwell Nettlecombe",
        **boxes("child0-born", TOLD_AT.date().replace(year=2021)),
        "child0-is_subject": "yes",
    }
    return {**typed, **changed}


def test_the_sheet_is_shown_to_the_team_and_to_nobody_else() -> None:
    cast = gather()

    assert signed_in(cast.owen).get(NEW).status_code == 200
    assert signed_in(cast.judith).get(NEW).status_code == 403
    assert (
        signed_in(cast.judith).post(NEW).status_code == 403 or Case.objects.count() == 0
    )


@pytest.mark.paragraph("P1.1", "P1.4")
def test_the_plan_is_shown_before_anything_is_stored() -> None:
    cast = gather()

    page = post(signed_in(cast.priya), NEW, **sheet(cast))

    assert page.status_code == 200
    assert "The plan, if you open it now" in page.text
    assert "Rapid Review in fifteen working days, version 1.0" in page.text
    assert "It waits for the SIN; until then the dates below are provisional." in (
        " ".join(page.text.split())
    )
    assert "Tuesday 24 November 2026, 17:00" in page.text
    assert not Case.objects.exists()


@pytest.mark.paragraph("P1.1")
def test_the_case_is_opened_and_shown() -> None:
    cast = gather()
    priya = signed_in(cast.priya)

    answer = post(priya, NEW, open="yes", **sheet(cast))

    case = Case.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/cases/{case.pk}/")
    assert case.children.get().name == "Bramwell Nettlecombe"


def test_pressed_twice_one_case_is_opened() -> None:
    cast = gather()
    priya, key = signed_in(cast.priya), uuid4()

    first = post(priya, NEW, key, open="yes", **sheet(cast))
    second = post(priya, NEW, key, open="yes", **sheet(cast))

    assert first["Location"] == second["Location"]
    assert Case.objects.count() == 1


def test_another_child_is_added_without_judging_what_is_there() -> None:
    cast = gather()

    page = post(
        signed_in(cast.priya), NEW, add="child", children="1", **{"child0-name": "Bram"}
    )

    assert page.status_code == 200
    assert 'name="child1-name"' in page.text
    assert 'value="Bram"' in page.text
    assert "There is a problem" not in page.text


def test_several_children_and_a_person_of_the_family_are_kept() -> None:
    cast = gather()
    second = {"child1-name": "", "child1-sex": "female", "child1-is_subject": "no"}
    aunt = {"member0-name": "Zita", "member0-relationship": "aunt"}
    typed = {**sheet(cast), **second, **aunt, "children": "3", "family": "1"}
    typed["child2-is_subject"] = "yes"

    post(signed_in(cast.priya), NEW, open="yes", **typed)

    case = Case.objects.get()
    assert [(one.name, one.sex) for one in case.children.all()] == [
        ("Bramwell Nettlecombe", ""),
        ("", "female"),
    ]
    assert case.family.get().relationship == "aunt"


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"received_at_month": "13"}, "must be a real date, like 27 3 2026"),
        ({"from_name": " . "}, "Enter: Who rang or wrote."),
        ({"from_name": "N" * 201}, "must be 200 characters or fewer; it has 201"),
        ({"channel": "Pigeon"}, "Choose one of the list."),
        ({"manager": "x"}, "Choose one of the list."),
        (boxes("received_at", NOW + timedelta(days=1)), "has not come yet"),
        (boxes("occurred_at", NOW), "cannot be after the Partnership was told"),
        (boxes("child0-born", TOLD_AT.date()), "is after the incident"),
        (boxes("child0-born", TOLD_AT.date().replace(year=2003)), "18 or over"),
        ({**boxes("period_from", TOLD_AT.date()),
          **boxes("period_to", HARM.occurred_at.date())}, "must end after it begins"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_beside_what_was_typed(changed, words) -> None:
    cast = gather()

    page = post(signed_in(cast.priya), NEW, open="yes", **{**sheet(cast), **changed})

    assert page.status_code == 422
    assert words in page.text
    assert "There is a problem" in page.text
    assert "A child was taken to hospital." in page.text
    assert not Case.objects.exists()


def test_somebody_of_another_partnership_cannot_oversee() -> None:
    cast = gather()
    stranger = gather("Saltmarsh", "SSCP").priya

    page = post(
        signed_in(cast.priya), NEW, open="yes", **sheet(cast, manager=str(stranger.pk))
    )

    assert page.status_code == 422
    assert not Case.objects.exists()


def test_long_words_are_kept_and_shown() -> None:
    cast = gather()
    long = "Łukasz 李 <script>{{7*7}} " * 180

    page = post(signed_in(cast.priya), NEW, **sheet(cast, words=long))

    assert page.status_code == 200
    assert "&lt;script&gt;{{7*7}}" in page.text
