"""The Rapid Review report and its sections."""

from __future__ import annotations

from django.db import models

from rapidreview.case.models import Case, CaseRow
from rapidreview.people.sealed import SealedText


class Report(CaseRow):
    """The report of a case; begun once (P6.3)."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="report")
    version = models.CharField(max_length=10, default="0.1")
    begun_by = models.CharField(max_length=200)
    begun_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"report {self.version} of {self.case_id}"


class ReportSection(CaseRow):
    """One section, R1 to R20, as it stands."""

    report = models.ForeignKey(
        Report, on_delete=models.PROTECT, related_name="sections"
    )
    code = models.CharField(max_length=4)
    number = models.PositiveSmallIntegerField()
    text = SealedText()
    edit_version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint("report", "code", name="one_section_per_code"),
        )

    def __str__(self) -> str:
        return f"{self.code} of {self.report_id}"
