"""What gathers around the text while it is written: files from Word, sources, remarks."""

from __future__ import annotations

from django.db import models

from rapidreview.case.models import CaseRow
from rapidreview.casefolder.models import DocumentVersion
from rapidreview.people.sealed import SealedText
from rapidreview.report.models import Report, ReportSection, ReportVersion


class EditedReport(CaseRow):
    """A Word file of the report that somebody edited; filed in II as it came (P9.1).

    ``base`` is the version it was made from, as far as that is known; ``warnings`` are
    sentences, one a line, and ``about`` the file's metadata, label and words a line.
    """

    report = models.ForeignKey(
        Report, on_delete=models.PROTECT, related_name="edited_files"
    )
    number = models.PositiveSmallIntegerField()
    file = models.OneToOneField(
        DocumentVersion, on_delete=models.PROTECT, related_name="+"
    )
    base = models.ForeignKey(
        ReportVersion, on_delete=models.PROTECT, null=True, related_name="+"
    )
    warnings = SealedText()
    about = SealedText()
    received_by = models.CharField(max_length=200)
    received_at = models.DateTimeField()

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint("report", "number", name="one_edited_per_number"),
        )

    def __str__(self) -> str:
        return f"edited file {self.number} of {self.report_id}"


class EditedPart(CaseRow):
    """A section as the file has it, or text outside of any; somebody decides on it.

    ``code`` is empty for text outside, ``after`` the section it stood behind. ``base``
    is what the file was made from; ``told`` is JSON: comments, changes and notes.
    """

    class Outcome(models.TextChoices):
        """What somebody decided; a part that only carries comments waits for nothing."""

        WAITING = "waiting", "Waiting"
        SAME = "same", "Not changed"
        TAKEN = "taken", "Taken"
        LEFT = "left", "Left out"

    edited = models.ForeignKey(
        EditedReport, on_delete=models.PROTECT, related_name="parts"
    )
    order = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=4, blank=True)
    after = models.CharField(max_length=4, blank=True)
    heading = SealedText()
    base = SealedText()
    text = SealedText()
    told = SealedText()
    outcome = models.CharField(
        max_length=10, choices=Outcome.choices, default=Outcome.WAITING
    )
    placed = models.CharField(max_length=4, blank=True)  # the section it went into
    decided_by = models.CharField(max_length=200, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("order",)

    def __str__(self) -> str:
        return f"{self.code or 'text outside'} of {self.edited_id}"


class SectionSource(CaseRow):
    """Where words of a section were taken from: an answer, an event, a minute (P9.1).

    ``key`` names the source as ``sources`` does; ``title`` and ``words`` are what stood
    there when it was put in.
    """

    section = models.ForeignKey(
        ReportSection, on_delete=models.PROTECT, related_name="taken_from"
    )
    key = models.CharField(max_length=120)
    title = SealedText()
    words = SealedText()
    put_in_by = models.CharField(max_length=200)
    put_in_at = models.DateTimeField()

    class Meta:
        ordering = ("put_in_at", "id")
        constraints = (
            models.UniqueConstraint("section", "key", name="one_source_per_section"),
        )

    def __str__(self) -> str:
        return f"{self.key} in {self.section_id}"


class RemarkAnswer(CaseRow):
    """What somebody said to a remark on the text: to be mended, or kept, and why (P9.2).

    ``remark`` is the remark itself, sealed: it holds words of the report.
    """

    class Verdict(models.TextChoices):
        """Whether it stays so."""

        MEND = "mend", "To be mended"
        KEEP = "keep", "Stays as it is"

    report = models.ForeignKey(
        Report, on_delete=models.PROTECT, related_name="remark_answers"
    )
    remark = SealedText()
    verdict = models.CharField(max_length=4, choices=Verdict.choices)
    reason = SealedText()
    answered_by = models.CharField(max_length=200)
    answered_at = models.DateTimeField()

    class Meta:
        ordering = ("answered_at", "id")

    def __str__(self) -> str:
        return f"{self.verdict} in {self.report_id}"
