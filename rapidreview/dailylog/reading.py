"""The log as people read it: decrypted, newest first, filtered (P0.1; L1-L16)."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from rapidreview.case.models import Case
from rapidreview.dailylog.models import LogEntry
from rapidreview.dailylog.plans import calendar_of_case, day_counter
from rapidreview.dailylog.sealing import Body, read_body, read_header
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.true_dates import later_words
from rapidreview.procedure.vocabulary import Category

# Their instant is the date they tell of, long before the case: no sign of a late entry.
TELLS_OF_A_DATE = {LogKind.INCIDENT_RECORDED, LogKind.LA_AWARE_RECORDED}


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry, in words. ``day`` is the day of the case on which it happened.

    ``later`` says how much later it was recorded, or nothing; ``done_by`` who did what was
    only entered here (P14.6). ``corrects`` and ``corrected_by`` are numbers of entries, 0
    for none; ``files`` are SHA-256 of what it filed.
    """

    seq: int
    day: str
    occurred_at: datetime
    recorded_at: datetime
    later: str
    by: str
    role: str
    on_behalf: str
    done_by: str
    kind: LogKind
    words: str
    category: Category
    text: str
    agency: str
    to: str
    channel: str
    location: str
    old: str
    new: str
    reason: str
    task: str
    document: str
    corrects: int
    corrected_by: int
    files: tuple[str, ...]

    @property
    def late(self) -> bool:
        """Whether it was recorded on a later day than it happened (P2.7, L16)."""
        return bool(self.later)


def entries(
    case: Case,
    *,
    kind: LogKind | None = None,
    category: Category | None = None,
    agency: str | None = None,
    person: str | None = None,
) -> list[Entry]:
    """The entries of the case's log, newest first; every filter given must fit.

    ``agency`` is the agency's name; ``person`` is found in who wrote and to whom.
    """
    everything = _all(case)
    return [
        one
        for one in reversed(everything)
        if (kind is None or one.kind == kind)
        and (category is None or one.category == category)
        and (not agency or one.agency == agency)
        and (not person or _names(one, person))
    ]


def agencies_about(case: Case, subjects: Collection[str]) -> dict[str, str]:
    """The agency that the log names with each of these subjects; others are left out."""
    rows = LogEntry.objects.filter(log__case=case, subject_ref__in=subjects)
    told = rows.select_related("body", "log__case", "log__partnership").order_by("-seq")
    named = {row.subject_ref: _word(read_body(row, row.body), "agency") for row in told}
    return {subject: agency for subject, agency in named.items() if agency}


def _all(case: Case) -> list[Entry]:
    """Every entry in the order of its number."""
    rows = LogEntry.objects.filter(log__case=case).order_by("seq")
    rows = rows.select_related("body", "log__case", "log__partnership")
    bodies = [(row, read_body(row, row.body)) for row in rows]
    corrected: dict[int, int] = defaultdict(int)
    for row, body in bodies:
        if body.get("corrects"):
            corrected[int(body["corrects"])] = row.seq
    notified = [row for row, _ in bodies if row.kind == LogKind.NOTIFICATION_RECEIVED]
    started_at = notified[-1].occurred_at if notified else None
    day_of = day_counter(case, started_at, calendar_of_case(case))
    return [
        _entry(row, body, day_of(row.occurred_at), corrected[row.seq])
        for row, body in bodies
    ]


def _entry(row: LogEntry, body: Body, day: str, corrected_by: int) -> Entry:
    kind = LogKind(row.kind)
    files = read_header(row)["files"]
    return Entry(
        seq=row.seq,
        day=day,
        occurred_at=row.occurred_at,
        recorded_at=row.recorded_at,
        later=later_words_of(kind, row.occurred_at, row.recorded_at),
        by=_word(body, "by"),
        role=_word(body, "role"),
        on_behalf=_word(body, "on_behalf"),
        done_by=_word(body, "done_by"),
        kind=kind,
        words=kind.words,
        category=kind.category,
        text=_word(body, "text"),
        agency=_word(body, "agency"),
        to=_word(body, "to"),
        channel=_word(body, "channel"),
        location=_word(body, "location"),
        old=_word(body, "old"),
        new=_word(body, "new"),
        reason=_word(body, "reason"),
        task=_word(body, "task"),
        document=_word(body, "document"),
        corrects=int(body.get("corrects", 0)),
        corrected_by=corrected_by,
        files=tuple(str(one) for one in files) if isinstance(files, list) else (),
    )


def later_words_of(kind: LogKind, occurred_at: datetime, recorded_at: datetime) -> str:
    """How much later it was recorded; nothing for what only tells of a date (P2.7, L16)."""
    return "" if kind in TELLS_OF_A_DATE else later_words(occurred_at, recorded_at)


def _word(body: Body, name: str) -> str:
    return str(body.get(name, ""))


def _names(entry: Entry, person: str) -> bool:
    sought = person.casefold()
    return any(
        sought in one.casefold()
        for one in (entry.by, entry.on_behalf, entry.done_by, entry.to)
    )
