"""Before anything goes out: which version, to whom exactly, and the letter they will read."""

from dataclasses import dataclass
from datetime import datetime

from rapidreview.mail.words import Words
from rapidreview.meeting.letters import minutes_preview
from rapidreview.meeting.models import Minutes
from rapidreview.meeting.readers import newest_minutes, readers_of
from rapidreview.meeting.reading import meeting_of
from rapidreview.people.actor import Actor
from rapidreview.people.models import User
from rapidreview.procedure.facts import CaseFacts
from rapidreview.report.circulating import asked_to_sign_off
from rapidreview.report.letters import chairs_of, preview
from rapidreview.report.models import Circulation, Report, ReportVersion
from rapidreview.report.readers import Reader, choosable, group_of
from rapidreview.report.reading import is_signed_version
from rapidreview.report.shown import number_to_send
from rapidreview.report.versions import newest_of


@dataclass(frozen=True, slots=True)
class MinutesGoing:
    """The minutes and the version that go together; no minutes before they are filed.

    ``readers`` are those of the group who have not got them, ``have`` those who have.
    """

    minutes: Minutes | None
    number: str
    letter: Words | None
    kept: ReportVersion | None
    readers: tuple[Reader, ...]
    have: tuple[User, ...]


@dataclass(frozen=True, slots=True)
class ChairGoing:
    """The version that goes to the Chair."""

    number: str
    people: tuple[User, ...]
    letter: Words


@dataclass(frozen=True, slots=True)
class LetterGoing:
    """One letter, and everybody who gets it."""

    letter: Words
    people: tuple[User, ...]


@dataclass(frozen=True, slots=True)
class CirculationGoing:
    """The list the Chair confirmed, parted by the letter each of them gets."""

    circulation: Circulation
    letters: tuple[LetterGoing, ...]


def minutes_going(
    report: Report, facts: CaseFacts, *, by: Actor, at: datetime
) -> MinutesGoing:
    """The newest minutes of the Rapid Review meeting, the letter that tells of both, and
    who of the group has the minutes already."""
    meeting = meeting_of(report.case)
    minutes = newest_minutes(meeting) if meeting else None
    number = number_to_send(report, facts)
    letter = minutes_preview(minutes, by=by, with_report=number) if minutes else None
    group = group_of(report.case, at=at)
    have = set(readers_of(minutes)) if minutes else set()
    return MinutesGoing(
        minutes,
        number,
        letter,
        newest_of(report) if number == report.version else None,
        tuple(one for one in group if one.user not in have),
        tuple(one.user for one in group if one.user in have),
    )


def chair_going(
    report: Report, facts: CaseFacts, *, by: Actor, at: datetime
) -> ChairGoing:
    """The Chair, and the letter."""
    number = number_to_send(report, facts)
    return ChairGoing(
        number,
        tuple(chairs_of(report.case, at=at)),
        preview("report_to_chair", report.case, number, by=by),
    )


def circulation_going(
    circulation: Circulation | None, facts: CaseFacts, *, by: Actor, at: datetime
) -> CirculationGoing | None:
    """Exactly the confirmed list, each with their letter; None where nothing is to go."""
    if circulation is None:
        return None
    case, version = circulation.case, circulation.version
    officers = asked_to_sign_off(version, choosable(case, facts, at=at))
    people = list(circulation.people.order_by("name"))
    parted = (
        ("report_circulated", tuple(one for one in people if one not in officers)),
        ("report_to_sign_off", tuple(one for one in people if one in officers)),
    )
    return CirculationGoing(
        circulation,
        tuple(
            LetterGoing(
                preview(
                    kind,
                    case,
                    version.number,
                    by=by,
                    is_draft=not is_signed_version(version),
                ),
                users,
            )
            for kind, users in parted
            if users
        ),
    )
