"""Closing, holds, and the dates on which somebody looks whether a case is kept."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from rapidreview.case.models import CaseRow
from rapidreview.people.sealed import SealedText


class Closing(CaseRow):
    """The case was closed, with what was still open and why; perhaps reopened (P0.3)."""

    still_open = SealedText()  # one a line
    reason = SealedText()
    closed_by = models.CharField(max_length=200)
    closed_at = models.DateTimeField()
    reopened_by = models.CharField(max_length=200, blank=True)
    reopened_at = models.DateTimeField(null=True, blank=True)
    reopened_because = SealedText()

    class Meta:
        ordering = ("closed_at", "id")

    def __str__(self) -> str:
        return f"closing of {self.case_id}"


class LegalHold(CaseRow):
    """Nothing of the case may be destroyed while it stands."""

    reason = SealedText()
    placed_by = models.CharField(max_length=200)
    placed_at = models.DateTimeField()
    lifted_by = models.CharField(max_length=200, blank=True)
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_because = SealedText()

    class Meta:
        ordering = ("placed_at", "id")
        constraints = (
            models.UniqueConstraint(
                "case", condition=Q(lifted_at__isnull=True), name="one_hold_at_a_time"
            ),
        )

    def __str__(self) -> str:
        return f"hold on {self.case_id}"


class RetentionReview(CaseRow):
    """A day on which somebody looks whether the case is kept, and what they decided."""

    class Verdict(models.TextChoices):
        """What was decided; to destroy needs a second person, and is not done here."""

        KEEP = "keep", "Keep it, and look again on another day"
        DESTROY = "destroy", "Destroy it: waits for a second person"

    due_on = models.DateField()
    rule = models.CharField(max_length=200)  # why that day
    set_by = models.CharField(max_length=200)
    set_at = models.DateTimeField()
    verdict = models.CharField(max_length=8, choices=Verdict.choices, blank=True)
    decision = SealedText()  # why
    decided_by = models.CharField(max_length=200, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("due_on", "id")
        constraints = (
            models.UniqueConstraint(
                "case",
                condition=Q(decided_at__isnull=True),
                name="one_retention_review_at_a_time",
            ),
        )

    def __str__(self) -> str:
        return f"retention review of {self.case_id} on {self.due_on}"
