"""A procedure is loaded, put in force for new cases; a running case is moved to it (4.1)."""

from datetime import date, datetime, time

from django.db import transaction

from rapidreview.adopting.comparing import (
    Comparison,
    Start,
    compare_case,
    named,
    timetable,
)
from rapidreview.adopting.reading import decided
from rapidreview.case.models import Case
from rapidreview.dailylog import actions as dailylog
from rapidreview.dailylog.facts import case_facts
from rapidreview.dailylog.plans import day_words
from rapidreview.people.actor import Actor
from rapidreview.people.models import InForce, LoadedProcedure, Partnership
from rapidreview.people.procedures import keep, procedure_of
from rapidreview.planning.effects import Effect
from rapidreview.planning.telling import tell
from rapidreview.procedure.calendar import LONDON, london_day
from rapidreview.procedure.changes import moved_clocks
from rapidreview.procedure.definition import (
    Procedure,
    require_new_version,
    shipped,
    shipped_ids,
)
from rapidreview.procedure.errors import AlreadyDone, Refused, Stale, TooLate
from rapidreview.procedure.loaded import Loaded, shipped_whole
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.naming import spoken_date
from rapidreview.procedure.requirements import require_open
from rapidreview.procedure.running import Running

NOON = time(12)


@transaction.atomic
def load(
    partnership: Partnership, loaded: Loaded, *, by: Actor, at: datetime
) -> LoadedProcedure:
    """Keep a version for ever; the very same text again is the row that is there.

    Raises Refused where its id and version are known with another text (T-42).
    """
    Partnership.objects.select_for_update().get(pk=partnership.pk)
    procedure = loaded.procedure
    known = partnership.procedures.filter(name=procedure.id, hash=procedure.hash)
    if (row := known.first()) is not None:
        return row
    require_new_version(procedure, _shipped_versions())
    row = keep(partnership, loaded, by=by, at=at)
    dailylog.write(
        partnership,
        LogKind.PROCEDURE_LOADED,
        by=by,
        at=at,
        subject=row,
        text=named(procedure),
    )
    return row


def _shipped_versions() -> list[tuple[str, str, str]]:
    return [(one.id, one.version, one.hash) for one in map(shipped, shipped_ids())]


@transaction.atomic
def put_in_force(
    row: LoadedProcedure, *, from_day: date, reason: str, by: Actor, at: datetime
) -> InForce:
    """New cases follow it whose first day is ``from_day`` or later; running ones keep theirs.

    Raises TooLate for a day in the past, AlreadyDone where it is so already, and
    CalendarUnknown where its timetable would lie beyond the years that are known.
    """
    partnership, procedure = row.partnership, procedure_of(row)
    Partnership.objects.select_for_update().get(pk=partnership.pk)
    if from_day < london_day(at):
        raise TooLate(
            "That day has passed. Cases that were opened since follow what was in force "
            "then; choose today or a later day."
        )
    if not reason:
        raise Refused("Say why it comes into force: the log keeps the reason.")
    before = [one for one in decided(partnership) if one.from_day <= from_day]
    if before and before[-1].procedure_id == row.pk:
        raise AlreadyDone(
            f"It is in force already from {spoken_date(before[-1].from_day)}."
        )
    _require_dates(row, procedure, from_day)
    made = InForce.objects.create(
        partnership=partnership,
        procedure=row,
        from_day=from_day,
        recorded_at=at,
        reason=reason,
    )
    dailylog.write(
        partnership,
        LogKind.PROCEDURE_IN_FORCE,
        by=by,
        at=at,
        subject=row,
        text=f"{named(procedure)}, from {spoken_date(from_day)}.",
        old=named(procedure_of(before[-1].procedure)) if before else "",
        new=named(procedure),
        reason=reason,
    )
    return made


def _require_dates(row: LoadedProcedure, procedure: Procedure, from_day: date) -> None:
    """A case on the first day must have its dates: without them none of its pages opens."""
    first = datetime.combine(from_day, NOON, LONDON)
    timetable(row.partnership, procedure, Start(first, first, first))


@transaction.atomic
def move_case(
    case: Case,
    to: Procedure,
    *,
    shown: str,
    version: int,
    reason: str,
    by: Actor,
    at: datetime,
) -> Comparison:
    """Let a running case follow another procedure, on purpose; its log holds old and new.

    ``shown`` is the mark of the comparison that was read, ``version`` the case's as it was
    read. What is done keeps its date. A shipped procedure is kept with the partnership.
    Raises AlreadyDone on a case that has ended or follows it, Stale where the case or its
    dates were changed meanwhile.
    """
    require_open(case_facts(case))
    if to.hash == case.procedure_hash:
        raise AlreadyDone("The case follows this procedure already.")
    if not reason:
        raise Refused("Say why the case is moved: the Daily Log keeps the reason.")
    comparison = compare_case(case, to, at=at)
    untouched = Case.objects.filter(pk=case.pk, edit_version=version)
    if comparison.mark != shown or not untouched.update(edit_version=version + 1):
        raise Stale(
            "The case was changed after this comparison was made. Read it again below; "
            "nothing is moved yet."
        )
    if to.id in shipped_ids() and shipped(to.id).hash == to.hash:
        load(case.partnership, shipped_whole(to.id), by=by, at=at)
    guidance, clocks = case.guidance, _clocks(case, at)
    _follow(case, to, version + 1)
    entry = dailylog.write(
        case,
        LogKind.PROCEDURE_CHANGED,
        by=by,
        at=at,
        text=_told(comparison, guidance),
        old=named(comparison.old),
        new=named(to),
        reason=reason,
    )
    moved = Effect(
        case, comparison.moved, moved_clocks(clocks, _clocks(case, at)), (), ()
    )
    tell(
        moved,
        what=f"The review now follows {to.title}, version {to.version}.",
        reason=reason,
        key=f"procedure:{entry.pk}",
        by=by,
        at=at,
    )
    return comparison


def _clocks(case: Case, at: datetime) -> tuple[Running, ...]:
    return day_words(case, case_facts(case), at).clocks


def _follow(case: Case, to: Procedure, version: int) -> None:
    case.procedure, case.procedure_version = to.id, to.version
    case.procedure_hash, case.guidance = to.hash, to.guidance_words
    case.edit_version = version
    case.save(
        update_fields=[
            "procedure",
            "procedure_version",
            "procedure_hash",
            "guidance",
            "edit_version",
        ]
    )


def _told(comparison: Comparison, guidance: str) -> str:
    """What the log keeps beside old and new: every date that moves, and the guidance."""
    if guidance == comparison.new.guidance_words:
        return comparison.told
    return (
        f"{comparison.told}\nGuidance before:\n{guidance}\n"
        f"Guidance now:\n{comparison.new.guidance_words}"
    )
