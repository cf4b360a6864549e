"""Who works on a case: the one loader, from and to, standing in, and the access log."""

from datetime import datetime
from uuid import uuid4

import pytest

from rapidreview.case.access import (
    cases_of,
    holders,
    note_access,
    place_on,
    representatives,
)
from rapidreview.case.models import AccessEntry, Appointment, Case
from rapidreview.procedure.vocabulary import Role
from tests import make
from tests.cast import Cast, gather, gather_elsewhere

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return gather()


@pytest.fixture
def case(cast: Cast) -> Case:
    return make.case(cast)


def appointed(case: Case, cast: Cast, name: str) -> Appointment:
    return case.appointments.get(user=cast.users[name])


def test_somebody_on_the_case_has_a_place_in_their_role(cast: Cast, case: Case) -> None:
    place = place_on(case.pk, cast.owen, at=make.later(hours=1))

    assert place.case == case
    assert place.roles == {Role.PARTNERSHIP_OFFICER}
    assert place.actor == cast.actor("owen")


def test_an_outsider_finds_no_case(cast: Cast, case: Case) -> None:
    assert place_on(case.pk, cast.oliver, at=make.later(hours=1)) is None
    assert list(cases_of(cast.oliver, at=make.later(hours=1))) == []


def test_another_partnership_finds_no_case(case: Case) -> None:
    there = gather_elsewhere()

    assert place_on(case.pk, there.priya, at=make.later(hours=1)) is None
    assert list(cases_of(there.priya, at=make.later(hours=1))) == []


def test_a_case_that_never_was_is_no_place(cast: Cast) -> None:
    assert place_on(uuid4(), cast.priya, at=make.DAY_1) is None


@pytest.mark.parametrize(
    ("at", "has_one"),
    [
        (make.later(minutes=-1), False),
        (make.DAY_1, True),
        (make.later(days=2, minutes=-1), True),
        (make.later(days=2), False),
    ],
)
def test_a_place_holds_from_its_first_moment_until_its_last(
    cast: Cast, case: Case, at: datetime, has_one: bool
) -> None:
    held = appointed(case, cast, "owen")
    held.to_at = make.later(days=2)
    held.save()

    assert (place_on(case.pk, cast.owen, at=at) is not None) == has_one
    assert list(cases_of(cast.owen, at=at)) == ([case] if has_one else [])


def test_one_person_may_hold_several_roles(cast: Cast, case: Case) -> None:
    make.appoint(case, cast.owen, Role.MINUTE_TAKER)

    place = place_on(case.pk, cast.owen, at=make.later(hours=1))

    assert place.roles == {Role.PARTNERSHIP_OFFICER, Role.MINUTE_TAKER}
    assert place.actor.role == "Partnership Officer"


@pytest.mark.paragraph("P0.6")
@pytest.mark.parametrize(
    ("deputy", "role", "absent"),
    [
        ("owen", Role.PARTNERSHIP_MANAGER, "priya"),
        ("victor", Role.JCR_CHAIR, "judith"),
    ],
)
def test_whoever_stands_in_acts_under_both_names(
    cast: Cast, case: Case, deputy: str, role: Role, absent: str
) -> None:
    make.appoint(case, cast.users[deputy], role, stands_in_for=cast.users[absent])

    place = place_on(case.pk, cast.users[deputy], at=make.later(hours=1))

    assert role in place.roles
    assert place.actor.role == role.words
    assert place.actor.on_behalf_of == cast.users[absent].id
    assert place.actor.words == f"{cast.users[deputy]} for {cast.users[absent]}"


@pytest.mark.paragraph("P0.6")
def test_standing_in_is_over_when_its_time_is(cast: Cast, case: Case) -> None:
    grant = make.appoint(
        case, cast.owen, Role.PARTNERSHIP_MANAGER, stands_in_for=cast.priya
    )
    grant.to_at = make.later(days=1)
    grant.save()

    place = place_on(case.pk, cast.owen, at=make.later(days=1))

    assert place.roles == {Role.PARTNERSHIP_OFFICER}
    assert place.actor.on_behalf_of is None


def test_holders_names_each_person_once(cast: Cast, case: Case) -> None:
    make.appoint(case, cast.judith, Role.JCR_VICE_CHAIR)

    found = holders(case, Role.JCR_CHAIR, Role.JCR_VICE_CHAIR, at=make.later(hours=1))

    assert set(found) == {cast.judith, cast.victor}
    assert len(found) == 2


def test_holders_leaves_out_whoever_has_gone(cast: Cast, case: Case) -> None:
    Appointment.objects.filter(user=cast.judith).update(to_at=make.later(hours=1))

    assert holders(case, Role.JCR_CHAIR, at=make.later(hours=2)) == []


def test_an_agency_is_spoken_for_by_its_own_members_only(
    cast: Cast, case: Case
) -> None:
    make.appoint(case, cast.matthias, Role.JCR_MEMBER, agency=cast.school)
    at = make.later(hours=1)

    assert representatives(case, cast.school, at=at) == [cast.matthias]
    assert representatives(case, cast.police, at=at) == []


def test_cases_come_newest_first(cast: Cast, case: Case) -> None:
    newer = make.case(cast, number=2, label="051126XX", at=make.later(days=1))

    assert list(cases_of(cast.priya, at=make.later(days=2))) == [newer, case]


def test_a_look_at_a_case_is_one_line_of_the_access_log(cast: Cast, case: Case) -> None:
    note_access(
        case=case, actor_id=cast.priya.id, route="case", subject="", at=make.DAY_1
    )

    line = AccessEntry.objects.get()
    assert (line.case, line.partnership) == (case, cast.partnership)
    assert (line.actor_id, line.route, line.at) == (cast.priya.id, "case", make.DAY_1)


def test_a_look_at_no_case_is_noted_too(cast: Cast) -> None:
    note_access(case=None, actor_id=None, route="answer", subject="x", at=make.DAY_1)

    assert AccessEntry.objects.get().partnership is None
