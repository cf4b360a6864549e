"""Attendance and notes, while the meeting goes on and until its minutes are filed (P7.1)."""

from datetime import timedelta

import pytest

from rapidreview.meeting import attending, noting
from rapidreview.meeting.attending import Came
from rapidreview.meeting.models import Meeting
from rapidreview.procedure.errors import AlreadyDone, Incomplete, Refused, Stale
from rapidreview.procedure.logkinds import LogKind
from tests import met
from tests.cast import Cast, gather
from tests.opened import told

pytestmark = pytest.mark.django_db
DEPUTY = Came(
    4, "apologies", deputy="Petra Holmwick", seniority="One grade below; may decide"
)


@pytest.fixture
def cast() -> Cast:
    return gather()


def record(meeting: Meeting, cast: Cast, *lines: Came, **changed: object) -> None:
    given = {"edit_version": meeting.edit_version, "at": met.DURING, **changed}
    attending.record_attendance(meeting, lines, by=cast.actor("miriam"), **given)
    meeting.refresh_from_db()


def write(
    meeting: Meeting, cast: Cast, notes: str, version: int = 1, code: str = "M3"
) -> None:
    noting.write_item(
        meeting,
        code,
        notes,
        edit_version=version,
        by=cast.actor("miriam"),
        at=met.DURING,
    )


@pytest.mark.paragraph("P7.1")
def test_apologies_a_deputy_and_an_interest_are_recorded(cast: Cast) -> None:
    meeting = met.prepared(cast)

    record(
        meeting, cast, DEPUTY, Came(2, "present", conflict="His service advises it.")
    )

    rows = {one.number: one for one in meeting.attendances.all()}
    assert (rows[4].state, rows[4].deputy) == ("apologies", "Petra Holmwick")
    assert rows[2].conflict == "His service advises it."
    text = told(meeting.case, LogKind.ATTENDANCE_RECORDED)[0].text
    assert "deputy: Petra Holmwick (One grade below; may decide)" in text
    assert "His service" not in text


@pytest.mark.paragraph("P7.1")
def test_somebody_who_was_not_invited_is_added(cast: Cast) -> None:
    meeting = met.prepared(cast)

    record(
        meeting, cast, Came(None, "present", name="Ottoline Kittleborn", role="Guest")
    )

    last = meeting.attendances.last()
    assert (last.name, last.role, last.state) == (
        "Ottoline Kittleborn",
        "Guest",
        "present",
    )


@pytest.mark.parametrize(
    ("line", "refusal"),
    [
        (Came(4, "apologies", deputy="Petra Holmwick"), Incomplete),
        (Came(None, "present", role="Guest"), Incomplete),
        (Came(99, "present"), Refused),
        (Came(1, "perhaps"), Refused),
    ],
    ids=["deputy without seniority", "no name", "no such line", "no such state"],
)
def test_a_line_that_cannot_be_is_refused(
    cast: Cast, line: Came, refusal: type
) -> None:
    meeting = met.prepared(cast)

    with pytest.raises(refusal):
        record(meeting, cast, line)

    assert not told(meeting.case, LogKind.ATTENDANCE_RECORDED)


def test_what_did_not_change_is_not_logged(cast: Cast) -> None:
    meeting = met.prepared(cast)

    record(meeting, cast, Came(1, "invited"), edit_version=99)

    assert not told(meeting.case, LogKind.ATTENDANCE_RECORDED)


def test_two_who_mark_the_same_attendance_are_told(cast: Cast) -> None:
    meeting = met.prepared(cast)
    record(meeting, cast, DEPUTY)

    with pytest.raises(Stale):
        record(meeting, cast, Came(4, "present"), edit_version=1)

    assert meeting.attendances.get(number=4).deputy == "Petra Holmwick"


def test_attendance_of_tomorrow_is_refused(cast: Cast) -> None:
    meeting = met.prepared(cast)

    with pytest.raises(Refused):
        record(meeting, cast, DEPUTY, occurred_at=met.DURING + timedelta(days=1))


@pytest.mark.paragraph("P7.1")
def test_notes_are_kept_item_by_item(cast: Cast) -> None:
    meeting = met.prepared(cast)

    write(meeting, cast, "Both are safe.\n")
    write(meeting, cast, "Five were chosen.", code="M7")

    notes = {one.code: one.notes for one in meeting.items.all()}
    assert (notes["M3"], notes["M7"]) == ("Both are safe.", "Five were chosen.")
    entries = told(meeting.case, LogKind.MEETING_NOTED)
    assert [one.text for one in entries] == [
        "M3, Immediate safety",
        "M7, Key episodes and their analysis",
    ]


def test_nobodys_notes_are_overwritten_unseen(cast: Cast) -> None:
    meeting = met.prepared(cast)
    write(meeting, cast, "Both are safe.")

    with pytest.raises(Stale, match="M3"):
        write(meeting, cast, "All are safe.", version=1)
    write(meeting, cast, "All are safe.", version=2)

    assert meeting.items.get(code="M3").notes == "All are safe."


def test_the_agenda_has_no_item_beyond_its_last(cast: Cast) -> None:
    with pytest.raises(Refused):
        write(met.prepared(cast), cast, "More.", code="M16")


@pytest.mark.paragraph("P7.5")
def test_once_the_minutes_are_filed_they_are_corrected_instead(cast: Cast) -> None:
    meeting = met.filed(cast).meeting
    meeting.refresh_from_db()

    with pytest.raises(AlreadyDone, match="Correct the minutes"):
        write(meeting, cast, "Otherwise.", version=2)
    with pytest.raises(Refused, match="Say why"):
        record(meeting, cast, DEPUTY)
    record(meeting, cast, DEPUTY, because="He was not there.")

    entry = told(meeting.case, LogKind.ATTENDANCE_RECORDED)[-1]
    assert entry.reason == "He was not there."


def test_attendance_and_notes_are_saved_together_or_not_at_all(cast: Cast) -> None:
    meeting = met.prepared(cast)

    with pytest.raises(Stale):
        noting.save_room(
            meeting,
            [DEPUTY],
            [("M3", "Safe.", 7)],
            read=1,
            by=cast.actor("miriam"),
            at=met.DURING,
        )

    assert meeting.attendances.get(number=4).deputy == ""
