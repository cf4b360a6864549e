"""The properties of a message, an attachment or a recipient in a .msg file ([MS-OXMSG])."""

import codecs
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from rapidreview.paper.compound import Path

PROPERTIES = "__properties_version1.0"
EMBEDDED = "__substg1.0_3701000d"
# Bytes before the first property: of the file, of a message inside, of anything else.
HEAD_OF_FILE, HEAD_OF_EMBEDDED, HEAD_OF_PART = 32, 24, 8
ENTRY = 16
EPOCH = datetime(1601, 1, 1, tzinfo=UTC)
MESSAGE_CODEPAGE, INTERNET_CODEPAGE = 0x3FFD, 0x3FDE
WESTERN = "cp1252"
# Numbers of code pages (Windows) that Python calls otherwise than cpNNN.
CODECS = {
    20127: "ascii", 20866: "koi8_r", 21866: "koi8_u", 50220: "iso2022_jp",
    50221: "iso2022_jp", 51932: "euc_jp", 51949: "euc_kr", 52936: "hz",
    54936: "gb18030", 65000: "utf_7", 65001: "utf_8", 936: "gbk", 10000: "mac_roman",
}  # fmt: skip
ISO_8859 = range(28591, 28607)


@dataclass(frozen=True, slots=True)
class Storage:
    """One part of the file: what is in it is found under ``path``."""

    streams: Mapping[Path, bytes]
    path: Path = ()
    head: int = HEAD_OF_FILE
    codec: str = WESTERN

    def text(self, tag: int) -> str:
        """A property in words, such as 0x0037; empty where there is none."""
        wide = self._stream(tag, "001f")
        if wide is not None:
            return wide.decode("utf-16-le", "replace").replace("\0", "")
        narrow = self._stream(tag, "001e") or b""
        return narrow.decode(self.codec, "replace").replace("\0", "")

    def binary(self, tag: int) -> bytes | None:
        """A property in bytes; None where there is none."""
        return self._stream(tag, "0102")

    def number(self, tag: int) -> int:
        """A property of up to four bytes; 0 where there is none."""
        for kind in (0x0003, 0x000B):
            value = self._fixed(tag, kind)
            if value:
                return int.from_bytes(value[: 4 if kind == 0x0003 else 1], "little")
        return 0

    def moment(self, tag: int) -> datetime | None:
        """A property that is a moment (ticks of 100 ns since 1601, UTC), or None."""
        ticks = int.from_bytes(self._fixed(tag, 0x0040), "little")
        try:
            return EPOCH + timedelta(microseconds=ticks // 10) if ticks else None
        except OverflowError:
            return None

    def parts(self, begins: str) -> list["Storage"]:
        """The attachments or recipients, in their order."""
        depth = len(self.path)
        names = {
            path[depth]
            for path in self.streams
            if len(path) > depth + 1
            and path[:depth] == self.path
            and path[depth].startswith(begins)
        }
        return [
            replace(self, path=(*self.path, name), head=HEAD_OF_PART)
            for name in sorted(names)
        ]

    def embedded(self) -> "Storage | None":
        """The message inside an attachment, if that is what it is."""
        path = (*self.path, EMBEDDED)
        if (*path, PROPERTIES) not in self.streams:
            return None
        return message_in(replace(self, path=path, head=HEAD_OF_EMBEDDED))

    def codec_of(self, *tags: int) -> str:
        """How 8-bit text is written, by the first of these properties that says so."""
        numbers = (self.number(tag) for tag in tags)
        return codec_named(next((one for one in numbers if one), 0))

    def _stream(self, tag: int, kind: str) -> bytes | None:
        return self.streams.get((*self.path, f"__substg1.0_{tag:04x}{kind}"))

    def _fixed(self, tag: int, kind: int) -> bytes:
        """The eight bytes of a property of fixed length; empty where there is none."""
        table = self.streams.get((*self.path, PROPERTIES), b"")
        wanted = (tag << 16 | kind).to_bytes(4, "little")
        for start in range(self.head, len(table) - ENTRY + 1, ENTRY):
            if table[start : start + 4] == wanted:
                return table[start + 8 : start + ENTRY]
        return b""


def message_in(storage: Storage) -> Storage:
    """The same, knowing how its 8-bit text is written."""
    codec = storage.codec_of(MESSAGE_CODEPAGE, INTERNET_CODEPAGE)
    return replace(storage, codec=codec)


def codec_named(number: int) -> str:
    """Python's name for a code page of Windows; the western one where nobody knows it."""
    name = CODECS.get(number, f"cp{number}")
    if number in ISO_8859:
        name = f"iso8859_{number - ISO_8859.start + 1}"
    try:
        return codecs.lookup(name).name
    except LookupError:
        return WESTERN
