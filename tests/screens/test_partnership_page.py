"""The pages of a partnership: for those who have a role in it, and nobody else."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse

from rapidreview.case.models import AccessEntry
from rapidreview.procedure.vocabulary import Role
from tests import make
from tests.cast import Cast, gather, gather_elsewhere, join
from tests.posting import signed_in, stop_the_clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(settings: object) -> Cast:
    stop_the_clock(settings, make.DAY_1)
    return gather()


def address(cast: Cast) -> str:
    return reverse("partnership", kwargs={"partnership_id": cast.partnership.pk})


def test_one_partnership_is_opened_straight_away(cast: Cast) -> None:
    answer = signed_in(cast.priya).get(reverse("partnerships"))

    assert (answer.status_code, answer["Location"]) == (302, address(cast))


def test_somebody_of_two_partnerships_chooses(cast: Cast) -> None:
    other = gather_elsewhere()
    join(other.partnership, cast.priya, Role.PARTNERSHIP_OFFICER)

    page = signed_in(cast.priya).get(reverse("partnerships")).content.decode()

    assert address(cast) in page
    assert address(other) in page


def test_somebody_without_a_role_is_told_so(cast: Cast) -> None:
    cast.priya.memberships.update(to_at=make.later(days=-1))

    page = signed_in(cast.priya).get(reverse("partnerships")).content.decode()

    assert "You have no role in a partnership." in page


def test_the_page_says_who_is_who_and_what_is_followed(cast: Cast) -> None:
    page = signed_in(cast.judith).get(address(cast)).content.decode()

    assert "Priya Ollerdale" in page
    assert "Aldermoss Primary School" in page
    assert "Rapid Review in fifteen working days, version 1.0" in page
    assert "Bank holidays are known until" not in page
    assert AccessEntry.objects.filter(partnership=cast.partnership, case=None).exists()


def test_that_the_holidays_run_out_is_said(cast: Cast, settings: object) -> None:
    stop_the_clock(settings, datetime(2028, 10, 2, 9, tzinfo=UTC))

    assert "until 31 December 2028" in (
        signed_in(cast.priya).get(address(cast)).content.decode()
    )


@pytest.mark.parametrize("name", ["helene", "matthias"])
def test_it_is_not_for_every_role(name: str, cast: Cast) -> None:
    assert signed_in(cast.users[name]).get(address(cast)).status_code == 403


def test_elsewhere_there_is_no_such_partnership(cast: Cast) -> None:
    other = gather_elsewhere()

    assert signed_in(other.priya).get(address(cast)).status_code == 404
    assert Client().get(address(cast)).status_code == 302
