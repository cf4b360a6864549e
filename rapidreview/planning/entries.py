"""What stands in people's calendars for a meeting of a case: one row a person (P1.6, P1.16).

Every letter about a meeting, request or cancellation, counts its sequence up, so that no
calendar takes an older letter for a newer one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Max

from rapidreview.case.invited import CalendarEntry
from rapidreview.case.models import Case
from rapidreview.paper.invitation import Party
from rapidreview.people.models import User
from rapidreview.planning.calendars import TITLES, for_calendar
from rapidreview.planning.spoken import spoken


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody to invite; ``user`` is None for people of agencies, who have no account."""

    name: str
    email: str
    user: User | None = None

    @classmethod
    def of(cls, user: User) -> "Guest":
        """A person of the case."""
        return cls(user.name, user.email, user)


@dataclass(frozen=True, slots=True)
class Gathering:
    """A meeting as calendars know it: which one, when and where.

    ``task`` is its task in the timetable, ``subject`` the agency of a pre-meet.
    """

    case: Case
    task: str
    starts_at: datetime
    place: str
    subject: str = ""

    @property
    def words(self) -> str:
        """When and where, in a line."""
        return f"{spoken(self.starts_at)}. {self.place}"


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one person's calendar is sent, and what stood there ``before``."""

    entry: CalendarEntry
    calendar: str
    before: str = ""


def live_entries(
    case: Case, task: str, *, at: datetime, subject: str | None = None
) -> list[CalendarEntry]:
    """Who has a meeting to come in their calendar; of pre-meets those with one agency, or all."""
    rows = CalendarEntry.objects.select_related("case__partnership", "user").filter(
        case=case, task=task, withdrawn_at__isnull=True, starts_at__gt=at
    )
    return list(rows if subject is None else rows.filter(subject=subject))


@dataclass(frozen=True, slots=True)
class InvitedShown:
    """One meeting with everybody who was asked to it."""

    title: str
    starts_at: datetime
    entries: tuple[CalendarEntry, ...]

    @property
    def words(self) -> str:
        """How many answered how: "12 invited: 8 no reply yet, 3 accepted, 1 declined."."""
        live = [one.reply for one in self.entries if one.withdrawn_at is None]
        counted = [(live.count(one), one.label) for one in CalendarEntry.Reply]
        replies = ", ".join(f"{n} {label.lower()}" for n, label in counted if n)
        return f"{len(live)} invited: {replies}." if live else "Nobody is invited now."


def invited_shown(case: Case) -> list[InvitedShown]:
    """Every meeting that people were invited to, as their calendars hold it."""
    rows = CalendarEntry.objects.filter(case=case).select_related("case")
    found: dict[tuple[str, str], list[CalendarEntry]] = {}
    for one in rows:
        found.setdefault((one.task, one.subject), []).append(one)
    return [
        InvitedShown(TITLES[task], max(one.starts_at for one in group), tuple(group))
        for (task, _), group in found.items()
    ]


def entry_on(case: Case, entry_id: UUID) -> CalendarEntry | None:
    """One person's entry for a meeting of this case."""
    rows = CalendarEntry.objects.select_related("case__partnership")
    return rows.filter(case=case, pk=entry_id).first()


def put_into_calendars(
    gathering: Gathering, guests: Sequence[Guest], *, at: datetime
) -> list[Sheet]:
    """A row for each guest whose entry is missing, or names another moment or place.

    Who has the right entry already is sent nothing, and keeps their reply.
    """
    known = {one.email.lower(): one for one in _rows(gathering)}
    wanted = [one for one in guests if not _stands(gathering, known, one)]
    sequence = _next_sequence(gathering)
    return [_put(gathering, known, one, sequence, at) for one in wanted]


def one_for_all(sheets: Sequence[Sheet], *, at: datetime) -> str:
    """The entry of a letter that goes to several at once, who see each other's names."""
    entries = [one.entry for one in sheets]
    return _calendar(entries[0], at, others=entries[1:]) if entries else ""


def take_out_of_calendars(
    entries: Iterable[CalendarEntry], *, at: datetime
) -> list[Sheet]:
    """Withdraw these entries; each calendar takes the meeting out again."""
    given = list(entries)
    last = {(one.task, one.subject): _next_sequence(one) for one in given}
    return [_take(one, last[one.task, one.subject], at) for one in given]


def _rows(gathering: Gathering) -> list[CalendarEntry]:
    rows = CalendarEntry.objects.select_related("case__partnership")
    return list(
        rows.filter(case=gathering.case, task=gathering.task, subject=gathering.subject)
    )


def _stands(
    gathering: Gathering, known: dict[str, CalendarEntry], guest: Guest
) -> bool:
    entry = known.get(guest.email.lower())
    return (
        entry is not None
        and entry.withdrawn_at is None
        and (entry.starts_at, entry.place) == (gathering.starts_at, gathering.place)
    )


def _next_sequence(of: Gathering | CalendarEntry) -> int:
    rows = CalendarEntry.objects.filter(case=of.case, task=of.task, subject=of.subject)
    last = rows.aggregate(last=Max("sequence"))["last"]
    return 0 if last is None else int(last) + 1


def _put(
    gathering: Gathering,
    known: dict[str, CalendarEntry],
    guest: Guest,
    sequence: int,
    at: datetime,
) -> Sheet:
    entry = known.get(guest.email.lower())
    before = ""
    if entry is None:
        entry = CalendarEntry(
            case=gathering.case,
            task=gathering.task,
            subject=gathering.subject,
            email=guest.email,
        )
    elif entry.withdrawn_at is None:
        before = f"{spoken(entry.starts_at)}. {entry.place}"
    if entry.starts_at != gathering.starts_at or entry.withdrawn_at is not None:
        entry.reply, entry.reply_words = CalendarEntry.Reply.AWAITED, ""
        entry.replied_at = None
    entry.name, entry.user = guest.name, guest.user
    entry.starts_at, entry.place = gathering.starts_at, gathering.place
    entry.sequence, entry.sent_at, entry.withdrawn_at = sequence, at, None
    entry.save()
    return Sheet(entry, _calendar(entry, at), before)


def _take(entry: CalendarEntry, sequence: int, at: datetime) -> Sheet:
    entry.sequence, entry.withdrawn_at = sequence, at
    entry.save(update_fields=["sequence", "withdrawn_at"])
    return Sheet(entry, _calendar(entry, at, cancelled=True))


def _calendar(
    entry: CalendarEntry,
    at: datetime,
    *,
    others: Sequence[CalendarEntry] = (),
    cancelled: bool = False,
) -> str:
    return for_calendar(
        entry.case,
        entry.task,
        [Party(one.name, one.email) for one in (entry, *others)],
        starts_at=entry.starts_at,
        place=entry.place,
        sequence=entry.sequence,
        at=at,
        subject=entry.subject,
        cancelled=cancelled,
    )
