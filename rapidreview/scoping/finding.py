"""Rows of scoping, reached only through their case: another case's are not found."""

from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from rapidreview.case.models import Case
from rapidreview.scoping.models import (
    AgencyReturn,
    Invitation,
    ReturnRequest,
    SafetyItem,
)
from rapidreview.scoping.rounds import AUTHOR, author_of, signer_of


def request_of(case: Case, request_id: UUID) -> ReturnRequest:
    """A request of this case, or 404."""
    rows = ReturnRequest.objects.select_related("agency", "case__partnership")
    return get_object_or_404(
        rows.prefetch_related("agency__people"), case=case, pk=request_id
    )


def round_of(case: Case, return_id: UUID) -> AgencyReturn:
    """A round of this case, or 404."""
    rows = AgencyReturn.objects.select_related(
        "agency", "request__agency", "case__partnership"
    )
    return get_object_or_404(rows, case=case, pk=return_id)


def invited(request: ReturnRequest, part: Invitation.Part) -> Invitation:
    """The newest invitation of a part, or 404 where nobody was invited to it."""
    found = author_of(request) if part == AUTHOR else signer_of(request)
    if found is None:
        raise Http404
    return found


def open_item(case: Case, item_id: UUID) -> SafetyItem:
    """A safety item of this case, or 404."""
    rows = SafetyItem.objects.select_related(
        "agency_return__agency", "agency_return__request__agency", "case__partnership"
    )
    return get_object_or_404(rows, case=case, pk=item_id)
