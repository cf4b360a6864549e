"""Holding, looking again, ending a hold (P14.7); releasing.py releases, item by item.

The log is read by more people than a held item: it names the item by number, agency and
code, the process by its sort, and whose agreement there is. Reasons stay on the item.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from rapidreview.case.models import Case
from rapidreview.casefolder.models import Document
from rapidreview.dailylog import actions as dailylog
from rapidreview.parallel.listed import what_of
from rapidreview.parallel.models import (
    HeldItem,
    HoldReview,
    ParallelProcess,
)
from rapidreview.parallel.reading import standing
from rapidreview.people.actor import Actor
from rapidreview.procedure.calendar import london_day
from rapidreview.procedure.disclosure import (
    require_hold_can_end,
    require_said,
    require_until,
)
from rapidreview.procedure.errors import AlreadyDone, Incomplete, Refused
from rapidreview.procedure.logkinds import LogKind
from rapidreview.scoping.models import AgencyReturn

PARAGRAPH = "P14.7"


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that can be held: an answer by code, an entry by number, or a document."""

    row: AgencyReturn | None = None
    code: str = ""
    number: int | None = None
    document: Document | None = None

    @property
    def sort(self) -> HeldItem.Sort:
        """Which of the three it is."""
        if self.document is not None:
            return HeldItem.Sort.DOCUMENT
        return HeldItem.Sort.ANSWER if self.code else HeldItem.Sort.ROW


@transaction.atomic
def hold(
    case: Case,
    things: Sequence[Thing],
    *,
    process: ParallelProcess | None,
    reason: str,
    until_on: date | None,
    until_event: str,
    by: Actor,
    at: datetime,
) -> list[HeldItem]:
    """Hold each of these: from now on only author agency, manager and Chair see it.

    Raises Incomplete without things, a process, a reason or an end in sight, AlreadyDone
    where all of them are held, Refused for what is of another case, or a day that passed.
    """
    if not things:
        raise Incomplete("Choose at least one answer or entry to hold.", PARAGRAPH)
    if process is None:
        raise Incomplete("Choose the process because of which it is held.", PARAGRAPH)
    require_said(reason, "why it is held")
    require_until(until_on, until_event, london_day(at))
    Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    known = {_place(one) for one in standing(case)}
    new = [one for one in things if _placed(one) not in known]
    if not new:
        raise AlreadyDone("What you chose is held already.", PARAGRAPH)
    return [
        _hold(
            case,
            one,
            by=by,
            at=at,
            process=process,
            reason=reason.strip(),
            until_on=until_on,
            until_event=until_event.strip(),
        )
        for one in new
    ]


@transaction.atomic
def list_from_start(
    row: AgencyReturn, code: str, *, by: Actor, at: datetime
) -> HeldItem:
    """Put an answer that the form holds (C10, G6) on the list, so that it can be released.

    It is held already, by the form; this changes nothing of that. Raises AlreadyDone if it
    is on the list.
    """
    case = row.case
    Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    if case.held_items.filter(agency_return=row, code=code, from_start=True).exists():
        raise AlreadyDone("This answer is on the list of held items.", PARAGRAPH)
    return _hold(case, Thing(row, code), by=by, at=at, from_start=True)


@transaction.atomic
def hold_on(
    item: HeldItem,
    *,
    asked: str,
    answer: str,
    until_on: date | None,
    until_event: str,
    by: Actor,
    at: datetime,
) -> HoldReview:
    """Somebody was asked whether it may be released, and it is held on, until another end.

    Raises Incomplete without whom, their answer or an end in sight, Refused for a day that
    passed, AlreadyDone where the hold has ended.
    """
    item = locked(item)
    require_said(asked, "who was asked")
    require_said(answer, "what they answered")
    require_until(until_on, until_event, london_day(at))
    item.until_on, item.until_event = until_on, until_event.strip()
    item.save(update_fields=["until_on", "until_event"])
    review = HoldReview.objects.create(
        case=item.case,
        item=item,
        asked=asked.strip(),
        answer=answer.strip(),
        until_on=until_on,
        until_event=until_event.strip(),
        reviewed_by=by.words,
        reviewed_at=at,
    )
    log(item, LogKind.HOLD_REVIEWED, "Held on.", by=by, at=at)
    return review


@transaction.atomic
def end_hold(item: HeldItem, *, because: str, by: Actor, at: datetime) -> HeldItem:
    """End a hold: from now on the item is like any other, for everybody.

    Raises Incomplete without a reason, Refused for what the form holds by itself,
    AlreadyDone where it has ended.
    """
    item = locked(item)
    require_hold_can_end(from_start=item.from_start, ended=False)
    require_said(because, "why it is no longer held, and who agreed")
    item.ended_at, item.ended_by = at, by.words
    item.ended_because = because.strip()
    item.save(update_fields=["ended_at", "ended_by", "ended_because"])
    log(item, LogKind.HOLD_ENDED, "", by=by, at=at)
    return item


def _hold(
    case: Case,
    thing: Thing,
    *,
    by: Actor,
    at: datetime,
    process: ParallelProcess | None = None,
    from_start: bool = False,
    reason: str = "",
    until_on: date | None = None,
    until_event: str = "",
) -> HeldItem:
    for part in (thing.row, thing.document, process):
        if part is not None and part.case_id != case.pk:
            raise Refused("That belongs to another case.", PARAGRAPH)
    item = HeldItem.objects.create(
        case=case,
        number=case.held_items.count() + 1,
        sort=thing.sort,
        agency_return=thing.row,
        code=thing.code,
        row_number=thing.number,
        document=thing.document,
        from_start=from_start,
        process=process,
        reason=reason,
        until_on=until_on,
        until_event=until_event,
        held_by=by.words,
        held_at=at,
    )
    words = "Held by the form from the start." if from_start else ""
    log(item, LogKind.ITEM_HELD, words, by=by, at=at)
    return item


def _placed(thing: Thing) -> tuple[object, ...]:
    row, document = thing.row, thing.document
    return (row and row.pk, thing.code, thing.number, document and document.pk)


def _place(item: HeldItem) -> tuple[object, ...]:
    return (item.agency_return_id, item.code, item.row_number, item.document_id)


def locked(item: HeldItem) -> HeldItem:
    """The item, locked against others. Raises AlreadyDone where its hold has ended."""
    rows = HeldItem.objects.select_for_update(of=("self",))
    row = rows.select_related("case__partnership").get(pk=item.pk)
    require_hold_can_end(from_start=False, ended=row.ended_at is not None)
    return row


def log(
    item: HeldItem, kind: LogKind, words: str, *, by: Actor, at: datetime, to: str = ""
) -> None:
    """Write what was done to an item: by number, place and process, never its words."""
    because = f" Because of {item.process.words}." if item.process else ""
    dailylog.write(
        item.case,
        kind,
        by=by,
        at=at,
        subject=item,
        agency=item.agency_return.agency.name if item.agency_return else "",
        to=to,
        text=f"H{item.number}. {what_of(item)}.{because} {words}".strip(),
    )
