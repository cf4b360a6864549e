"""Who does what until when: roles, deputies, delegation, lead, officers, minute-taker."""

from datetime import timedelta

import pytest

from rapidreview.case.access import holders, place_on
from rapidreview.planning.actions import take_oversight
from rapidreview.planning.appointing import (
    appoint,
    end_appointment,
    stand_in,
    stop_standing_in,
)
from rapidreview.planning.confirming import (
    confirm_lead_professional,
    confirm_senior_officers,
    delegate,
    name_minute_taker,
)
from rapidreview.procedure.errors import AlreadyDone, Refused
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.vocabulary import Role
from tests.cast import gather, gather_elsewhere
from tests.opened import NOW, opened, told

pytestmark = pytest.mark.django_db
TOMORROW = NOW + timedelta(days=1)
MANAGER = Role.PARTNERSHIP_MANAGER


def deputise(case, cast, **changed):
    given = {
        "user": cast.owen,
        "for_user": cast.priya,
        "role": MANAGER,
        "from_at": TOMORROW,
        "to_at": TOMORROW + timedelta(hours=8),
        "tasks": "Watching returns; final decisions wait.",
    }
    return stand_in(case, by=cast.actor("priya"), at=NOW, **{**given, **changed})


@pytest.mark.paragraph("P0.6")
def test_somebody_gets_a_role_and_with_it_a_place_on_the_case() -> None:
    cast = gather()
    case = opened(cast)
    assert place_on(case.pk, cast.nadia, at=NOW) is None

    appoint(case, cast.nadia, Role.SCRUTINEER, by=cast.actor("priya"), at=NOW)

    assert place_on(case.pk, cast.nadia, at=NOW).roles == {Role.SCRUTINEER}
    assert told(case, LogKind.APPOINTMENT_MADE)[-1].to == cast.nadia.name


def test_a_role_is_given_once_and_to_nobody_from_elsewhere() -> None:
    cast, elsewhere = gather(), gather_elsewhere()
    case = opened(cast)
    by = {"by": cast.actor("priya"), "at": NOW}

    with pytest.raises(AlreadyDone):
        appoint(case, cast.judith, Role.JCR_CHAIR, **by)
    with pytest.raises(Refused, match="this partnership"):
        appoint(case, elsewhere.priya, MANAGER, **by)
    with pytest.raises(Refused, match="before it begins"):
        appoint(case, cast.nadia, Role.SCRUTINEER, to_at=NOW, **by)


def test_a_role_that_ends_closes_the_case_to_its_holder() -> None:
    cast = gather()
    case = opened(cast)
    row = case.appointments.get(user=cast.victor)

    end_appointment(
        row, by=cast.actor("priya"), at=TOMORROW, reason="Conflict of interest."
    )

    assert place_on(case.pk, cast.victor, at=TOMORROW) is None
    assert told(case, LogKind.APPOINTMENT_ENDED)[0].reason == "Conflict of interest."
    with pytest.raises(AlreadyDone):
        end_appointment(row, by=cast.actor("priya"), at=TOMORROW, reason="Again.")


@pytest.mark.paragraph("P1.3")
def test_the_last_manager_stays() -> None:
    cast = gather()
    case = opened(cast)
    row = case.appointments.get(user=cast.priya)

    with pytest.raises(Refused, match="no Partnership Manager"):
        end_appointment(row, by=cast.actor("priya"), at=NOW, reason="Leaving.")


@pytest.mark.paragraph("P0.6", "P1.3")
def test_a_deputy_acts_with_both_names_and_only_from_to() -> None:
    cast = gather()
    case = opened(cast)

    deputise(case, cast)

    assert MANAGER not in place_on(case.pk, cast.owen, at=NOW).roles
    there = place_on(case.pk, cast.owen, at=TOMORROW)
    assert (there.actor.on_behalf_name, MANAGER in there.roles) == (
        cast.priya.name,
        True,
    )
    assert (
        MANAGER
        not in place_on(case.pk, cast.owen, at=TOMORROW + timedelta(hours=9)).roles
    )
    take_oversight(case, by=there.actor, at=TOMORROW)
    entry = told(case, LogKind.OVERSIGHT_TAKEN)[-1]
    assert (entry.by, entry.on_behalf) == (cast.owen.name, cast.priya.name)


@pytest.mark.paragraph("P0.6")
def test_the_log_says_who_for_whom_which_tasks_and_until_when() -> None:
    cast = gather()
    case = opened(cast)

    deputise(case, cast)

    assert told(case, LogKind.STANDING_IN_BEGAN)[0].text == (
        "Owen Tarnfield stands in for Priya Ollerdale as Partnership Manager from "
        "Thursday 5 November 2026, 10:05 until Thursday 5 November 2026, 18:05. "
        "Tasks: Watching returns; final decisions wait."
    )


@pytest.mark.paragraph("P0.6", "P1.4")
def test_the_vice_chair_stands_in_for_the_chair() -> None:
    cast = gather()
    case = opened(cast)

    deputise(case, cast, user=cast.victor, for_user=cast.judith, role=Role.JCR_CHAIR)

    assert cast.victor in holders(case, Role.JCR_CHAIR, at=TOMORROW)


@pytest.mark.parametrize(
    ("who", "absent", "role", "words"),
    [
        ("owen", "judith", MANAGER, "Choose one of them"),
        ("owen", "victor", Role.JCR_VICE_CHAIR, "Choose one of them"),
        ("priya", "priya", MANAGER, "for themselves"),
    ],
)
def test_nobody_stands_in_for_a_role_that_is_not_held(who, absent, role, words) -> None:
    cast = gather()
    case = opened(cast)

    with pytest.raises(Refused, match=words):
        deputise(
            case, cast, user=cast.users[who], for_user=cast.users[absent], role=role
        )


@pytest.mark.paragraph("P0.6")
def test_a_deputy_stops_when_the_manager_is_back() -> None:
    cast = gather()
    case = opened(cast)
    row = deputise(case, cast)
    back = TOMORROW + timedelta(hours=1)

    stop_standing_in(row, by=cast.actor("priya"), at=back)

    assert MANAGER not in place_on(case.pk, cast.owen, at=back).roles
    assert told(case, LogKind.STANDING_IN_ENDED)[0].to == cast.priya.name
    with pytest.raises(Refused):
        stop_standing_in(
            case.appointments.get(user=cast.judith), by=cast.actor("priya"), at=back
        )


@pytest.mark.paragraph("P1.4", "P1.10")
def test_tasks_are_delegated_to_somebody_on_the_case() -> None:
    cast = gather()
    case = opened(cast)
    given = {"tasks": "Sending the forms", "by": cast.actor("priya"), "at": NOW}

    delegate(case, to=cast.owen, **given)

    assert told(case, LogKind.TASK_DELEGATED)[0].text == "Sending the forms"
    with pytest.raises(Refused, match="does not work on this case"):
        delegate(case, to=cast.dana, **given)


@pytest.mark.paragraph("P1.14")
def test_the_chair_is_confirmed_as_lead_professional() -> None:
    cast = gather()
    case = opened(cast)
    by = {"by": cast.actor("priya"), "at": NOW}

    confirm_lead_professional(case, cast.judith, **by)

    assert told(case, LogKind.LEAD_PROFESSIONAL_CONFIRMED)[0].to == cast.judith.name
    with pytest.raises(Refused):
        confirm_lead_professional(case, cast.owen, **by)


@pytest.mark.paragraph("P1.6")
def test_senior_officers_are_confirmed_and_get_their_place() -> None:
    cast = gather()
    case = opened(cast)

    confirm_senior_officers(case, [cast.helene], by=cast.actor("priya"), at=NOW)

    assert cast.helene in holders(case, Role.SENIOR_OFFICER, at=NOW)
    assert told(case, LogKind.SENIOR_OFFICERS_CONFIRMED)[0].to == cast.helene.name
    with pytest.raises(Refused, match="at least one"):
        confirm_senior_officers(case, [], by=cast.actor("priya"), at=NOW)


@pytest.mark.paragraph("P0.4")
def test_a_minute_taker_is_named_for_every_meeting() -> None:
    cast = gather()
    case = opened(cast)

    name_minute_taker(case, cast.owen, by=cast.actor("priya"), at=NOW)

    assert cast.owen in holders(case, Role.MINUTE_TAKER, at=NOW)
    assert told(case, LogKind.MINUTE_TAKER_NAMED)[0].to == cast.owen.name
