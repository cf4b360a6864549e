"""A PDF from outside made still: it shows its pages and does nothing else (P6.1).

An agency's attachment may carry scripts, files or actions. Before it is joined into a
pack it is written anew without them. Only ever run in the limited subprocess.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidreview.paper.archive import cannot_be_opened, password_protected
from rapidreview.paper.refusal import Refusal

if TYPE_CHECKING:
    from pikepdf import (
        ContentStreamInlineImage,
        ContentStreamInstruction,
        Object,
        Page,
        Pdf,
    )

# What of the whole document, of a page and of a note on it may act by itself.
ACTING_ROOT = ("/OpenAction", "/AA", "/Names", "/AcroForm", "/Collection", "/AF")
ACTING_PAGE = ("/AA", "/AF")
# What says more than the pages show: who wrote it and when, on what machine.
TELLING_ROOT = ("/Metadata", "/StructTreeRoot", "/MarkInfo", "/PieceInfo")
TELLING_PAGE = ("/Metadata", "/PieceInfo", "/StructParents", "/Thumb")


@dataclass(frozen=True, slots=True)
class StillPdf:
    """The pages of a PDF, written anew, and how many they are."""

    content: bytes
    pages: int


def still_pdf(data: bytes, name: str = "attachment.pdf") -> StillPdf:
    """``data`` without scripts, actions, links, attached files, tags and metadata.

    Raises Refusal, also for a document without a page.
    """
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            return _stilled(pdf)
    except pikepdf.PasswordError as error:
        raise Refusal(password_protected(name)) from error
    except pikepdf.PdfError as error:
        raise Refusal(cannot_be_opened(name)) from error


def _drop(owner: Object, *keys: str) -> None:
    for key in keys:
        if key in owner:
            del owner[key]


def _drop_marks(pdf: Pdf, page: Page) -> None:
    """Take the numbers of its old tags out of a page, which the pack numbers itself.

    What switches a layer off stays: it may hide something.
    """
    import pikepdf

    page.contents_coalesce()
    if b"/MCID" not in page.obj.Contents.read_bytes():
        return
    plain = pikepdf.ContentStreamInstruction(
        [pikepdf.Name.Span], pikepdf.Operator("BMC")
    )
    told = pikepdf.parse_content_stream(page)
    kept = [plain if _is_tag(one) else one for one in told]
    page.obj.Contents = pdf.make_stream(pikepdf.unparse_content_stream(kept))


def _is_tag(told: ContentStreamInstruction | ContentStreamInlineImage) -> bool:
    return str(told.operator) == "BDC" and str(told.operands[0]) != "/OC"


def _stilled(pdf: Pdf) -> StillPdf:
    # What was typed into a form becomes part of the page before the form is dropped.
    pdf.generate_appearance_streams()
    pdf.flatten_annotations("print")
    _drop(pdf.Root, *ACTING_ROOT, *TELLING_ROOT)
    for page in pdf.pages:
        _drop(page.obj, *ACTING_PAGE, *TELLING_PAGE, "/Annots")
        _drop_marks(pdf, page)
    _drop(pdf.trailer, "/Info")
    made = io.BytesIO()
    pdf.save(made, deterministic_id=True)
    return StillPdf(made.getvalue(), len(pdf.pages))
