"""Compound files ([MS-CFB], version 3) and Outlook's messages in them ([MS-OXMSG]), written for tests."""

import struct
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

SECTOR, MINI, CUTOFF = 512, 64, 4096
FREE, END, FAT_SECTOR, DIFAT_SECTOR, NONE = (
    0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFC, 0xFFFFFFFF,
)  # fmt: skip
IN_HEADER, PER_DIFAT, PER_FAT = 109, 127, 128
Tree = Mapping[str, "bytes | Tree"]


class _Disk:
    """The sectors of a file, and how they follow one another."""

    def __init__(self) -> None:
        self.sectors: list[bytes] = []
        self.fat: list[int] = []

    def add(self, data: bytes) -> int:
        """Write a chain; where it begins."""
        pieces = [data[at : at + SECTOR] for at in range(0, len(data), SECTOR)]
        first = len(self.sectors)
        for number, piece in enumerate(pieces):
            self.sectors.append(piece.ljust(SECTOR, b"\0"))
            last = number == len(pieces) - 1
            self.fat.append(END if last else len(self.sectors))
        return first if pieces else END


class _Small:
    """The streams under 4096 bytes, in one stream of their own."""

    def __init__(self) -> None:
        self.data, self.fat = b"", list[int]()

    def add(self, data: bytes) -> int:
        first, count = len(self.fat), -(-len(data) // MINI)
        self.fat += [*range(first + 1, first + count), END]
        self.data += data.ljust(count * MINI, b"\0")
        return first


def compound(tree: Tree) -> bytes:
    """A compound file with these storages and streams."""
    disk, small, entries = _Disk(), _Small(), [_entry("Root Entry", 5)]
    child = _add(tree, entries, disk, small)
    root = disk.add(small.data)
    entries[0] = _entry("Root Entry", 5, child, root, len(small.data))
    minifat = struct.pack(f"<{len(small.fat)}I", *small.fat)
    minifat += b"\xff" * (-len(minifat) % SECTOR)
    first_mini = disk.add(minifat)
    entries += [bytes(128)] * (-len(entries) % 4)
    directory = disk.add(b"".join(entries))
    return _file(disk, directory, first_mini, len(minifat) // SECTOR)


def _add(tree: Tree, entries: list[bytes], disk: _Disk, small: _Small) -> int:
    """Write what is in a storage; the entry that is the top of its tree of names."""
    names = sorted(tree, key=lambda name: (len(name), name.upper()))
    first = len(entries)
    entries += [b""] * len(names)
    sides: dict[int, tuple[int, int]] = {}
    top = _balance(first, first + len(names), sides)
    for number, name in enumerate(names, first):
        found, side = tree[name], sides[number]
        if isinstance(found, bytes):
            where: _Disk | _Small = small if len(found) < CUTOFF else disk
            start = where.add(found) if found else END
            entries[number] = _entry(name, 2, NONE, start, len(found), side)
        else:
            child = _add(found, entries, disk, small)
            entries[number] = _entry(name, 1, child, 0, 0, side)
    return top


def _balance(low: int, high: int, sides: dict[int, tuple[int, int]]) -> int:
    if low >= high:
        return NONE
    middle = (low + high) // 2
    sides[middle] = _balance(low, middle, sides), _balance(middle + 1, high, sides)
    return middle


def _entry(
    name: str,
    kind: int,
    child: int = NONE,
    start: int = 0,
    size: int = 0,
    side: tuple[int, int] = (NONE, NONE),
) -> bytes:
    raw = name.encode("utf-16-le")
    return struct.pack(
        "<64sHBBIII16sIQQIII",
        raw, len(raw) + 2, kind, 1, *side, child, bytes(16), 0, 0, 0, start, size, 0,
    )  # fmt: skip


def _file(disk: _Disk, directory: int, first_mini: int, minis: int) -> bytes:
    """Header, sectors, and last the table of them, which counts itself too."""
    used, tables, more = len(disk.sectors), 0, 0
    while PER_FAT * tables < used + tables + more:
        tables += 1
        more = -(-max(0, tables - IN_HEADER) // PER_DIFAT)
    places = list(range(used + more, used + more + tables))
    fat = [*disk.fat, *[DIFAT_SECTOR] * more, *[FAT_SECTOR] * tables]
    fat += [FREE] * (PER_FAT * tables - len(fat))
    head = struct.pack(
        "<8s16sHHHHHHLLLLLLLLLL",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", bytes(16), 0x3E, 3, 0xFFFE, 9, 6, 0, 0, 0,
        tables, directory, 0, CUTOFF, first_mini if minis else END, minis,
        used if more else END, more,
    )  # fmt: skip
    known = places[:IN_HEADER] + [FREE] * (IN_HEADER - len(places))
    body = b"".join(disk.sectors) + _more_tables(places[IN_HEADER:], used)
    return head + _numbers(known) + body + _numbers(fat)


def _more_tables(places: Sequence[int], used: int) -> bytes:
    """Where the tables are that the header has no room for."""
    said = b""
    for at in range(0, len(places), PER_DIFAT):
        some = [*places[at : at + PER_DIFAT]]
        last = at + PER_DIFAT >= len(places)
        some += [FREE] * (PER_DIFAT - len(some))
        said += _numbers([*some, END if last else used + at // PER_DIFAT + 1])
    return said


def _numbers(these: Sequence[int]) -> bytes:
    return struct.pack(f"<{len(these)}I", *these)


# --- Outlook's messages ------------------------------------------------------


def filetime(moment: datetime) -> int:
    """Ticks of 100 ns since 1601."""
    since = moment - datetime(1601, 1, 1, tzinfo=UTC)
    return int(since.total_seconds()) * 10_000_000


def part(
    properties: Mapping[int, object], *, head: int = 8, codec: str = ""
) -> dict[str, object]:
    """Properties by tag as a storage: words, bytes, numbers, moments.

    Words are in UTF-16, or in 8 bits where a ``codec`` is named.
    """
    tree: dict[str, object] = {}
    table = bytes(head)
    for tag, value in properties.items():
        match value:
            case str() if codec:
                tree[f"__substg1.0_{tag:04X}001E"] = value.encode(codec)
            case str():
                tree[f"__substg1.0_{tag:04X}001F"] = value.encode("utf-16-le")
            case bytes():
                tree[f"__substg1.0_{tag:04X}0102"] = value
            case datetime():
                table += struct.pack("<HHIQ", 0x40, tag, 6, filetime(value))
            case int():
                table += struct.pack("<HHIQ", 3, tag, 6, value)
    tree["__properties_version1.0"] = table
    return tree


def attached(content: bytes, name: str, **more: object) -> dict[str, object]:
    """A file that is attached; further properties by tag, as ``x370E="image/png"``."""
    extra = {int(tag[1:], 16): value for tag, value in more.items()}
    return part({0x3701: content, 0x3707: name, 0x3705: 1, **extra})


def message_tree(
    properties: Mapping[int, object],
    attachments: Sequence[Mapping[str, object]] = (),
    recipients: Sequence[tuple[str, str]] = (("The Team", "team@scp.example"),),
    *,
    head: int = 32,
    codec: str = "",
) -> dict[str, object]:
    """A message as Outlook stores it."""
    tree = part(properties, head=head, codec=codec)
    for number, (name, address) in enumerate(recipients):
        person = {0x3001: name, 0x39FE: address, 0x0C15: 1}
        tree[f"__recip_version1.0_#{number:08X}"] = part(person, codec=codec)
    for number, one in enumerate(attachments):
        tree[f"__attach_version1.0_#{number:08X}"] = one
    tree["__nameid_version1.0"] = {"__substg1.0_00020102": b""}
    return tree


def inside(tree: Mapping[str, object]) -> dict[str, object]:
    """A message attached to another."""
    return {**part({0x3705: 5}), "__substg1.0_3701000D": tree}


def msg(properties: Mapping[int, object], *given: object, **more: object) -> bytes:
    """A .msg file; the rest as for ``message_tree``."""
    return compound(message_tree(properties, *given, **more))
