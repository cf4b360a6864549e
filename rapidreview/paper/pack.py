"""The collation pack: many documents as one PDF that reads like one (P6.1).

1. Cover and contents are set; the contents know the page on which each part begins.
2. Cover, contents and parts are joined, with an outline and page labels.
3. One stamp is laid on each page: what it is, its marking, page n of m.
A joined PDF loses its parts' accessibility tags; the originals stay in the case folder.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from rapidreview.paper.typeset import FONTS, typeset

if TYPE_CHECKING:
    from pikepdf import Page, Pdf

# What the template of the contents writes where a link to a page belongs.
ADDRESS = "page:"


@dataclass(frozen=True, slots=True)
class Part:
    """One document of the pack; ``children`` are headings in it, each with its page (1 …)."""

    title: str
    pdf: bytes
    children: tuple[tuple[str, int], ...] = ()


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


def assemble(
    parts: Sequence[Part],
    *,
    title: str,
    marking: str,
    at: datetime,
    cover: Mapping[str, object] | None = None,
    fonts: Path = FONTS,
) -> bytes:
    """The pack as one PDF, byte for byte the same for the same parts and instant (P6.1).

    ``cover`` is what the cover says besides the title: partnership, reference, subtitle,
    lines, missing, handling. Raises CannotCollate, FontsMissing.
    """
    import pikepdf

    front = {"partnership": "", "reference": "", **(cover or {})}
    front |= {"title": title, "marking": marking}
    counted = [(part, _page_count(part)) for part in parts]
    with pikepdf.Pdf.new() as pack:
        opening = [
            Part("Cover", typeset("cover", front, at=at, fonts=fonts)),
            Part("Contents", _contents(counted, front, at=at, fonts=fonts)),
        ]
        placed = _place([*((part, _page_count(part)) for part in opening), *counted])
        for one in placed:
            _append(pack, one.part)
        _link_contents(pack, placed[1])
        _stamp(pack, title=title, marking=marking, at=at, fonts=fonts)
        _add_outline(pack, placed)
        return _saved(pack, title=title, at=at)


def _page_count(part: Part) -> int:
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(part.pdf)) as pdf:
            return len(pdf.pages)
    except (pikepdf.PdfError, pikepdf.PasswordError) as error:
        raise CannotCollate(part.title) from error


def _contents(
    counted: Sequence[tuple[Part, int]],
    front: Mapping[str, object],
    *,
    at: datetime,
    fonts: Path,
) -> bytes:
    """Set twice: the length of the contents moves the pages they speak of."""
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
    for number, (part, pages) in enumerate(counted, start=1):
        about = {"number": str(number), "title": part.title, "level": 0}
        entries.append({**about, "pages": str(pages), "page": str(first)})
        entries.extend(
            {"title": title, "page": str(first + page - 1), "level": 1}
            for title, page in part.children
        )
        first += pages
    return entries


def _place(counted: Sequence[tuple[Part, int]]) -> list[_Placed]:
    placed, first = [], 0
    for part, pages in counted:
        placed.append(_Placed(part, first, pages))
        first += pages
    return placed


def _append(pack: Pdf, part: Part) -> None:
    import pikepdf

    with pikepdf.open(io.BytesIO(part.pdf)) as source:
        pack.pages.extend(source.pages)


def _link_contents(pack: Pdf, contents: _Placed) -> None:
    """A line of the contents leads to the page that it names."""
    import pikepdf

    for page in pack.pages[contents.first : contents.first + contents.pages]:
        for link in page.obj.get("/Annots", pikepdf.Array()):
            number = str(link.A.URI).removeprefix(ADDRESS)
            target = pack.pages[int(number) - 1]
            del link.A
            link.Dest = pikepdf.Array([target.obj, pikepdf.Name.Fit])


def _stamp(pack: Pdf, *, title: str, marking: str, at: datetime, fonts: Path) -> None:
    import pikepdf

    sizes = [_shown_size(page) for page in pack.pages]
    data = {"title": title, "marking": marking, "pages": sizes}
    overlay = typeset("stamp", data, at=at, fonts=fonts)
    with pikepdf.open(io.BytesIO(overlay)) as stamps:
        if len(stamps.pages) != len(pack.pages):
            raise CannotCollate(title)
        for page, stamp in zip(pack.pages, stamps.pages, strict=True):
            _lay_on(page, stamp)


def _lay_on(page: Page, stamp: Page) -> None:
    """Like the library's overlay, but under a name of ours: its own is random."""
    import pikepdf

    drawn = stamp.as_form_xobject()
    name = page.add_resource(drawn, pikepdf.Name.XObject, pikepdf.Name.RapidReviewStamp)
    place = page.calc_form_xobject_placement(
        page.resources.XObject[name],
        name,
        pikepdf.Rectangle(page.trimbox),
        invert_transformations=True,
        allow_shrink=True,
        allow_expand=True,
    )
    page.contents_add(b"q\n", prepend=True)
    page.contents_add(b"Q\n" + place)


def _shown_size(page: Page) -> tuple[float, float]:
    """Width and height in points as the page is seen, that is, after its rotation."""
    left, bottom, right, top = (float(edge) for edge in page.trimbox)
    width, height = abs(right - left), abs(top - bottom)
    turned = int(page.obj.get("/Rotate", 0)) % 180 == 90
    return (height, width) if turned else (width, height)


def _add_outline(pack: Pdf, placed: Sequence[_Placed]) -> None:
    from pikepdf import OutlineItem

    with pack.open_outline() as outline:
        for one in placed:
            item = OutlineItem(one.part.title, one.first)
            for title, page in one.part.children:
                item.children.append(OutlineItem(title, one.first + page - 1))
            outline.root.append(item)


def _saved(pack: Pdf, *, title: str, at: datetime) -> bytes:
    import pikepdf

    moment = at.astimezone(UTC).replace(microsecond=0)
    root = pack.Root
    root.Lang = pikepdf.String("en-GB")
    root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
    root.PageMode = pikepdf.Name.UseOutlines
    # Labels count as the stamps do, so that "go to page 40" finds page 40.
    root.PageLabels = pikepdf.Dictionary(
        Nums=[0, pikepdf.Dictionary(S=pikepdf.Name.D, St=1)]
    )
    pack.docinfo["/Title"] = title
    pack.docinfo["/Creator"] = "Rapid Review"
    pack.docinfo["/CreationDate"] = moment.strftime("D:%Y%m%d%H%M%SZ")
    with pack.open_metadata(set_pikepdf_as_editor=False) as metadata:
        metadata["dc:title"] = title
        metadata["dc:language"] = ["en-GB"]
        metadata["xmp:CreateDate"] = moment.isoformat()
    made = io.BytesIO()
    pack.save(made, deterministic_id=True, min_version="1.7")
    return made.getvalue()
