"""Meetings of a case; in these first days, the pre-meets."""

from __future__ import annotations

from django.db import models

from rapidreview.case.models import CaseRow
from rapidreview.casefolder.models import DocumentVersion
from rapidreview.people.models import Agency
from rapidreview.people.sealed import SealedText


class Meeting(CaseRow):
    """A meeting with its minute-taker and the moment it closed (P0.4, P0.5)."""

    class Sort(models.TextChoices):
        """Which meeting it is."""

        PRE_MEET = "pre_meet", "Pre-meet"
        RAPID_REVIEW = "rapid_review", "Rapid Review meeting"
        EXECUTIVE = "executive", "Meeting with the AD/DCS"

    sort = models.CharField(max_length=14, choices=Sort.choices)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True)
    starts_at = models.DateTimeField()
    place = SealedText()
    minute_taker = models.CharField(max_length=200)
    attended = SealedText()  # one per line
    closed_at = models.DateTimeField(null=True, blank=True)
    notes = SealedText()
    minutes = models.ForeignKey(
        DocumentVersion, on_delete=models.PROTECT, null=True, related_name="+"
    )
    circulated_at = models.DateTimeField(null=True, blank=True)
    circulated_to = SealedText()
    edit_version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("starts_at", "id")

    def __str__(self) -> str:
        return f"{self.sort} of {self.case_id}"
