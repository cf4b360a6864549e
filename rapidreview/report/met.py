"""What the Rapid Review meeting left for the report, as values; names out of sight."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from rapidreview.case.models import Case
from rapidreview.evidence.pseudonyms import Key, pseudonymise
from rapidreview.meeting.models import Action, AgendaItem, Attendance, Meeting
from rapidreview.meeting.reading import (
    ViewGiven,
    actions_of,
    answers_of,
    meeting_of,
    views_of,
)
from rapidreview.procedure.calendar import london_day
from rapidreview.procedure.criteria import Answers, gaps
from rapidreview.procedure.vocabulary import Partner
from rapidreview.report.content import Table
from rapidreview.report.models import PartnerSignOff
from rapidreview.scoping.prefilled import day_words


@dataclass(frozen=True, slots=True)
class Note:
    """One item of the agenda and what was said."""

    code: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class MeetingTold:
    """The meeting once it has closed; nothing of it before."""

    meeting: Meeting | None = None
    notes: Mapping[str, Note] = field(default_factory=dict)
    attendances: tuple[Attendance, ...] = ()
    answers: Answers = field(default_factory=dict)
    views: tuple[ViewGiven, ...] = ()
    actions: tuple[Action, ...] = ()

    def came(self, state: Attendance.State) -> int:
        """How many were present, or sent apologies."""
        return sum(one.state == state for one in self.attendances)

    @property
    def deputies(self) -> int:
        """How many of those absent sent somebody."""
        return sum(bool(one.deputy) for one in self.attendances)


def meeting_told(case: Case, key: Key) -> MeetingTold:
    """What the closed meeting left; empty before."""
    meeting = meeting_of(case)
    if meeting is None or meeting.closed_at is None:
        return MeetingTold()
    answers = {
        code: (answer, pseudonymise(reason.strip(), key))
        for code, (answer, reason) in answers_of(meeting).items()
    }
    return MeetingTold(
        meeting,
        _notes(case, meeting, key),
        tuple(meeting.attendances.all()),
        answers,
        tuple(views_of(meeting)),
        tuple(actions_of(case)),
    )


def walked_through(case: Case) -> bool:
    """Whether every criterion is answered with its reason (P7.2)."""
    meeting = meeting_of(case)
    return meeting is not None and not gaps(answers_of(meeting))


def partners_silent(case: Case) -> list[Partner]:
    """The partners that gave no view at the meeting (R18)."""
    given = {one.partner for one in _views(case)}
    return [one for one in Partner if one not in given]


def actions_table(case: Case, key: Key) -> Table:
    """R14: number, action, owner, due, measure of impact; one agreed action a row."""
    return tuple(
        (
            str(one.number),
            pseudonymise(one.words, key),
            one.owner,
            day_words(london_day(one.due_at)),
            pseudonymise(one.impact, key),
        )
        for one in actions_of(case)
    )


def views_table(case: Case, key: Key) -> Table:
    """R18: partner, by, view, words, and when: at the meeting, on a circulated version.

    Who says the same again has one row, with both days.
    """
    rows = [(one, "at the meeting") for one in _views(case)] + [
        (_view(one), f"on version {one.version.number}") for one in _signed(case)
    ]
    order = list(Partner)
    said: dict[tuple[str, ...], list[str]] = {}
    for one, where in sorted(rows, key=lambda row: order.index(row[0].partner)):
        words = pseudonymise(one.words, key)
        row = (one.partner.words, one.given_by, one.view, words)
        day = day_words(london_day(one.given_at))
        said.setdefault(row, []).append(f"{day}, {where}")
    return tuple((*row, "; ".join(days)) for row, days in said.items())


def _views(case: Case) -> list[ViewGiven]:
    meeting = meeting_of(case)
    return views_of(meeting) if meeting else []


def _signed(case: Case) -> list[PartnerSignOff]:
    rows = PartnerSignOff.objects.filter(case=case)
    return list(rows.select_related("case", "version"))


def _view(row: PartnerSignOff) -> ViewGiven:
    return ViewGiven(
        Partner(row.partner), row.agrees, row.words, row.given_by, row.given_at
    )


def _notes(case: Case, meeting: Meeting, key: Key) -> dict[str, Note]:
    found: dict[str, Note] = {}
    for one in AgendaItem.objects.filter(meeting=meeting):
        one.case = case
        if text := one.notes.strip():
            found[one.code] = Note(one.code, one.title, pseudonymise(text, key))
    return found
