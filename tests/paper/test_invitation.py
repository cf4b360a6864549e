"""Invitations to meetings as calendars read them (P1.6, P1.16)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import vobject
from icalendar import Calendar, Component

from rapidreview.paper.invitation import Invitation, Party

SENT_AT = datetime(2026, 11, 4, 14, 10, tzinfo=UTC)
STARTS = datetime(2026, 11, 13, 10, 0, tzinfo=UTC)
INVITATION = Invitation(
    uid="8c0d@rapid-review",
    sequence=0,
    starts_at=STARTS,
    ends_at=STARTS + timedelta(hours=3),
    summary="Rapid Review meeting: NSCP-RR-2026-001",
    place="Lantern House, Room 4; or by video",
    description="No name is in this entry.",
    organiser=Party("Northmere Partnership", "team@northmere.example"),
    attendee=Party("Judith Häthersby", "judith@northmere.example"),
)


def event(text: str) -> Component:
    (found,) = Calendar.from_ical(text).walk("VEVENT")
    return found


@pytest.mark.paragraph("P1.6")
def test_a_calendar_reads_back_what_was_meant() -> None:
    text = INVITATION.as_text(SENT_AT)
    read = event(text)

    assert Calendar.from_ical(text)["method"] == "REQUEST"
    assert (read["uid"], int(read["sequence"])) == ("8c0d@rapid-review", 0)
    assert (read["dtstart"].dt, read["dtend"].dt) == (
        STARTS,
        STARTS + timedelta(hours=3),
    )
    assert str(read["location"]) == "Lantern House, Room 4; or by video"
    assert str(read["organizer"]) == "mailto:team@northmere.example"
    assert read["attendee"].params["CN"] == "Judith Häthersby"


@pytest.mark.parametrize(
    ("instant", "local"),
    [(datetime(2026, 11, 13, 10, tzinfo=UTC), "T100000"),
     (datetime(2026, 7, 10, 9, tzinfo=UTC), "T100000")],
    ids=["winter", "summer"],
)  # fmt: skip
def test_moments_are_londons_and_the_zone_says_when_the_clocks_change(
    instant: datetime, local: str
) -> None:
    text = replace(INVITATION, starts_at=instant).as_text(SENT_AT)

    assert f"DTSTART;TZID=Europe/London:{instant:%Y%m%d}{local}" in text
    assert "TZID:Europe/London" in text
    assert "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3" in text
    assert event(text)["dtstart"].dt == instant


@pytest.mark.parametrize(
    "mischief",
    [
        "Room 4\r\nATTENDEE:mailto:spy@elsewhere.example",
        "Room 4\nEND:VEVENT",
        "Room\x0b4\r",
    ],
)
def test_a_place_cannot_write_a_line_of_its_own(mischief: str) -> None:
    text = replace(
        INVITATION, place=mischief, attendee=Party(mischief, "judith@northmere.example")
    ).as_text(SENT_AT)

    read = event(text)
    assert not isinstance(read["attendee"], list)
    assert "\n" not in str(read["location"])
    assert str(read["location"]).startswith("Room")
    lines = text.split("\r\n")
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == 1


def test_lines_end_as_the_standard_wants_and_are_folded() -> None:
    text = replace(INVITATION, description="word " * 200).as_text(SENT_AT)

    lines = text.split("\r\n")
    assert "\n" not in "".join(lines)
    assert max(len(line.encode()) for line in lines) <= 75
    assert str(event(text)["description"]) == "word " * 200


@pytest.mark.paragraph("P1.6")
def test_a_library_of_others_reads_request_update_and_cancellation() -> None:
    moved = replace(INVITATION, sequence=1, starts_at=STARTS + timedelta(days=1))
    off = replace(moved, sequence=2, cancelled=True)

    read = [vobject.readOne(one.as_text(SENT_AT)) for one in (INVITATION, moved, off)]

    assert [one.method.value for one in read] == ["REQUEST", "REQUEST", "CANCEL"]
    assert {one.vevent.uid.value for one in read} == {"8c0d@rapid-review"}
    assert [one.vevent.sequence.value for one in read] == ["0", "1", "2"]
    assert read[0].vevent.dtstart.value == STARTS
    assert {one.vevent.dtstart.params["X-VOBJ-ORIGINAL-TZID"][0] for one in read} == {
        "Europe/London"
    }
