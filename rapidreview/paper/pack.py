"""The collation pack: many documents as one PDF that reads like one (P6.1).

1. Cover and contents are set; the contents know the page on which each part begins.
2. Cover, contents and parts are joined, with their tags, an outline and page labels.
3. One stamp is laid on each page: what it is, its marking, page n of m.
Parts lie in a spool, and what is heavy goes through a file (pack_base), so that memory holds
what was set here and never what came from outside. Decision record 0013 says what somebody
with a screen reader gets.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from rapidreview.paper.pack_base import Base
from rapidreview.paper.pack_marks import finish, stamp
from rapidreview.paper.pack_tags import Tags
from rapidreview.paper.spool import Piece
from rapidreview.paper.typeset import FONTS, typeset

if TYPE_CHECKING:
    from pikepdf import OutlineItem, Page, Pdf

# What the template of the contents writes where a link to a page belongs.
ADDRESS = "page:"
Headings = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One document of the pack; at level 1 it belongs to the part before it at level 0.

    What was set here (``ours``) brings its tags, its headings and the files attached to it;
    of what came from outside only the pages are taken, which must have been made still.
    What ``follows`` is the rest of the part before it, with no line of its own.
    """

    title: str
    pdf: bytes | Piece
    level: int = 0
    ours: bool = True
    follows: bool = False

    @property
    def size(self) -> int:
        """Its bytes."""
        return len(self.pdf) if isinstance(self.pdf, bytes) else self.pdf.size


class CannotCollate(Exception):
    """A part of the pack is not a PDF that can be joined; ``title`` says which."""

    def __init__(self, title: str) -> None:
        super().__init__(f"‘{title}’ is not a PDF that can be put into a pack.")
        self.title = title


@dataclass(frozen=True, slots=True)
class _Placed:
    part: Part
    first: int
    pages: int


def write_pack(
    parts: Sequence[Part],
    into: BinaryIO,
    *,
    title: str,
    marking: str,
    at: datetime,
    cover: Mapping[str, object] | None = None,
    fonts: Path = FONTS,
) -> int:
    """Write the pack as one PDF and say how many pages it has (P6.1).

    The same parts and instant give the same bytes. ``cover`` is what the cover says besides
    the title: partnership, reference, subtitle, lines, changes, missing, handling. Raises
    CannotCollate, FontsMissing.
    """
    front = {"partnership": "", "reference": "", **(cover or {})}
    front |= {"title": title, "marking": marking}
    counted = [(part, _page_count(part)) for part in parts]
    with ExitStack() as files:
        opening = [
            Part("Cover", typeset("cover", front, at=at, fonts=fonts)),
            Part("Contents", _contents(counted, front, at=at, fonts=fonts)),
        ]
        placed = _place([*((part, _page_count(part)) for part in opening), *counted])
        pack = _base(placed, files)
        headings = _joined(pack, placed)
        _link_contents(pack, placed[1])
        stamp(pack, title=title, marking=marking, at=at, fonts=fonts)
        _add_outline(pack, placed, headings)
        finish(pack, title=title, at=at)
        pack.save(into, deterministic_id=True, min_version="1.7")
        return len(pack.pages)


def _opened(part: Part) -> Pdf:
    import pikepdf

    kept = part.pdf
    raw = io.BytesIO(kept) if isinstance(kept, bytes) else kept.opened()
    try:
        return pikepdf.open(cast("BinaryIO", raw))
    except (pikepdf.PdfError, pikepdf.PasswordError) as error:
        raise CannotCollate(part.title) from error


def _page_count(part: Part) -> int:
    with _opened(part) as pdf:
        return len(pdf.pages)


def _contents(
    counted: Sequence[tuple[Part, int]],
    front: Mapping[str, object],
    *,
    at: datetime,
    fonts: Path,
) -> bytes:
    """Set until it fits: the length of the contents moves the pages they speak of."""
    pages = 1
    while True:
        data = {**front, "title": "Contents", "entries": _entries(counted, 2 + pages)}
        made = typeset("contents", data, at=at, fonts=fonts)
        needed = _page_count(Part("Contents", made))
        if needed <= pages:
            return made
        pages = needed


def _entries(
    counted: Sequence[tuple[Part, int]], first: int
) -> list[dict[str, object]]:
    entries: list[dict[str, object]] = []
    number, under = 0, 0
    for part, pages in counted:
        if part.follows and entries:
            entries[-1]["pages"] = str(int(str(entries[-1]["pages"])) + pages)
            first += pages
            continue
        number, under = (number, under + 1) if part.level else (number + 1, 0)
        entries.append(
            {
                "number": f"{number}.{under}" if part.level else str(number),
                "title": part.title,
                "level": part.level,
                "pages": str(pages),
                "page": str(first),
            }
        )
        first += pages
    return entries


def _place(counted: Sequence[tuple[Part, int]]) -> list[_Placed]:
    placed, first = [], 0
    for part, pages in counted:
        placed.append(_Placed(part, first, pages))
        first += pages
    return placed


def _base(placed: Sequence[_Placed], files: ExitStack) -> Pdf:
    """What the pack begins from: the pages from outside, in order, and the attached files."""
    base = Base(files)
    for one in placed:
        with _opened(one.part) as source:
            if one.part.ours:
                base.add_files(source, one.part.size)
            else:
                base.add_pages(source, one.part.size)
    base.put_down()
    return base.pdf


def _joined(pack: Pdf, placed: Sequence[_Placed]) -> list[Headings]:
    """Put what was set here between the pages from outside; the headings of each part."""
    tags = Tags(pack)
    headings: list[Headings] = []
    for one in placed:
        if not one.part.ours:
            tags.take_plain(_pages(pack, one), title=one.part.title)
            headings.append(())
            continue
        with _opened(one.part) as source:
            inner = one.first >= placed[1].first + placed[1].pages
            headings.append(_headings(source) if inner else ())
            tagged = tags.prepare(source)
            for number, page in enumerate(source.pages, start=one.first):
                pack.pages.insert(number, page)
            if tagged:
                tags.take(source, title=one.part.title)
            else:
                tags.take_plain(_pages(pack, one), title=one.part.title)
    tags.finish()
    return headings


def _pages(pack: Pdf, placed: _Placed) -> list[Page]:
    return list(pack.pages[placed.first : placed.first + placed.pages])


def _headings(source: Pdf) -> Headings:
    """The headings under the title of a part that was set here, each with its page."""
    import pikepdf

    numbers = {page.obj.objgen: number for number, page in enumerate(source.pages)}
    with source.open_outline() as outline:
        found = [item for top in outline.root for item in top.children]
    return tuple(
        (str(item.title), numbers[item.destination[0].objgen])
        for item in found
        if isinstance(item.destination, pikepdf.Array)
    )


def _link_contents(pack: Pdf, contents: _Placed) -> None:
    """A line of the contents leads to the page that it names."""
    import pikepdf

    for page in pack.pages[contents.first : contents.first + contents.pages]:
        for link in page.obj.get("/Annots", pikepdf.Array()):
            number = str(link.A.URI).removeprefix(ADDRESS)
            target = pack.pages[int(number) - 1]
            del link.A
            link.Dest = pikepdf.Array([target.obj, pikepdf.Name.Fit])


def _add_outline(
    pack: Pdf, placed: Sequence[_Placed], headings: Sequence[Headings]
) -> None:
    from pikepdf import OutlineItem

    with pack.open_outline() as outline:
        under: list[OutlineItem] = outline.root
        for one, inner in zip(placed, headings, strict=True):
            if one.part.follows:
                continue
            item = OutlineItem(one.part.title, one.first)
            item.is_closed = True
            for title, page in inner:
                item.children.append(OutlineItem(title, one.first + page))
            if one.part.level and outline.root:
                under.append(item)
            else:
                outline.root.append(item)
                under = item.children
