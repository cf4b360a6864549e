"""Calling a meeting: the Rapid Review meeting on its agreed date, the executive one (P1.16, P7.1, P7.3)."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

from rapidreview.case.models import Case
from rapidreview.dailylog import actions as dailylog
from rapidreview.dailylog.facts import case_facts
from rapidreview.mail.models import Letter
from rapidreview.meeting import letters
from rapidreview.meeting.agenda import EXECUTIVE, RAPID_REVIEW, guidance_of, put_agenda
from rapidreview.meeting.invitees import (
    Invitee,
    in_the_room,
    with_roles,
    without_place,
)
from rapidreview.meeting.models import Attendance, Meeting
from rapidreview.meeting.standing import (
    TASK,
    agreed_moment,
    locked,
    meeting_on,
    require_unclosed,
    wanted,
)
from rapidreview.paper.invitation import one_line
from rapidreview.people.actor import Actor
from rapidreview.people.models import User
from rapidreview.planning.actions import agree_date
from rapidreview.planning.appointing import appoint
from rapidreview.planning.calendars import EXECUTIVE_TASK
from rapidreview.planning.choices import colleagues
from rapidreview.planning.entries import Gathering
from rapidreview.planning.inviting import invite, update_invitations
from rapidreview.planning.letters import invited
from rapidreview.planning.spoken import Channel, listed, spoken
from rapidreview.procedure.at_the_meeting import require_executive_wanted, require_past
from rapidreview.procedure.errors import AlreadyDone, Incomplete, NotYet, Refused
from rapidreview.procedure.facts import CaseFacts
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.requirements import require_open
from rapidreview.procedure.vocabulary import Role

SORTS = Meeting.Sort


@transaction.atomic
def prepare_meeting(
    case: Case,
    *,
    place: str,
    by: Actor,
    at: datetime,
    occurred_at: datetime | None = None,
) -> Meeting:
    """Call the Rapid Review meeting on its agreed date, with agenda and people (P7.1).

    Called again, it takes over a changed date, another place and people who came since; so
    do the calendars of those who were invited.
    Raises NotYet without an agreed date, Incomplete without a place, AlreadyDone where all
    stands so already or the meeting has closed.
    """
    facts = case_facts(case)
    require_open(facts)
    require_past(occurred_at, at, "P7.1")
    starts_at, place = agreed_moment(facts), one_line(place)
    if not place:
        raise Incomplete("Say where the meeting is: a room, or by video.", "P7.1")
    meeting = meeting_on(case, SORTS.RAPID_REVIEW)
    before = _called(meeting)
    meeting = _settle(case, SORTS.RAPID_REVIEW, starts_at, place)
    added = _add_people(meeting, in_the_room(case, at))
    if before == _called(meeting) and not added:
        raise AlreadyDone("The meeting is prepared so already.", "P7.1")
    _log_call(meeting, before, "", by=by, at=at, occurred_at=occurred_at)
    if occurred_at is None:
        _tell_calendars(meeting, by=by, at=at)
    return meeting


@transaction.atomic
def send_agenda(
    meeting: Meeting,
    *,
    by: Actor,
    at: datetime,
    occurred_at: datetime | None = None,
) -> list[Letter]:
    """Send the agenda with the guidance stamped on the case to all invited (P7.3).

    With ``occurred_at`` it was sent before, and no letter goes. Raises NotYet while the
    meeting is prepared for another date than the one agreed.
    """
    meeting = locked(meeting)
    facts = case_facts(meeting.case)
    require_open(facts)
    require_unclosed(meeting)
    require_past(occurred_at, at, "P7.3")
    if meeting.starts_at != agreed_moment(facts):
        raise NotYet(
            "The date of the meeting has changed. Prepare it again, so that the agenda names "
            "the new one.",
            "P7.1",
        )
    people = [
        one.user for one in meeting.attendances.select_related("user") if one.user
    ]
    earlier = len(facts.all(LogKind.GUIDANCE_LINKED))
    sent: list[Letter] = []
    if occurred_at is None:
        sent = letters.send_agenda(meeting, people, earlier=earlier, by=by, at=at)
    dailylog.write(
        meeting.case,
        LogKind.GUIDANCE_LINKED,
        by=by,
        at=at,
        occurred_at=occurred_at,
        subject=meeting,
        to=listed(one.name for one in people),
        channel=Channel.EMAIL,
        text="Agenda, with links to: "
        + listed(title for title, _ in guidance_of(meeting.case.guidance)),
    )
    return sent


@transaction.atomic
def call_executive(
    case: Case,
    *,
    starts_at: datetime,
    place: str,
    people: Sequence[User],
    by: Actor,
    at: datetime,
    occurred_at: datetime | None = None,
) -> Meeting:
    """Call the meeting with the AD/DCS, by letter with an entry for the calendar (P1.16).

    Called again, it moves; with ``occurred_at`` it was called before, and no letter goes. An
    executive leader of the partnership who has no place on the case gets one. Raises NotYet
    unless the Chair requires the meeting, Refused for a moment that is past or outside its
    window, or somebody who is not of the case.
    """
    facts = case_facts(case)
    require_open(facts)
    require_past(occurred_at, at, "P1.16")
    require_executive_wanted(facts, required=wanted(case))
    place = one_line(place)
    if not place or not people:
        raise Incomplete(
            "Say where the meeting is, and choose who is invited.", "P1.16"
        )
    if starts_at <= (occurred_at or at):
        raise Refused("The meeting must lie ahead.", "P1.16")
    _agree(case, facts, starts_at, by=by, at=at, occurred_at=occurred_at)
    _give_places(case, people, by=by.now(), at=at)
    before = _called(meeting_on(case, SORTS.EXECUTIVE))
    meeting = _settle(case, SORTS.EXECUTIVE, starts_at, place)
    _add_people(meeting, with_roles(case, people, at))
    if occurred_at is None:
        gathering = Gathering(case, EXECUTIVE_TASK, starts_at, place)
        invite(gathering, people, by=by, at=at)
    names = listed(one.name for one in people)
    _log_call(meeting, before, names, by=by, at=at, occurred_at=occurred_at)
    return meeting


def _settle(case: Case, sort: str, starts_at: datetime, place: str) -> Meeting:
    """The meeting with this moment and place; a new one with its agenda."""
    meeting = meeting_on(case, sort)
    if meeting is None:
        meeting = Meeting.objects.create(
            case=case, sort=sort, starts_at=starts_at, place=place
        )
        put_agenda(meeting, RAPID_REVIEW if sort == SORTS.RAPID_REVIEW else EXECUTIVE)
        return meeting
    require_unclosed(meeting)
    meeting.starts_at, meeting.place = starts_at, place
    meeting.edit_version += 1
    meeting.save()
    return meeting


def _tell_calendars(meeting: Meeting, *, by: Actor, at: datetime) -> None:
    """Where invitations have gone, the entries take over what is different now."""
    update_invitations(
        meeting.case,
        TASK,
        starts_at=meeting.starts_at,
        place=meeting.place,
        people=invited(meeting.case, at=at),
        by=by,
        at=at,
    )


def _called(meeting: Meeting | None) -> str:
    return f"{spoken(meeting.starts_at)}. {meeting.place}" if meeting else ""


def _add_people(meeting: Meeting, people: Iterable[Invitee]) -> list[User]:
    """An attendance row for everybody who has none yet; who was added."""
    there = set(meeting.attendances.values_list("user_id", flat=True))
    new = [(user, words) for user, words in people if user.pk not in there]
    number = meeting.attendances.count()
    for place, (user, words) in enumerate(new, start=number + 1):
        Attendance.objects.create(
            case=meeting.case,
            meeting=meeting,
            number=place,
            user=user,
            name=user.name,
            role=words,
        )
    return [user for user, _ in new]


def _agree(
    case: Case,
    facts: CaseFacts,
    starts_at: datetime,
    *,
    by: Actor,
    at: datetime,
    occurred_at: datetime | None,
) -> None:
    """The slot that was held becomes the date; another date is agreed with its reason."""
    slot = facts.agreed.get((EXECUTIVE_TASK, None))
    if slot == starts_at:
        return
    agree_date(
        case,
        EXECUTIVE_TASK,
        starts_at,
        agreed_with="those invited",
        reason="Called for this date." if slot else "",
        by=by,
        at=at,
        occurred_at=occurred_at,
    )


def _give_places(
    case: Case, people: Sequence[User], *, by: Actor, at: datetime
) -> None:
    """A place for each executive leader who has none. Raises Refused for anybody else."""
    leaders = set(colleagues(case, at, Role.EXECUTIVE_LEADER))
    for user in without_place(case, people, at):
        if user not in leaders:
            raise Refused(f"{user.name} has no part in this case.", "P1.16")
        appoint(case, user, Role.EXECUTIVE_LEADER, by=by, at=at)


def _log_call(
    meeting: Meeting,
    before: str,
    to: str,
    *,
    by: Actor,
    at: datetime,
    occurred_at: datetime | None,
) -> None:
    dailylog.write(
        meeting.case,
        LogKind.MEETING_CALLED,
        by=by,
        at=at,
        occurred_at=occurred_at,
        subject=meeting,
        text=meeting.get_sort_display(),
        to=to,
        old=before,
        new=_called(meeting),
    )
