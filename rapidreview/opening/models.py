"""The agencies chosen for a case."""

from __future__ import annotations

from django.db import models

from rapidreview.case.models import CaseRow
from rapidreview.people.models import Agency
from rapidreview.people.sealed import SealedText


class ChosenAgency(CaseRow):
    """An agency that will be asked for its information (P1.8)."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    reason = SealedText()
    chosen_at = models.DateTimeField()

    class Meta:
        ordering = ("chosen_at", "id")
        constraints = (
            models.UniqueConstraint("case", "agency", name="agency_is_chosen_once"),
        )

    def __str__(self) -> str:
        return f"{self.agency_id} for {self.case_id}"
