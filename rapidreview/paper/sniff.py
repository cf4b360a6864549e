"""What a file really is, and whether we take it: judged by content, never by its name.

Refusals are sentences for the person who chose the file (trust.md, section 5, uploads).
Only ever run in the limited subprocess: ``limited.sniff`` is the door.
"""

import io
from dataclasses import dataclass

from rapidreview.paper.archive import ArchiveLimits, cannot_be_opened
from rapidreview.paper.compound import SIGNATURE
from rapidreview.paper.file_names import clean, suffix
from rapidreview.paper.office import judge_archive
from rapidreview.paper.old_office import judge_compound
from rapidreview.paper.pictures import MAX_PIXELS, picture_size
from rapidreview.paper.refusal import Refusal

MEBIBYTE = 1024 * 1024
MAX_BYTES = 25 * MEBIBYTE
ARCHIVE_LIMITS = ArchiveLimits()
MEDIA_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "eml": "message/rfc822",
    "msg": "application/vnd.ms-outlook",
    "txt": "text/plain",
    "csv": "text/csv",
}
EMAIL_TYPES = frozenset({MEDIA_TYPES["eml"], MEDIA_TYPES["msg"]})
ALLOWED_WORDS = "Word (.docx), PDF, Excel (.xlsx), pictures (.png, .jpg) and plain text"
PROGRAMS = (
    b"MZ",
    b"\x7fELF",
    b"\xcf\xfa\xed\xfe",
    b"\xce\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe",
    b"#!",
)
ACTIVE_TEXT = (b"<", b"[internetshortcut]", b"{\\rtf")
EMAIL_HEADERS = frozenset(
    {"from", "to", "subject", "date", "received", "message-id", "mime-version"}
    | {"return-path", "delivered-to", "content-type"}
)


@dataclass(frozen=True, slots=True)
class Sniffed:
    """A file that may be taken. ``clean_name`` ends in the extension of its content.

    ``warnings`` are sentences for whoever files it, such as tracked changes (U27).
    """

    media_type: str
    extension: str
    clean_name: str
    warnings: tuple[str, ...] = ()


def sniff(
    data: bytes,
    name: str,
    *,
    emails: bool = False,
    max_bytes: int = MAX_BYTES,
    max_pixels: int = MAX_PIXELS,
    archive: ArchiveLimits = ARCHIVE_LIMITS,
) -> Sniffed:
    """What ``data`` is. Raises Refusal, or Quarantined where it reaches out.

    ``emails`` is for the one place where a message itself is filed (P1.18).
    """
    shown = clean(name)
    require_size(data, shown, max_bytes)
    _require_no_program(data, shown)
    extension, warnings = _kind(data, shown, max_pixels, archive)
    if MEDIA_TYPES[extension] in EMAIL_TYPES and not emails:
        raise Refusal(
            f"The file ‘{shown}’ is an e-mail. Attach the document itself: {ALLOWED_WORDS}."
        )
    final = clean(name, extension)
    return Sniffed(MEDIA_TYPES[extension], extension, final, warnings)


def require_size(data: bytes, name: str, max_bytes: int = MAX_BYTES) -> None:
    """Raise Refusal unless there is something, and not too much of it (U1, U3)."""
    if not data:
        raise Refusal(
            f"The file ‘{name}’ is empty. Check it opens on your computer and choose it again."
        )
    if len(data) > max_bytes:
        size = f"{max_bytes / MEBIBYTE:g} MB"
        raise Refusal(f"Files must be {size} or smaller. The file ‘{name}’ is larger.")


def _require_no_program(data: bytes, name: str) -> None:
    if data.startswith(PROGRAMS):
        kind = {"docx": "a Word document", "pdf": "a PDF", "xlsx": "a spreadsheet"}
        wanted = kind.get(suffix(name), "a document")
        raise Refusal(
            f"The file ‘{name}’ cannot be taken. This is a program, not {wanted}. Do not "
            "open it: tell your IT team where it came from, and choose the document itself."
        )


def _kind(
    data: bytes, name: str, max_pixels: int, archive: ArchiveLimits
) -> tuple[str, tuple[str, ...]]:
    if data.startswith(b"PK"):
        return judge_archive(data, name, archive, _not_allowed(name))
    if data.startswith(SIGNATURE):
        return judge_compound(data, name, _not_allowed(name)), ()
    if b"%PDF-" in data[:1024]:
        _require_readable_pdf(data, name)
        return "pdf", ()
    if (size := picture_size(data, name)) is not None:
        if size.width * size.height > max_pixels:
            raise Refusal(
                f"The file ‘{name}’: the picture is too large ({size.width} by {size.height} "
                "dots). Save it smaller and choose it again."
            )
        return size.extension, ()
    return _judge_text(data, name), ()


def _require_readable_pdf(data: bytes, name: str) -> None:
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            pages = len(pdf.pages)
    except pikepdf.PasswordError as error:
        raise Refusal(
            f"The file ‘{name}’ is password-protected. Remove the password, save it and "
            "choose it again."
        ) from error
    except pikepdf.PdfError as error:
        raise Refusal(cannot_be_opened(name)) from error
    if not pages:
        raise Refusal(cannot_be_opened(name))


def _judge_text(data: bytes, name: str) -> str:
    """Plain text, a table of it, or an e-mail; nothing that a program would act on."""
    beginning = data.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if beginning.startswith(b"{\\rtf"):
        raise Refusal(
            f"The file ‘{name}’ is in Rich Text Format. Save as .docx or PDF."
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refusal(_not_allowed(name)) from error
    if "\x00" in text or beginning.startswith(ACTIVE_TEXT):
        raise Refusal(_not_allowed(name))
    if _looks_like_email(text):
        return "eml"
    if suffix(name) not in {"txt", "csv"}:
        raise Refusal(_not_allowed(name))
    return suffix(name)


def _looks_like_email(text: str) -> bool:
    """Headers only a mail program writes stand before the first empty line."""
    head = text.replace("\r\n", "\n").partition("\n\n")[0]
    lines = [line for line in head.split("\n") if not line.startswith((" ", "\t"))]
    names = [line.partition(":")[0].strip().casefold() for line in lines if ":" in line]
    known = EMAIL_HEADERS.intersection(names)
    return len(names) == len(lines) and len(known) > 2


def _not_allowed(name: str) -> str:
    return f"The file ‘{name}’ is of a type that cannot be taken. You can attach {ALLOWED_WORDS}."
