"""Damaged and hostile .msg files: refused in plain words, and nothing crashes or hangs."""

import random
import struct
from contextlib import suppress

import pytest

from rapidreview.paper import limited
from rapidreview.paper.compound import Broken, streams_of
from rapidreview.paper.msg import read_msg
from rapidreview.paper.refusal import Refusal
from rapidreview.paper.sniff import sniff
from tests.compound_files import attached, compound, inside, message_tree, msg
from tests.paper.test_msg import HEADERS, MESSAGE

WHOLE = msg(
    MESSAGE | {0x007D: HEADERS, 0x1013: b"<p>Page</p>", 0x1035: "<a@b>"},
    [
        attached(b"x" * 9000, "a.pdf"),
        inside(message_tree(MESSAGE, [attached(b"y", "y.txt")], head=24)),
    ],
)
# Where in the header a figure stands: [MS-CFB] 2.2.
FIGURES = {
    "sector size": (30, "H"), "small sector size": (32, "H"), "tables": (44, "I"),
    "directory": (48, "I"), "cut-off": (56, "I"), "small table": (60, "I"),
    "small tables": (64, "I"), "more tables": (68, "I"), "first table": (76, "I"),
}  # fmt: skip


def with_figure(name: str, value: int) -> bytes:
    at, kind = FIGURES[name]
    data = bytearray(WHOLE)
    struct.pack_into(
        f"<{kind}", data, at, value & (0xFFFF if kind == "H" else 2**32 - 1)
    )
    return bytes(data)


def with_entries(change) -> bytes:
    """The file, each entry of its directory changed."""
    data = bytearray(WHOLE)
    start = 512 * (1 + struct.unpack_from("<I", data, 48)[0])
    for at in range(start, len(data) - 127, 128):
        if data[at + 66] in (1, 2, 5):
            change(data, at)
    return bytes(data)


def refused(data: bytes) -> str:
    with pytest.raises(Refusal) as refusal:
        read_msg(data)
    return refusal.value.words


def words_of(data: bytes) -> str:
    """Why it is refused; empty where it can be read."""
    try:
        read_msg(data)
    except Refusal as refusal:
        return refusal.words
    return ""


@pytest.mark.parametrize("name", FIGURES)
@pytest.mark.parametrize("value", [0, 1, 7, 0x7FFFFFFF, 0xFFFFFFFE])
def test_a_header_that_lies_is_refused_or_read(name: str, value: int) -> None:
    with suppress(Refusal):
        assert read_msg(with_figure(name, value)).subject == "Our form"


@pytest.mark.parametrize("length", [8, 100, 511, 512, 1024, 5000, len(WHOLE) - 600])
def test_a_truncated_file_is_refused_in_words(length: int) -> None:
    assert refused(WHOLE[:length]).startswith("This e-mail is damaged or not whole")
    with pytest.raises(Refusal):
        sniff(WHOLE[:length], "x.msg", emails=True)


def test_a_truncated_file_is_called_a_damaged_message_at_the_door() -> None:
    with pytest.raises(Refusal, match="damaged or not whole"):
        sniff(WHOLE[:-700], "x.msg", emails=True)


def test_chains_that_run_in_a_circle_end() -> None:
    data = bytearray(WHOLE)
    sectors = len(WHOLE) // 512 - 1
    table = 512 * (1 + struct.unpack_from("<I", data, 76)[0])
    for number in range(sectors):
        struct.pack_into("<I", data, table + 4 * number, number)

    refused(bytes(data))


def test_directories_that_run_in_a_circle_end() -> None:
    def to_itself(data: bytearray, at: int) -> None:
        struct.pack_into("<III", data, at + 68, 1, 1, 1)

    refused(with_entries(to_itself))


@pytest.mark.parametrize("size", [0x7FFFFFFF, 0xFFFFFFFF, len(WHOLE)])
def test_sizes_that_cannot_be_true_are_refused(size: int) -> None:
    def larger(data: bytearray, at: int) -> None:
        struct.pack_into("<I", data, at + 120, size)

    refused(with_entries(larger))


def test_streams_that_share_their_bytes_make_no_bomb() -> None:
    """Many names for the same megabyte would be many megabytes."""
    tree = {f"s{number}": bytes([number]) * 50_000 for number in range(20)}
    data = bytearray(compound(tree))
    start = 512 * (1 + struct.unpack_from("<I", data, 48)[0])
    for number in range(1, 21):
        struct.pack_into("<II", data, start + 128 * number + 116, number, 900_000)

    with pytest.raises(Broken):
        streams_of(bytes(data))


def test_a_storage_without_end_is_refused() -> None:
    tree: dict[str, object] = {"x": b"x"}
    for _ in range(600):
        tree = {"s": tree}

    with pytest.raises(Broken):
        streams_of(compound(tree))


def test_more_streams_than_a_message_has_are_refused() -> None:
    tree = {f"s{number}": b"" for number in range(10_001)}

    with pytest.raises(Broken):
        streams_of(compound(tree))


def test_few_bytes_are_never_taken_for_the_path_of_a_file() -> None:
    for data in (b"", b"/etc/passwd", WHOLE[:8]):
        with pytest.raises(Broken):
            streams_of(data)


@pytest.mark.parametrize(
    "headers",
    [
        "From: <<<>>>\r\nDate: Mon, 99 Nov 99999 10:00",
        "From: =?klingon?b?!!!?=, a@b, \r\nMessage-ID: <<>>\r\nReferences: \ufffd",
        "no header at all",
        "Content-Type: message/rfc822\r\n\r\n" * 2000,
        "To: " + "a@b.example, " * 1500,
        "From: " + "(" * 5000,
    ],
)
def test_a_head_that_is_malformed_is_read_or_refused(headers: str) -> None:
    with suppress(Refusal):
        assert read_msg(msg(MESSAGE | {0x007D: headers})).subject == "Our form"


@pytest.mark.parametrize("seed", range(300))
def test_a_file_that_was_altered_anywhere_never_crashes(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - damage, no secret
    data = bytearray(WHOLE)
    for _ in range(chance.choice((1, 4, 30, 300))):
        data[chance.randrange(8, len(data))] = chance.choice(
            (0, 1, 255, chance.randrange(256))
        )
    if seed % 5 == 0:
        del data[chance.randrange(len(data)) :]

    words = words_of(bytes(data))

    assert not words or words.endswith((".msg or as .eml.", "not opened.", "parts."))


def test_the_child_refuses_what_it_cannot_open() -> None:
    for data in (WHOLE[:3000], with_figure("small tables", 0x7FFFFFFF)):
        with pytest.raises(Refusal):
            limited.read_email(data)
