"""Facts that only a partnership's own procedure knows: when one may be recorded (4.1)."""

from collections.abc import Collection

from rapidreview.procedure.agreeing import Who, require_agreement
from rapidreview.procedure.definition import Procedure
from rapidreview.procedure.errors import Refused
from rapidreview.procedure.facts import CaseFacts
from rapidreview.procedure.parts import Task
from rapidreview.procedure.requirements import require_open


def tasks_done_by(procedure: Procedure, name: str) -> tuple[Task, ...]:
    """The tasks that are done once this fact is there."""
    return tuple(one for one in procedure.tasks.values() if name in one.done_when)


def is_of_each_agency(procedure: Procedure, name: str) -> bool:
    """Whether the fact is recorded of one agency at a time: something is wanted for each."""
    asked = any(one.for_each == name for one in procedure.tasks.values())
    return asked or any(one.for_each for one in tasks_done_by(procedure, name))


def deciders(procedure: Procedure, name: str) -> tuple[Who, ...]:
    """Who must have agreed before the fact is recorded, each once."""
    found = (
        who
        for task in tasks_done_by(procedure, name)
        if task.decided_by
        for who in task.decided_by.of
    )
    return tuple(dict.fromkeys(found))


def require_own_fact(
    procedure: Procedure,
    facts: CaseFacts,
    name: str,
    about: str,
    agreed: Collection[Who],
) -> None:
    """Raise unless this fact may be recorded now, of this agency if it is of each.

    Refused for one that the procedure does not declare or that lacks its agency, NotYet
    while somebody who decides has not agreed, AlreadyDone once the case has ended and
    nothing of it is wanted any more.
    """
    if name not in procedure.facts:
        raise Refused("The procedure has no such fact. Choose one of the list.", "P0.1")
    if is_of_each_agency(procedure, name) and not about:
        raise Refused("Choose the agency that this is about.", "P0.1")
    tasks = tasks_done_by(procedure, name)
    for task in tasks:
        if task.decided_by:
            require_agreement(task.decided_by, agreed, task.paragraph)
    if not any(task.after_end for task in tasks):
        require_open(facts)
