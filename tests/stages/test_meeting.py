"""Pre-meets and their minutes (P0.4, P0.5, P1.9)."""

from datetime import UTC, datetime, timedelta

import pytest

from rapidreview.case.models import Case
from rapidreview.casefolder.models import Document
from rapidreview.dailylog.facts import case_facts
from rapidreview.dailylog.plans import duties_for
from rapidreview.mail.models import Letter
from rapidreview.mail.words import Recipient
from rapidreview.meeting import actions
from rapidreview.meeting.models import Meeting
from rapidreview.meeting.premeets import pre_meets
from rapidreview.procedure.errors import AlreadyDone, Incomplete, NotYet, Refused
from rapidreview.procedure.logkinds import LogKind
from tests.asking import ASKED_AT, chosen
from tests.cast import Cast, gather, gather_elsewhere
from tests.opened import told

pytestmark = pytest.mark.django_db
STARTS = datetime(2026, 11, 6, 9, 30, tzinfo=UTC)  # a Friday, day 3
CLOSED = datetime(2026, 11, 6, 10, 0, tzinfo=UTC)
AFTER = CLOSED + timedelta(hours=1)
HELD = {
    "starts_at": STARTS,
    "closed_at": CLOSED,
    "minute_taker": "Miriam Stellbrook",
    "attended": "Owen Tarnfield\nSam Hollinfare",
    "notes": "What good looks like.",
}


@pytest.fixture
def cast() -> Cast:
    gather_elsewhere()
    return gather()


def offered(cast: Cast) -> Case:
    case = chosen(cast)
    actions.offer_premeet(
        case, cast.school, starts_at=STARTS, by=cast.actor("owen"), at=ASKED_AT
    )
    return case


def held(cast: Cast, **changed: object) -> Meeting:
    case = offered(cast)
    return actions.hold_premeet(
        case, cast.school, **{**HELD, **changed}, by=cast.actor("owen"), at=AFTER
    )


def circulated(
    cast: Cast, meeting: Meeting, text: str = "We went through it."
) -> Meeting:
    to = [Recipient(cast.sam.name, cast.sam.email)]
    return actions.circulate_minutes(
        meeting, text=text, to=to, by=cast.actor("miriam"), at=AFTER
    )


@pytest.mark.paragraph("P1.9")
def test_an_agency_new_to_this_is_offered_a_pre_meet_by_letter(cast: Cast) -> None:
    case = offered(cast)

    letter = Letter.objects.get(kind="premeet_offer")
    assert letter.to_email == cast.sam.email
    assert "Friday 6 November 2026, 09:30" in letter.body
    assert case_facts(case).has(LogKind.PREMEET_NEEDED, str(cast.school.pk))


@pytest.mark.paragraph("P1.9")
def test_the_offer_makes_a_duty_that_the_pre_meet_ends(cast: Cast) -> None:
    case = offered(cast)
    open_then = [
        one
        for one in duties_for(case, case_facts(case), AFTER)
        if one.task == "premeet"
    ]

    actions.hold_premeet(case, cast.school, **HELD, by=cast.actor("owen"), at=AFTER)

    now = [
        one
        for one in duties_for(case, case_facts(case), AFTER)
        if one.task == "premeet"
    ]
    assert [one.done_at is None for one in open_then] == [True]
    assert [one.done_at is None for one in now] == [False]


@pytest.mark.paragraph("P1.9")
def test_an_offer_is_made_once_and_for_a_time_to_come(cast: Cast) -> None:
    case = offered(cast)
    owen = cast.actor("owen")

    with pytest.raises(AlreadyDone):
        actions.offer_premeet(case, cast.school, by=owen, at=AFTER)
    with pytest.raises(Refused, match="lie ahead"):
        actions.offer_premeet(case, cast.police, starts_at=ASKED_AT, by=owen, at=AFTER)


@pytest.mark.paragraph("P1.9")
def test_an_agency_may_say_that_it_needs_none(cast: Cast) -> None:
    case = offered(cast)
    owen = cast.actor("owen")

    with pytest.raises(Incomplete):
        actions.decline_premeet(case, cast.school, reason=" ", by=owen, at=AFTER)
    actions.decline_premeet(case, cast.school, reason="Done before.", by=owen, at=AFTER)

    assert told(case, LogKind.PREMEET_DECLINED)[0].reason == "Done before."
    with pytest.raises(AlreadyDone):
        actions.hold_premeet(case, cast.school, **HELD, by=owen, at=AFTER)


@pytest.mark.paragraph("P0.4", "P1.9")
def test_the_record_names_minute_taker_and_who_attended(cast: Cast) -> None:
    meeting = held(cast)

    entry = told(meeting.case, LogKind.PREMEET_HELD)[0]
    assert "Attended: Owen Tarnfield, Sam Hollinfare." in entry.text
    assert "Minutes: Miriam Stellbrook." in entry.text
    assert Meeting.objects.count() == 1


@pytest.mark.paragraph("P0.4", "P0.5")
@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"minute_taker": " "}, Incomplete),
        ({"attended": ""}, Incomplete),
        ({"closed_at": STARTS - timedelta(minutes=1)}, Refused),
        ({"closed_at": AFTER + timedelta(minutes=1)}, Refused),
    ],
    ids=[
        "no minute-taker",
        "nobody there",
        "closed before it began",
        "closed tomorrow",
    ],
)
def test_a_record_that_cannot_be_is_refused(
    cast: Cast, changed: dict[str, object], refusal: type
) -> None:
    with pytest.raises(refusal):
        held(cast, **changed)

    assert not Meeting.objects.filter(closed_at__isnull=False).exists()


@pytest.mark.paragraph("P0.5")
def test_minutes_of_a_friday_are_due_on_monday_with_the_strict_time_beside(
    cast: Cast,
) -> None:
    meeting = held(cast)

    shown = pre_meets(meeting.case, case_facts(meeting.case), AFTER)[0]

    assert shown.minutes_strict == CLOSED + timedelta(days=1)
    assert shown.minutes_rolled == CLOSED + timedelta(days=3)
    assert shown.is_rolled


@pytest.mark.paragraph("P0.5", "P1.17")
def test_minutes_go_to_those_named_and_into_subfolder_two(cast: Cast) -> None:
    meeting = circulated(cast, held(cast))

    letter = Letter.objects.get(kind="minutes")
    filed = Document.objects.get(sort=Document.Sort.MINUTES)
    assert (letter.to_email, "We went through it." in letter.body) == (
        cast.sam.email,
        True,
    )
    assert filed.subfolder == "II"
    entry = told(meeting.case, LogKind.MINUTES_CIRCULATED)[0]
    assert entry.location.startswith("II. Rapid Review meeting / Minutes: Pre-meet")
    assert entry.to == cast.sam.name


@pytest.mark.paragraph("P0.5")
def test_minutes_are_circulated_once(cast: Cast) -> None:
    meeting = circulated(cast, held(cast))

    with pytest.raises(AlreadyDone):
        circulated(cast, meeting)

    assert Letter.objects.filter(kind="minutes").count() == 1


@pytest.mark.paragraph("P0.5")
def test_minutes_wait_for_the_close_of_the_meeting(cast: Cast) -> None:
    case = offered(cast)

    with pytest.raises(NotYet):
        circulated(cast, case.meetings.get())


@pytest.mark.paragraph("P0.5")
def test_minutes_that_name_the_child_are_neither_sent_nor_filed(cast: Cast) -> None:
    meeting = held(cast)

    with pytest.raises(Refused, match="may not name a child"):
        circulated(cast, meeting, text="We spoke of Bramwell Nettlecombe.")

    assert not Letter.objects.filter(kind="minutes").exists()
    assert not Document.objects.filter(sort=Document.Sort.MINUTES).exists()
