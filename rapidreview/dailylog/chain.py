"""What an entry is made of: header, body and commitment, as pure functions (trust, 6.1).

The hashes and the canonical form are those of ``verify.py``, which stands alone so that
anybody can run it. Here is what the writer adds: which values may go into the log at all.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from rapidreview.dailylog.verify import body_commit, canonical, entry_hash

VERSION = 1
SALT_BYTES = 32
LARGEST = 2**53 - 1

Plain = str | int | bool | None
Value = Plain | Sequence["Value"] | Mapping[str, "Value"]


@dataclass(frozen=True, slots=True)
class Sealed:
    """The canonical bytes of an entry, and the hash that the next one names."""

    header: bytes
    body: bytes
    body_commit: str
    entry_hash: str


def make_entry(
    header: Mapping[str, Value], body: Mapping[str, Value], salt: bytes
) -> Sealed:
    """The bytes of an entry; ``header`` comes without version and commitment."""
    body_bytes = canonical_bytes(body)
    commit = body_commit(salt, body_bytes)
    header_bytes = canonical_bytes({**header, "v": VERSION, "body_commit": commit})
    return Sealed(header_bytes, body_bytes, commit, entry_hash(header_bytes))


def canonical_bytes(value: Value) -> bytes:
    """The canonical form. Raises ValueError for what two readers could read differently.

    No floats, integers below 2^53, ASCII keys, valid Unicode; text exactly as entered.
    """
    _require_canonical(value)
    return canonical(value)


def stamp(instant: datetime) -> str:
    """An instant as headers hold it: UTC, microseconds, ``Z``."""
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _require_canonical(value: object) -> None:
    match value:
        case Mapping():
            for key, one in value.items():
                _require_key(key)
                _require_canonical(one)
        case list() | tuple():
            for one in value:
                _require_canonical(one)
        case int() if abs(value) > LARGEST:
            raise ValueError(f"{value} is too large for the log.")
        case None | str() | int():
            return
        case _:
            raise ValueError(f"{type(value).__name__} has no place in the log.")


def _require_key(key: object) -> None:
    if not (isinstance(key, str) and key.isascii()):
        raise ValueError(f"{key!r} cannot be a key in the log.")
