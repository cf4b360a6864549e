"""A compound file as its streams: Outlook's .msg, and Office before 2007 ([MS-CFB]).

Only in the limited subprocess. The library is strict here: a file that contradicts itself
is refused as a whole, for half a message would be filed as if it were all.
"""

import io
import struct
from collections.abc import Iterator, Sequence
from typing import Any

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MOST_STREAMS = 10_000
STORAGE, STREAM = 1, 2
# In what ways the library gives up on a file that was made to break it.
GIVEN_UP = (
    OSError, LookupError, ValueError, TypeError, AttributeError, OverflowError,
    RecursionError, struct.error,
)  # fmt: skip

Path = tuple[str, ...]


class Broken(Exception):
    """The file is damaged, or was made to look like one."""


def streams_of(data: bytes) -> dict[Path, bytes]:
    """Every stream by its path in lower case. Raises Broken.

    All together are never more than the file itself: no two streams share a byte.
    """
    import olefile

    # Never the bytes themselves: few of them would be taken for the path of a file.
    source = io.BytesIO(data)
    try:
        with olefile.OleFileIO(source, raise_defects=olefile.DEFECT_INCORRECT) as file:
            entries = dict(_walk(file.root))
            _require_measure(file, entries, len(data))
            _require_chains(file, [file.root, *entries.values()])
            return {
                tuple(name.lower() for name in path): _bytes(file, path, entry.size)
                for path, entry in entries.items()
            }
    except GIVEN_UP as error:
        raise Broken(str(error)) from error


def _walk(storage: Any, above: Path = ()) -> Iterator[tuple[Path, Any]]:
    for entry in storage.kids:
        path = (*above, entry.name)
        if entry.entry_type == STREAM:
            yield path, entry
        elif entry.entry_type == STORAGE:
            yield from _walk(entry, path)


def _require_measure(file: Any, entries: dict[Path, Any], most_bytes: int) -> None:
    """Before anything is read: sizes that cannot be true would be read for hours."""
    total = sum(entry.size for entry in entries.values())
    small = file.num_mini_fat_sectors * file.sector_size
    if len(entries) > MOST_STREAMS or max(total, file.root.size, small) > most_bytes:
        raise Broken("more than a file of its size can hold")


def _require_chains(file: Any, entries: list[Any]) -> None:
    """Every sector is used once: none follows itself, and no two streams have the same."""
    small = [one for one in entries if one.is_minifat]
    large = [one for one in entries if not one.is_minifat]
    _require_apart(large, file.fat, file.sector_size)
    if small:
        file.loadminifat()
        _require_apart(small, file.minifat, file.mini_sector_size)


def _require_apart(
    entries: list[Any], following: Sequence[int], bytes_each: int
) -> None:
    seen: set[int] = set()
    for entry in entries:
        sector = entry.isectStart
        for _ in range(-(-entry.size // bytes_each)):
            if sector in seen:
                raise Broken("a sector is used twice")
            seen.add(sector)
            sector = following[sector]


def _bytes(file: Any, path: Path, size: int) -> bytes:
    # Where an empty stream begins is left open, and programs write different things.
    return bytes(file.openstream(list(path)).read()) if size else b""
