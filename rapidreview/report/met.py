"""What the Rapid Review meeting left for the report, as values; names out of sight."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from rapidreview.case.models import Case
from rapidreview.evidence.pseudonyms import Key, pseudonymise
from rapidreview.meeting.models import (
    Action,
    AgendaItem,
    Attendance,
    Criterion,
    Meeting,
    PartnerView,
)
from rapidreview.procedure.calendar import london_day
from rapidreview.procedure.criteria import gaps
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
    answers: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    views: tuple[PartnerView, ...] = ()
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
    meeting = Meeting.objects.filter(
        case=case, sort=Meeting.Sort.RAPID_REVIEW, closed_at__isnull=False
    ).first()
    if meeting is None:
        return MeetingTold()
    return MeetingTold(
        meeting,
        _notes(case, meeting, key),
        tuple(meeting.attendances.defer("seniority", "conflict")),
        _answers(case, meeting, key),
        tuple(views_of(case)),
        tuple(actions_of(case)),
    )


def walked_through(case: Case) -> bool:
    """Whether every criterion is answered with its reason (P7.2)."""
    rows = Criterion.objects.filter(case=case, meeting__sort=Meeting.Sort.RAPID_REVIEW)
    answers: dict[str, tuple[str, str]] = {}
    for one in rows:
        one.case = case
        answers[one.code] = (one.answer, one.reason)
    return not gaps(answers)


def actions_of(case: Case) -> list[Action]:
    """The actions agreed on the case, in their order."""
    found = list(Action.objects.filter(case=case))
    for one in found:
        one.case = case
    return found


def views_of(case: Case) -> list[PartnerView]:
    """What the three partners said at the meeting, in the order of the partners."""
    found = list(
        PartnerView.objects.filter(case=case, meeting__sort=Meeting.Sort.RAPID_REVIEW)
    )
    for one in found:
        one.case = case
    return sorted(found, key=lambda one: _place(one.partner))


def actions_table(case: Case) -> Table:
    """R14: number, action, owner, due, measure of impact; one agreed action a row."""
    return tuple(
        (
            str(one.number),
            one.words,
            one.owner,
            day_words(london_day(one.due_at)),
            one.impact,
        )
        for one in actions_of(case)
    )


def views_table(case: Case) -> Table:
    """R18: partner, by, view, words, when; at the meeting, then on a circulated version."""
    signed = list(PartnerSignOff.objects.filter(case=case).select_related("version"))
    for one in signed:
        one.case = case
    told = [(one, "at the meeting") for one in views_of(case)]
    on_paper = [(one, f"on version {one.version.number}") for one in signed]
    return tuple(
        (
            one.get_partner_display(),
            one.given_by,
            "Agrees" if one.agrees else "Dissents",
            one.words,
            f"{day_words(london_day(one.given_at))}, {where}",
        )
        for one, where in sorted(
            [*told, *on_paper], key=lambda row: _place(row[0].partner)
        )
    )


def _place(partner: str) -> int:
    return [one.value for one in Partner].index(partner)


def _notes(case: Case, meeting: Meeting, key: Key) -> dict[str, Note]:
    found: dict[str, Note] = {}
    for one in AgendaItem.objects.filter(meeting=meeting):
        one.case = case
        if text := one.notes.strip():
            found[one.code] = Note(one.code, one.title, pseudonymise(text, key))
    return found


def _answers(case: Case, meeting: Meeting, key: Key) -> dict[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
    for one in Criterion.objects.filter(meeting=meeting):
        one.case = case
        found[one.code] = (one.answer, pseudonymise(one.reason.strip(), key))
    return found
