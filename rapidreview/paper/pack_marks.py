"""What is laid over a joined pack: a stamp on each page, its labels, its title (P6.1)."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from rapidreview.paper.typeset import typeset

if TYPE_CHECKING:
    from pikepdf import Page, Pdf


class StampsDoNotFit(Exception):
    """The sheet of stamps has another number of pages than the pack: a mistake of ours."""


def stamp(pack: Pdf, *, title: str, marking: str, at: datetime, fonts: Path) -> None:
    """Lay on each page what it is, its marking and its number, as seen after rotation."""
    import pikepdf

    sizes = [_shown_size(page) for page in pack.pages]
    data = {"title": title, "marking": marking, "pages": sizes}
    overlay = typeset("stamp", data, at=at, fonts=fonts)
    with pikepdf.open(io.BytesIO(overlay)) as stamps:
        if len(stamps.pages) != len(pack.pages):
            raise StampsDoNotFit(title)
        for page, one in zip(pack.pages, stamps.pages, strict=True):
            _lay_on(page, one)


def finish(pack: Pdf, *, title: str, at: datetime) -> None:
    """The pack's language, title, page labels and metadata, made ``at``."""
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


def _lay_on(page: Page, stamp: Page) -> None:
    """Like the library's overlay, but under a name of ours, as its own is random, and marked
    as no part of what is read: a screen reader does not say it on every page."""
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
    page.contents_add(b"\nQ\n/Artifact <</Type /Pagination>> BDC\n" + place + b"\nEMC")


def _shown_size(page: Page) -> tuple[float, float]:
    """Width and height in points as the page is seen, that is, after its rotation."""
    left, bottom, right, top = (float(edge) for edge in page.trimbox)
    width, height = abs(right - left), abs(top - bottom)
    turned = int(page.obj.get("/Rotate", 0)) % 180 == 90
    return (height, width) if turned else (width, height)
