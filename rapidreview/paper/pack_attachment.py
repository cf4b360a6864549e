"""An attachment's places in a pack: the sheet before it, its pages, or the file itself (P6.1)."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from rapidreview.paper import limited
from rapidreview.paper.office_pages import SUFFIXES, CannotConvert, office_pages
from rapidreview.paper.refusal import Refusal
from rapidreview.paper.typeset import FONTS, typeset

if TYPE_CHECKING:
    from pikepdf import Pdf

AS_SENT = "Its pages follow as they were sent."
DRAWN = "The picture follows on one page."
CONVERTED = (
    "Its pages follow, made from the document that was sent. Look at the document itself, in "
    "the case folder, where its layout matters."
)
ATTACHED = (
    "It could not be turned into pages. The file itself is attached to this PDF: open the "
    "list of attachments of your PDF reader and save ‘{name}’."
)


@dataclass(frozen=True, slots=True)
class Beside:
    """A file from the case folder on its way into a pack; ``name`` is one that may be shown."""

    data: bytes
    name: str
    media_type: str
    filed_at: datetime


@dataclass(frozen=True, slots=True)
class Shown:
    """What stands for it: its pages, or none where the file itself is attached; in words."""

    pages: bytes | None
    words: str


def shown(file: Beside, *, converter: Path | None) -> Shown:
    """The pages of a file; without any where it is to be attached as it is.

    PDF: made still. Picture: one page. Word, Excel: converted if there is a converter.
    """
    try:
        if file.media_type == "application/pdf":
            return Shown(limited.still_pdf(file.data), AS_SENT)
        if file.media_type.startswith("image/"):
            return Shown(limited.picture_page(file.data), DRAWN)
        if file.media_type in SUFFIXES and converter:
            made = office_pages(file.data, file.media_type, with_converter=converter)
            return Shown(made, CONVERTED)
    except (Refusal, CannotConvert):
        return Shown(None, ATTACHED.format(name=file.name))
    return Shown(None, ATTACHED.format(name=file.name))


def sheet(
    content: Mapping[str, object],
    *,
    attached: Beside | None = None,
    at: datetime,
    fonts: Path = FONTS,
) -> bytes:
    """The sheet before an attachment; where it has no pages it carries the file itself."""
    made = typeset("attachment", content, at=at, fonts=fonts)
    return with_file(made, attached) if attached else made


def with_file(pdf: bytes, file: Beside) -> bytes:
    """``pdf`` with the file attached to it, under its name and with its kind."""
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as opened:
        _attach(opened, file)
        written = io.BytesIO()
        opened.save(written, deterministic_id=True)
    return written.getvalue()


def _attach(pdf: Pdf, file: Beside) -> None:
    from pikepdf import AttachedFileSpec, Name

    moment = file.filed_at.astimezone(UTC).strftime("D:%Y%m%d%H%M%SZ")
    spec = AttachedFileSpec(
        pdf,
        file.data,
        filename=file.name,
        description=file.name,
        mime_type=file.media_type,
        creation_date=moment,
        mod_date=moment,
    )
    spec.relationship = Name.Unspecified
    pdf.attachments[file.name] = spec
