"""A review taken in while it is under way: what was done before, with its true date (P14.6).

Nothing is faked: the entry says when it happened, who did it, and that it was entered
later; no letter goes out. Where later stages need rows, the task's own page makes them.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from rapidreview.case.models import Case
from rapidreview.casefolder import actions as casefolder
from rapidreview.casefolder.models import Document, DocumentVersion
from rapidreview.casefolder.uploads import Upload
from rapidreview.dailylog import actions as dailylog
from rapidreview.dailylog.facts import case_facts
from rapidreview.dailylog.plans import procedure_for
from rapidreview.people.actor import Actor
from rapidreview.people.models import User
from rapidreview.planning import confirming
from rapidreview.planning.spoken import spoken
from rapidreview.procedure.anchors import anchor_words, kind_of
from rapidreview.procedure.errors import AlreadyDone, Incomplete, NotYet, Refused
from rapidreview.procedure.facts import CaseFacts
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.parts import Task
from rapidreview.procedure.requirements import require_open
from rapidreview.procedure.true_dates import (
    Entered,
    entered_by,
    kind_entered,
    require_since_the_call,
)
from rapidreview.procedure.vocabulary import Subfolder


@dataclass(frozen=True, slots=True)
class DoneBefore:
    """What was done of one task: when, by whom, in a few words, perhaps with its document.

    ``people`` are those who were named by it: the minute-taker, the senior officers.
    """

    task: str
    occurred_at: datetime
    done_by: str
    words: str = ""
    upload: Upload | None = None
    people: tuple[User, ...] = ()


@transaction.atomic
def record_done_before(
    case: Case, given: DoneBefore, *, by: Actor, at: datetime
) -> None:
    """Enter that a task was done before the case was taken in (P14.6).

    Raises Refused for a moment in the future or before the call, or a task that has a page
    of its own; NotYet for one that is not wanted yet; AlreadyDone unless it was done earlier
    than the log says; Incomplete without who did it.
    """
    facts = case_facts(case)
    require_open(facts)
    require_since_the_call(facts, given.occurred_at, at)
    task = _task(case, given)
    _require_news(facts, task, given)
    actor = by.entering(given.done_by.strip())
    filed = _file(case, task, given, by=actor, at=at) if given.upload else None
    kind = kind_entered(task)
    if kind and entered_by(task) is Entered.WORDS:
        _write(case, kind, given, filed, by=actor, at=at)
    else:
        _name(case, task, given, by=actor, at=at)


def _task(case: Case, given: DoneBefore) -> Task:
    task = procedure_for(case).tasks.get(given.task)
    if task is None:
        raise Refused("The procedure has no such task.", "P14.6")
    if entered_by(task) is Entered.ON_ITS_PAGE:
        raise Refused(
            f"“{task.title}” is entered on its own page: later stages need what stands "
            "there.",
            "P14.6",
        )
    if not given.done_by.strip():
        raise Incomplete(f"Say who did it: {task.title}.", "P14.6")
    return task


def _require_news(facts: CaseFacts, task: Task, given: DoneBefore) -> None:
    """An earlier true date may be entered; what stands already may not be done again."""
    if task.only_if and not facts.has(task.only_if):
        raise NotYet(
            f"“{task.title}” comes after: {_called(task.only_if)}. Record that first.",
            task.paragraph,
        )
    last = facts.last(task.done_when[0])
    if last and last.at <= given.occurred_at and not task.every:
        raise AlreadyDone(
            f"“{task.title}” stands in the Daily Log already, as done {spoken(last.at)}.",
            task.paragraph,
        )


def _called(fact: str) -> str:
    kind = kind_of(fact)
    return kind.words if kind else anchor_words(fact)


def _file(
    case: Case, task: Task, given: DoneBefore, *, by: Actor, at: datetime
) -> DocumentVersion | None:
    if given.upload is None:
        return None
    email = given.upload.is_email
    return casefolder.file_document(
        case,
        sort=Document.Sort.EMAIL if email else Document.Sort.OTHER,
        subfolder=task.folder or Subfolder.IV,
        title=given.upload.name,
        data=given.upload.data,
        name=given.upload.name,
        media_type=given.upload.media_type,
        source=f"{task.title}: done before by {given.done_by}",
        by=by,
        at=at,
        occurred_at=given.occurred_at,
    )


def _write(
    case: Case,
    kind: LogKind,
    given: DoneBefore,
    filed: DocumentVersion | None,
    *,
    by: Actor,
    at: datetime,
) -> None:
    dailylog.write(
        case,
        kind,
        by=by,
        at=at,
        occurred_at=given.occurred_at,
        text=given.words,
        files=(filed.sha256,) if filed else (),
        location=casefolder.location(filed) if filed else "",
    )


def _name(
    case: Case, task: Task, given: DoneBefore, *, by: Actor, at: datetime
) -> None:
    """Through the action that names somebody: it gives them their role on the case too."""
    if not given.people:
        raise Incomplete(f"Choose who it was: {task.title}.", task.paragraph)
    one, when, text = given.people[0], given.occurred_at, given.words
    match task.done_when[0]:
        case LogKind.MINUTE_TAKER_NAMED:
            confirming.name_minute_taker(
                case, one, by=by, at=at, occurred_at=when, text=text
            )
        case LogKind.LEAD_PROFESSIONAL_CONFIRMED:
            confirming.confirm_lead_professional(
                case, one, by=by, at=at, occurred_at=when, text=text
            )
        case _:
            confirming.confirm_senior_officers(
                case, given.people, by=by, at=at, occurred_at=when, text=text
            )
