"""Files on disk: encrypted, each under its own key, under names that say nothing.

Written and flushed before the row that names them is committed, so that a row never
points to a file that is not there (trust, row 35).
"""

import hashlib
import os
import re
import secrets
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from rapidreview.casefolder.models import DocumentVersion
from rapidreview.people.keys import CannotOpen, new_wrapped_key, open_key, seal, unseal

NAME = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Stored:
    """Where a file lies, its wrapped key, and the hash and size of its plain bytes."""

    name: str
    key_wrapped: bytes
    sha256: str
    size: int


def store(data: bytes) -> Stored:
    """Encrypt ``data`` into a new file; on disk for good when this returns."""
    name = secrets.token_hex(32)
    wrapped = new_wrapped_key(_owner(name))
    path = _path(name)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    _write(path, seal(open_key(wrapped, _owner(name)), data, _owner(name).encode()))
    return Stored(name, wrapped, hashlib.sha256(data).hexdigest(), len(data))


def read(version: DocumentVersion) -> bytes:
    """The plain bytes of a version.

    Raises CannotOpen where they are not exactly what was filed, OSError where the file
    is gone or a link stands in its place.
    """
    name = version.storage_name
    handle = os.open(_path(name), os.O_RDONLY | os.O_NOFOLLOW)
    with os.fdopen(handle, "rb") as file:
        sealed = file.read()
    key = open_key(bytes(version.file_key_wrapped), _owner(name))
    data = unseal(key, sealed, _owner(name).encode())
    if hashlib.sha256(data).hexdigest() != version.sha256:
        raise CannotOpen(f"The file {name} is not the one that was filed.")
    return data


def _owner(name: str) -> str:
    return f"file:{name}"


def _path(name: str) -> Path:
    """The place of a file; names that we did not make are refused."""
    if not NAME.fullmatch(name):
        raise CannotOpen(f"{name!r} is not the name of a stored file.")
    return Path(settings.FILES_ROOT) / name[:2] / name


def _write(path: Path, sealed: bytes) -> None:
    """Write beside, flush, rename, flush the folder: whole or not at all."""
    beside = path.with_suffix(".new")
    with os.fdopen(
        os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb"
    ) as file:
        file.write(sealed)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
    for folder in (path.parent, path.parent.parent):
        _flush_folder(folder)


def _flush_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
