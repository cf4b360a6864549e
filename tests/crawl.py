"""A reader, or a machine, that opens everything: every link of every page, GET and HEAD."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.db import connection
from django.http.response import HttpResponseBase
from django.test import Client

# The three tables that reading may write: who looked, sessions, counters.
MAY_CHANGE = {"rapidreview_accessentry", "django_session", "shared_cache"}
READS = re.compile(
    r"\s*(SELECT|SAVEPOINT|RELEASE|ROLLBACK TO|PRAGMA|SHOW|DECLARE|FETCH|CLOSE)\b", re.I
)
WRITTEN_TO = re.compile(r'(?:INTO|UPDATE|FROM|TABLE)\s+"?(\w+)', re.I)
LINKS = re.compile(
    r'(?:href|src)="([^"]+)"|<form[^>]*method="get"[^>]*action="([^"]+)"'
)
# What browsers and gateways say when they open a link before anybody wants it.
AHEAD = {
    "HTTP_SEC_PURPOSE": "prefetch;prerender",
    "HTTP_PURPOSE": "prefetch",
    "HTTP_X_MOZ": "prefetch",
}
# What parts one address from another of the same page: whose row it is, and which.
ROW = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}|\d+|=[^&]*")
OF_A_SHAPE = 1
Digest = dict[str, str]


@dataclass
class Crawl:
    """What one browser came upon: each address with its statuses; and what was wrong.

    ``said`` is all that an address answered: its headers, an empty line, its body.
    """

    statuses: dict[str, list[int]] = field(default_factory=dict)
    said: dict[str, bytes] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    @property
    def opened(self) -> set[str]:
        """The addresses at which there was a page or a file."""
        return {one for one, got in self.statuses.items() if got[0] == 200}


def crawl(client: Client, starts: Iterable[str]) -> Crawl:
    """Open ``starts`` and every link of every page found: GET and HEAD, and both once more.

    The second time what there is is opened as by a machine that fetches ahead. Of links that
    differ in nothing but the row, ``OF_A_SHAPE`` that lead to something are opened.
    """
    found = Crawl()
    shapes: Counter[str] = Counter()
    waiting = list(dict.fromkeys(starts))
    chosen = {*waiting}
    while waiting:
        address = waiting.pop()
        shape = ROW.sub("…", address)
        if address in found.statuses:
            continue
        if address in chosen or shapes[shape] < OF_A_SHAPE:
            waiting += _open(client, address, found)
            shapes[shape] += found.statuses[address][0] == 200
    for address in sorted(found.opened):
        first = found.statuses[address]
        second = _statuses(client, address, found, **AHEAD)[0]
        if second != first:
            found.faults.append(f"{address} answers {first}, then {second}")
    return found


def _open(client: Client, address: str, found: Crawl) -> list[str]:
    statuses, answer = _statuses(client, address, found)
    found.statuses[address] = statuses
    found.said[address] = all_of(answer)
    if statuses[0] != statuses[1] or statuses[0] >= 500:
        found.faults.append(f"{address} answers {statuses} to GET and HEAD")
    return list(links_of(address, answer))


def _statuses(
    client: Client, address: str, found: Crawl, **headers: str
) -> tuple[list[int], HttpResponseBase]:
    with _writes() as written:
        answer = client.get(address, **headers)
        head = client.head(address, **headers)
    found.faults += [f"{address} writes: {one}" for one in written]
    return [answer.status_code, head.status_code], answer


def all_of(answer: HttpResponseBase) -> bytes:
    """Headers and body of an answer."""
    headers = "\n".join(f"{name}: {value}" for name, value in answer.items())
    return headers.encode() + b"\n\n" + _whole(answer)


def links_of(address: str, answer: HttpResponseBase) -> Iterator[str]:
    """Every address on this site that a page links to, or leads on to."""
    if "Location" in answer:
        yield from _ours(address, answer["Location"])
    if answer.get("Content-Type", "").startswith("text/html"):
        for pair in LINKS.findall(answer.content.decode()):
            yield from _ours(address, unescape("".join(pair)))


def _ours(address: str, target: str) -> Iterator[str]:
    parts = urlsplit(urljoin(f"http://testserver{address}", target))
    own = {"testserver", urlsplit(settings.SITE_URL).netloc}
    if parts.netloc in own and not parts.path.startswith(settings.STATIC_URL):
        yield parts.path + (f"?{parts.query}" if parts.query else "")


def _whole(answer: HttpResponseBase) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


@contextmanager
def _writes() -> Iterator[list[str]]:
    """The statements meanwhile that write where reading may not."""
    found: list[str] = []

    def note(execute: Any, sql: str, *rest: Any) -> Any:
        if not READS.match(sql) and not {*WRITTEN_TO.findall(sql)} <= MAY_CHANGE:
            found.append(sql[:90])
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        yield found


def digest() -> Digest:
    """A fingerprint of every table of the database, but for the three, and of the files."""
    with connection.cursor() as cursor:
        names = set(connection.introspection.table_names(cursor)) - MAY_CHANGE
        return {name: _of_table(cursor, name) for name in sorted(names)} | _of_files()


def changed(before: Digest, after: Digest) -> set[str]:
    """The tables and files that are not as they were."""
    return {one for one in before | after if before.get(one) != after.get(one)}


def _of_table(cursor: Any, name: str) -> str:
    cursor.execute(f'SELECT * FROM "{name}"')  # noqa: S608
    rows = sorted(repr([_plain(one) for one in row]) for row in cursor.fetchall())
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()


def _plain(value: object) -> object:
    return bytes(value) if isinstance(value, memoryview) else value


def _of_files() -> Digest:
    root = Path(settings.FILES_ROOT)
    files = [path for path in sorted(root.rglob("*")) if path.is_file()]
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
