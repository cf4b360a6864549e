"""A place for large papers while something is made of them: on disk, under no name.

The file has no name from the start (or loses it at once), so nobody finds it and nothing is
left of it, however the process ends. One open file serves any number of pieces.
"""

import io
import os
import tempfile
from types import TracebackType
from typing import BinaryIO, Self


class Spool:
    """Pieces one behind the other in a nameless file; memory holds none of them."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - closed by __exit__
        self._end = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()

    @property
    def size(self) -> int:
        """How many bytes lie in it."""
        return self._end

    def add(self, content: bytes) -> "Piece":
        """Write ``content`` behind what is there; the piece opens as often as wanted."""
        piece = Piece(self._file, self._end, len(content))
        self._file.seek(self._end)
        self._file.write(content)
        self._file.flush()
        self._end += len(content)
        return piece


class Piece(io.RawIOBase):
    """One piece of a spool, read like a file of its own."""

    def __init__(self, file: BinaryIO, start: int, size: int) -> None:
        self._file, self._start, self.size, self._place = file, start, size, 0

    def opened(self) -> "Piece":
        """The same piece with a reading place of its own."""
        return Piece(self._file, self._start, self.size)

    def readable(self) -> bool:
        """Yes."""
        return True

    def seekable(self) -> bool:
        """Yes."""
        return True

    def tell(self) -> int:
        """Where reading goes on, from the beginning of the piece."""
        return self._place

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        """Move the reading place; never before the beginning."""
        base = {os.SEEK_SET: 0, os.SEEK_CUR: self._place, os.SEEK_END: self.size}
        self._place = max(0, base[whence] + offset)
        return self._place

    def read(self, size: int = -1, /) -> bytes:
        """Up to ``size`` bytes of the piece, to its end without one."""
        left = max(0, self.size - self._place)
        wanted = left if size < 0 else min(size, left)
        found = os.pread(self._file.fileno(), wanted, self._start + self._place)
        self._place += len(found)
        return found

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override]
        """What ``read`` gives, into ``buffer``; how many bytes."""
        found = self.read(len(buffer))
        buffer[: len(found)] = found
        return len(found)
