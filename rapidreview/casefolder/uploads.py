"""A file from outside on its way in: counted, looked at in the limited subprocess, or refused."""

from dataclasses import dataclass

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from rapidreview.paper import limited
from rapidreview.paper.refusal import Refusal
from rapidreview.paper.sniff import EMAIL_TYPES
from rapidreview.procedure.errors import Refused


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that may be filed. ``warnings`` are sentences for whoever files it."""

    data: bytes
    name: str
    media_type: str
    warnings: tuple[str, ...] = ()

    @property
    def is_email(self) -> bool:
        """Whether it is a message, saved as .eml or by Outlook as .msg."""
        return is_email(self.media_type)


def is_email(media_type: str) -> bool:
    """Whether a file of this type is a message."""
    return media_type in EMAIL_TYPES


def receive(uploaded_file: UploadedFile, *, email: bool = False) -> Upload:
    """The file, judged by what it is. ``email``: where a message itself is filed (P1.18).

    Raises Refused with words that say what is wrong and what to do.
    """
    return accept(_read(uploaded_file), uploaded_file.name or "", email=email)


def accept(data: bytes, name: str, *, email: bool = False) -> Upload:
    """The same for bytes that came otherwise, such as an attachment of a message."""
    limit = settings.MAX_UPLOAD_BYTES
    try:
        found = limited.sniff(data, name, emails=email, max_bytes=limit)
    except Refusal as refusal:
        raise Refused(refusal.words) from refusal
    return Upload(data, found.clean_name, found.media_type, found.warnings)


def _read(uploaded_file: UploadedFile) -> bytes:
    """The bytes as they come; stops one chunk after the limit, whatever was declared."""
    kept, size = [], 0
    for chunk in uploaded_file.chunks():
        kept.append(chunk)
        size += len(chunk)
        if size > settings.MAX_UPLOAD_BYTES:
            break
    return b"".join(kept)
