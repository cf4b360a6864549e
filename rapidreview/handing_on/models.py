"""Packages for a local review, and what only the NHS tracker asks."""

from __future__ import annotations

from django.db import models

from rapidreview.case.models import Case, CaseRow
from rapidreview.casefolder.models import DocumentVersion
from rapidreview.people.sealed import SealedText


class HandOver(CaseRow):
    """A package for a local review: made, then handed over, then received (P13.5).

    ``papers`` are the files that are in it, ``actions`` what was still open then, one a line.
    """

    number = models.PositiveSmallIntegerField()
    lead = models.CharField(max_length=200)  # meeting or Panel: what leads to it
    to_name = models.CharField(max_length=200)
    to_role = models.CharField(max_length=200)
    papers = models.ManyToManyField(DocumentVersion, related_name="+")
    actions = SealedText()
    questions = SealedText()
    parallel = SealedText()
    word = models.OneToOneField(
        DocumentVersion, on_delete=models.PROTECT, related_name="+"
    )
    pdf = models.OneToOneField(
        DocumentVersion, on_delete=models.PROTECT, related_name="+"
    )
    package = models.OneToOneField(
        DocumentVersion, on_delete=models.PROTECT, related_name="hand_over"
    )
    made_by = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    handed_by = models.CharField(max_length=200, blank=True)
    handed_at = models.DateTimeField(null=True, blank=True)
    channel = models.CharField(max_length=40, blank=True)
    received_by = models.CharField(max_length=200, blank=True)
    received_at = models.DateTimeField(null=True, blank=True)
    receipt = models.OneToOneField(
        DocumentVersion, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(
                "case", "number", name="hand_over_number_is_unique"
            ),
        )

    def __str__(self) -> str:
        return f"package {self.number} of {self.case_id}"


class TrackerSheet(CaseRow):
    """What the NHS Safeguarding Case Review Tracker asks and no other row knows."""

    case = models.OneToOneField(
        Case, on_delete=models.PROTECT, related_name="tracker_sheet"
    )
    icb = SealedText()
    steis = SealedText()
    designated = SealedText()
    theme_1 = SealedText()
    theme_2 = SealedText()
    theme_3 = SealedText()
    publication = SealedText()
    dissemination = SealedText()
    comments = SealedText()
    edit_version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return f"tracker sheet of {self.case_id}"
