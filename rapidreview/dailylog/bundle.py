"""The bundle of an exported case: bytes in, bytes out, the same for the same case (trust, 6.5)."""

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rapidreview.dailylog import verify
from rapidreview.dailylog.chain import canonical_bytes
from rapidreview.dailylog.models import Log, LogEntry
from rapidreview.dailylog.sealing import open_body, open_salt

NOT_IN_A_NAME = re.compile(r"[^A-Za-z0-9-]+")


@dataclass(frozen=True, slots=True)
class Filed:
    """A file of the case folder, and the entry that filed it.

    ``stem`` says what it is in lower case, never whose; ``extension`` is without a dot.
    """

    seq: int
    subfolder: str
    stem: str
    extension: str
    data: bytes
    held: bool = False


def make_bundle(
    log: Log,
    *,
    reference: str,
    files: Iterable[Filed],
    printed: bytes,
    held: Sequence[str] = (),
) -> bytes:
    """The zip file of a log and its files; ``printed`` is the log as PDF.

    Members are stored uncompressed, in a fixed order and without dates, so that one case
    gives one sequence of bytes. ``held`` says in words what is not to be disclosed; with
    the files that tell it, it stands in a member of its own (P14.7).
    """
    files = list(files)
    rows = _rows(log)
    members = {
        verify.LOG: b"".join(bytes(row.header) + b"\n" for row in rows),
        verify.BODIES: b"".join(_body_line(row) + b"\n" for row in rows),
        verify.PRINT: printed,
    }
    folder = NOT_IN_A_NAME.sub("-", reference)
    members |= {_name(folder, one): one.data for one in files}
    marked = [{"held": one} for one in held]
    marked += [{"held": _name(folder, one)} for one in files if one.held]
    if marked:
        members[verify.HELD] = b"".join(canonical_bytes(one) + b"\n" for one in marked)
    members[verify.MANIFEST] = _manifest(log, rows, members)
    members[verify.SCRIPT] = Path(verify.__file__).read_bytes()
    return _zip(members)


def _rows(log: Log) -> list[LogEntry]:
    rows = LogEntry.objects.filter(log=log).order_by("seq")
    return list(rows.select_related("body", "log__case", "log__partnership"))


def _body_line(row: LogEntry) -> bytes:
    salt, body = open_salt(row, row.body), open_body(row, row.body)
    return canonical_bytes(
        {
            "seq": row.seq,
            "salt": salt.hex() if salt is not None else None,
            "body": json.loads(body) if body is not None else None,
        }
    )


def _name(folder: str, file: Filed) -> str:
    """Where a file lies in the bundle; its number is that of the entry that filed it."""
    name = f"{file.seq:04}-{file.stem}.{file.extension}".lower()
    return f"{folder}/{file.subfolder}/{name}"


def _manifest(log: Log, rows: Sequence[LogEntry], members: dict[str, bytes]) -> bytes:
    """What the bundle holds; length and head are those that the log's own row knows."""
    headers = [json.loads(bytes(row.header)) for row in rows]
    hashes = {name: hashlib.sha256(data).hexdigest() for name, data in members.items()}
    listed = verify.manifest(headers, log.head, hashes) | {"entries": log.seq}
    return verify.canonical(listed) + b"\n"


def _zip(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, data in members.items():
            member = zipfile.ZipInfo(name)  # dated 1980, the first day a zip file knows
            member.create_system = 3
            member.external_attr = 0o600 << 16
            archive.writestr(member, data)
    return buffer.getvalue()
