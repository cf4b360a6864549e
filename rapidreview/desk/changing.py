"""Changes of dates with all that follows: planning moves them, forms that are awaited follow.

It stands here because planning knows nothing of returns: each act is one transaction,
and holds the forms first, so that everybody locks in the same order.
"""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from rapidreview.case.models import Case
from rapidreview.dailylog.facts import case_facts
from rapidreview.people.actor import Actor
from rapidreview.people.models import Closure, Partnership
from rapidreview.planning import (
    actions,
    anchors,
    calendar_days,
    changing,
    clock_rules,
)
from rapidreview.planning.calendar_days import Day
from rapidreview.planning.clock_rules import Rule
from rapidreview.planning.effects import Effect, effect_on
from rapidreview.procedure.logkinds import LogKind
from rapidreview.scoping.following import follow, hold_forms_in, hold_forms_of

AGREED = "Agreed with the Chair."


@transaction.atomic
def set_timescales(
    case: Case,
    dates: Mapping[str, datetime],
    *,
    agreed_with: str,
    by: Actor,
    at: datetime,
    text: str = "",
    occurred_at: datetime | None = None,
) -> Effect:
    """The timescales set with the Chair; forms that are out already follow (P1.4, P1.6)."""
    hold_forms_of(case)
    before = case_facts(case)
    actions.set_timescales(
        case,
        dates,
        agreed_with=agreed_with,
        by=by,
        at=at,
        text=text,
        occurred_at=occurred_at,
    )
    effect = effect_on(case, before, case_facts(case), at=at)
    follow([effect], reason=text or AGREED, by=by, at=at)
    return effect


@transaction.atomic
def change_date(
    case: Case,
    task_id: str,
    due_at: datetime,
    *,
    agreed_with: str,
    by: Actor,
    at: datetime,
    reason: str,
    subject: str = "",
    occurred_at: datetime | None = None,
) -> Effect:
    """Agree another date for a task (P1.5)."""
    hold_forms_of(case)
    effect = changing.change_date(
        case,
        task_id,
        due_at,
        agreed_with=agreed_with,
        by=by,
        at=at,
        reason=reason,
        subject=subject,
        occurred_at=occurred_at,
    )
    follow([effect], reason=reason, by=by, at=at)
    return effect


@transaction.atomic
def correct_anchor(
    case: Case, kind: LogKind, new_at: datetime, *, reason: str, by: Actor, at: datetime
) -> Effect:
    """Correct the moment from which dates are counted (P1.1, P1.2)."""
    hold_forms_of(case)
    effect = anchors.correct_anchor(case, kind, new_at, reason=reason, by=by, at=at)
    follow([effect], reason=reason, by=by, at=at)
    return effect


@transaction.atomic
def add_day(
    partnership: Partnership, day: Day, *, by: Actor, at: datetime
) -> list[Effect]:
    """Record a changed day of the calendar (P0.7)."""
    hold_forms_in(partnership)
    effects = calendar_days.add_day(partnership, day, by=by, at=at)
    follow(effects, reason=f"{day.words} {day.reason}", by=by, at=at)
    return effects


@transaction.atomic
def take_day_back(
    closure: Closure, *, reason: str, by: Actor, at: datetime
) -> list[Effect]:
    """The day is as the calendar has it again (P0.7)."""
    hold_forms_in(closure.partnership)
    effects = calendar_days.take_day_back(closure, reason=reason, by=by, at=at)
    follow(effects, reason=reason, by=by, at=at)
    return effects


@transaction.atomic
def add_rule(
    partnership: Partnership, rule: Rule, *, by: Actor, at: datetime
) -> list[Effect]:
    """Record how long a clock is for a time (P0.7)."""
    hold_forms_in(partnership)
    effects = clock_rules.add_rule(partnership, rule, by=by, at=at)
    follow(effects, reason=rule.reason, by=by, at=at)
    return effects
