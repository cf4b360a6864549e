"""How actions stand: for their page, for one action, and as the subject of a duty (P14.1)."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import OuterRef, Prefetch, QuerySet, Subquery

from rapidreview.case.models import Case
from rapidreview.dailylog.plans import duties_for
from rapidreview.learning.models import ActionUpdate, Impact
from rapidreview.meeting.models import Action
from rapidreview.people.models import User
from rapidreview.procedure.duties import Duty, TaskState
from rapidreview.procedure.facts import CaseFacts
from rapidreview.procedure.following import settled_by

URGENCY = {state: number for number, state in enumerate(TaskState)}
SETTLED = (TaskState.DONE, TaskState.NOT_NEEDED)
DONE, IMPACT = ("Record as done", "finish_action"), ("Record impact", "record_impact")
CHANGE, DROP = ("Change", "change_action"), ("Drop", "drop_action")
AGAIN = ("Take up again", "change_action")
DROPPED = ActionUpdate.State.DROPPED


@dataclass(frozen=True, slots=True)
class Standing:
    """An action as it stands: whose it is now and until when.

    ``edit_version`` grows with each thing that becomes of it.
    """

    name: str
    owner: str
    due_at: datetime
    edit_version: int


@dataclass(frozen=True, slots=True)
class Followed:
    """One action of a case; ``state`` is one of the seven, ``said`` what became of it."""

    action: Action
    name: str
    owner: str
    due_at: datetime
    state: TaskState
    said: str
    happened_at: datetime | None
    impacts: list[Impact]

    @property
    def is_settled(self) -> bool:
        """Whether it is done, or was dropped."""
        return self.state in SETTLED

    @property
    def steps(self) -> list[tuple[str, str]]:
        """What may be done with it now: words, and the name of the page."""
        impact = [] if self.state is TaskState.NOT_NEEDED else [IMPACT]
        return [*impact, AGAIN] if self.is_settled else [DONE, *impact, CHANGE, DROP]


def followed(case: Case, facts: CaseFacts, at: datetime) -> list[Followed]:
    """Every action of the case: late first, then by date; what is settled comes last."""
    states = {
        duty.subject: duty
        for duty in duties_for(case, facts, at)
        if duty.task == "action"
    }
    found = [
        _followed(one, states.get(str(one.pk)), facts, at) for one in _actions(case)
    ]
    return sorted(found, key=lambda one: (URGENCY[one.state], one.due_at))


def one_followed(action: Action, facts: CaseFacts, at: datetime) -> Followed:
    """One action as it stands."""
    subject = str(action.pk)
    duties = duties_for(action.case, facts, at)
    duty = next((one for one in duties if one.subject == subject), None)
    return _followed(action, duty, facts, at)


def totals(found: Iterable[Followed]) -> str:
    """How many stand how, the most urgent first: "1 late, 2 open, 1 done"."""
    counted = Counter(
        "dropped" if one.state is TaskState.NOT_NEEDED else one.state.words
        for one in found
    )
    return ", ".join(f"{number} {words}" for words, number in counted.items())


def action_on(case: Case, action_id: UUID) -> Action | None:
    """One action of the case."""
    return _actions(case).filter(pk=action_id).first()


def standing_of(action: Action) -> Standing:
    """Whose an action is now, and until when."""
    updates = list(action.updates.all())
    owner, due_at = _owner(action, updates), _due(action, updates)
    return Standing(_name(action.number), owner, due_at, len(updates))


def action_subjects(cases: Iterable[Case]) -> dict[str, str]:
    """Each action of these cases as the subject of a duty, "A3, Priya Ollerdale": one query.

    Number and owner only, because such a line stands in lists across cases.
    """
    passed_on = ActionUpdate.objects.filter(action=OuterRef("pk")).exclude(owner="")
    newest = passed_on.order_by("-recorded_at", "-id").values("owner")[:1]
    rows = Action.objects.filter(case__in=list(cases)).annotate(now=Subquery(newest))
    return {
        str(pk): f"{_name(number)}, {now or owner}"
        for pk, number, owner, now in rows.values_list("pk", "number", "owner", "now")
    }


def own_actions(cases: Iterable[Case], user: User) -> frozenset[str]:
    """The actions that were given to this person by their account and not passed on since."""
    passed_on = ActionUpdate.objects.exclude(owner="").values("action")
    mine = Action.objects.filter(case__in=list(cases), owner_user=user)
    rows = mine.exclude(pk__in=passed_on).values_list("pk", flat=True)
    return frozenset(str(one) for one in rows)


def _actions(case: Case) -> QuerySet[Action]:
    updates = ActionUpdate.objects.select_related("case")
    impacts = Impact.objects.select_related("case")
    return (
        Action.objects.filter(case=case)
        .select_related("case")
        .prefetch_related(Prefetch("updates", updates), Prefetch("impacts", impacts))
    )


def _followed(
    action: Action, duty: Duty | None, facts: CaseFacts, at: datetime
) -> Followed:
    updates = list(action.updates.all())
    last = updates[-1] if updates else None
    due_at = duty.due_at if duty and duty.due_at else _due(action, updates)
    state = duty.state if duty else _without_duty(action, due_at, facts, at)
    if last and state is TaskState.DONE and last.state == DROPPED:
        state = TaskState.NOT_NEEDED
    settled = last if last and state in SETTLED else None
    return Followed(
        action=action,
        name=_name(action.number),
        owner=_owner(action, updates),
        due_at=due_at,
        state=state,
        said=settled.words if settled else "",
        happened_at=settled.happened_at if settled else None,
        impacts=list(action.impacts.all()),
    )


def _without_duty(
    action: Action, due_at: datetime, facts: CaseFacts, at: datetime
) -> TaskState:
    """How an action stands under a procedure that has no task for actions."""
    if settled_by(facts, str(action.pk)):
        return TaskState.DONE
    return TaskState.LATE if at > due_at else TaskState.OPEN


def _name(number: int) -> str:
    return f"A{number}"


def _owner(action: Action, updates: list[ActionUpdate]) -> str:
    named = [one.owner for one in updates if one.owner]
    return named[-1] if named else action.owner


def _due(action: Action, updates: list[ActionUpdate]) -> datetime:
    moved = [one.due_at for one in updates if one.due_at]
    return moved[-1] if moved else action.due_at
