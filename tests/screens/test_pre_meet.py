"""The pages of a pre-meet: offered, not wanted, held, minuted (P0.4, P0.5, P1.9)."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from rapidreview.case.models import Case
from rapidreview.mail.models import Letter
from rapidreview.meeting import actions
from rapidreview.meeting.models import Meeting
from tests.asking import ASKED_AT, chosen
from tests.cast import Cast, gather, gather_elsewhere
from tests.posting import boxes, post, signed_in, stop_the_clock

pytestmark = pytest.mark.django_db
STARTS = datetime(2026, 11, 6, 9, 30, tzinfo=UTC)
CLOSED = STARTS + timedelta(minutes=30)
NOW = CLOSED + timedelta(hours=1)
HELD = {
    "minute_taker": "Miriam Stellbrook",
    "attended": "Sam Hollinfare",
    "notes": "All clear.",
}
TIMES = {**boxes("starts_at", STARTS), **boxes("closed_at", CLOSED)}


@pytest.fixture
def cast(settings: object) -> Cast:
    stop_the_clock(settings, NOW)
    return gather()


def at(case: Case, cast: Cast, name: str = "") -> str:
    if not name:
        return reverse("pre_meets", kwargs={"case_id": case.pk})
    return reverse(name, kwargs={"case_id": case.pk, "agency_id": cast.school.pk})


def offered(cast: Cast) -> Case:
    case = chosen(cast)
    actions.offer_premeet(
        case, cast.school, starts_at=STARTS, by=cast.actor("owen"), at=ASKED_AT
    )
    return case


@pytest.mark.paragraph("P1.9")
def test_who_is_written_to_is_shown_before_the_offer(cast: Cast) -> None:
    case, owen = chosen(cast), signed_in(cast.owen)

    page = owen.get(at(case, cast, "offer_pre_meet")).content.decode()
    answer = post(owen, at(case, cast, "offer_pre_meet"))

    assert cast.sam.email in page
    assert answer.status_code == 302
    assert Letter.objects.get(kind="premeet_offer").to_email == cast.sam.email


@pytest.mark.paragraph("P0.4", "P1.9")
def test_the_minute_taker_records_the_pre_meet_and_circulates_minutes(
    cast: Cast,
) -> None:
    case, miriam = offered(cast), signed_in(cast.miriam)

    held = post(miriam, at(case, cast, "hold_pre_meet"), **HELD, **TIMES)
    page = miriam.get(at(case, cast)).content.decode()
    sent = post(
        miriam,
        at(case, cast, "circulate_minutes"),
        text="All clear.",
        people=[cast.sam.email],
    )

    assert (held.status_code, sent.status_code) == (302, 302), held.content.decode()
    assert "Due Monday 9 November, 10am (rolled; 24 hours end tomorrow, 10am)" in page
    assert Letter.objects.get(kind="minutes").to_email == cast.sam.email


@pytest.mark.paragraph("P0.4")
def test_a_record_without_minute_taker_keeps_what_was_typed(cast: Cast) -> None:
    case = offered(cast)
    typed = {**HELD, "minute_taker": ""}

    answer = post(
        signed_in(cast.owen), at(case, cast, "hold_pre_meet"), **typed, **TIMES
    )

    assert answer.status_code == 422
    assert "Sam Hollinfare" in answer.content.decode()
    assert not Meeting.objects.filter(closed_at__isnull=False).exists()


@pytest.mark.paragraph("P1.9")
def test_what_was_not_offered_is_neither_held_nor_declined(cast: Cast) -> None:
    case, owen = chosen(cast), signed_in(cast.owen)

    held = post(owen, at(case, cast, "hold_pre_meet"), **HELD, **TIMES)
    declined = post(owen, at(case, cast, "decline_pre_meet"), reason="No need.")

    assert (held.status_code, declined.status_code) == (409, 409)


@pytest.mark.paragraph("P1.9")
def test_an_agency_that_wants_none_is_marked_so(cast: Cast) -> None:
    case, owen = offered(cast), signed_in(cast.owen)

    post(owen, at(case, cast, "decline_pre_meet"), reason="No need.")

    assert "Offered, not wanted" in owen.get(at(case, cast)).content.decode()


@pytest.mark.paragraph("P0.5")
def test_there_are_no_minutes_of_what_was_not_held(cast: Cast) -> None:
    case = offered(cast)

    assert (
        signed_in(cast.owen).get(at(case, cast, "circulate_minutes")).status_code == 409
    )


def test_outsiders_and_other_agencies_are_not_found(cast: Cast) -> None:
    case, elsewhere = offered(cast), gather_elsewhere()
    theirs = reverse(
        "offer_pre_meet", kwargs={"case_id": case.pk, "agency_id": elsewhere.school.pk}
    )

    assert signed_in(elsewhere.priya).get(at(case, cast)).status_code == 404
    assert signed_in(cast.owen).get(theirs).status_code == 404
    assert signed_in(cast.judith).get(at(case, cast)).status_code == 403
