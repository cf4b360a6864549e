"""Rows of scoping, reached only through their case: another case's are not found."""

from uuid import UUID

from django.shortcuts import get_object_or_404

from rapidreview.case.models import Case
from rapidreview.scoping.models import AgencyReturn, ReturnRequest, SafetyItem


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


def open_item(case: Case, item_id: UUID) -> SafetyItem:
    """A safety item of this case, or 404."""
    rows = SafetyItem.objects.select_related(
        "agency_return__agency", "agency_return__request__agency", "case__partnership"
    )
    return get_object_or_404(rows, case=case, pk=item_id)
