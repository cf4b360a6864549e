"""What the page that is typed into during the meeting shows, and what is open before its close."""

from dataclasses import dataclass
from datetime import datetime

from rapidreview.case.access import holders
from rapidreview.case.models import Case
from rapidreview.meeting.agenda import RECOMMENDATION, SAFETY
from rapidreview.meeting.deputies import DeputyShown, deputies_of
from rapidreview.meeting.models import (
    Action,
    AgendaItem,
    Approval,
    Attendance,
    ExecutiveDecision,
    Meeting,
)
from rapidreview.meeting.presence import quorum_of
from rapidreview.meeting.reading import (
    ViewGiven,
    actions_of,
    approval_of,
    executive_decisions,
    views_of,
)
from rapidreview.meeting.standing import is_filed
from rapidreview.planning.interests import interests_of
from rapidreview.procedure.calendar import london_day
from rapidreview.procedure.facts import CaseFacts
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.quorum import QuorumLine, is_quorate
from rapidreview.procedure.vocabulary import Partner, Role

STATES = Attendance.State
ROOM = "rapid_review_meeting"  # the page that is typed into


@dataclass(frozen=True, slots=True)
class Room:
    """The meeting as it stands, while it is minuted."""

    meeting: Meeting
    people: tuple[Attendance, ...]
    items: tuple[AgendaItem, ...]
    filed: bool
    walked_through: bool
    views: tuple[tuple[Partner, ViewGiven | None], ...]
    actions: tuple[Action, ...]
    approval: Approval | None
    executive: ExecutiveDecision | None
    saved_at: datetime | None
    quorum: tuple[QuorumLine, ...] = ()
    deputies: tuple[DeputyShown, ...] = ()
    unsettled: int = 0  # interests of which it is not decided what is done

    @property
    def is_quorate(self) -> bool | None:
        """Whether the quorum is met so far; None where nothing is asked of it."""
        return is_quorate(self.quorum)

    @property
    def attendance_words(self) -> str:
        """How many came, in a line."""
        count = {state: _count(self.people, state) for state in STATES}
        words = f"{count[STATES.PRESENT]} present, {count[STATES.APOLOGIES]} apologies"
        unmarked = count[STATES.INVITED]
        return f"{words}, {unmarked} not marked yet" if unmarked else words

    @property
    def all_marked(self) -> bool:
        """Whether of everybody it is said whether they came."""
        return not _count(self.people, STATES.INVITED)


@dataclass(frozen=True, slots=True)
class Left:
    """What is not done yet: in words, and on which page and where on it one does it."""

    words: str
    page: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Closing:
    """What stands before the close: what must be there, and what may still follow."""

    meeting: Meeting
    quorum: tuple[QuorumLine, ...]
    minute_taker: str
    missing: tuple[Left, ...]
    open: tuple[Left, ...]

    @property
    def first(self) -> dict[str, object]:
        """What the form begins with: the day of the meeting, and the case's minute-taker."""
        day = london_day(self.meeting.starts_at)
        boxes = [str(day.day), str(day.month), str(day.year), ""]
        return {
            "closed_at": boxes,
            "minute_taker": self.minute_taker,
        }


def room(meeting: Meeting, facts: CaseFacts, *, at: datetime) -> Room:
    """The meeting with everything that its page shows."""
    people = tuple(meeting.attendances.select_related("case"))
    given = {one.partner: one for one in views_of(meeting)}
    decisions = executive_decisions(meeting.case)
    saved = [
        facts.last(kind, str(meeting.pk))
        for kind in (LogKind.MEETING_NOTED, LogKind.ATTENDANCE_RECORDED)
    ]
    return Room(
        meeting,
        people,
        tuple(meeting.items.select_related("case")),
        is_filed(meeting),
        meeting.criteria.exists(),
        tuple((one, given.get(one)) for one in Partner),
        tuple(actions_of(meeting.case, meeting)),
        approval_of(meeting),
        decisions[-1] if decisions else None,
        max((one.recorded_at for one in saved if one), default=None),
        quorum_of(meeting, at=at, rows=people),
        tuple(deputies_of(meeting, people)),
        sum(one.decided_at is None for one in interests_of(meeting.case)),
    )


def closing_shown(meeting: Meeting, facts: CaseFacts, *, at: datetime) -> Closing:
    """What the page of the close says; the attendance suggests a quorum, and decides none."""
    shown = room(meeting, facts, at=at)
    return Closing(
        meeting,
        shown.quorum,
        minute_takers(meeting.case, at),
        tuple(_missing(shown)),
        tuple(_open(shown)),
    )


def minute_takers(case: Case, at: datetime) -> str:
    """Whom the Team provided as minute-taker of this case, by name (P0.4)."""
    return ", ".join(one.name for one in holders(case, Role.MINUTE_TAKER, at=at))


def _missing(shown: Room) -> list[Left]:
    unmarked = ", ".join(
        one.name for one in shown.people if one.state == STATES.INVITED
    )
    notes = {one.code: one.notes for one in shown.items}
    wanted = (
        (unmarked, Left(f"Attendance: not marked yet: {unmarked}", ROOM, "attendance")),
        (
            not notes.get(SAFETY),
            Left("Immediate safety (M3): nothing is noted", ROOM, SAFETY),
        ),
        (
            not shown.walked_through,
            Left("The criteria are not walked through", "walk_through"),
        ),
    )
    return [left for missing, left in wanted if missing]


def _open(shown: Room) -> list[Left]:
    awaited = ", ".join(one.words for one, view in shown.views if view is None)
    wanted = (
        (awaited, Left(f"Views not recorded: {awaited}", ROOM, RECOMMENDATION)),
        (
            not shown.approval,
            Left(
                "The group has not approved the content of the report",
                "approve_content",
            ),
        ),
        (
            not shown.executive,
            Left("Whether the AD/DCS are to meet is not decided", "decide_executive"),
        ),
        (not shown.actions, Left("No action is agreed", "agree_action")),
        (
            shown.unsettled,
            Left("What is done about a declared interest is not decided", "interests"),
        ),
        (
            any(not one.enough for one in shown.deputies),
            Left("A deputy waits for the Chair’s word", ROOM, "attendance"),
        ),
    )
    return [left for missing, left in wanted if missing]


def _count(people: tuple[Attendance, ...], state: str) -> int:
    return sum(one.state == state for one in people)
