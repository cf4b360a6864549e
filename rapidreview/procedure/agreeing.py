"""Who must agree: to a decision, and to more time; and what a report must contain.

Pure guards: each raises a ProcedureError whose words say who or what is missing.
"""

from collections.abc import Collection
from datetime import datetime

from rapidreview.procedure.calendar import WorkingDays, london_day
from rapidreview.procedure.definition import Procedure
from rapidreview.procedure.errors import Incomplete, NotPermitted, NotYet, Refused
from rapidreview.procedure.facts import CaseFacts
from rapidreview.procedure.naming import spoken_date
from rapidreview.procedure.parts import Agreement, Task
from rapidreview.procedure.reckoning import Reckoning
from rapidreview.procedure.requirements import require_window
from rapidreview.procedure.vocabulary import Partner, Role

Who = Role | Partner


def require_agreement(
    agreement: Agreement, agreed: Collection[Who], paragraph: str
) -> None:
    """Raise NotYet until enough of those who decide have agreed."""
    missing = [one for one in agreement.of if one not in agreed]
    given = len(set(agreement.of)) - len(set(missing))
    if given < agreement.needed:
        names = ", ".join(one.words for one in missing)
        rest = agreement.needed - given
        if rest == len(missing):
            raise NotYet(f"Still to agree: {names}.", paragraph)
        raise NotYet(f"Still to agree: {rest} of {names}.", paragraph)


def require_decided(
    procedure: Procedure, task_id: str, agreed: Collection[Who]
) -> None:
    """Raise NotYet while a task's decision lacks somebody; nobody is asked for the others."""
    task = _task(procedure, task_id)
    if task.decided_by:
        require_agreement(task.decided_by, agreed, task.paragraph)


def require_extension(
    procedure: Procedure, task_id: str, agreed: Collection[Who], reason: str
) -> None:
    """Raise unless a task may be given more time, those who must agree do, and say why.

    A clock that is not the partnership's own is never moved: neither is what counts on it.
    """
    task = _task(procedure, task_id)
    clock = procedure.clocks.get(task.latest.clock or "") if task.latest else None
    if clock and not clock.ours:
        raise Refused(f"Nobody here can move the {clock.title}.", task.paragraph)
    if task.extension is None:
        raise NotPermitted(
            f"The procedure gives nobody leave to put off “{task.title}”.",
            task.paragraph,
        )
    if not reason.strip():
        raise Refused(
            "Say why there is more time: the Daily Log keeps it.", task.paragraph
        )
    require_agreement(task.extension, agreed, task.paragraph)


def require_order(
    procedure: Procedure,
    facts: CaseFacts,
    calendar: WorkingDays,
    task_id: str,
    at: datetime,
    reason: str,
) -> None:
    """Raise Refused for a date before what the task needs, or after what needs it, without
    a reason (P1.6). What is done is in nobody's way."""
    task = _task(procedure, task_id)
    reckoning = Reckoning(
        procedure,
        calendar,
        lambda name, _: facts.anchor(name),
        facts.agreed,
        known=facts.names,
        rules=facts.rules,
    )
    for other in procedure.tasks.values():
        due = reckoning.due_of(other.id)
        if due is None or reason.strip() or _is_over(other, facts):
            continue
        named = f"“{other.title}”, {spoken_date(london_day(due.at))}"
        if other.id in task.needs and due.at > at:
            raise Refused(f"That is before {named}, which comes first.", task.paragraph)
        if task_id in other.needs and due.at < at:
            raise Refused(f"That is after {named}, which needs it.", task.paragraph)


def _is_over(task: Task, facts: CaseFacts) -> bool:
    """Whether a task of the case as a whole is done."""
    return task.for_each is None and any(map(facts.has, task.done_when))


def to_be_answered(
    procedure: Procedure,
    facts: CaseFacts,
    calendar: WorkingDays,
    task_id: str,
    at: datetime,
) -> tuple[str, ...]:
    """What the reason for a date must answer: each rule that it goes against, in words.

    Raises Refused where no reason helps: a day that is not worked (P1.6).
    """
    require_window(procedure, facts, calendar, task_id, at, reason="asked for")
    found = []
    for guard in (require_window, require_order):
        try:
            guard(procedure, facts, calendar, task_id, at, reason="")
        except Refused as refusal:
            found.append(refusal.words)
    return tuple(found)


def require_whole_report(procedure: Procedure, written: Collection[str]) -> None:
    """Raise Incomplete while a part is missing that the report must contain (by code)."""
    missing = [
        f"{part.code} {part.title}"
        for part in procedure.report
        if part.code not in written
    ]
    if missing:
        raise Incomplete(f"The report still lacks: {'; '.join(missing)}.", "P7.4")


def _task(procedure: Procedure, task_id: str) -> Task:
    if task_id not in procedure.tasks:
        raise Refused(f"The procedure has no task “{task_id}”.")
    return procedure.tasks[task_id]
