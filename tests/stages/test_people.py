"""Partnerships, accounts, standing roles from and to, agencies and who speaks for them."""

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from rapidreview.people.actor import SYSTEM, Actor
from rapidreview.people.clock import now
from rapidreview.people.models import (
    Agency,
    AgencyPerson,
    Membership,
    User,
    roles_in,
)
from rapidreview.procedure.vocabulary import Role
from tests import make
from tests.cast import LONG_AGO, Cast, gather, gather_elsewhere, join

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return gather()


def test_a_standing_role_is_held_in_ones_own_partnership_only(cast: Cast) -> None:
    there = gather_elsewhere()

    assert roles_in(cast.partnership, cast.priya, at=make.DAY_1) == {
        Role.PARTNERSHIP_MANAGER
    }
    assert roles_in(there.partnership, cast.priya, at=make.DAY_1) == set()


def test_one_person_may_hold_several_standing_roles(cast: Cast) -> None:
    join(cast.partnership, cast.owen, Role.MINUTE_TAKER)

    assert roles_in(cast.partnership, cast.owen, at=make.DAY_1) == {
        Role.PARTNERSHIP_OFFICER,
        Role.MINUTE_TAKER,
    }


@pytest.mark.parametrize(
    ("at", "held"),
    [
        (LONG_AGO - timedelta(seconds=1), False),
        (LONG_AGO, True),
        (make.DAY_1 - timedelta(seconds=1), True),
        (make.DAY_1, False),
    ],
)
def test_a_standing_role_has_a_first_and_a_last_moment(
    cast: Cast, at: datetime, held: bool
) -> None:
    Membership.objects.filter(user=cast.owen).update(to_at=make.DAY_1)

    assert bool(roles_in(cast.partnership, cast.owen, at=at)) == held


def test_a_standing_role_cannot_end_before_it_begins(cast: Cast) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.filter(user=cast.owen).update(
            to_at=LONG_AGO - timedelta(days=1)
        )


@pytest.mark.parametrize(
    "typed", ["priya@northmere.example", "PRIYA@Northmere.example"]
)
def test_an_account_is_found_in_any_letter_case(cast: Cast, typed: str) -> None:
    assert User.objects.get_by_natural_key(typed) == cast.priya


def test_an_account_without_a_password_opens_nothing() -> None:
    made = User.objects.create_user("nelo@northmere.example", "Nelo Marvane")

    assert not made.has_usable_password()
    assert not made.check_password("")


def test_two_accounts_never_share_an_address(cast: Cast) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user("Priya@northmere.example", "Another Priya")


@pytest.mark.paragraph("P1.10", "P1.11")
@pytest.mark.parametrize(
    ("part", "name"),
    [
        (AgencyPerson.Part.AUTHOR, "Sam Hollinfare"),
        (AgencyPerson.Part.SENIOR_MANAGER, "Grace Merribeck"),
        (AgencyPerson.Part.REPRESENTATIVE, "Matthias Dovecroft"),
    ],
)
def test_an_agency_names_who_writes_signs_and_represents(
    cast: Cast, part: str, name: str
) -> None:
    assert cast.school.person(part).name == name


def test_a_part_that_nobody_plays_is_nobody(cast: Cast) -> None:
    agency = Agency.objects.create(
        partnership=cast.partnership, code="HOU", name="Housing", kind="Housing"
    )

    assert agency.person(AgencyPerson.Part.AUTHOR) is None


def test_a_part_is_played_by_one_person(cast: Cast) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        AgencyPerson.objects.create(
            agency=cast.school,
            part=AgencyPerson.Part.AUTHOR,
            name="Somebody else",
            email="else@northmere.example",
        )


def test_two_partnerships_may_use_the_same_code_for_an_agency(cast: Cast) -> None:
    there = gather_elsewhere()

    assert there.school.code == cast.school.code
    with pytest.raises(IntegrityError), transaction.atomic():
        Agency.objects.create(
            partnership=cast.partnership, code="SCH", name="Another", kind="School"
        )


@pytest.mark.paragraph("P0.6")
def test_an_actor_says_for_whom_they_act(cast: Cast) -> None:
    alone = Actor(cast.owen.id, "Owen", "Partnership Officer")
    standing_in = Actor(
        cast.owen.id, "Owen", "Partnership Manager", frozenset(), cast.priya.id, "Priya"
    )

    assert (alone.words, standing_in.words) == ("Owen", "Owen for Priya")
    assert SYSTEM.words == "Rapid Review"


def test_the_clock_is_moved_by_its_setting_alone(settings) -> None:
    before = now()
    settings.CLOCK_OFFSET = timedelta(days=400)

    assert timedelta(days=400) <= now() - before < timedelta(days=400, minutes=1)
