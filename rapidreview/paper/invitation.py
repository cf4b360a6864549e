"""An invitation to a meeting, or its cancellation, for calendars: iCalendar (P1.6, P1.16).

It names no child and no label: the summary is what the caller says, an opaque reference.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from icalendar import Event, Timezone, vCalAddress

LONDON = ZoneInfo("Europe/London")
ISSUER = "-//Rapid Review//Rapid Review//EN"
SUMMER, WINTER = timedelta(hours=1), timedelta(0)
EPOCH_SPRING = datetime(1996, 3, 31, 1, 0)  # noqa: DTZ001 - RFC 5545 wants local time here
EPOCH_AUTUMN = datetime(1996, 10, 27, 2, 0)  # noqa: DTZ001


@dataclass(frozen=True, slots=True)
class Party:
    """Who invites, or who is invited: name and address of one line each."""

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Invitation:
    """One person's invitation to one meeting, or its cancellation.

    ``uid`` is the same for every person and every later invitation to this meeting, and
    tells nothing; ``sequence`` counts the earlier ones, so that a calendar moves its entry
    instead of making a second, and takes it out where it is ``cancelled``. ``others`` are
    invited by the same letter. Instants are aware, lengths of the meeting ours to guess.
    """

    uid: str
    sequence: int
    starts_at: datetime
    ends_at: datetime
    summary: str
    place: str
    description: str
    organiser: Party
    attendee: Party
    others: tuple[Party, ...] = ()
    cancelled: bool = False

    @property
    def method(self) -> str:
        """What a calendar is to do with it (RFC 5546)."""
        return "CANCEL" if self.cancelled else "REQUEST"

    def as_text(self, at: datetime) -> str:
        """The invitation as it is sent at ``at``; lines end in CRLF (RFC 5545)."""
        from icalendar import Calendar

        calendar = Calendar()
        for name, value in (
            ("prodid", ISSUER),
            ("version", "2.0"),
            ("calscale", "GREGORIAN"),
            ("method", self.method),
        ):
            calendar.add(name, value)
        calendar.add_component(_london())
        calendar.add_component(_event(self, at))
        return str(calendar.to_ical().decode())


def one_line(words: str) -> str:
    """Words without line breaks or control characters, which could begin a line of their own."""
    plain = "".join(one if one.isprintable() else " " for one in words)
    return " ".join(plain.split())


def _event(invitation: Invitation, at: datetime) -> Event:
    from icalendar import Event

    event = Event()
    event.add("uid", invitation.uid)
    event.add("sequence", invitation.sequence)
    event.add("dtstamp", at)
    event.add("dtstart", invitation.starts_at.astimezone(LONDON))
    event.add("dtend", invitation.ends_at.astimezone(LONDON))
    event.add("summary", one_line(invitation.summary))
    event.add("location", one_line(invitation.place))
    event.add("description", invitation.description)
    event.add("status", "CANCELLED" if invitation.cancelled else "CONFIRMED")
    event.add("class", "CONFIDENTIAL")
    event["organizer"] = _address(invitation.organiser)
    for one in (invitation.attendee, *invitation.others):
        event.add("attendee", _attendee(one, asked=not invitation.cancelled))
    return event


def _attendee(party: Party, *, asked: bool) -> vCalAddress:
    """Somebody who comes; nobody is asked to answer a cancellation."""
    answer = {"rsvp": "TRUE", "partstat": "NEEDS-ACTION"} if asked else {}
    return _address(party, role="REQ-PARTICIPANT", **answer)


def _address(party: Party, **said: str) -> vCalAddress:
    from icalendar import vCalAddress, vText

    address = vCalAddress(f"mailto:{party.email}")
    address.params["cn"] = vText(one_line(party.name))
    for name, value in said.items():
        address.params[name] = vText(value)
    return address


def _london() -> Timezone:
    """British time by its rule: calendars know no Europe/London unless it is told them."""
    from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

    zone = Timezone()
    zone.add("tzid", LONDON.key)
    for part, name, month, since, before, after in (
        (TimezoneDaylight(), "BST", 3, EPOCH_SPRING, WINTER, SUMMER),
        (TimezoneStandard(), "GMT", 10, EPOCH_AUTUMN, SUMMER, WINTER),
    ):
        part.add("dtstart", since)
        part.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1su"})
        part.add("tzoffsetfrom", before)
        part.add("tzoffsetto", after)
        part.add("tzname", name)
        zone.add_component(part)
    return zone
