"""Roles, deputies, the lead professional, officers and the minute-taker: the pages."""

from datetime import timedelta
from uuid import uuid4

import pytest

from rapidreview.case.access import holders, place_on
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.vocabulary import Role
from tests.cast import gather, gather_elsewhere
from tests.opened import NOW, opened, told
from tests.posting import boxes, post, signed_in, stop_the_clock

pytestmark = pytest.mark.django_db
TOMORROW = NOW + timedelta(days=1)
PAGES = ("appoint/", "stand-in/", "lead/", "officers/", "minutes/")


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
    return f"/cases/{case.pk}/people/{path}"


def standing_in(cast, **changed):
    return {
        "absent": f"partnership_manager:{cast.priya.pk}",
        "user": str(cast.owen.pk),
        **boxes("from_at", TOMORROW),
        **boxes("to_at", TOMORROW + timedelta(hours=7)),
        "tasks": "Watching returns",
        **changed,
    }


@pytest.mark.parametrize("path", PAGES)
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


@pytest.mark.paragraph("P0.6")
def test_a_role_is_given_and_ended(cast, case) -> None:
    priya = signed_in(cast.priya)

    post(priya, at(case, "appoint/"), user=str(cast.nadia.pk), role="scrutineer")
    row = case.appointments.get(user=cast.nadia)
    page = at(case, f"{row.pk}/end/")

    assert "Nadia Underhay is no longer Scrutineer" in priya.get(page).text.replace(
        "Independent scrutineer", "Scrutineer"
    )
    assert post(priya, page, reason="").status_code == 422
    assert post(priya, page, reason="A conflict of interest.").status_code == 302
    assert place_on(case.pk, cast.nadia, at=NOW + timedelta(hours=1)) is None


def test_somebody_of_another_partnership_cannot_be_given_a_role(cast, case) -> None:
    stranger = gather_elsewhere().priya

    page = post(
        signed_in(cast.priya),
        at(case, "appoint/"),
        user=str(stranger.pk),
        role="scrutineer",
    )

    assert page.status_code == 422
    assert "Choose one of the list." in page.text


def test_everybody_on_the_case_is_listed_with_a_way_to_end_their_role(
    cast, case
) -> None:
    page = signed_in(cast.owen).get(at(case, "appoint/")).text

    for row in case.appointments.select_related("user"):
        assert row.user.name in page
        assert at(case, f"{row.pk}/end/") in page


@pytest.mark.parametrize("field", ["user", "agency"])
def test_what_is_no_id_is_refused_in_words(cast, case, field) -> None:
    typed = {"user": str(cast.nadia.pk), "role": "jcr_member", field: "x"}

    page = post(signed_in(cast.priya), at(case, "appoint/"), **typed)

    assert page.status_code == 422
    assert "Choose one of the list." in page.text


@pytest.mark.paragraph("P0.6")
def test_a_deputy_is_recorded_once_and_stopped(cast, case) -> None:
    priya, key = signed_in(cast.priya), uuid4()
    for _ in range(2):
        answer = post(priya, at(case, "stand-in/"), key, **standing_in(cast))
        assert answer.status_code == 302

    row = case.appointments.get(stands_in_for=cast.priya)
    page = at(case, f"{row.pk}/end/")
    assert (
        "Owen Tarnfield stops standing in for Priya Ollerdale" in priya.get(page).text
    )
    assert post(priya, page).status_code == 302
    assert len(told(case, LogKind.STANDING_IN_ENDED)) == 1


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"absent": "jcr_member:x"}, "Choose one of the list."),
        ({"user": ""}, "Choose: Who stands in."),
        (boxes("to_at", NOW), "before it begins"),
        ({"from_at_month": "13"}, "must be a real date"),
    ],
)
def test_a_deputy_that_cannot_be_is_refused_and_what_was_typed_stays(
    cast, case, changed, words
) -> None:
    page = post(
        signed_in(cast.priya), at(case, "stand-in/"), **standing_in(cast, **changed)
    )

    assert page.status_code == 422
    assert words in page.text
    assert "Watching returns" in page.text
    assert not case.appointments.filter(stands_in_for=cast.priya).exists()


@pytest.mark.paragraph("P1.4")
def test_tasks_are_delegated(cast, case) -> None:
    post(
        signed_in(cast.priya),
        f"/cases/{case.pk}/delegate/",
        to=str(cast.owen.pk),
        tasks="Sending the forms",
    )

    assert told(case, LogKind.TASK_DELEGATED)[0].to == cast.owen.name


@pytest.mark.paragraph("P1.14", "P1.6", "P0.4")
def test_lead_officers_and_minute_taker_are_confirmed(cast, case) -> None:
    priya = signed_in(cast.priya)

    for path, field, user in (
        ("lead/", "user", cast.judith),
        ("officers/", "users", cast.helene),
        ("minutes/", "user", cast.miriam),
    ):
        assert post(priya, at(case, path), **{field: str(user.pk)}).status_code == 302

    assert told(case, LogKind.LEAD_PROFESSIONAL_CONFIRMED)[0].to == cast.judith.name
    assert cast.helene in holders(
        case, Role.SENIOR_OFFICER, at=NOW + timedelta(hours=1)
    )
    assert told(case, LogKind.MINUTE_TAKER_NAMED)[0].to == cast.miriam.name


def test_no_officer_ticked_is_said_in_words(cast, case) -> None:
    page = post(signed_in(cast.priya), at(case, "officers/"))

    assert page.status_code == 422
    assert "Choose: Who takes part." in page.text
