"""Whether those who decide agree which incident is notified: each in their own words (P1.2).

The decision itself stays that of Children's Social Care: dissent is kept, and blocks nothing.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from rapidreview.case.models import Case
from rapidreview.dailylog import actions as dailylog
from rapidreview.dailylog.facts import case_facts
from rapidreview.dailylog.plans import procedure_for
from rapidreview.opening.models import PartnerAnswer
from rapidreview.people.actor import Actor
from rapidreview.procedure.agreeing import Who, require_decided
from rapidreview.procedure.definition import Procedure
from rapidreview.procedure.errors import NotYet, Refused
from rapidreview.procedure.facts import CaseFacts
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.parts import Task
from rapidreview.procedure.requirements import require_open


@dataclass(frozen=True, slots=True)
class Standing:
    """How one of those who decide stands: ``answer`` is None until they are asked."""

    who: Who
    answer: PartnerAnswer | None

    @property
    def words(self) -> str:
        """In words: agrees, does not agree, not asked yet."""
        if self.answer is None:
            return "Not asked yet"
        return "Agrees" if self.answer.agrees else "Does not agree"


def deciding_task(procedure: Procedure) -> Task | None:
    """The task that the agreement completes; None where the procedure asks nobody by name."""
    return next(
        (
            task
            for task in procedure.tasks.values()
            if LogKind.PARTNERS_AGREED in task.done_when and task.decided_by
        ),
        None,
    )


def standings(case: Case) -> list[Standing]:
    """Each of those who decide, in the procedure's order, with what they said last."""
    task = deciding_task(procedure_for(case))
    if task is None or task.decided_by is None:
        return []
    newest = {one.partner: one for one in case.partner_answers.all()}
    return [
        Standing(who, newest.get(who.value))
        for who in dict.fromkeys(task.decided_by.of)
    ]


def agreed(found: Iterable[Standing]) -> set[Who]:
    """Who of them agrees now."""
    return {one.who for one in found if one.answer and one.answer.agrees}


def is_decided(procedure: Procedure, who: Collection[Who]) -> bool:
    """Whether as many agree as the procedure wants."""
    try:
        require_agreed(procedure, who)
    except NotYet:
        return False
    return True


def require_agreed(procedure: Procedure, who: Collection[Who]) -> None:
    """Raise NotYet while the procedure wants somebody's agreement that is missing."""
    task = deciding_task(procedure)
    if task:
        require_decided(procedure, task.id, who)


@transaction.atomic
def record_partner_answer(
    case: Case,
    partner: Who,
    *,
    agrees: bool,
    given_by: str,
    words: str,
    by: Actor,
    at: datetime,
    occurred_at: datetime | None = None,
) -> PartnerAnswer:
    """What one partner said of the notification; once enough agree, that they agreed.

    Raises Refused for somebody whom the procedure does not ask, and for dissent without
    words.
    """
    Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    facts = case_facts(case)
    require_open(facts)
    before = standings(case)
    _require_answer(before, partner, agrees=agrees, words=words)
    row = PartnerAnswer(case=case, partner=partner.value, agrees=agrees)
    row.given_by, row.words = given_by, words
    row.given_at, row.recorded_at = occurred_at or at, at
    row.save()
    dailylog.write(
        case,
        LogKind.PARTNER_ANSWERED,
        by=by,
        at=at,
        occurred_at=occurred_at,
        subject=partner.value,
        text=f"{partner.words}: {'agrees' if agrees else 'does not agree'}. {words}".strip(),
        to=given_by,
    )
    if _completes(case, facts, before):
        _log_agreement(case, by=by, at=at, occurred_at=occurred_at)
    return row


def _require_answer(
    found: Collection[Standing], partner: Who, *, agrees: bool, words: str
) -> None:
    if partner not in {one.who for one in found}:
        raise Refused(
            "The procedure does not ask them. Choose one of the list.", "P1.2"
        )
    if not agrees and not words.strip():
        raise Refused("Say in their words why they do not agree.", "P1.2")


def _completes(case: Case, facts: CaseFacts, before: Iterable[Standing]) -> bool:
    """Whether this answer was the last one wanted: agreement is recorded once."""
    procedure = procedure_for(case)
    stood = is_decided(procedure, agreed(before)) and facts.has(LogKind.PARTNERS_AGREED)
    return not stood and is_decided(procedure, agreed(standings(case)))


def _log_agreement(
    case: Case, *, by: Actor, at: datetime, occurred_at: datetime | None
) -> None:
    said = [
        f"{one.who.words}: {one.words.lower()}, {one.answer.given_by}"
        for one in standings(case)
        if one.answer
    ]
    dailylog.write(
        case,
        LogKind.PARTNERS_AGREED,
        by=by,
        at=at,
        occurred_at=occurred_at,
        text=f"{'. '.join(said)}.",
    )
