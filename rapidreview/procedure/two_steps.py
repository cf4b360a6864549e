"""Agencies that are asked in two steps: were you involved? and only then for the form (P1.8, P1.10).

The procedure of 2018 asks in one step, and so does that of 2025. A partnership's own may
ask every agency a short question first: a task wanted for each agency that was asked, done
by either of two answers, and a second task of the agency's wanted for each that gave one
of them. Both are found by that shape, whatever the partnership calls them.
"""

from dataclasses import dataclass
from enum import StrEnum

from rapidreview.procedure.definition import Procedure
from rapidreview.procedure.errors import NotYet
from rapidreview.procedure.facts import CaseFacts
from rapidreview.procedure.parts import Task
from rapidreview.procedure.vocabulary import Role

AGENCY = frozenset({Role.AGENCY_AUTHOR, Role.SENIOR_MANAGER})


class Said(StrEnum):
    """Where an agency is in the first step."""

    NOT_ASKED = "not_asked"
    WAITING = "waiting"
    INVOLVED = "involved"
    NOT_INVOLVED = "not_involved"


@dataclass(frozen=True, slots=True)
class TwoSteps:
    """The short question and the form that follows it, and the facts between them.

    ``asked`` and the answers are facts of one agency each; ``not_involved`` are all
    answers that end it there.
    """

    question: Task
    form: Task
    asked: str
    involved: str
    not_involved: tuple[str, ...]

    def said(self, facts: CaseFacts, agency: str) -> Said:
        """What this agency has said so far; the newest answer counts, so it can be corrected."""
        answers = (self.involved, *self.not_involved)
        given = [one for name in answers if (one := facts.last(name, agency))]
        if given:
            newest = max(given, key=lambda one: one.seq)
            last = facts.last(self.involved, agency)
            return Said.INVOLVED if newest is last else Said.NOT_INVOLVED
        return Said.WAITING if facts.has(self.asked, agency) else Said.NOT_ASKED


def two_steps(procedure: Procedure) -> TwoSteps | None:
    """The two steps of a procedure; None where agencies get the form at once."""
    theirs = [task for task in procedure.tasks.values() if task.owner in AGENCY]
    found = (
        TwoSteps(question, form, question.for_each, form.for_each, ends)
        for question in theirs
        for form in theirs
        if question.for_each and form.for_each and form.for_each in question.done_when
        if (ends := _other_answers(question, form))
    )
    return next(found, None)


def _other_answers(question: Task, form: Task) -> tuple[str, ...]:
    return tuple(one for one in question.done_when if one != form.for_each)


def require_said_involved(
    procedure: Procedure, facts: CaseFacts, agency: str, name: str
) -> None:
    """Raise NotYet for the form to an agency that has not said that it was involved (P1.10).

    ``agency`` is its identifier in the log, ``name`` what it is called. Always allowed by a
    procedure that asks in one step.
    """
    steps = two_steps(procedure)
    if steps is None:
        return
    said = steps.said(facts, agency)
    if said is not Said.INVOLVED:
        raise NotYet(f"{name} {WHY[said]} The form goes to those involved.", "P1.10")


WHY = {
    Said.NOT_ASKED: "has not been asked yet whether it was involved. Ask that first.",
    Said.WAITING: "has not said yet whether it was involved.",
    Said.NOT_INVOLVED: "has said that it was not involved.",
}
