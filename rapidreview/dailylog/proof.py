"""Whether the log in the database still is what was written (trust, row 24; 6.3).

The triggers stop mistakes. This shows what somebody did who may drop a trigger: a changed
header, a column that no longer says what its header says, another text, a cut-off tail.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from rapidreview.case.models import Case
from rapidreview.dailylog.chain import canonical_bytes
from rapidreview.dailylog.models import Log, LogEntry
from rapidreview.dailylog.sealing import (
    header_columns,
    open_body,
    open_salt,
    read_header,
)
from rapidreview.dailylog.verify import GENESIS, body_commit, entry_hash
from rapidreview.people.keys import CannotOpen


@dataclass(frozen=True, slots=True)
class Broken:
    """One place where the log does not hold: the entry's number and what is wrong."""

    seq: int
    reason: str


def problems(log: Log) -> list[Broken]:
    """Every place where ``log`` does not hold; empty where it verifies."""
    return list(_walk(log))


def problems_of(case: Case) -> list[Broken]:
    """The same of a case's log as it stands now, whatever row of it the caller holds."""
    return problems(Log.objects.get(case=case))


def _walk(log: Log) -> Iterator[Broken]:
    head, seq = GENESIS, 0
    rows = LogEntry.objects.filter(log=log).order_by("seq")
    for row in rows.select_related("body", "log__case", "log__partnership"):
        seq += 1
        for reason in (*_header_problems(row, seq, head), *_body_problems(row)):
            yield Broken(row.seq, reason)
        head = row.entry_hash
    if (log.seq, log.head) != (seq, head):
        yield Broken(seq + 1, "the head of the log names another last entry")


def _header_problems(row: LogEntry, seq: int, head: str) -> Iterator[str]:
    stored = bytes(row.header)
    if row.seq != seq:
        yield f"entry {seq} is missing"
    if row.prev != head:
        yield "it is not chained to the entry before it"
    if entry_hash(stored) != row.entry_hash:
        yield "its header was changed"
    header = read_header(row)
    if canonical_bytes(header) != stored:  # type: ignore[arg-type]
        yield "its header is not in canonical form"
    columns = header_columns(row) | {"body_commit": row.body_commit}
    for name, value in columns.items():
        if header.get(name) != value:
            yield f"the column {name} does not say what its header says"


def _body_problems(row: LogEntry) -> Iterator[str]:
    if not hasattr(row, "body"):
        yield "its text is missing"
        return
    try:
        salt, body = open_salt(row, row.body), open_body(row, row.body)
    except CannotOpen:
        yield "its text does not open"
        return
    if salt is None or body is None:
        yield "its text was erased"
    elif body_commit(salt, body) != row.body_commit:
        yield "its text is not the one it committed to"
