"""What lies in the case folder and in the outbox, to be shown: never of another case."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from rapidreview.case.models import Appointment, Case
from rapidreview.casefolder.models import DocumentVersion
from rapidreview.mail.models import Letter
from rapidreview.people.models import Membership
from rapidreview.procedure.vocabulary import Subfolder


def folders(case: Case) -> list[tuple[str, list[DocumentVersion]]]:
    """Each subfolder with its versions, oldest first."""
    versions = (
        DocumentVersion.objects.filter(case=case)
        .select_related("document__case", "document__agency", "case")
        .order_by("filed_at", "id")
    )
    return [
        (one.words, [file for file in versions if file.document.subfolder == one])
        for one in Subfolder
    ]


def version_of(case: Case, version_id: UUID) -> DocumentVersion:
    """One version of the case. Raises Http404."""
    found = (
        DocumentVersion.objects.filter(case=case, pk=version_id)
        .select_related("case", "document")
        .first()
    )
    if found is None:
        raise Http404
    return found


def letters(case: Case) -> QuerySet[Letter]:
    """Every letter of the case, newest first."""
    return Letter.objects.filter(case=case).select_related("case")


def letter_of(case: Case, letter_id: UUID) -> Letter:
    """One letter of the case. Raises Http404."""
    found = letters(case).filter(pk=letter_id).first()
    if found is None:
        raise Http404
    return found


def appointed(case: Case) -> QuerySet[Appointment]:
    """Who works or worked on the case, by name."""
    return (
        Appointment.objects.filter(case=case)
        .select_related("user", "agency", "stands_in_for")
        .order_by("user__name", "from_at")
    )


def members() -> QuerySet[Membership]:
    """Everybody with a standing role, by partnership and name."""
    return Membership.objects.select_related("user", "partnership", "agency").order_by(
        "partnership__name", "user__name"
    )
