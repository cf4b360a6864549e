"""Who may be given minutes, who has them, and which somebody was given (handbook, section 8)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from rapidreview.case.access import held_at
from rapidreview.case.models import Case
from rapidreview.case.rows import share
from rapidreview.casefolder.models import Release
from rapidreview.meeting.models import Meeting, Minutes
from rapidreview.people.models import User
from rapidreview.planning.interests import without_papers
from rapidreview.procedure.errors import Stale
from rapidreview.procedure.vocabulary import Role

# Who gets the minutes of the Rapid Review meeting, there or not (P7.6).
THE_GROUP = (Role.JCR_CHAIR, Role.JCR_VICE_CHAIR, Role.JCR_MEMBER, Role.SCRUTINEER)


@dataclass(frozen=True, slots=True)
class MinutesReader:
    """Somebody who may be given the minutes, with what makes them one."""

    user: User
    why: str


def minutes_readers(meeting: Meeting, *, at: datetime) -> list[MinutesReader]:
    """Those invited who work on the case now; of the review's meeting, the whole group.

    Not who, by a declared interest, sees no papers."""
    held = meeting.case.appointments.filter(held_at(at)).select_related(
        "user", "agency"
    )
    places = list(held.order_by("user__name"))
    here = {one.user_id for one in places}
    found: dict[UUID, MinutesReader] = {
        one.user.pk: MinutesReader(one.user, one.role)
        for one in meeting.attendances.select_related("user")
        if one.user is not None and one.user.pk in here
    }
    if meeting.sort == Meeting.Sort.RAPID_REVIEW:
        for one in places:
            if one.role in THE_GROUP:
                words = MinutesReader(one.user, Role(one.role).words)
                found.setdefault(one.user_id, words)
    shut_out = without_papers(meeting.case)
    return [one for one in found.values() if one.user.pk not in shut_out]


def readers_of(minutes: Minutes) -> list[User]:
    """Who has this version now."""
    live = minutes.pdf.releases.filter(withdrawn_at__isnull=True)
    return [one.user for one in live.select_related("user")]


def is_invited(meeting: Meeting | None, user: User) -> bool:
    """Whether somebody stands in the attendance of a meeting."""
    return meeting is not None and meeting.attendances.filter(user=user).exists()


def minutes_for(case: Case, user: User) -> list[Minutes]:
    """The minutes that this person was given, newest first."""
    mine = Release.objects.filter(case=case, user=user, withdrawn_at__isnull=True)
    given = Minutes.objects.filter(case=case, pdf__in=mine.values("version"))
    return list(given.select_related("case", "meeting__case").order_by("-made_at"))


def minutes_on(case: Case, meeting_id: UUID, number: int) -> Minutes | None:
    """One version of the minutes of a meeting of this case."""
    kept = Minutes.objects.select_related("meeting", "word__document", "pdf__document")
    found = kept.filter(case=case, meeting=meeting_id, number=number).first()
    if found is not None:
        files = (found.word, found.word.document, found.pdf, found.pdf.document)
        share(case, found, found.meeting, *files)
    return found


@dataclass(frozen=True, slots=True)
class VersionShown:
    """A version of the minutes, and who has it."""

    minutes: Minutes
    readers: tuple[str, ...]


def versions_of(meeting: Meeting) -> list[VersionShown]:
    """Every version of a meeting's minutes, newest first, each with its readers."""
    kept = meeting.minutes_made.select_related("case").prefetch_related(
        "pdf__releases__user"
    )
    return [
        VersionShown(
            one,
            tuple(
                given.user.name
                for given in one.pdf.releases.all()
                if given.withdrawn_at is None
            ),
        )
        for one in kept.order_by("-number")
    ]


def minutes_read(meeting: Meeting, number: int) -> Minutes:
    """The version that somebody read when they opened a form. Raises Stale for none."""
    found = minutes_on(meeting.case, meeting.pk, number)
    if found is None:
        raise Stale("These minutes have been corrected since. Open the newest.", "P0.5")
    return found


def newest_minutes(meeting: Meeting) -> Minutes | None:
    """The newest version of a meeting's minutes, if any are filed."""
    number = meeting.minutes_made.count()
    return minutes_on(meeting.case, meeting.pk, number) if number else None
