#!/usr/bin/env python3
"""Verify an exported case: ``python3 verify.py BUNDLE`` needs Python 3.9 and nothing else.

A bundle is a zip file, or the folder it was unpacked into:

    log.jsonl, log.pdf   one header of the Daily Log a line; and the log for readers
    bodies.jsonl         what each entry says, with the salt of its commitment
    REFERENCE/I-IV/      the case folder; the number in a file's name is its log entry
    held.jsonl           where something is held, not to be disclosed: one place a line
    manifest.json        SHA-256 of every member but itself and this script

Prints one JSON object. Exit status: 0 verified; 1 not verified (``state`` is "tampered" or
"incomplete"; ``seq``, ``file`` and ``reason`` name the first place, ``problems`` all);
2 usage, or not a bundle. What it does not prove: that a statement is true, or that nothing
was cut off the end before the export; for the latter a checkpoint held elsewhere is needed.
"""

from __future__ import annotations

import hashlib
import io
import json
import lzma
import re
import struct
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

FORMAT = "rapid-review bundle 1"
LOG, BODIES, PRINT, HELD = "log.jsonl", "bodies.jsonl", "log.pdf", "held.jsonl"
MANIFEST, SCRIPT = "manifest.json", "verify.py"
TOP = (LOG, BODIES, PRINT, HELD, MANIFEST, SCRIPT)
GENESIS = "0" * 64
ENTRY_TAG, BODY_TAG = b"rr.entry.v1", b"rr.body.v1"
IN_FOLDER = re.compile(r"[A-Za-z0-9-]+/(?:I|II|III|IV)/(\d{4,})-[a-z0-9._-]+")
BROKEN = (
    *(ValueError, ArithmeticError, EOFError, OSError, RuntimeError),
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error),
)

Header = dict[str, Any]
Problem = dict[str, Any]
Reader = Callable[[str], bytes]


class NotABundle(Exception):
    """What was given cannot be read as a bundle at all."""


def canonical(value: object) -> bytes:
    """RFC 8785 for what chain.py lets into the log: no floats, ASCII keys."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode("utf-8")


def tagged_hash(tag: bytes, *parts: bytes) -> str:
    """SHA-256 of a domain tag and parts, each preceded by its length in 8 bytes."""
    digest = hashlib.sha256(tag)
    for part in parts:
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()


def entry_hash(header: bytes) -> str:
    """The hash of an entry, over the canonical bytes of its header."""
    return tagged_hash(ENTRY_TAG, header)


def body_commit(salt: bytes, body: bytes) -> str:
    """The commitment to a body's canonical bytes that its header carries."""
    return tagged_hash(BODY_TAG, salt, body)


def manifest(headers: list[Header], head: str, hashes: dict[str, str]) -> Header:
    """The manifest that these headers and these hashes of members make."""
    listed = {one: hashes[one] for one in hashes if one not in (MANIFEST, SCRIPT)}
    return {
        "format": FORMAT,
        "log_id": headers[0].get("log_id") if headers else None,
        "entries": len(headers),
        "head": head,
        "members": listed,
    }


def verify(path: Path) -> tuple[Header, list[Problem]]:
    """What was counted, and every place that does not hold.

    1. Read every member but the script. 2. Chain the headers. 3. Compare each body with
    its commitment. 4. Compare the files with what the log names. 5. Make the manifest
    again. Raises NotABundle; OSError where nothing can be read.
    """
    names, read, problems = _open(path)
    top, hashes = _read_all(names, read, problems)
    headers, head = _check_chain(top.get(LOG), problems)
    _check_bodies(top.get(BODIES), headers, problems)
    _check_files(headers, hashes, problems)
    _check_manifest(top.get(MANIFEST), manifest(headers, head, hashes), problems)
    files = sum(name not in TOP for name in hashes)
    return {"entries": len(headers), "files": files, "head": head}, problems


def _problem(state: str, file: str, reason: str, seq: int | None = None) -> Problem:
    return {"state": state, "seq": seq, "file": file, "reason": reason}


def _open(path: Path) -> tuple[list[str], Reader, list[Problem]]:
    """Names of the members, what reads one, and what is wrong with the container."""
    if path.is_dir():
        files = sorted(one for one in path.rglob("*") if one.is_file())
        names = [one.relative_to(path).as_posix() for one in files]
        names = [name for name in names if "/" in name or name in TOP]
        return _recognised(path, names), lambda name: (path / name).read_bytes(), []
    data = path.read_bytes()
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except BROKEN as error:
        if MANIFEST.encode() in data and LOG.encode() in data:
            broken = _problem("tampered", path.name, f"the zip file is broken: {error}")
            return [], archive_is_closed, [broken]
        raise NotABundle(f"{path} is not a bundle: {error}") from error
    names = _recognised(path, archive.namelist())
    twice = sorted({name for name in names if names.count(name) > 1})
    found = [_problem("tampered", name, "is in the bundle twice") for name in twice]
    return names, archive.read, found


def archive_is_closed(name: str) -> bytes:
    """Reads from a container that could not be opened."""
    raise EOFError(f"{name} cannot be reached")


def _recognised(path: Path, names: list[str]) -> list[str]:
    if not {LOG, BODIES, MANIFEST} & set(names):
        raise NotABundle(f"{path} is not a bundle: it holds no {LOG}.")
    return names


def _read_all(
    names: list[str], read: Reader, problems: list[Problem]
) -> tuple[dict[str, bytes], dict[str, str]]:
    """The bytes of the members at the top, and the hash of every member."""
    top, hashes = {}, {}
    for name in names:
        try:
            content = b"" if name == SCRIPT else read(name)
        except BROKEN as error:
            problems.append(_problem("tampered", name, f"cannot be read: {error}"))
            continue
        hashes[name] = hashlib.sha256(content).hexdigest()
        if name in TOP:
            top[name] = content
    return top, hashes


def _lines(
    content: bytes | None, file: str, problems: list[Problem]
) -> Iterator[tuple[int, bytes, Header | None]]:
    """Number, bytes and value of each line; the value is None where it is broken."""
    if content is None:
        problems.append(_problem("incomplete", file, "is missing"))
        return
    for number, line in enumerate((content or b"\n").splitlines(keepends=True), 1):
        value = _canonical_object(line)
        if value is None:
            reason = "the line is not one object in canonical form"
            problems.append(_problem("tampered", file, reason, number))
        yield number, line.rstrip(b"\n"), value


def _canonical_object(line: bytes) -> Header | None:
    try:
        value = json.loads(line)
        same = canonical(value) + b"\n" == line
    except (ValueError, RecursionError):
        return None
    return value if same and isinstance(value, dict) else None


def _check_chain(
    content: bytes | None, problems: list[Problem]
) -> tuple[list[Header], str]:
    """The headers in order, and the hash of the last."""
    headers: list[Header] = []
    head = GENESIS
    for seq, line, header in _lines(content, LOG, problems):
        headers.append(header or {})
        place, reason = _broken_link(headers[-1], seq, head, headers[0])
        if reason and header is not None:
            problems.append(_problem("tampered", LOG, reason, place))
        head = entry_hash(line)
    return headers, head


def _broken_link(header: Header, seq: int, head: str, first: Header) -> tuple[int, str]:
    """Which entry is to blame, and why."""
    if header.get("log_id") != first.get("log_id"):
        return seq, "the entry belongs to another log"
    if header.get("seq") != seq:
        return seq, f"entry {header.get('seq')} stands where entry {seq} should"
    if header.get("prev") != head:
        return max(1, seq - 1), f"it is not the entry that entry {seq} was chained to"
    if not isinstance(header.get("files"), list):
        return seq, "the entry does not say which files it names"
    return seq, ""


def _check_bodies(
    content: bytes | None, headers: list[Header], problems: list[Problem]
) -> None:
    last = 0
    for last, _, line in _lines(content, BODIES, problems):
        state, reason = _broken_body(line or {}, last, headers)
        if reason and line is not None:
            problems.append(_problem(state, BODIES, reason, last))
    if content is not None and last < len(headers):
        reason = f"the text of entry {last + 1} is missing"
        problems.append(_problem("incomplete", BODIES, reason, last + 1))


def _broken_body(line: Header, seq: int, headers: list[Header]) -> tuple[str, str]:
    if sorted(line) != ["body", "salt", "seq"] or line["seq"] != seq:
        return "tampered", f"this is not the text of entry {seq}"
    if seq > len(headers):
        return "tampered", "the log has no such entry"
    if line["salt"] is None and line["body"] is None:
        return "incomplete", "the text was erased"
    try:
        salt = bytes.fromhex(line["salt"])
    except (TypeError, ValueError):
        return "tampered", "its salt is not hexadecimal"
    commit = body_commit(salt, canonical(line["body"]))
    if line["salt"] != salt.hex() or commit != headers[seq - 1].get("body_commit"):
        return "tampered", f"the text is not the one that entry {seq} committed to"
    return "", ""


def _check_files(
    headers: list[Header], hashes: dict[str, str], problems: list[Problem]
) -> None:
    """Every file the log names is there; every file there is named by its entry."""
    named: dict[str, list[int]] = {}
    for seq, header in enumerate(headers, 1):
        files = header.get("files")
        for value in files if isinstance(files, list) else ():
            named.setdefault(str(value), []).append(seq)
    folder = {name: hashes[name] for name in hashes if name not in TOP}
    for name, value in folder.items():
        place = IN_FOLDER.fullmatch(name)
        filed_by = int(place[1]) if place else None
        if filed_by not in named.get(value, ()):
            reason = "the log does not name a file with this content in this place"
            problems.append(_problem("tampered", name, reason, filed_by))
    for value in sorted(
        named.keys() - set(folder.values()), key=lambda one: named[one]
    ):
        reason = f"the file with the hash {value} is missing"
        problems.append(_problem("incomplete", LOG, reason, named[value][0]))
    if PRINT not in hashes:
        problems.append(_problem("incomplete", PRINT, "is missing"))


def _check_manifest(
    content: bytes | None, expected: Header, problems: list[Problem]
) -> None:
    if content is None:
        problems.append(_problem("incomplete", MANIFEST, "is missing"))
        return
    if content == canonical(expected) + b"\n":
        return
    listed = _canonical_object(content) or {}
    if listed.get("head", expected["head"]) != expected["head"]:
        reason = "the last entry is not the one that the manifest names"
        problems.append(_problem("tampered", LOG, reason, max(1, expected["entries"])))
    members = listed.get("members")
    printed = members.get(PRINT) if isinstance(members, dict) else None
    if printed and printed != expected["members"].get(PRINT, printed):
        reason = "its hash is not the one in the manifest"
        problems.append(_problem("tampered", PRINT, reason))
    problems.append(_problem("tampered", MANIFEST, "does not fit the other members"))


def main(arguments: list[str]) -> int:
    """Verify, print the answer, return the exit status."""
    here = Path(__file__).resolve().parent
    if not arguments and (here / MANIFEST).is_file():
        arguments = [str(here)]
    if len(arguments) != 1 or arguments[0].startswith("-"):
        sys.stderr.write("usage: python3 verify.py BUNDLE\n")
        return 2
    try:
        answer, problems = verify(Path(arguments[0]))
    except (NotABundle, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    first = problems[0] if problems else {"state": "verified"}
    answer = {**first, **answer, "problems": problems}
    sys.stdout.write(json.dumps(answer, indent=2) + "\n")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
