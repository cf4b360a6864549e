"""What is held on a case, asked of the database: the one question of every paper and page.

``held_in(case)`` without more hides all that is held; with ``leaving`` what was released
for that paper is open; with ``reader`` what that person may see.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Max, Q, QuerySet

from rapidreview.case.models import Case
from rapidreview.case.rows import with_case
from rapidreview.casefolder.models import Document, DocumentVersion
from rapidreview.evidence.held_words import same_entry
from rapidreview.parallel.held import FROM_START, Held
from rapidreview.parallel.models import HeldItem, HeldRelease
from rapidreview.procedure.calendar import london_day
from rapidreview.procedure.disclosure import (
    KEEPERS,
    Let,
    Reader,
    Way,
    asks_again,
    may_leave,
    may_see,
)
from rapidreview.scoping.models import AgencyReturn, Answer, ChronologyRow

Rows = dict[UUID, list[Mapping[str, str]]]


def held_in(
    case: Case, *, leaving: Way | None = None, reader: Reader | None = None
) -> Held:
    """What a paper, or a reader, goes without: a fixed number of queries."""
    if reader is not None and KEEPERS.intersection(reader.roles):
        return Held(sees_all=True)
    request_of = dict(
        AgencyReturn.objects.filter(case=case).values_list("pk", "request_id")
    )
    items = standing(case)
    lets = lets_of(items)
    opened = {
        one.pk for one in items if _is_open(lets.get(one.pk, ()), leaving, reader)
    }
    kept = [one for one in items if one.pk not in opened]
    free = _released(case, request_of, [one for one in items if one.pk in opened])
    return Held(
        request_of=request_of,
        answers=frozenset((_request(one), one.code) for one in items if one.code),
        open=free,
        rows=_rows(case, request_of, items, opened),
        versions=_versions(case, kept, free),
    )


def standing(case: Case) -> list[HeldItem]:
    """The holds that stand, in the order in which they were made."""
    rows = HeldItem.objects.filter(case=case, ended_at__isnull=True)
    related = ("agency_return__agency", "document", "process")
    return with_case(rows.select_related(*related), case)


def lets_of(items: Iterable[HeldItem]) -> dict[UUID, list[Let]]:
    """The releases of these items that stand."""
    found: defaultdict[UUID, list[Let]] = defaultdict(list)
    rows = HeldRelease.objects.filter(item__in=list(items), withdrawn_at__isnull=True)
    for one in rows.only("item_id", "user_id", "way"):
        person = str(one.user_id) if one.user_id else ""
        found[one.item_id].append(Let(person, Way(one.way) if one.way else None))
    return found


@dataclass(frozen=True, slots=True)
class Asking:
    """A hold whose day has come, or whose process has ended: may it be released?"""

    item: HeldItem
    since: date

    @property
    def words(self) -> str:
        """The question, by number and process: it stands in lists across cases."""
        because = self.item.process
        asked = f" Ask: {because.words}." if because else ""
        return f"Held item H{self.item.number}: may it be released?{asked}"


def asking(cases: Iterable[Case], at: datetime) -> dict[UUID, list[Asking]]:
    """The holds to be looked at again now, by case: one query. Nothing is released by it."""
    by_id = {one.pk: one for one in cases}
    rows = HeldItem.objects.filter(case__in=by_id, ended_at__isnull=True).filter(
        Q(until_on__isnull=False) | Q(process__ended_on__isnull=False)
    )
    found: defaultdict[UUID, list[Asking]] = defaultdict(list)
    newest = Max("reviews__reviewed_at")
    for item in rows.select_related("process").annotate(looked_at=newest):
        if since := since_of(item, item.looked_at, at):
            found[item.case_id].append(Asking(item, since))
    return found


def since_of(item: HeldItem, looked_at: datetime | None, at: datetime) -> date | None:
    """Since when the question is to be asked of this hold; None where not yet."""
    ended_on = item.process.ended_on if item.process else None
    looked_on = london_day(looked_at) if looked_at else None
    return asks_again(item.until_on, ended_on, looked_on, london_day(at))


def told_from_start(case: Case) -> QuerySet[Answer]:
    """The answers that the form itself holds, where agencies gave any (C10, G6)."""
    rows = Answer.objects.filter(case=case, code__in=FROM_START).exclude(text=b"")
    return rows.filter(agency_return__received_at__isnull=False).select_related(
        "agency_return__agency", "agency_return__request"
    )


def _is_open(lets: Iterable[Let], leaving: Way | None, reader: Reader | None) -> bool:
    if leaving is not None and may_leave(leaving, lets):
        return True
    return reader is not None and may_see(reader, lets)


def _request(item: HeldItem) -> UUID:
    """The request of an item that is of a return; of a document, the item itself."""
    row = item.agency_return
    return row.request_id if row else item.pk


def _released(
    case: Case, request_of: Mapping[UUID, UUID], items: list[HeldItem]
) -> frozenset[tuple[UUID, str]]:
    """The rounds in which a released answer says just what was released."""
    codes = {(_request(one), one.code): one for one in items if one.code}
    if not codes:
        return frozenset()
    rows = Answer.objects.filter(case=case, code__in={code for _, code in codes})
    said = {(one.agency_return_id, one.code): one.text for one in with_case(rows, case)}
    found = set()
    for (pk, code), text in said.items():
        item = codes.get((request_of[pk], code))
        if item and said.get((item.agency_return_id or pk, code)) == text:
            found.add((pk, code))
    return frozenset(found)


def _rows(
    case: Case,
    request_of: Mapping[UUID, UUID],
    items: list[HeldItem],
    opened: Collection[UUID],
) -> dict[UUID, frozenset[int]]:
    """The numbers of the held entries in every round of the agency that told them.

    One that was released is open only where it is told in the very same cells.
    """
    entries = [one for one in items if one.row_number]
    wanted = {_request(one) for one in entries}
    rounds = [pk for pk, request in request_of.items() if request in wanted]
    told = rows_typed(case, rounds) if entries else {}
    found: defaultdict[UUID, frozenset[int]] = defaultdict(frozenset)
    for item in entries:
        for pk in rounds:
            if request_of[pk] == _request(item):
                found[pk] |= _numbers(item, pk, told, is_open=item.pk in opened)
    return dict(found)


def _numbers(
    item: HeldItem, round_id: UUID, told: Rows, *, is_open: bool
) -> frozenset[int]:
    number, own = item.row_number or 0, told[item.agency_return_id or round_id]
    entry = own[number - 1] if number <= len(own) else {}
    if round_id == item.agency_return_id:
        return frozenset() if is_open else frozenset({number})
    same = same_entry(entry, number, told[round_id])
    return frozenset(
        one for one in same if not (is_open and told[round_id][one - 1] == entry)
    )


def rows_typed(case: Case, rounds: list[UUID]) -> Rows:
    """The entries of these rounds as typed, in their order."""
    found: Rows = defaultdict(list)
    rows = ChronologyRow.objects.filter(agency_return__in=rounds).order_by("number")
    for row in with_case(rows, case):
        found[row.agency_return_id].append(json.loads(row.typed))
    return found


def _versions(
    case: Case, items: list[HeldItem], free: Collection[tuple[UUID, str]]
) -> frozenset[UUID]:
    """The files to keep back: held ones, and returns and e-mails that tell something held."""
    agencies = {
        one.agency_return.agency_id
        for one in told_from_start(case)
        if (one.agency_return_id, one.code) not in free
    } | {one.agency_return.agency_id for one in items if one.agency_return}
    documents = {one.document_id for one in items if one.document_id}
    told = Q(
        document__sort__in=(Document.Sort.RETURN, Document.Sort.EMAIL),
        document__agency__in=agencies,
    )
    rows = DocumentVersion.objects.filter(case=case)
    return frozenset(
        rows.filter(Q(document__in=documents) | told).values_list("pk", flat=True)
    )
