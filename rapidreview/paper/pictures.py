"""The size of a picture from its first bytes, without decoding it (U18)."""

import struct
from dataclasses import dataclass

from rapidreview.paper.archive import cannot_be_opened
from rapidreview.paper.refusal import Refusal

PNG = b"\x89PNG\r\n\x1a\n"
JPEG = b"\xff\xd8\xff"
MAX_PIXELS = 50_000_000
# Start-of-frame markers; C4, C8 and CC stand among them but mean something else.
FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


@dataclass(frozen=True, slots=True)
class PictureSize:
    """Width and height in dots, and what kind of picture it is (png, jpg)."""

    width: int
    height: int
    extension: str


def picture_size(data: bytes, name: str) -> PictureSize | None:
    """The size of a PNG or JPEG; None for anything else. Raises Refusal if damaged."""
    try:
        if data.startswith(PNG):
            return _png(data)
        if data.startswith(JPEG):
            return _jpeg(data)
    except (struct.error, IndexError, ValueError) as error:
        raise Refusal(cannot_be_opened(name)) from error
    return None


def _png(data: bytes) -> PictureSize:
    width, height = struct.unpack(">II", data[16:24])
    if data[12:16] != b"IHDR" or b"IEND" not in data[-64:] or not width * height:
        raise ValueError
    return PictureSize(width, height, "png")


def _jpeg(data: bytes) -> PictureSize:
    place = 2
    while data[place] == 0xFF:
        marker = data[place + 1]
        if marker in FRAMES:
            height, width = struct.unpack(">HH", data[place + 5 : place + 9])
            if not width * height or b"\xff\xd9" not in data[place:]:
                raise ValueError
            return PictureSize(width, height, "jpg")
        if marker == 0xFF:
            place += 1
        else:
            (length,) = struct.unpack(">H", data[place + 2 : place + 4])
            place += 2 + length
    raise ValueError
