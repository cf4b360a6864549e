"""The register and the held items as pages show them, and what agencies propose for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from rapidreview.case.models import Case
from rapidreview.case.rows import share, with_case
from rapidreview.casefolder.models import Document, DocumentVersion
from rapidreview.evidence.answers import Answers, title_of
from rapidreview.evidence.form import form
from rapidreview.evidence.stored import Parts, split
from rapidreview.parallel.held import FROM_START
from rapidreview.parallel.models import HeldItem, HeldRelease, ParallelProcess
from rapidreview.parallel.reading import lets_of, since_of, told_from_start
from rapidreview.procedure.disclosure import Reader, Way, may_leave, may_see
from rapidreview.procedure.naming import spoken_date
from rapidreview.scoping.answering import draft_of
from rapidreview.scoping.models import AgencyReturn, Answer

Sort = ParallelProcess.Sort
# The choices of G5 as processes; "other" is for a person to say, "none known" is none.
SORTS = {
    "police investigation": Sort.POLICE,
    "coroner": Sort.CORONER,
    "allegation against staff (LADO)": Sort.LADO,
    "patient safety incident (PSIRF or StEIS)": Sort.PSIRF,
    "child death review": Sort.CHILD_DEATH,
    "other": Sort.OTHER,
}
NONE_KNOWN = "none known"
LONGEST_ENTRY = 90


@dataclass(frozen=True, slots=True)
class Proposal:
    """What one agency told of other processes (G5), and what it asks to be held for them."""

    row: AgencyReturn
    chosen: tuple[str, ...]
    text: str
    held: tuple[tuple[str, str], ...]  # code and answer of G6 and C10; for keepers only
    holds: bool  # whether there is any such answer
    taken_over: tuple[ParallelProcess, ...]

    @property
    def sorts(self) -> tuple[Sort, ...]:
        """The processes it names, as the register calls them."""
        return tuple(SORTS[one] for one in self.chosen if one in SORTS)


@dataclass(frozen=True, slots=True)
class ItemShown:
    """One held item: what it is, of whom, and how it stands. Its text is for its page."""

    item: HeldItem
    what: str
    releases: tuple[HeldRelease, ...]
    since: date | None

    @property
    def until(self) -> str:
        """Until when, in words."""
        day = spoken_date(self.item.until_on) if self.item.until_on else ""
        event = self.item.until_event
        said = " or ".join(filter(None, (day, event)))
        return said or ("Held by the form" if self.item.from_start else "")

    @property
    def standing(self) -> tuple[HeldRelease, ...]:
        """The releases that have not been withdrawn."""
        return tuple(one for one in self.releases if one.withdrawn_at is None)


@dataclass(frozen=True, slots=True)
class Part:
    """A section of a return from which something can be held."""

    code: str
    title: str


@dataclass(frozen=True, slots=True)
class Choice:
    """Something of a return that can be held: how a form names it, and what it says."""

    key: str
    words: str


def processes(case: Case) -> list[ParallelProcess]:
    """The register, in the order in which it was written."""
    return with_case(case.processes.all(), case)


def process_on(case: Case, process_id: UUID) -> ParallelProcess | None:
    """One process of the case."""
    return case.processes.filter(pk=process_id).select_related("case").first()


def proposals(case: Case, *, sees_held: bool) -> list[Proposal]:
    """What the newest received round of each agency tells (G5), and holds (C10, G6)."""
    newest = {one.request_id: one for one in _received(case)}
    codes = ("G5", *sorted(FROM_START))
    rows = Answer.objects.filter(agency_return__in=newest.values(), code__in=codes)
    told: dict[UUID, dict[str, str]] = {}
    for answer in with_case(rows.exclude(text=b""), case):
        told.setdefault(answer.agency_return_id, {})[answer.code] = answer.text
    known = processes(case)
    found = [
        _proposal(row, told.get(row.pk, {}), known, sees_held=sees_held)
        for row in newest.values()
    ]
    return [one for one in found if one.chosen or one.text or one.holds]


def _proposal(
    row: AgencyReturn,
    told: dict[str, str],
    known: Sequence[ParallelProcess],
    *,
    sees_held: bool,
) -> Proposal:
    parts: Parts = split(told.get("G5", ""), form().question("G5").choices)
    held = tuple((code, told[code]) for code in sorted(FROM_START) if code in told)
    return Proposal(
        row,
        tuple(one for one in parts.chosen if one != NONE_KNOWN),
        parts.text.strip(),
        held if sees_held else (),
        bool(held),
        tuple(one for one in known if one.told_in_id == row.pk),
    )


def _received(case: Case) -> list[AgencyReturn]:
    rows = case.returns.filter(received_at__isnull=False).order_by("round", "asked_at")
    return with_case(rows.select_related("agency", "request"), case)


def returns_to_hold(case: Case) -> list[AgencyReturn]:
    """The newest received round of each agency, by the agency's name."""
    newest = {one.request_id: one for one in _received(case)}
    return sorted(newest.values(), key=lambda one: one.agency.name)


def parts_in(row: AgencyReturn) -> list[Part]:
    """The sections of a round in which something can be held, the chronology as E."""
    answers = draft_of(row)
    told = {code[0] for code, text in answers.values.items() if text.strip()}
    told |= {"E"} if answers.rows else set()
    return [
        Part(one.code, one.title)
        for one in form().sections
        if one.code in told and one.code not in "AJ"
    ]


def choices_in(row: AgencyReturn, part: str) -> list[Choice]:
    """What can be held of one section of a round, answers or entries, and how it begins."""
    answers = draft_of(row)
    if part == "E":
        return [
            Choice(
                f"row:{number}",
                f"Entry {number}, {one.get('E1') or 'undated'}: {_short(one.get('E7', ''))}",
            )
            for number, one in enumerate(answers.rows, start=1)
        ]
    return [
        Choice(f"answer:{code}", f"{code}. {title_of(code)} – {_short(text)}")
        for code, text in answers.values.items()
        if code[0] == part and text.strip() and _can_be_held(code)
    ]


def _can_be_held(code: str) -> bool:
    return code[0] not in "AJ" and code not in FROM_START


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= LONGEST_ENTRY else f"{flat[:LONGEST_ENTRY].rstrip()} …"


def items(case: Case, at: datetime, reader: Reader) -> list[ItemShown]:
    """The holds that this person may see, newest first, those to be looked at before all."""
    rows = with_case(_items(case), case)
    lets = lets_of(rows)
    found = [_shown(one, at) for one in rows if may_see(reader, lets.get(one.pk, ()))]
    return sorted(found, key=lambda one: (one.since is None, one.item.number))


def item_on(
    case: Case, held_id: UUID, at: datetime, reader: Reader
) -> ItemShown | None:
    """One held item, if this person may see it."""
    item = _items(case).filter(pk=held_id).first()
    if item is None:
        return None
    share(case, item)
    if not may_see(reader, lets_of([item]).get(item.pk, ())):
        return None
    return _shown(item, at)


def _items(case: Case) -> QuerySet[HeldItem]:
    related = ("agency_return__agency", "document__agency", "process")
    rows = HeldItem.objects.filter(case=case, ended_at__isnull=True)
    return rows.select_related(*related).prefetch_related("releases__user", "reviews")


def _shown(item: HeldItem, at: datetime) -> ItemShown:
    share(item.case, item.agency_return, item.document, item.process)
    releases = with_case(item.releases.all(), item.case)
    share(item.case, *item.reviews.all())
    looked_at = max((one.reviewed_at for one in item.reviews.all()), default=None)
    since = since_of(item, looked_at, at)
    return ItemShown(item, what_of(item), tuple(releases), since)


def what_of(item: HeldItem) -> str:
    """What is held by sort and place, never by its words: safe in the Daily Log."""
    row = item.agency_return
    if row is None:
        sort = item.document.get_sort_display().lower() if item.document else ""
        return f"Document ({sort})"
    if item.code:
        return f"{row.agency.name}: {item.code}"
    return f"{row.agency.name}: entry {item.row_number}, round {row.round}"


def text_of(item: HeldItem) -> list[tuple[str, str]]:
    """What is held, as question and answer; nothing for a document, which is a file."""
    if item.agency_return is None:
        return []
    share(item.case, item.agency_return)
    answers = draft_of(item.agency_return)
    if item.code:
        return [(title_of(item.code), answers.get(item.code))]
    return _entry(answers, item.row_number or 0)


def _entry(answers: Answers, number: int) -> list[tuple[str, str]]:
    cells = answers.rows[number - 1] if number <= len(answers.rows) else {}
    return [(title_of(code), text) for code, text in cells.items() if text]


def file_of(item: HeldItem) -> DocumentVersion | None:
    """The newest version of a held document."""
    if item.document is None:
        return None
    rows = item.document.versions.select_related("case", "document")
    return rows.order_by("filed_at", "id").last()


def unlisted(case: Case) -> list[Answer]:
    """The answers held by the form that nobody has put on the list yet, as they now stand."""
    newest = {one.pk for one in returns_to_hold(case)}
    told = with_case(told_from_start(case), case)
    said = {(one.agency_return_id, one.code): one.text for one in told}
    rows = HeldItem.objects.filter(case=case, from_start=True)
    known = {
        (request, code, said.get((row, code), ""))
        for request, row, code in rows.values_list(
            "agency_return__request_id", "agency_return_id", "code"
        )
    }
    return [
        one
        for one in told
        if one.agency_return_id in newest
        and (one.agency_return.request_id, one.code, one.text) not in known
    ]


def left_in_papers(item: HeldItem) -> list[DocumentVersion]:
    """Packs and reports made before this was held: they stay as they are until recalled."""
    sorts = (Document.Sort.PACK, Document.Sort.REPORT)
    rows = DocumentVersion.objects.filter(
        case=item.case, document__sort__in=sorts, filed_at__lt=item.held_at
    )
    found = rows.select_related("document").order_by("filed_at", "id")
    return [] if item.from_start else with_case(found, item.case)


def held_count(case: Case, way: Way) -> int:
    """How many items a paper goes without: a number for the manager, who may release them."""
    rows = list(HeldItem.objects.filter(case=case, ended_at__isnull=True))
    lets = lets_of(rows)
    kept = [one for one in rows if not may_leave(way, lets.get(one.pk, ()))]
    return len(kept) + len(unlisted(case))


def running(case: Case) -> list[ParallelProcess]:
    """The processes that have not ended."""
    return [one for one in processes(case) if one.ended_on is None]
