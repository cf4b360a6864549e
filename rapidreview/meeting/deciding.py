"""What the meeting decides: the criteria, the partners' views, actions, the content (P7.2, P7.4)."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from rapidreview.case.models import Case
from rapidreview.dailylog import actions as dailylog
from rapidreview.dailylog.facts import case_facts
from rapidreview.dailylog.plans import procedure_for
from rapidreview.meeting.models import (
    Action,
    Approval,
    Criterion,
    Meeting,
    PartnerView,
)
from rapidreview.meeting.standing import is_filed, locked
from rapidreview.people.actor import Actor
from rapidreview.people.models import User
from rapidreview.planning.actions import agree_date
from rapidreview.planning.spoken import spoken
from rapidreview.procedure.at_the_meeting import require_past, require_reason_once_filed
from rapidreview.procedure.criteria import (
    ANSWER_WORDS,
    BY_CODE,
    QUESTIONS,
    Answers,
    require_walked_through,
)
from rapidreview.procedure.errors import AlreadyDone, Incomplete, NotYet
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.requirements import require_open
from rapidreview.procedure.vocabulary import Partner

ACTION_TASK = "action"


@transaction.atomic
def answer_criteria(
    meeting: Meeting,
    answers: Answers,
    *,
    by: Actor,
    at: datetime,
    occurred_at: datetime | None = None,
    because: str = "",
) -> list[Criterion]:
    """Answer the walk-through, every criterion with its reason (P7.2).

    Answered again, the answers change. Raises Incomplete while one is missing, Refused for
    what was not asked, or for a change once the minutes are filed unless ``because`` says why.
    """
    meeting = locked(meeting)
    require_open(case_facts(meeting.case))
    require_past(occurred_at, at, "P7.2")
    require_walked_through(answers)
    require_reason_once_filed(filed=is_filed(meeting), because=because)
    before = _as_text(meeting)
    rows = [_store(meeting, one.code, answers) for one in QUESTIONS]
    dailylog.write(
        meeting.case,
        LogKind.CRITERIA_FOLLOWED,
        by=by,
        at=at,
        occurred_at=occurred_at,
        subject=meeting,
        old=before,
        new=_as_text(meeting),
        reason=because.strip(),
    )
    return rows


@transaction.atomic
def record_view(
    meeting: Meeting,
    partner: Partner,
    *,
    agrees: bool,
    words: str,
    given_by: str,
    by: Actor,
    at: datetime,
    occurred_at: datetime | None = None,
    because: str = "",
) -> PartnerView:
    """A statutory partner agrees with the decision, or dissents in its own words (P7.2, M20).

    Recorded again, the view changes. Raises NotYet before the walk-through, Incomplete for a
    dissent without words or nobody's name.
    """
    meeting = locked(meeting)
    require_open(case_facts(meeting.case))
    require_past(occurred_at, at, "P7.2")
    if not meeting.criteria.exists():
        raise NotYet(
            "Walk through the criteria first: the view is about that decision.", "P7.2"
        )
    if not given_by.strip():
        raise Incomplete("Say who speaks for the partner.", "P7.2")
    if not agrees and not words.strip():
        raise Incomplete("Give the dissent in the partner’s own words.", "P7.2")
    require_reason_once_filed(filed=is_filed(meeting), because=because)
    view = meeting.views.select_related("case").filter(partner=partner).first()
    before = _view_words(view) if view else ""
    view = view or PartnerView(case=meeting.case, meeting=meeting, partner=partner)
    view.agrees, view.words = agrees, words.strip()
    view.given_by, view.given_at = given_by.strip(), occurred_at or at
    view.save()
    dailylog.write(
        meeting.case,
        LogKind.PARTNER_VIEW_RECORDED,
        by=by,
        at=at,
        occurred_at=occurred_at,
        subject=view,
        old=before,
        new=_view_words(view),
        reason=because.strip(),
    )
    return view


@transaction.atomic
def agree_action(
    case: Case,
    *,
    words: str,
    kind: str,
    owner: str,
    due_at: datetime,
    by: Actor,
    at: datetime,
    meeting: Meeting | None = None,
    owner_user: User | None = None,
    impact: str = "",
    occurred_at: datetime | None = None,
) -> Action:
    """Agree an action: what, whose, by when, and how one will see that it helped (M21, P14.1).

    Raises Incomplete without words, owner or kind.
    """
    case = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    require_open(case_facts(case))
    require_past(occurred_at, at, "P14.1")
    if not words.strip() or not owner.strip() or kind not in Action.Kind:
        raise Incomplete("Say what is to be done, of which kind, and by whom.", "P14.1")
    last = case.actions.aggregate(last=Max("number"))["last"] or 0
    action = Action.objects.create(
        case=case,
        meeting=meeting,
        number=last + 1,
        kind=kind,
        words=words.strip(),
        owner=owner.strip(),
        owner_user=owner_user,
        due_at=due_at,
        impact=impact.strip(),
        agreed_at=occurred_at or at,
    )
    dailylog.write(
        case,
        LogKind.ACTION_AGREED,
        by=by,
        at=at,
        occurred_at=occurred_at,
        subject=action,
        text=f"Action {action.number}, {action.get_kind_display().lower()}: {action.words}",
        to=action.owner,
        new=spoken(due_at),
    )
    _put_in_the_timetable(action, by=by, at=at, occurred_at=occurred_at)
    return action


@transaction.atomic
def approve_content(
    meeting: Meeting,
    *,
    corrections: str,
    by: Actor,
    at: datetime,
    approved_by: str = "",
    occurred_at: datetime | None = None,
) -> Approval:
    """The group, with the Chair, approves that the report holds what it must (P7.4, 4.2 f).

    ``corrections`` are those it asks for, one a line. Raises NotYet while no report has been
    begun, AlreadyDone after an approval.
    """
    meeting = locked(meeting)
    facts = case_facts(meeting.case)
    require_open(facts)
    require_past(occurred_at, at, "P7.4")
    if not facts.has(LogKind.REPORT_BEGUN):
        raise NotYet(
            "Begin the report first: the group approves what it holds.", "P7.4"
        )
    lines = [one.strip() for one in corrections.splitlines() if one.strip()]
    approval, made = Approval.objects.get_or_create(
        meeting=meeting,
        defaults={
            "case": meeting.case,
            "approved_by": approved_by.strip() or by.words,
            "approved_at": occurred_at or at,
        },
    )
    if not made:
        raise AlreadyDone("The group has approved the content.", "P7.4")
    approval.corrections = "\n".join(lines)
    approval.save(update_fields=["corrections"])
    dailylog.write(
        meeting.case,
        LogKind.CONTENT_APPROVED,
        by=by,
        at=at,
        occurred_at=occurred_at,
        subject=approval,
        to=approval.approved_by,
        text="Corrections asked for:\n" + approval.corrections
        if lines
        else "No corrections asked for.",
    )
    return approval


def _put_in_the_timetable(
    action: Action, *, by: Actor, at: datetime, occurred_at: datetime | None
) -> None:
    """Its date becomes that of its duty, where the case's procedure has one for actions."""
    if ACTION_TASK in procedure_for(action.case).tasks:
        agree_date(
            action.case,
            ACTION_TASK,
            action.due_at,
            agreed_with=action.owner,
            subject=str(action.pk),
            by=by,
            at=at,
            occurred_at=occurred_at,
        )


def _store(meeting: Meeting, code: str, answers: Answers) -> Criterion:
    answer, reason = answers.get(code, ("", ""))
    row = meeting.criteria.select_related("case").filter(code=code).first()
    row = row or Criterion(case=meeting.case, meeting=meeting, code=code)
    row.answer, row.reason = answer, reason.strip()
    row.save()
    return row


def _as_text(meeting: Meeting) -> str:
    """Question, answer and reason, a line each, as the Daily Log keeps them."""
    rows = {one.code: one for one in meeting.criteria.select_related("case")}
    told = [(one, rows[one.code]) for one in QUESTIONS if one.code in rows]
    return "\n".join(
        f"{BY_CODE[row.code].group}, {one.words}: "
        f"{ANSWER_WORDS[row.answer]} {row.reason}".strip()
        for one, row in told
        if row.answer or row.reason
    )


def _view_words(view: PartnerView) -> str:
    said = "agrees" if view.agrees else "dissents"
    return f"{Partner(view.partner).words}, by {view.given_by}: {said}. {view.words}".strip()
