"""The check, its findings, the share with the Chair, and the decision: rows that point back."""

from __future__ import annotations

from django.db import models

from rapidreview.case.models import CaseRow
from rapidreview.people.sealed import SealedText
from rapidreview.scoping.models import AgencyReturn


class QualityCheck(CaseRow):
    """The initial quality check of one round: an outcome for each test (P2.2)."""

    class Sufficiency(models.TextChoices):
        """K11."""

        SUFFICIENT = "sufficient", "Sufficient"
        MINIMAL = "minimal", "Minimal"
        INSUFFICIENT = "insufficient", "Insufficient"

    class Dates(models.TextChoices):
        """K12."""

        ADEQUATE = "adequate", "Adequate"
        LACKING = "lacking", "Lacking"
        NOT_APPLICABLE = "not_applicable", "Not applicable"

    agency_return = models.OneToOneField(
        AgencyReturn, on_delete=models.PROTECT, related_name="check_made"
    )
    sufficiency = models.CharField(max_length=12, choices=Sufficiency.choices)
    dates = models.CharField(max_length=14, choices=Dates.choices)
    analysis = models.BooleanField(null=True)
    signed = models.BooleanField()
    note = SealedText()
    checked_by = models.CharField(max_length=200)
    checked_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"check of {self.agency_return_id}"


class FindingRow(CaseRow):
    """A finding the officer kept, dismissed with a reason, or added."""

    class Severity(models.TextChoices):
        """Stop, ask or note (handbook, section 7)."""

        STOP = "stop", "Stop"
        ASK = "ask", "Ask"
        NOTE = "note", "Note"

    agency_return = models.ForeignKey(
        AgencyReturn, on_delete=models.PROTECT, related_name="findings"
    )
    code = models.CharField(max_length=6)  # QC04, or "" where the officer added it
    place = models.CharField(max_length=20, blank=True)
    severity = models.CharField(max_length=5, choices=Severity.choices)
    words = SealedText()
    why = SealedText()
    dismissed_because = SealedText()
    dismissed_at = models.DateTimeField(null=True, blank=True)
    found_at = models.DateTimeField()

    class Meta:
        ordering = ("code", "place", "id")

    def __str__(self) -> str:
        return f"{self.code} on {self.agency_return_id}"


class ShareWithChair(CaseRow):
    """The return was shared with the Chair, with its issues or none (P2.4)."""

    agency_return = models.OneToOneField(
        AgencyReturn, on_delete=models.PROTECT, related_name="share"
    )
    issues = SealedText()  # one per line; empty: none
    shared_by = models.CharField(max_length=200)
    shared_at = models.DateTimeField()
    same_day = models.BooleanField()
    comment = SealedText()  # the Chair's, K17
    commented_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"share of {self.agency_return_id}"


class QualityDecision(CaseRow):
    """The Partnership Manager's final decision on a round (P2.5)."""

    agency_return = models.OneToOneField(
        AgencyReturn, on_delete=models.PROTECT, related_name="decision"
    )
    accepted = models.BooleanField()
    reason = SealedText()
    reasons = SealedText()  # sent back: code, tab, words; one per line
    decided_by = models.CharField(max_length=200)
    decided_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"decision on {self.agency_return_id}"
