"""The group told and the agencies chosen: the pages."""

from uuid import uuid4

import pytest

from rapidreview.mail.models import Letter
from rapidreview.opening.models import ChosenAgency
from rapidreview.procedure.logkinds import LogKind
from tests.cast import gather, gather_elsewhere
from tests.opened import NOW, opened, told
from tests.posting import post, signed_in, stop_the_clock

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _day_1(settings):
    stop_the_clock(settings, NOW)


@pytest.fixture
def cast():
    return gather()


@pytest.fixture
def case(cast):
    return opened(cast)


def at(case, path):
    return f"/cases/{case.pk}/{path}"


@pytest.mark.parametrize("path", ["tell/", "agencies/"])
def test_the_team_sees_the_page_the_chair_may_not_and_outsiders_find_nothing(
    cast, case, path
) -> None:
    outsider = gather_elsewhere().priya

    page = signed_in(cast.owen).get(at(case, path))

    assert page.status_code == 200
    assert "Why: " in page.text
    assert signed_in(cast.judith).get(at(case, path)).status_code == 403
    assert signed_in(cast.dana).get(at(case, path)).status_code == 404
    assert signed_in(outsider).get(at(case, path)).status_code == 404


@pytest.mark.paragraph("P1.7")
def test_exactly_who_gets_exactly_what_is_shown_then_sent_once(cast, case) -> None:
    priya, key = signed_in(cast.priya), uuid4()

    shown = priya.get(at(case, "tell/")).text
    for _ in range(2):
        answer = post(priya, at(case, "tell/"), key, send="yes", shown="", words="")
        assert answer.status_code == 302

    assert f"{cast.judith.name}, {cast.judith.email}" in shown
    assert "A Rapid Review has begun: " + case.reference in shown
    assert "Tell 3 people" in shown
    assert Letter.objects.filter(kind="group_told").count() == 3


def test_words_that_were_not_shown_in_the_letter_are_not_sent(cast, case) -> None:
    page = post(
        signed_in(cast.priya), at(case, "tell/"), send="yes", words="More soon."
    )

    assert page.status_code == 200
    assert not told(case, LogKind.GROUP_TOLD)
    assert page.text.count("More soon.") == 3  # kept, typed, and in the letter


def test_a_name_in_the_letter_is_refused_and_what_was_typed_stays(cast, case) -> None:
    words = "It is about Bramwell."

    page = post(
        signed_in(cast.priya), at(case, "tell/"), send="yes", shown=words, words=words
    )

    assert page.status_code == 422
    assert "may not name a child" in page.text
    assert words in page.text
    assert not Letter.objects.filter(kind="group_told").exists()


@pytest.mark.paragraph("P1.8")
def test_agencies_are_ticked_and_one_is_added_later(cast, case) -> None:
    priya, page = signed_in(cast.priya), at(case, "agencies/")
    assert "No agency is chosen yet" in priya.get(page).text

    first = [str(cast.school.pk), str(cast.police.pk)]
    post(priya, page, agencies=first, with_name="Judith")
    later = [str(cast.social_care.pk)]
    answer = post(
        priya, page, agencies=later, with_name="Judith", reason="He went there."
    )

    assert answer["Location"] == page
    assert ChosenAgency.objects.filter(case=case).count() == 3
    shown = priya.get(page).text
    assert "Chosen: 3" in shown
    assert "He went there." in shown
    assert "Every agency of the partnership is chosen." in shown


def test_an_agency_new_to_this_says_so(cast, case) -> None:
    type(cast.school).objects.filter(pk=cast.school.pk).update(familiar=False)

    assert (
        "a pre-meet is offered" in signed_in(cast.owen).get(at(case, "agencies/")).text
    )


@pytest.mark.parametrize("ticked", ["nothing", "elsewhere", "no id"])
def test_what_cannot_be_chosen_is_refused_and_what_was_typed_stays(
    cast, case, ticked
) -> None:
    elsewhere = gather_elsewhere().school
    chosen = {"nothing": [], "elsewhere": [str(elsewhere.pk)], "no id": ["1"]}[ticked]

    page = post(
        signed_in(cast.priya),
        at(case, "agencies/"),
        agencies=chosen,
        with_name="J. Hathersby",
    )

    assert page.status_code == 422
    assert "There is a problem" in page.text
    assert 'value="J. Hathersby"' in page.text
    assert not ChosenAgency.objects.exists()
