"""Handing out a file: checked against its hash, never run by a browser (trust, V5.4)."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from rapidreview.casefolder import storage
from rapidreview.casefolder.models import DocumentVersion

SHOWN_IN_BROWSER = {"application/pdf", "image/png", "image/jpeg"}
SANDBOX = "sandbox; default-src 'none'"


def serve(version: DocumentVersion, *, inline: bool = False) -> HttpResponse:
    """The file as an answer: an attachment, unless ``inline`` and of a harmless kind.

    Raises CannotOpen where the bytes are not those that were filed. The caller has asked
    whether this person may have it; the look is in the access log already.
    """
    return answer_with(
        storage.read(version),
        name=version.file_name,
        media_type=version.media_type,
        inline=inline,
    )


def answer_with(
    data: bytes, *, name: str, media_type: str, inline: bool = False
) -> HttpResponse:
    """The same for bytes that are a part of something filed, such as a file of a bundle."""
    shown = inline and media_type in SHOWN_IN_BROWSER
    response = HttpResponse(data, content_type=media_type)
    response["Content-Disposition"] = str(content_disposition_header(not shown, name))
    response["Content-Security-Policy"] = SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    return response
