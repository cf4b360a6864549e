"""Day 7: the agenda with the guidance, apologies and deputies, two questions from the scrutineer."""

from datetime import datetime

from rapidreview.meeting import attending, calling
from rapidreview.meeting.attending import Came
from rapidreview.meeting.models import Attendance, Meeting
from rapidreview.meeting.standing import meeting_on
from rapidreview.training.days.days_2_and_3 import daily_call, noted
from rapidreview.training.player import Act, Player


def held(player: Player, sort: Meeting.Sort = Meeting.Sort.RAPID_REVIEW) -> Meeting:
    """A meeting of the story, as it stands."""
    meeting = meeting_on(player.the_case, sort)
    if meeting is None:
        raise LookupError(f"There is no {sort} in the story yet.")
    return meeting


def line_of(player: Player, meeting: Meeting, person_id: str) -> int:
    """The line of a person in the attendance."""
    name = player.story.people[person_id].name
    row = meeting.attendances.filter(name=name).first()
    if row is None:
        raise LookupError(f"{name} is not in the attendance.")
    return int(row.number)


def agenda_sent(player: Player, at: datetime) -> None:
    """11:00. Agenda and links to the guidance, to those invited."""
    by, told = player.actor("lena", at), player.story.raw["meeting"]
    meeting = calling.prepare_meeting(
        player.the_case, place=told["place"], by=by, at=at
    )
    calling.send_agenda(meeting, by=by, at=at)


def apologies(player: Player, at: datetime) -> None:
    """13:20. Two members send deputies, with their seniority."""
    meeting = held(player)
    told = player.story.raw["meeting"]["attendance"]["apologies"]
    attending.record_attendance(
        meeting,
        [
            Came(
                line_of(player, meeting, one["who"]),
                Attendance.State.APOLOGIES,
                deputy=player.story.people[one["deputy"]].name,
                seniority=one["seniority"],
                grade=one["grade"],
            )
            for one in told
        ],
        edit_version=meeting.edit_version,
        by=player.actor("lena", at),
        at=at,
    )


DAY_7: list[Act | None] = [
    daily_call(
        "Reading of the pack. Judith lists nine differences for the meeting to settle or "
        "leave standing. On target."
    ),
    agenda_sent,
    apologies,
    noted(
        "priya",
        "The scrutineer has read the pack and sends two questions for the agenda: on "
        "language, and on the fathers.",
        to="Nadia Underhay",
        channel="e-mail",
    ),
]
