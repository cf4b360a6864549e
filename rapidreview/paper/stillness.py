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
    from pikepdf import Pdf

# What of the whole document, of a page and of a note on it may act by itself.
ACTING_ROOT = ("/OpenAction", "/AA", "/Names", "/AcroForm", "/Collection", "/AF")
ACTING_PAGE = ("/AA", "/AF")


@dataclass(frozen=True, slots=True)
class StillPdf:
    """The pages of a PDF, written anew, and how many they are."""

    content: bytes
    pages: int


def still_pdf(data: bytes, name: str = "attachment.pdf") -> StillPdf:
    """``data`` without scripts, actions, links and attached files. Raises Refusal."""
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            return _stilled(pdf)
    except pikepdf.PasswordError as error:
        raise Refusal(password_protected(name)) from error
    except pikepdf.PdfError as error:
        raise Refusal(cannot_be_opened(name)) from error


def _stilled(pdf: Pdf) -> StillPdf:
    # What was typed into a form becomes part of the page before the form is dropped.
    pdf.generate_appearance_streams()
    pdf.flatten_annotations("print")
    for key in ACTING_ROOT:
        if key in pdf.Root:
            del pdf.Root[key]
    for page in pdf.pages:
        for key in (*ACTING_PAGE, "/Annots"):
            if key in page.obj:
                del page.obj[key]
    made = io.BytesIO()
    pdf.save(made, deterministic_id=True)
    return StillPdf(made.getvalue(), len(pdf.pages))
