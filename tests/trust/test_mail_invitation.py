"""An invitation leaves through a real mail server so that calendars take it up (P1.6)."""

from collections.abc import Iterator
from datetime import timedelta
from email.message import Message

import pytest
from icalendar import Calendar
from pytest_django import Settings

from rapidreview.mail.delivery import deliver_due
from rapidreview.mail.models import Letter
from rapidreview.paper.invitation import Party
from rapidreview.planning.actions import agree_date
from rapidreview.planning.calendars import for_calendar
from rapidreview.planning.inviting import send_invitations
from tests import met
from tests.cast import Cast, gather
from tests.mail_server import Server, listening
from tests.opened import NOW, opened

pytestmark = pytest.mark.django_db
LATER = met.AGENDA_AT


@pytest.fixture
def smtp(settings: Settings) -> Iterator[Server]:
    with listening(settings) as server:
        yield server


def sent(cast: Cast, smtp: Server, place: str = "Room 4") -> list[Message]:
    """Invited on day 1, moved, invited again; the messages to Judith."""
    case = opened(cast)
    owen, priya = cast.actor("owen"), cast.actor("priya")
    for minutes, (moment, reason) in enumerate(
        ((met.STARTS, ""), (met.CLOSED, "Court."))
    ):
        at = NOW + timedelta(minutes=minutes)
        agree_date(
            case,
            "rapid_review_meeting",
            moment,
            agreed_with="Judith",
            reason=reason,
            by=priya,
            at=at,
        )
        send_invitations(case, place=place, by=owen, at=at)
    deliver_due(NOW + timedelta(minutes=2))
    return [one for one in smtp.taken if cast.judith.email in one["To"]]


def parts(message: Message) -> dict[str, Message]:
    return {one.get_content_type(): one for one in message.walk()}


@pytest.mark.paragraph("P1.6")
def test_the_calendar_part_stands_beside_the_letter_and_asks_for_an_answer(
    smtp: Server,
) -> None:
    cast = gather()
    first = sent(cast, smtp)[0]

    found = parts(first)
    calendar = found["text/calendar"]
    assert first.get_content_type() == "multipart/mixed"
    file = found["application/ics"]
    assert "multipart/alternative" in found
    assert file.get_filename() == "invite.ics"
    assert file.get_payload(decode=True) == calendar.get_payload(decode=True)
    assert calendar.get_param("method") == "REQUEST"
    assert "Where: Room 4" in found["text/plain"].get_payload(decode=True).decode()
    text = calendar.get_payload(decode=True).decode()
    assert Calendar.from_ical(text)["method"] == "REQUEST"


@pytest.mark.paragraph("P1.6")
def test_a_second_invitation_moves_the_entry_that_is_there(smtp: Server) -> None:
    cast = gather()
    calendars = [
        Calendar.from_ical(
            parts(one)["text/calendar"].get_payload(decode=True).decode()
        )
        for one in sent(cast, smtp)
    ]
    events = [one.walk("VEVENT")[0] for one in calendars]
    first, second = sorted(events, key=lambda one: int(one["sequence"]))

    assert first["uid"] == second["uid"]
    assert (int(first["sequence"]), int(second["sequence"])) == (0, 1)
    assert (first["dtstart"].dt, second["dtstart"].dt) == (met.STARTS, met.CLOSED)


def test_an_invitation_tells_nothing_of_the_child(smtp: Server) -> None:
    cast = gather()
    for message in sent(cast, smtp):
        text = parts(message)["text/calendar"].get_payload(decode=True).decode()
        case = Letter.objects.filter(case__isnull=False)[0].case

        assert case.reference in text
        assert case.label not in text
        assert "Bramwell" not in text
        assert "Nettlecombe" not in text


def test_the_identifier_is_opaque_and_one_for_each_meeting() -> None:
    cast = gather()
    case = opened(cast)
    given = {
        "starts_at": met.STARTS,
        "place": "Room 4",
        "sequence": 0,
        "at": LATER,
    }
    judith = (Party(cast.judith.name, cast.judith.email),)
    review = for_calendar(case, "rapid_review_meeting", judith, **given)
    executive = for_calendar(case, "executive_meeting", judith, **given)

    uids = [
        str(Calendar.from_ical(one).walk("VEVENT")[0]["uid"])
        for one in (review, executive)
    ]
    assert len(set(uids)) == 2
    assert all(case.reference not in one and str(case.pk) not in one for one in uids)
