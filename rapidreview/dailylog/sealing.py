"""An entry between row and bytes: its columns as a header says them, its body sealed."""

import json
from typing import cast

from rapidreview.dailylog.chain import Value, stamp
from rapidreview.dailylog.models import LogBody, LogEntry
from rapidreview.people.keys import open_key, seal, unseal
from rapidreview.people.sealed import KeyHolder

Body = dict[str, str | int]


def header_columns(entry: LogEntry) -> dict[str, Value]:
    """The part of a header that is kept in columns as well, in its canonical words."""
    return {
        "log_id": str(entry.log_id),
        "seq": entry.seq,
        "prev": entry.prev,
        "recorded_at": stamp(entry.recorded_at),
        "occurred_at": stamp(entry.occurred_at),
        "clock_regressed": entry.clock_regressed,
        "actor_id": str(entry.actor_id),
        "actor_role": entry.actor_role,
        "on_behalf_of": str(entry.on_behalf_of) if entry.on_behalf_of else None,
        "kind": str(entry.kind),
        "subject_ref": entry.subject_ref,
    }


def read_header(entry: LogEntry) -> dict[str, object]:
    """The header as it was hashed."""
    return cast("dict[str, object]", json.loads(bytes(entry.header)))


def seal_body(
    entry: LogEntry, salt: bytes, body: bytes, holder: KeyHolder
) -> tuple[bytes, bytes]:
    """Salt and body, each sealed. An open salt would let short words be guessed.

    ``holder`` is the case or partnership of the log: at hand, not fetched for every entry.
    """
    key = open_key(holder.key_wrapped, holder.key_owner)
    return seal(key, salt, _place(entry, "salt")), seal(
        key, body, _place(entry, "body")
    )


def open_salt(entry: LogEntry, stored: LogBody) -> bytes | None:
    """The salt, or None where it was erased. Raises CannotOpen."""
    if stored.salt is None:
        return None
    return unseal(_key(entry), bytes(stored.salt), _place(entry, "salt"))


def open_body(entry: LogEntry, stored: LogBody) -> bytes | None:
    """The canonical bytes of the body, or None where it was erased. Raises CannotOpen."""
    if stored.sealed is None:
        return None
    return unseal(_key(entry), bytes(stored.sealed), _place(entry, "body"))


def read_body(entry: LogEntry, stored: LogBody) -> Body:
    """What the entry says; nothing where it was erased."""
    opened = open_body(entry, stored)
    return cast("Body", json.loads(opened)) if opened is not None else {}


def _key(entry: LogEntry) -> bytes:
    holder = entry.log.key_holder
    return open_key(holder.key_wrapped, holder.key_owner)


def _place(entry: LogEntry, column: str) -> bytes:
    return f"log_body:{entry.log_id}:{entry.seq}:{column}".encode()
