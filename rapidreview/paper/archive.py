"""Reading the zip archive that a .docx or .xlsx is, without trusting what it declares."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from rapidreview.paper.refusal import Refusal

CHUNK = 64 * 1024
# Small archives compress as they like; the ratio is judged from here on.
RATIO_FROM = 1024 * 1024


@dataclass(frozen=True, slots=True)
class ArchiveLimits:
    """What an archive may unpack to: bytes, number of entries, times its own size."""

    unpacked_bytes: int = 200 * 1024 * 1024
    entries: int = 2_000
    ratio: int = 100


def open_archive(data: bytes, name: str) -> zipfile.ZipFile:
    """The archive, opened. Raises Refusal where its directory cannot be read."""
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise Refusal(cannot_be_opened(name)) from error


def count(
    archive: zipfile.ZipFile, name: str, size: int, limits: ArchiveLimits
) -> None:
    """Unpack everything once, counting actual bytes, and refuse a bomb (U10).

    ``size`` is that of the whole file. What an entry declares is never believed.
    """
    if len(archive.infolist()) > limits.entries:
        raise Refusal(_too_large_inside(name))
    total = 0
    for entry in archive.infolist():
        for chunk in _chunks(archive, entry, name):
            total += chunk
            too_dense = total > RATIO_FROM and total > limits.ratio * size
            if total > limits.unpacked_bytes or too_dense:
                raise Refusal(_too_large_inside(name))


def member(
    archive: zipfile.ZipFile, path: str, name: str, max_bytes: int = 64 * 1024 * 1024
) -> bytes:
    """One entry's bytes, or nothing where there is none; never above ``max_bytes``."""
    if path not in archive.namelist():
        return b""
    try:
        with archive.open(path) as entry:
            content = entry.read(max_bytes + 1)
    except _UNREADABLE as error:
        raise Refusal(cannot_be_opened(name)) from error
    if len(content) > max_bytes:
        raise Refusal(_too_large_inside(name))
    return content


def cannot_be_opened(name: str) -> str:
    """The words for a file that is damaged or cut short."""
    return (
        f"The file ‘{name}’ cannot be opened. It may be damaged or incomplete: check that "
        "it opens on your computer, save it again and choose it again."
    )


_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
)


def _chunks(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str
) -> Iterator[int]:
    if entry.flag_bits & 0x1:
        raise Refusal(password_protected(name))
    try:
        with archive.open(entry) as content:
            while chunk := content.read(CHUNK):
                yield len(chunk)
    except _UNREADABLE as error:
        raise Refusal(cannot_be_opened(name)) from error


def password_protected(name: str) -> str:
    """The words for a file that only its owner can open (U12)."""
    return (
        f"The file ‘{name}’ is password-protected. Remove the password, save it and "
        "choose it again."
    )


def _too_large_inside(name: str) -> str:
    return (
        f"The file ‘{name}’ unpacks to far more than a document needs, so it was not "
        "opened. Save it again as a plain document and choose it again."
    )
