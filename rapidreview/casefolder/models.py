"""Documents, their versions and their releases."""

from __future__ import annotations

from django.db import models

from rapidreview.case.models import CaseRow
from rapidreview.people.models import Agency, User
from rapidreview.people.sealed import SealedText
from rapidreview.procedure.vocabulary import Subfolder


class Document(CaseRow):
    """A document of the case folder; it never loses an earlier version."""

    class Sort(models.TextChoices):
        """What a document is; plain, so that one can search for it."""

        NOTIFICATION = "notification", "Notification"
        SIN = "sin", "SIN"
        REQUEST = "request", "Request for information"
        RETURN = "return", "Agency return"
        ATTACHMENT = "attachment", "Attachment to a return"
        CHECKLIST = "checklist", "Agency Returns Checklist"
        LETTER = "letter", "Letter"
        PACK = "pack", "Collation pack"
        MINUTES = "minutes", "Minutes"
        REPORT = "report", "Rapid Review report"
        SUBMISSION = "submission", "Submission to the National Panel"
        RESPONSE = "response", "Response of the National Panel or Ofsted"
        EMAIL = "email", "E-mail"
        OTHER = "other", "Other document"

    sort = models.CharField(max_length=20, choices=Sort.choices)
    subfolder = models.CharField(
        max_length=3, choices=[(one.value, one.words) for one in Subfolder]
    )
    title = SealedText()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True)
    subject = models.CharField(max_length=40, blank=True)  # the row it is about
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("subfolder", "made_at", "id")

    def __str__(self) -> str:
        return f"{self.sort} in {self.subfolder}"


class DocumentVersion(CaseRow):
    """One file, as filed: its bytes are encrypted under a key of their own."""

    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, related_name="versions"
    )
    number = models.CharField(max_length=10)  # "1", "2" … or "0.1" for a report
    file_name = SealedText()
    media_type = models.CharField(max_length=120)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    storage_name = models.CharField(max_length=64, unique=True)
    file_key_wrapped = models.BinaryField()
    marking = models.CharField(max_length=60)
    source = SealedText()  # from whom, how
    filed_by = models.CharField(max_length=200)
    filed_at = models.DateTimeField()

    class Meta:
        ordering = ("filed_at", "id")
        constraints = (
            models.UniqueConstraint("document", "number", name="version_is_unique"),
        )

    def __str__(self) -> str:
        return f"version {self.number} of {self.document_id}"


class Release(CaseRow):
    """Somebody was given a version; withdrawn when recalled, never deleted."""

    version = models.ForeignKey(
        DocumentVersion, on_delete=models.PROTECT, related_name="releases"
    )
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="releases")
    released_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("released_at", "id")
        constraints = (
            models.UniqueConstraint("version", "user", name="one_release_per_person"),
        )

    def __str__(self) -> str:
        return f"{self.version_id} to {self.user_id}"
