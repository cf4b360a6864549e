"""What lies in the case folder and in the outbox, to be shown: never of another case."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from rapidreview.case.access import held_at
from rapidreview.case.models import Appointment, Case
from rapidreview.casefolder.models import DocumentVersion
from rapidreview.mail.models import Letter
from rapidreview.parallel.held import Held
from rapidreview.people.models import Agency, Membership, Partnership, User
from rapidreview.procedure.vocabulary import Subfolder


def folders(case: Case, held: Held) -> list[tuple[str, list[DocumentVersion]]]:
    """Each subfolder with its versions, oldest first; what is held from the reader is not there."""
    versions = (
        DocumentVersion.objects.filter(case=case)
        .select_related("document__case", "document__agency", "case")
        .order_by("filed_at", "id")
    )
    return [
        (
            one.words,
            [
                file
                for file in versions
                if file.document.subfolder == one and not held.hides_document(file.pk)
            ],
        )
        for one in Subfolder
    ]


def version_of(case: Case, version_id: UUID, held: Held) -> DocumentVersion:
    """One version of the case. Raises Http404, so for what is held from the reader."""
    found = (
        DocumentVersion.objects.filter(case=case, pk=version_id)
        .select_related("case", "document")
        .first()
    )
    if found is None or held.hides_document(found.pk):
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


def partnerships_of(user: User, *, at: datetime) -> list[Partnership]:
    """The partnerships in which somebody has a role now, by name."""
    held = Membership.objects.filter(held_at(at), user=user).values("partnership_id")
    return list(Partnership.objects.filter(pk__in=held).order_by("name"))


def agencies_of(partnership: Partnership) -> QuerySet[Agency]:
    """The agencies of a partnership with who speaks for them."""
    return partnership.agencies.prefetch_related("people")


def members(partnership: Partnership | None = None) -> QuerySet[Membership]:
    """Everybody with a standing role, of one partnership or of all, by name."""
    held = Membership.objects.select_related("user", "partnership", "agency")
    if partnership:
        held = held.filter(partnership=partnership)
    return held.order_by("partnership__name", "user__name")
