"""Filing a document, giving it to people, taking it back, exporting a case (P0.3, P1.17)."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from rapidreview.case.invited import Interest
from rapidreview.case.models import Case
from rapidreview.casefolder import storage
from rapidreview.casefolder.export import NOTHING_HELD, Marks, bundle
from rapidreview.casefolder.models import Document, DocumentVersion, Release
from rapidreview.dailylog import actions as dailylog
from rapidreview.people.actor import Actor
from rapidreview.people.models import Agency, User
from rapidreview.procedure.errors import Refused
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.vocabulary import Subfolder


@transaction.atomic
def file_document(
    case: Case,
    *,
    sort: Document.Sort,
    subfolder: Subfolder,
    title: str,
    data: bytes,
    name: str,
    media_type: str,
    source: str,
    by: Actor,
    at: datetime,
    agency: Agency | None = None,
    subject: str = "",
    number: str | None = None,
    document: Document | None = None,
    occurred_at: datetime | None = None,
) -> DocumentVersion:
    """File ``data`` in the case folder; the log names its location (P1.17, P1.18).

    With ``document`` it becomes the next version of that one, and ``sort``, ``subfolder``,
    ``agency`` and ``subject`` stay as they were. ``number`` is for a report's "0.1";
    ``occurred_at`` is when it came or was made, where it is filed later (P14.6).
    """
    if document is None:
        document = Document.objects.create(
            case=case,
            sort=sort,
            subfolder=subfolder,
            title=title,
            agency=agency,
            subject=subject,
            made_at=at,
        )
    elif document.case_id != case.pk:
        raise Refused("That document belongs to another case.", "P1.12")
    version = _store(case, document, data, number)
    version.file_name, version.media_type = name, media_type
    version.marking, version.source = case.partnership.marking, source
    version.filed_by, version.filed_at = by.now().words, at
    version.save(force_insert=True)
    _log(version, by=by, at=at, occurred_at=occurred_at)
    return version


def location(version: DocumentVersion) -> str:
    """Where it lies, as the Daily Log names it: subfolder, title, version (P1.17)."""
    document = version.document
    folder = Subfolder(document.subfolder).words
    return f"{folder} / {document.title}, version {version.number}"


@transaction.atomic
def release(
    version: DocumentVersion, users: Iterable[User], *, at: datetime
) -> list[Release]:
    """Give a version to people; those who have it keep it. The caller's act is logged.

    Raises Refused for somebody who, by a declared interest, sees no papers (section 8).
    """
    given = list(users)
    _require_may_read(version, given)
    return [_give(version, user, at) for user in given]


@transaction.atomic
def withdraw(version: DocumentVersion, *, at: datetime) -> int:
    """Take a version back from everybody; how many had it. The caller's act is logged."""
    held = version.releases.filter(withdrawn_at__isnull=True)
    return held.update(withdrawn_at=at)


@transaction.atomic
def withdraw_from(case: Case, user: User, *, at: datetime) -> int:
    """Take every version back from one person; how many they had. The act is logged."""
    held = Release.objects.filter(case=case, user=user, withdrawn_at__isnull=True)
    return held.update(withdrawn_at=at)


@transaction.atomic
def export_case(
    case: Case,
    *,
    by: Actor,
    at: datetime,
    reason: str = "",
    marks: Marks = NOTHING_HELD,
) -> bytes:
    """The case as one file that anybody can verify; that it left is logged (P0.3)."""
    dailylog.write(
        case, LogKind.CASE_EXPORTED, by=by, at=at, subject=case, reason=reason
    )
    return bundle(case, at=at, marks=marks)


def _store(
    case: Case, document: Document, data: bytes, number: str | None
) -> DocumentVersion:
    kept = storage.store(data)
    return DocumentVersion(
        case=case,
        document=document,
        number=number or str(document.versions.count() + 1),
        size=kept.size,
        sha256=kept.sha256,
        storage_name=kept.name,
        file_key_wrapped=kept.key_wrapped,
    )


def _log(
    version: DocumentVersion, *, by: Actor, at: datetime, occurred_at: datetime | None
) -> None:
    document = version.document
    email = document.sort == Document.Sort.EMAIL
    dailylog.write(
        version.case,
        LogKind.EMAIL_FILED if email else LogKind.DOCUMENT_FILED,
        by=by,
        at=at,
        occurred_at=occurred_at,
        subject=version,
        files=(version.sha256,),
        text=version.source,
        location=location(version),
        document=document.title,
        agency=document.agency.name if document.agency else "",
    )


def _require_may_read(version: DocumentVersion, users: list[User]) -> None:
    shut_out = Interest.objects.filter(
        case=version.case_id, user__in=users, no_papers=True
    )
    if found := shut_out.first():
        raise Refused(
            f"{found.name} has declared an interest and sees no papers of this review. "
            "Leave them out.",
            "P7.1",
        )


def _give(version: DocumentVersion, user: User, at: datetime) -> Release:
    given, made = Release.objects.get_or_create(
        version=version,
        user=user,
        defaults={"case_id": version.case_id, "released_at": at},
    )
    if not made and given.withdrawn_at is not None:
        given.released_at, given.withdrawn_at = at, None
        given.save(update_fields=["released_at", "withdrawn_at"])
    return given
