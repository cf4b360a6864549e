"""Packs, and the Chair's go-ahead where a return is missing."""

from __future__ import annotations

from django.db import models

from rapidreview.case.models import CaseRow
from rapidreview.casefolder.models import DocumentVersion
from rapidreview.people.sealed import SealedText


class Pack(CaseRow):
    """One version of the collation pack (P6.1)."""

    version = models.OneToOneField(
        DocumentVersion, on_delete=models.PROTECT, related_name="pack"
    )
    number = models.PositiveSmallIntegerField()
    contents = SealedText()  # what is in it and what is missing, one line each
    made_at = models.DateTimeField()
    released_at = models.DateTimeField(null=True, blank=True)
    recalled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint("case", "number", name="pack_number_is_unique"),
        )

    def __str__(self) -> str:
        return f"pack {self.number} of {self.case_id}"


class GoAhead(CaseRow):
    """The Chair's recorded decision to collate with returns missing (4.2 s)."""

    missing = SealedText()  # the agencies without whom the pack is made
    reason = SealedText()
    given_by = models.CharField(max_length=200)
    given_at = models.DateTimeField()

    class Meta:
        ordering = ("given_at", "id")

    def __str__(self) -> str:
        return f"go-ahead for {self.case_id}"
