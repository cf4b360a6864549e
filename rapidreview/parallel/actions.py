"""Holding, releasing item by item, looking again, ending a hold (P14.7).

The log is read by more people than a held item: it names the item by number, agency and
code, the process by its sort, and whose agreement there is. Reasons stay on the item.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from rapidreview.case.access import held_at
from rapidreview.case.models import Case
from rapidreview.casefolder.models import Document
from rapidreview.dailylog import actions as dailylog
from rapidreview.parallel.letters import tell
from rapidreview.parallel.listed import what_of
from rapidreview.parallel.models import (
    HeldItem,
    HeldRelease,
    HoldReview,
    ParallelProcess,
)
from rapidreview.parallel.reading import standing
from rapidreview.people.actor import Actor
from rapidreview.people.models import User
from rapidreview.procedure.calendar import london_day
from rapidreview.procedure.disclosure import (
    Way,
    require_hold_can_end,
    require_release,
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
def release(
    item: HeldItem,
    *,
    people: Iterable[User],
    ways: Iterable[Way],
    agreed_body: str,
    agreed_by: str,
    agreed_on: date,
    conditions: str,
    by: Actor,
    at: datetime,
) -> list[HeldRelease]:
    """Release one item to named people of the case, or for a paper; nothing else opens.

    People are told by letter, without a word of it. Raises Incomplete without anybody or
    who agreed, Refused for somebody who is not on the case or a day to come, AlreadyDone
    if all of it was released before.
    """
    item = _locked(item)
    whom, papers = list(dict.fromkeys(people)), list(dict.fromkeys(ways))
    require_release([*whom, *papers], agreed_by, agreed_on, london_day(at))
    _require_on_the_case(item.case, whom, at)
    have = item.releases.filter(withdrawn_at__isnull=True)
    known = set(have.values_list("user_id", "way"))
    wanted: list[tuple[User | None, str]] = [(one, "") for one in whom]
    wanted += [(None, one.value) for one in papers]
    made = [
        HeldRelease.objects.create(
            case=item.case,
            item=item,
            user=user,
            way=way,
            agreed_body=HeldRelease.Agreed(agreed_body),
            agreed_by=agreed_by.strip(),
            agreed_on=agreed_on,
            conditions=conditions.strip(),
            released_by=by.words,
            released_at=at,
        )
        for user, way in wanted
        if (user.pk if user else None, way) not in known
    ]
    if not made:
        raise AlreadyDone("It has been released to all that you chose.", PARAGRAPH)
    for one in made:
        if one.user is not None:
            tell(one, one.user, by=by, at=at)
    agreed = made[0].get_agreed_body_display()
    to = [one.user.name if one.user else one.get_way_display() for one in made]
    text = f"Agreed by {agreed[:1].lower()}{agreed[1:]}, {agreed_on.isoformat()}."
    _log(item, LogKind.HELD_RELEASED, text, by=by, at=at, to=", ".join(to))
    return made


@transaction.atomic
def withdraw_release(
    given: HeldRelease, *, because: str, by: Actor, at: datetime
) -> HeldRelease:
    """Take one release back; papers that left with it stay as they are until recalled.

    Raises Incomplete without a reason, AlreadyDone if it was withdrawn before.
    """
    require_said(because, "why the release is withdrawn")
    rows = HeldRelease.objects.select_for_update(of=("self",))
    given = rows.select_related("case__partnership", "user").get(pk=given.pk)
    if given.withdrawn_at is not None:
        raise AlreadyDone("This release has been withdrawn.", PARAGRAPH)
    given.withdrawn_at, given.withdrawn_because = at, because.strip()
    given.save(update_fields=["withdrawn_at", "withdrawn_because"])
    to = given.user.name if given.user else given.get_way_display()
    item = _locked(given.item)
    _log(item, LogKind.HELD_RELEASE_WITHDRAWN, "", by=by, at=at, to=to)
    return given


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
    item = _locked(item)
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
    _log(item, LogKind.HOLD_REVIEWED, "Held on.", by=by, at=at)
    return review


@transaction.atomic
def end_hold(item: HeldItem, *, because: str, by: Actor, at: datetime) -> HeldItem:
    """End a hold: from now on the item is like any other, for everybody.

    Raises Incomplete without a reason, Refused for what the form holds by itself,
    AlreadyDone where it has ended.
    """
    item = _locked(item)
    require_hold_can_end(from_start=item.from_start, ended=False)
    require_said(because, "why it is no longer held, and who agreed")
    item.ended_at, item.ended_by = at, by.words
    item.ended_because = because.strip()
    item.save(update_fields=["ended_at", "ended_by", "ended_because"])
    _log(item, LogKind.HOLD_ENDED, "", by=by, at=at)
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
    _log(item, LogKind.ITEM_HELD, words, by=by, at=at)
    return item


def _placed(thing: Thing) -> tuple[object, ...]:
    row, document = thing.row, thing.document
    return (row and row.pk, thing.code, thing.number, document and document.pk)


def _place(item: HeldItem) -> tuple[object, ...]:
    return (item.agency_return_id, item.code, item.row_number, item.document_id)


def _require_on_the_case(case: Case, people: Iterable[User], at: datetime) -> None:
    held = case.appointments.filter(held_at(at)).values_list("user_id", flat=True)
    on_it = set(held)
    for one in people:
        if one.pk not in on_it:
            raise Refused(f"{one.name} does not work on this case.", PARAGRAPH)


def _locked(item: HeldItem) -> HeldItem:
    """The item, held against others. Raises AlreadyDone where its hold has ended."""
    rows = HeldItem.objects.select_for_update(of=("self",))
    row = rows.select_related("case__partnership").get(pk=item.pk)
    require_hold_can_end(from_start=False, ended=row.ended_at is not None)
    return row


def _log(
    item: HeldItem, kind: LogKind, words: str, *, by: Actor, at: datetime, to: str = ""
) -> None:
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
