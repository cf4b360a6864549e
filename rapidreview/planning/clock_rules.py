"""A clock that is longer or shorter for a time: a national override or relaxation (P0.7).

Only that clock moves, and what counts on its length. The newest rule counts; it is taken
back by another one, with the length of the file.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from rapidreview.dailylog import actions as dailylog
from rapidreview.dailylog.closures import known_of
from rapidreview.dailylog.plans import calendar_on
from rapidreview.people.actor import Actor
from rapidreview.people.models import ClockRule, Partnership
from rapidreview.people.procedures import in_force
from rapidreview.planning.changing import record_in_cases
from rapidreview.planning.effects import Effect
from rapidreview.planning.running_cases import effects_of
from rapidreview.procedure.calendar import london_day
from rapidreview.procedure.definition import Procedure
from rapidreview.procedure.errors import AlreadyDone, Refused
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.naming import spoken_date
from rapidreview.procedure.parts import DatedRule
from rapidreview.procedure.windows import FURTHEST


@dataclass(frozen=True, slots=True)
class Rule:
    """How long a clock is that begins from a day on, perhaps until another, and why."""

    clock: str
    length: int
    begins_on: date
    ends_on: date | None
    reason: str


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A recorded rule, ready to be read."""

    words: str
    reason: str
    recorded_at: datetime


def rule_words(procedure: Procedure, rule: Rule | ClockRule) -> str:
    """What a rule says, as a sentence."""
    clock = procedure.clocks.get(rule.clock)
    unit = f" {clock.unit.value.replace('_', ' ')}s" if clock else ""
    until = f" and until {spoken_date(rule.ends_on)}" if rule.ends_on else ""
    title = clock.title if clock else rule.clock
    return (
        f"The {title} is {rule.length}{unit} long if it begins on or after "
        f"{spoken_date(rule.begins_on)}{until}."
    )


def rules_recorded(partnership: Partnership, procedure: Procedure) -> list[RuleLine]:
    """The rules of a partnership, the newest first."""
    rows = partnership.clock_rules.order_by("-recorded_at", "-pk")
    return [
        RuleLine(rule_words(procedure, one), one.reason, one.recorded_at)
        for one in rows
    ]


def preview_rule(partnership: Partnership, rule: Rule, *, at: datetime) -> list[Effect]:
    """What the rule would move on each running case. Raises as `add_rule` does."""
    _require_sense(partnership, rule, at)
    known = known_of(partnership.pk)
    dated = DatedRule.model_validate(
        {
            "clock": rule.clock,
            "length": rule.length,
            "from": rule.begins_on,
            "until": rule.ends_on,
            "why": rule.reason,
        }
    )
    then = known._replace(rules=(*known.rules, dated))
    return effects_of(partnership, then, at=at)


@transaction.atomic
def add_rule(
    partnership: Partnership, rule: Rule, *, by: Actor, at: datetime
) -> list[Effect]:
    """Record how long a clock is for a time, and in every running case what moves.

    Raises Refused for a rule that makes no sense, AlreadyDone where it stands,
    CalendarUnknown beyond the known years.
    """
    Partnership.objects.select_for_update().get(pk=partnership.pk)
    effects = preview_rule(partnership, rule, at=at)
    row = ClockRule.objects.create(
        partnership=partnership,
        clock=rule.clock,
        length=rule.length,
        begins_on=rule.begins_on,
        ends_on=rule.ends_on,
        reason=rule.reason,
        recorded_at=at,
    )
    kind, words = LogKind.CLOCK_RULE_CHANGED, rule_words(_procedure(row, at), rule)
    dailylog.write(
        partnership, kind, by=by, at=at, subject=row, text=words, reason=rule.reason
    )
    record_in_cases(effects, kind, what=words, reason=rule.reason, by=by, at=at)
    return effects


def _procedure(row: ClockRule, at: datetime) -> Procedure:
    return in_force(row.partnership, london_day(at))


def _require_sense(partnership: Partnership, rule: Rule, at: datetime) -> None:
    today = london_day(at)
    procedure, calendar = in_force(partnership, today), calendar_on(partnership, today)
    if rule.clock not in procedure.clocks:
        raise Refused("The procedure has no such clock. Choose one of the list.")
    if not 1 <= rule.length <= FURTHEST:
        raise Refused(f"A clock is from 1 to {FURTHEST} long.", "P0.7")
    if rule.ends_on and rule.ends_on < rule.begins_on:
        raise Refused(
            f"The rule would end, {spoken_date(rule.ends_on)}, before it begins, "
            f"{spoken_date(rule.begins_on)}.",
            "P0.7",
        )
    for day in filter(None, (rule.begins_on, rule.ends_on)):
        calendar.is_working_day(day)  # beyond the known years nothing is computed
    rows = partnership.clock_rules.filter(clock=rule.clock)
    newest = rows.order_by("-recorded_at", "-pk").first()
    same = (rule.length, rule.begins_on, rule.ends_on)
    if newest and (newest.length, newest.begins_on, newest.ends_on) == same:
        raise AlreadyDone(f"It stands so already. {rule_words(procedure, newest)}")
    if newest is None and rule.length == procedure.clocks[rule.clock].length:
        raise Refused(
            f"The {procedure.clocks[rule.clock].title} is that long already. Nothing "
            "would change.",
            "P0.7",
        )
