"""What the meetings decided, for whoever comes later: report, submission, learning, the pages."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import Http404

from rapidreview.case.models import Case
from rapidreview.meeting.models import (
    Action,
    Approval,
    ExecutiveDecision,
    FindingsShared,
    Meeting,
    PartnerView,
)
from rapidreview.meeting.standing import meeting_on
from rapidreview.procedure.criteria import (
    ANSWER_WORDS,
    QUESTIONS,
    YES,
    Answers,
    Sort,
    recommendation,
)
from rapidreview.procedure.errors import NotYet
from rapidreview.procedure.vocabulary import Partner


@dataclass(frozen=True, slots=True)
class Answered:
    """One question of the walk-through with its answer ("Yes") and the reason."""

    code: str
    group: str
    question: str
    answer: str
    reason: str


@dataclass(frozen=True, slots=True)
class ViewGiven:
    """A statutory partner's view, in its own words."""

    partner: Partner
    agrees: bool
    words: str
    given_by: str
    given_at: datetime

    @property
    def view(self) -> str:
        """The view in a word."""
        return "Agrees" if self.agrees else "Dissents"


@dataclass(frozen=True, slots=True)
class Decision:
    """Everything the Rapid Review meeting decided; parts not decided yet are empty.

    ``criteria`` are those of the two regulations; ``recommended`` is label and words.
    """

    meeting: Meeting
    criteria: tuple[Answered, ...]
    recommended: tuple[tuple[str, str], ...]
    local_review: bool | None
    national_review: bool | None
    views: tuple[ViewGiven, ...]
    approval: Approval | None
    executive: ExecutiveDecision | None

    @property
    def dissents(self) -> tuple[ViewGiven, ...]:
        """The views of partners that do not agree."""
        return tuple(one for one in self.views if not one.agrees)

    @property
    def corrections(self) -> tuple[str, ...]:
        """What the group asked to have corrected in the report (P7.4)."""
        return tuple(self.approval.corrections.splitlines()) if self.approval else ()


def meeting_of(case: Case) -> Meeting | None:
    """The Rapid Review meeting, once it is called."""
    return meeting_on(case, Meeting.Sort.RAPID_REVIEW)


def executive_meeting_of(case: Case) -> Meeting | None:
    """The meeting with the AD/DCS, once it is called."""
    return meeting_on(case, Meeting.Sort.EXECUTIVE)


def closed_meeting(case: Case, meeting_id: UUID) -> Meeting:
    """A meeting of the case that has closed. Raises Http404 for one that is not of it,
    NotYet while it goes on."""
    found = Meeting.objects.select_related("case__partnership").filter(
        case=case, pk=meeting_id
    )
    meeting = found.exclude(sort=Meeting.Sort.PRE_MEET).first()
    if meeting is None:
        raise Http404
    if meeting.closed_at is None:
        raise NotYet("Record first when the meeting closed.", "P0.5")
    return meeting


def decision_of(case: Case) -> Decision | None:
    """What the meeting decided (P7.2, P7.4, P1.15); None before it is called."""
    meeting = meeting_of(case)
    if meeting is None:
        return None
    answers, decided = answers_of(meeting), executive_decisions(case)
    return Decision(
        meeting,
        tuple(
            Answered(one.code, one.group, one.words, ANSWER_WORDS[answer], reason)
            for one in QUESTIONS
            if one.sort is Sort.CRITERION and one.code in answers
            for answer, reason in [answers[one.code]]
        ),
        recommendation(answers),
        _decided("local_review", answers),
        _decided("national_review", answers),
        tuple(views_of(meeting)),
        approval_of(meeting),
        decided[-1] if decided else None,
    )


def answers_of(meeting: Meeting) -> dict[str, tuple[str, str]]:
    """The walk-through as it stands, code to answer and reason; empty before it."""
    rows = meeting.criteria.select_related("case")
    return {one.code: (one.answer, one.reason) for one in rows}


def views_of(meeting: Meeting) -> list[ViewGiven]:
    """The views that were given, in the order in which partners are listed."""
    rows = {one.partner: one for one in meeting.views.select_related("case")}
    return [_view(one, rows[one]) for one in Partner if one in rows]


def approval_of(meeting: Meeting) -> Approval | None:
    """The group's approval of the content (P7.4)."""
    return Approval.objects.select_related("case").filter(meeting=meeting).first()


def executive_decisions(case: Case) -> list[ExecutiveDecision]:
    """Every decision on a meeting with the AD/DCS; the newest, the last, counts (P1.15)."""
    return list(case.executivedecisions.select_related("case"))


def findings_shared(case: Case) -> list[FindingsShared]:
    """Who shared the findings with whom (P1.16)."""
    return list(case.findingsshareds.select_related("case"))


def actions_of(case: Case, meeting: Meeting | None = None) -> list[Action]:
    """The actions agreed on the case, by number; those of one meeting if it is given."""
    rows = case.actions.select_related("case", "owner_user")
    return list(rows.filter(meeting=meeting) if meeting else rows)


def _decided(code: str, answers: Answers) -> bool | None:
    return answers[code][0] == YES if code in answers else None


def _view(partner: Partner, row: PartnerView) -> ViewGiven:
    return ViewGiven(partner, row.agrees, row.words, row.given_by, row.given_at)
