"""What we send to calendars, read by a reader that shares nothing with its writer (P1.6)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapidreview.paper.invitation import LONDON, Party
from tests.calendar_reader import NotACalendar, read, unescaped, unfolded
from tests.paper.test_invitation import INVITATION, SENT_AT, STARTS

DAYS = st.datetimes(datetime(2026, 1, 1), datetime(2036, 12, 31))
PLACES = (
    st.text(st.characters(categories=("L", "N", "P", "S"), include_characters=" "))
    .map(lambda words: " ".join(words.split()))
    .filter(bool)
)


@pytest.mark.paragraph("P1.6")
def test_a_request_reads_back_whole() -> None:
    entry = read(INVITATION.as_text(SENT_AT).encode())

    assert (entry.method, entry.status) == ("REQUEST", "CONFIRMED")
    assert (entry.uid, entry.sequence, entry.zone) == (
        "8c0d@rapid-review", 0, "Europe/London",
    )  # fmt: skip
    assert (entry.stamped_at, entry.starts_at) == (SENT_AT, STARTS)
    assert entry.place == "Lantern House, Room 4; or by video"
    assert entry.organiser == "team@northmere.example"
    assert entry.attendees["judith@northmere.example"] == {
        "CN": "Judith Häthersby", "RSVP": "TRUE", "PARTSTAT": "NEEDS-ACTION",
        "ROLE": "REQ-PARTICIPANT",
    }  # fmt: skip


@pytest.mark.paragraph("P1.6")
def test_a_cancellation_asks_nobody_to_answer() -> None:
    cancelled = replace(INVITATION, cancelled=True, sequence=3)

    entry = read(cancelled.as_text(SENT_AT).encode())

    assert (entry.method, entry.status, entry.sequence) == ("CANCEL", "CANCELLED", 3)
    assert "RSVP" not in entry.attendees["judith@northmere.example"]


def test_several_may_be_invited_by_one_letter() -> None:
    both = replace(INVITATION, others=(Party("Sam", "sam@school.example"),))

    entry = read(both.as_text(SENT_AT).encode())

    assert list(entry.attendees) == ["judith@northmere.example", "sam@school.example"]


@given(DAYS)
def test_moments_are_right_on_every_day_of_ten_years(local: datetime) -> None:
    whole = local.replace(microsecond=0)
    starts = whole.replace(tzinfo=LONDON).astimezone(UTC)
    sent = replace(INVITATION, starts_at=starts, ends_at=starts + timedelta(hours=3))
    if _is_told_twice(starts):
        return  # nobody meets in the hour that comes twice; a calendar takes either

    entry = read(sent.as_text(SENT_AT).encode())

    assert entry.starts_at == starts


@pytest.mark.parametrize(
    "starts",
    [datetime(2027, 3, 26, 10, 0, tzinfo=UTC), datetime(2027, 3, 29, 9, 0, tzinfo=UTC),
     datetime(2026, 10, 23, 9, 0, tzinfo=UTC), datetime(2026, 10, 26, 10, 0, tzinfo=UTC)],
    ids=["Friday in winter", "Monday in summer", "Friday in summer", "Monday in winter"],
)  # fmt: skip
def test_a_meeting_moved_across_the_change_of_the_clocks_stays_at_ten(
    starts: datetime,
) -> None:
    moved = replace(INVITATION, starts_at=starts, ends_at=starts + timedelta(hours=3))
    text = moved.as_text(SENT_AT)

    assert "T100000" in text.split("DTSTART;", 1)[1].split("\r\n")[0]
    assert read(text.encode()).starts_at == starts


@given(PLACES)
def test_any_place_is_read_as_it_was_typed(place: str) -> None:
    entry = read(replace(INVITATION, place=place).as_text(SENT_AT).encode())

    assert entry.place == place


@pytest.mark.parametrize(
    "bad",
    [
        b"BEGIN:VCALENDAR\r\nEND:VEVENT\r\n",
        b"BEGIN:VCALENDAR\nEND:VCALENDAR\n",
        b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n",
        b"BEGIN:VCALENDAR\r\n" + b"X" * 80 + b":1\r\nEND:VCALENDAR\r\n",
        b"VERSION:2.0\r\n",
        b"BEGIN:VCALENDAR\r\nno colon\r\nEND:VCALENDAR\r\n",
    ],
)
def test_the_reader_refuses_what_is_no_calendar(bad: bytes) -> None:
    with pytest.raises(NotACalendar):
        read(bad)
    assert unfolded(b"A:1\r\n 2\r\n") == ["A:12"]
    with pytest.raises(NotACalendar):
        unescaped("Room 4, floor 2")


def _is_told_twice(instant: datetime) -> bool:
    local = instant.astimezone(LONDON)
    other = local.replace(fold=1 - local.fold, tzinfo=LONDON)
    return local.utcoffset() != other.utcoffset()
