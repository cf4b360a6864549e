"""The register of parallel processes: recorded, changed, ended (P14.7).

A process outlives its review: nothing here asks whether the case is open. The log names a
process by number and sort; what is told of it stands in the register alone.
"""

from datetime import date, datetime

from django.db import transaction

from rapidreview.case.models import Case
from rapidreview.dailylog import actions as dailylog
from rapidreview.parallel.models import ParallelProcess
from rapidreview.people.actor import Actor
from rapidreview.procedure.calendar import london_day
from rapidreview.procedure.disclosure import (
    require_period,
    require_running,
    require_said,
)
from rapidreview.procedure.errors import Refused, Stale
from rapidreview.procedure.logkinds import LogKind
from rapidreview.scoping.models import AgencyReturn

CHANGED = (
    "Somebody changed this process after you opened it. What stands now is above, what you "
    "typed is below. Nothing of yours is stored yet."
)


@transaction.atomic
def record_process(
    case: Case,
    *,
    sort: str,
    led_by: str,
    from_on: date,
    how_known: str,
    by: Actor,
    at: datetime,
    contact: str = "",
    reference: str = "",
    not_to_disclose: str = "",
    until_on: date | None = None,
    told_in: AgencyReturn | None = None,
) -> ParallelProcess:
    """Write a process into the register, from an agency's answer or from elsewhere (G5).

    Raises Incomplete without who leads it or how it became known, Refused for days that
    cannot be, or for an answer of another case.
    """
    require_said(led_by, "who leads it")
    require_said(how_known, "how it became known")
    require_period(from_on, until_on, london_day(at))
    if told_in is not None and told_in.case_id != case.pk:
        raise Refused("That return belongs to another case.", "P14.7")
    held = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    process = ParallelProcess.objects.create(
        case=case,
        number=held.processes.count() + 1,
        sort=ParallelProcess.Sort(sort),
        led_by=led_by.strip(),
        contact=contact.strip(),
        reference=reference.strip(),
        how_known=how_known.strip(),
        not_to_disclose=not_to_disclose.strip(),
        from_on=from_on,
        until_on=until_on,
        told_in=told_in,
        recorded_by=by.words,
        recorded_at=at,
    )
    agency = told_in.agency.name if told_in else ""
    _log(process, LogKind.PROCESS_RECORDED, by=by, at=at, agency=agency)
    return process


@transaction.atomic
def change_process(
    process: ParallelProcess,
    *,
    led_by: str,
    contact: str,
    reference: str,
    until_on: date | None,
    edit_version: int,
    by: Actor,
    at: datetime,
    not_to_disclose: str | None = None,
) -> ParallelProcess:
    """Another lead, contact, reference or expected end; None leaves what is not disclosed.

    Raises Stale if it was changed after ``edit_version`` was read, AlreadyDone after its
    end, Incomplete without who leads it, Refused for a day before its beginning.
    """
    row = _locked(process)
    require_running(row.ended_on)
    if row.edit_version != edit_version:
        raise Stale(CHANGED)
    require_said(led_by, "who leads it")
    require_period(row.from_on, until_on, london_day(at))
    before = row.until_on
    row.led_by, row.contact = led_by.strip(), contact.strip()
    row.reference, row.until_on = reference.strip(), until_on
    if not_to_disclose is not None:
        row.not_to_disclose = not_to_disclose.strip()
    row.edit_version += 1
    row.save()
    moved = before != until_on
    _log(
        row,
        LogKind.PROCESS_CHANGED,
        by=by,
        at=at,
        old=before.isoformat() if moved and before else "",
        new=until_on.isoformat() if moved and until_on else "",
    )
    return row


@transaction.atomic
def end_process(
    process: ParallelProcess, *, ended_on: date, because: str, by: Actor, at: datetime
) -> ParallelProcess:
    """Record that a process has ended; what is held because of it stays held.

    Raises Incomplete without how it ended, AlreadyDone if it did before, Refused for a day
    before its beginning or to come.
    """
    row = _locked(process)
    require_running(row.ended_on)
    require_said(because, "how it ended")
    require_period(ended_on, None, london_day(at))
    require_period(row.from_on, ended_on, london_day(at))
    row.ended_on, row.ended_because = ended_on, because.strip()
    row.edit_version += 1
    row.save()
    _log(row, LogKind.PROCESS_ENDED, by=by, at=at, new=ended_on.isoformat())
    return row


def _locked(process: ParallelProcess) -> ParallelProcess:
    rows = ParallelProcess.objects.select_for_update(of=("self",))
    return rows.select_related("case__partnership").get(pk=process.pk)


def _log(
    process: ParallelProcess,
    kind: LogKind,
    *,
    by: Actor,
    at: datetime,
    agency: str = "",
    old: str = "",
    new: str = "",
) -> None:
    dailylog.write(
        process.case,
        kind,
        by=by,
        at=at,
        subject=process,
        text=f"{process.words}.",
        agency=agency,
        old=old,
        new=new,
    )
