"""The one place where files from outside are opened: a process of its own, with limits.

The child may use so much memory and processor time, may write no file, and is ended
when it takes too long. It gets the bytes by a pipe and answers in JSON; nothing that it
says can run code here. ``sniff``, ``read_form``, ``read_report``, ``read_table``,
``read_email``, ``still_pdf`` and ``picture_page`` are the doors.
"""

import base64
import json
import os
import resource
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Any

from rapidreview.paper.archive import cannot_be_opened
from rapidreview.paper.compound import SIGNATURE
from rapidreview.paper.edited import ReadReport, part_from
from rapidreview.paper.file_names import clean
from rapidreview.paper.mime import Attachment, Email
from rapidreview.paper.refusal import Quarantined, Refusal
from rapidreview.paper.sniff import MAX_BYTES, Sniffed, require_size
from rapidreview.paper.table_reading import ReadTable
from rapidreview.paper.word_layout import ReadForm, Unread

ROOT = Path(__file__).parents[2]
# What the child may be asked to do, and the module that does it.
TASKS: Mapping[str, str] = {
    "sniff": "rapidreview.paper.sniff",
    "read_form": "rapidreview.paper.word_reading",
    "read_report": "rapidreview.paper.word_parts",
    "read_table": "rapidreview.paper.table_reading",
    "read_email": "rapidreview.paper.mime",
    "read_msg": "rapidreview.paper.msg",
    "still_pdf": "rapidreview.paper.stillness",
    "picture_page": "rapidreview.paper.picture_page",
}


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a child may use: bytes of memory, seconds of processor and of waiting."""

    memory_bytes: int = 1024**3
    processor_seconds: int = 10
    seconds: float = 20.0


def sniff(
    data: bytes, name: str, *, emails: bool = False, max_bytes: int = MAX_BYTES
) -> Sniffed:
    """``sniff.sniff`` on a file from outside. Raises Refusal or Quarantined.

    ``name`` is as it was sent; use the ``clean_name`` that comes back.
    """
    shown = clean(name)
    require_size(data, shown, max_bytes)
    found = run("sniff", data, name, shown=shown, emails=emails, max_bytes=max_bytes)
    return Sniffed(**{**found, "warnings": tuple(found["warnings"])})


def read_form(data: bytes, name: str = "form.docx") -> ReadForm:
    """``word_reading.read_form`` on a file from outside. Raises Refusal."""
    found = run("read_form", data, clean(name), shown=clean(name))
    for texts in ("unmatched", "own_lines"):
        found[texts] = [Unread(**one) for one in found[texts]]
    return ReadForm(**found)


def read_report(data: bytes, name: str = "report.docx") -> ReadReport:
    """``word_parts.read_report`` on a file from outside. Raises Refusal."""
    found = run("read_report", data, clean(name), shown=clean(name))
    parts = {"parts": tuple(map(part_from, found["parts"]))}
    pairs = {"about": tuple((label, words) for label, words in found["about"])}
    return ReadReport(**{**found, **parts, **pairs, "margins": tuple(found["margins"])})


def read_table(data: bytes, name: str = "table.xlsx") -> ReadTable:
    """``table_reading.read_table`` on a file from outside. Raises Refusal."""
    return ReadTable(**run("read_table", data, clean(name), shown=clean(name)))


def read_email(data: bytes, name: str = "message") -> Email:
    """``mime.read_email``, or ``msg.read_msg`` where Outlook wrote it. Raises Refusal."""
    task = "read_msg" if data.startswith(SIGNATURE) else "read_email"
    found = run(task, data, shown=clean(name))
    sent = found["sent_at"]
    read = {
        "to": tuple(found["to"]),
        "refers_to": tuple(found["refers_to"]),
        "sent_at": datetime.fromisoformat(sent) if sent else None,
        "attachments": tuple(
            Attachment(one["name"], base64.b64decode(one["content"]))
            for one in found["attachments"]
        ),
    }
    return Email(**{**found, **read})


def still_pdf(data: bytes, name: str = "attachment.pdf") -> bytes:
    """``stillness.still_pdf`` on a file from outside: fit to be put into a pack."""
    found = run("still_pdf", data, clean(name), shown=clean(name))
    return base64.b64decode(found["content"])


def picture_page(data: bytes, name: str = "picture.png") -> bytes:
    """``picture_page.picture_page`` on a picture from outside. Raises Refusal."""
    found = run("picture_page", data, clean(name), shown=clean(name))
    return base64.b64decode(found["content"])


def run(
    task: str,
    data: bytes,
    *positional: str,
    shown: str = "file",
    bounds: Bounds | None = None,
    **options: bool | int,
) -> dict[str, Any]:
    """The result of ``task`` on ``data``, as plain values, worked out in a child.

    Raises Refusal with the child's words, or with "cannot be opened" where the child
    ran out of memory or time. ``shown`` is how the file is called in those words.
    """
    bounds = bounds or Bounds()
    asked = {
        "task": task,
        "positional": positional,
        "options": options,
        "bounds": [bounds.memory_bytes, bounds.processor_seconds],
    }
    try:
        done = subprocess.run(
            [sys.executable, "-m", "rapidreview.paper.limited"],
            input=json.dumps(asked).encode() + b"\n" + data,
            capture_output=True,
            timeout=bounds.seconds,
            cwd=ROOT,
            env={
                "PATH": os.defpath,
                "LC_ALL": "C.UTF-8",
                "PYTHONDONTWRITEBYTECODE": "1",
            },
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise Refusal(_takes_too_long(shown)) from error
    return _answer(done.returncode, done.stdout, shown)


def _answer(status: int, output: bytes, name: str) -> dict[str, Any]:
    if status != 0:
        raise Refusal(_takes_too_long(name) if status < 0 else cannot_be_opened(name))
    answer: dict[str, Any] = json.loads(output)
    if "quarantined" in answer:
        raise Quarantined(str(answer["quarantined"]))
    if "refused" in answer:
        raise Refusal(str(answer["refused"]))
    result: dict[str, Any] = answer["result"]
    return result


def _takes_too_long(name: str) -> str:
    return (
        f"The file ‘{name}’ takes too long to open, so it was not opened. Save it again as "
        "a plain document or PDF and choose it again."
    )


def _child() -> None:
    """Set the limits before the first byte of the file is looked at; then do the task."""
    asked = json.loads(sys.stdin.buffer.readline())
    memory, processor = asked["bounds"]
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (processor, processor))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    task = getattr(import_module(TASKS[asked["task"]]), asked["task"])
    data = sys.stdin.buffer.read()
    try:
        result = asdict(task(data, *asked["positional"], **asked["options"]))
        answer: dict[str, object] = {"result": result}
    except Quarantined as refusal:
        answer = {"quarantined": refusal.words}
    except Refusal as refusal:
        answer = {"refused": refusal.words}
    sys.stdout.write(json.dumps(answer, default=_plain))


def _plain(value: object) -> str:
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(type(value).__name__)


if __name__ == "__main__":
    _child()
