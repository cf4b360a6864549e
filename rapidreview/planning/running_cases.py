"""The running cases of a partnership, and what a change for all of them does to each."""

from dataclasses import replace
from datetime import datetime

from rapidreview.case.access import cases_of
from rapidreview.case.models import Case
from rapidreview.dailylog.closures import Known
from rapidreview.dailylog.facts import facts_of
from rapidreview.people.models import Partnership, User
from rapidreview.planning.effects import Effect, effect_on
from rapidreview.procedure.vocabulary import Outcome


def effects_of(partnership: Partnership, then: Known, *, at: datetime) -> list[Effect]:
    """What these days and rules do to each running case, the oldest first.

    Raises CalendarUnknown where a date of one of them lies beyond the known years.
    """
    rows = Case.objects.filter(partnership=partnership, outcome=Outcome.OPEN)
    cases = rows.select_related("partnership").order_by("opened_at", "number")
    facts = facts_of(cases)
    return [
        effect_on(
            case,
            facts[case.pk],
            replace(facts[case.pk], **then._asdict()),
            at=at,
        )
        for case in cases
    ]


def seen_by(
    effects: list[Effect], user: User, *, at: datetime
) -> tuple[list[Effect], int]:
    """The cases with moves on which this person works, and how many further there are."""
    touched = [one for one in effects if one.count or one.closed]
    mine = set(cases_of(user, at=at).values_list("pk", flat=True))
    seen = [one for one in touched if one.case.pk in mine]
    return seen, len(touched) - len(seen)
