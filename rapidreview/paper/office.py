"""Judging a .docx or .xlsx: is it one, is it whole, does it carry or fetch anything?"""

import re
import zipfile

from rapidreview.paper.archive import (
    ArchiveLimits,
    cannot_be_opened,
    count,
    member,
    open_archive,
)
from rapidreview.paper.refusal import Quarantined, Refusal

CONTENT_TYPES = "[Content_Types].xml"
MAIN_PARTS = {
    b"wordprocessingml.document.main+xml": ("docx", "word/document.xml"),
    b"spreadsheetml.sheet.main+xml": ("xlsx", "xl/workbook.xml"),
}
MACROS = re.compile(r"(?i)(vbaproject|vbadata)\.(bin|xml)$|(^|/)macrosheets/")
EXTERNAL = re.compile(
    rb"<[^>]*TargetMode\s*=\s*[\"']External[\"'][^>]*>", re.IGNORECASE
)
# A link to click, and the template on a drive of one's own that Word likes to remember.
HARMLESS = re.compile(rb"(?i)Type\s*=\s*[\"'][^\"']*/hyperlink[\"']")
TEMPLATE = re.compile(rb"(?i)Type\s*=\s*[\"'][^\"']*/attachedTemplate[\"']")
OWN_DRIVE = re.compile(rb"(?i)Target\s*=\s*[\"']file:///[a-z]:")
# Field codes that start a program or fetch a file, and Excel's name for the first.
FIELD_CODES = re.compile(
    rb"<w:instrText[^>]*>([^<]*)|w:instr\s*=\s*\"([^\"]*)|(<ddeLink)\b"
)
FETCHING = re.compile(rb"(?i)\bDDE(AUTO)?\b|\bINCLUDE(TEXT|PICTURE)\b|<ddeLink")
EMBEDDED = re.compile(r"(?i)/activeX/|/embeddings/[^/]+\.bin$|oleObject\d*\.bin$")
CHANGES = re.compile(rb"<w:(ins|del|moveFrom|moveTo) ")


def judge_archive(
    data: bytes, name: str, limits: ArchiveLimits, not_allowed: str
) -> tuple[str, tuple[str, ...]]:
    """The extension of an Office archive and warnings about it.

    1. Everything is unpacked once and counted (U10); damage and passwords show here.
    2. Its content types say what it is; macros are refused (U6).
    3. What reaches for other files or programs is quarantined (U8).
    """
    with open_archive(data, name) as archive:
        count(archive, name, len(data), limits)
        extension = _extension(archive, name, not_allowed)
        _require_no_macros(archive, name, extension)
        _require_self_contained(archive, name)
        return extension, _warnings(archive, name)


def _extension(archive: zipfile.ZipFile, name: str, not_allowed: str) -> str:
    types = member(archive, CONTENT_TYPES, name)
    if b"macroEnabled" in types:
        raise Refusal(_has_macros(name, "docx" if b"word" in types else "xlsx"))
    for mark, (extension, main_part) in MAIN_PARTS.items():
        if mark in types:
            if main_part not in archive.namelist():
                raise Refusal(cannot_be_opened(name))
            return extension
    if not types and any(
        entry.startswith(("word/", "xl/")) for entry in archive.namelist()
    ):
        raise Refusal(cannot_be_opened(name))
    raise Refusal(not_allowed)


def _require_no_macros(archive: zipfile.ZipFile, name: str, extension: str) -> None:
    if any(MACROS.search(entry) for entry in archive.namelist()):
        raise Refusal(_has_macros(name, extension))


def _has_macros(name: str, extension: str) -> str:
    return (
        f"The file ‘{name}’ contains macros. Save it as .{extension} without macros and "
        "choose it again."
    )


def _require_self_contained(archive: zipfile.ZipFile, name: str) -> None:
    if any(EMBEDDED.search(entry) for entry in archive.namelist()):
        raise Quarantined(_reaches_out(name, "holds another file inside it"))
    for entry in archive.namelist():
        if entry.endswith(".rels"):
            links = EXTERNAL.findall(member(archive, entry, name))
            if not all(map(_harmless, links)):
                raise Quarantined(
                    _reaches_out(name, "fetches something from elsewhere")
                )
        elif entry.endswith(".xml") and _fetches(member(archive, entry, name)):
            raise Quarantined(_reaches_out(name, "tries to start another program"))


def _harmless(link: bytes) -> bool:
    own_template = TEMPLATE.search(link) and OWN_DRIVE.search(link)
    return bool(HARMLESS.search(link) or own_template)


def _fetches(content: bytes) -> bool:
    """Field codes are joined first: they may be cut into pieces to escape notice."""
    codes = (b"".join(pieces) for pieces in FIELD_CODES.findall(content))
    return FETCHING.search(b"".join(codes)) is not None


def _reaches_out(name: str, what: str) -> str:
    return (
        f"The file ‘{name}’ {what}. It was locked and not opened. Save its text as a plain "
        "document or PDF and choose that."
    )


def _warnings(archive: zipfile.ZipFile, name: str) -> tuple[str, ...]:
    names = archive.namelist()
    comments = any(re.search(r"(word|xl)/comments\d*\.xml$", entry) for entry in names)
    body = member(archive, "word/document.xml", name)
    if comments or CHANGES.search(body):
        return (
            f"The file ‘{name}’ contains tracked changes or comments - others will see them.",
        )
    return ()
