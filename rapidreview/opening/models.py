"""The agencies chosen for a case, what the partners said of the SIN, and its sheet."""

from __future__ import annotations

from django.db import models

from rapidreview.case.models import Case, CaseRow
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


class PartnerAnswer(CaseRow):
    """What somebody who decides said of the notification (P1.2); their newest row counts."""

    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, related_name="partner_answers"
    )
    partner = models.CharField(max_length=30)  # a partner, or a role of the procedure
    agrees = models.BooleanField()
    given_by = models.CharField(max_length=200)
    words = SealedText()
    given_at = models.DateTimeField()
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ("recorded_at", "id")

    def __str__(self) -> str:
        return f"{self.partner} {'agrees' if self.agrees else 'does not agree'}"


class SinSheet(CaseRow):
    """What the national system asks and no other row knows: who notifies, in which words."""

    case = models.OneToOneField(
        Case, on_delete=models.PROTECT, related_name="sin_sheet"
    )
    notifier = SealedText()
    job = SealedText()
    phone = SealedText()
    email = SealedText()
    agency = SealedText()
    local_authority = SealedText()
    happened = SealedText()  # empty: as the case says it
    further_children = SealedText()
    edit_version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return f"sheet of {self.case_id}"
