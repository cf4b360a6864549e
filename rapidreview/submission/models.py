"""What was sent to the National Panel and to Ofsted, and what came back."""

from __future__ import annotations

from django.db import models

from rapidreview.case.models import CaseRow
from rapidreview.casefolder.models import DocumentVersion
from rapidreview.people.sealed import SealedText
from rapidreview.report.models import ReportVersion


class Submission(CaseRow):
    """One bundle for the Panel: made, then sent, then acknowledged (S1-S9, P13.3)."""

    number = models.PositiveSmallIntegerField()
    version = models.ForeignKey(
        ReportVersion, on_delete=models.PROTECT, related_name="submissions"
    )
    covering_letter = SealedText()
    bundle = models.OneToOneField(
        DocumentVersion, on_delete=models.PROTECT, related_name="submission"
    )
    made_by = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    sent_by = models.CharField(max_length=200, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_to = models.CharField(max_length=200, blank=True)
    channel = models.CharField(max_length=40, blank=True)
    local_day = models.PositiveSmallIntegerField(null=True)
    panel_day = models.PositiveSmallIntegerField(
        null=True
    )  # counting the day of sending
    late_because = SealedText()
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    acknowledgement = models.OneToOneField(
        DocumentVersion, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(
                "case", "number", name="submission_number_is_unique"
            ),
        )

    def __str__(self) -> str:
        return f"submission {self.number} of {self.case_id}"


class OfstedDecision(CaseRow):
    """Whether Ofsted is sent the report, why, and when it was (P13.4, S12)."""

    required = models.BooleanField()
    why = SealedText()
    decided_by = models.CharField(max_length=200)
    decided_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_to = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("decided_at", "id")

    def __str__(self) -> str:
        return f"Ofsted {'required' if self.required else 'not required'}"


class Response(CaseRow):
    """What the National Panel or Ofsted answered, and what follows (P13.5, S10-S12)."""

    class Body(models.TextChoices):
        """Who answered."""

        PANEL = "panel", "National Panel"
        OFSTED = "ofsted", "Ofsted"

    class View(models.TextChoices):
        """What it says of the partnership's decision."""

        AGREES = "agrees", "Agrees with the decision"
        QUERIES = "queries", "Agrees, and asks something"
        DISAGREES = "disagrees", "Does not agree with the decision"
        LOCAL_REVIEW = "local_review", "Suggests a local review"
        NOTED = "noted", "Acknowledges only"

    body = models.CharField(max_length=10, choices=Body.choices)
    received_at = models.DateTimeField()
    document = models.OneToOneField(
        DocumentVersion, on_delete=models.PROTECT, related_name="response"
    )
    view = models.CharField(max_length=14, choices=View.choices)
    comments = SealedText()  # on the quality of the review
    queries = SealedText()  # one a line
    answer = models.OneToOneField(
        DocumentVersion, on_delete=models.PROTECT, null=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    next_step = SealedText()
    next_decided_at = models.DateTimeField(null=True, blank=True)
    shared_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("received_at", "id")

    def __str__(self) -> str:
        return f"{self.body}: {self.view}"
