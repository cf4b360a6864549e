"""The Rapid Review report: its sections, versions, the Chair's hand, signature, circulation."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from rapidreview.case.models import Case, CaseRow
from rapidreview.casefolder.models import DocumentVersion
from rapidreview.people.models import User
from rapidreview.people.sealed import SealedText
from rapidreview.procedure.vocabulary import Partner


class Report(CaseRow):
    """The report of a case; begun once (P6.3). ``version`` is the newest version kept."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="report")
    version = models.CharField(max_length=10, default="0.1")
    begun_by = models.CharField(max_length=200)
    begun_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"report {self.version} of {self.case_id}"


class ReportSection(CaseRow):
    """One section, R1 to R20, as it stands; ``source`` says what it was filled from."""

    report = models.ForeignKey(
        Report, on_delete=models.PROTECT, related_name="sections"
    )
    code = models.CharField(max_length=4)
    number = models.PositiveSmallIntegerField()
    text = SealedText()
    source = models.CharField(max_length=200, blank=True)
    written_by = models.CharField(max_length=200, blank=True)
    written_at = models.DateTimeField(null=True, blank=True)
    edit_version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint("report", "code", name="one_section_per_code"),
        )

    def __str__(self) -> str:
        return f"{self.code} of {self.report_id}"


class ReportVersion(CaseRow):
    """The whole text as it stood, with its files; never changed afterwards (P1.17).

    ``content`` is the canonical JSON of the sections, ``text_hash`` its SHA-256: what a
    signature covers. A version that was written outside is one file, which stands for both
    (P14.6): its ``text_hash`` is that of the file, ``content`` what the sections said then.
    """

    report = models.ForeignKey(
        Report, on_delete=models.PROTECT, related_name="versions"
    )
    number = models.CharField(max_length=10)
    order = models.PositiveSmallIntegerField()
    content = SealedText()
    text_hash = models.CharField(max_length=64)
    what = SealedText()  # why it was kept: sent with the minutes, to the Chair …
    word = models.OneToOneField(
        DocumentVersion, on_delete=models.PROTECT, related_name="+"
    )
    pdf = models.OneToOneField(
        DocumentVersion, on_delete=models.PROTECT, related_name="report_pdf"
    )
    made_by = models.CharField(max_length=200)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("order",)
        constraints = (
            models.UniqueConstraint("report", "number", name="one_version_per_number"),
            models.UniqueConstraint("report", "order", name="versions_are_in_order"),
        )

    def __str__(self) -> str:
        return f"version {self.number} of {self.report_id}"

    @property
    def is_one_file(self) -> bool:
        """Whether it was written outside, and came as one file."""
        return self.word_id == self.pdf_id

    @property
    def files(self) -> tuple[DocumentVersion, ...]:
        """Word and PDF, or the one file."""
        return (self.pdf,) if self.is_one_file else (self.word, self.pdf)

    @property
    def hashes(self) -> tuple[str, ...]:
        """SHA-256 of each file."""
        return tuple(one.sha256 for one in self.files)


class ChairReview(CaseRow):
    """The Chair's quality assurance of a version: each point, and what is to be amended
    (P1.14, P9.2)."""

    version = models.ForeignKey(
        ReportVersion, on_delete=models.PROTECT, related_name="reviews"
    )
    points = SealedText()  # JSON: code to {"met": bool, "note": str}
    amendments = SealedText()
    signed_off = models.BooleanField()  # for circulation
    reviewed_by = models.CharField(max_length=200)
    reviewed_at = models.DateTimeField()

    class Meta:
        ordering = ("reviewed_at", "id")

    def __str__(self) -> str:
        return f"review of {self.version_id}"


class ChairSignature(CaseRow):
    """The Chair's signature over exactly one version (P13.1); any change voids it."""

    version = models.OneToOneField(
        ReportVersion, on_delete=models.PROTECT, related_name="signature"
    )
    text_hash = models.CharField(max_length=64)
    signed_by = models.CharField(max_length=200)
    role = models.CharField(max_length=200)
    statement = SealedText()
    signed_at = models.DateTimeField()
    voided_at = models.DateTimeField(null=True, blank=True)
    voided_because = SealedText()
    filed_at = models.DateTimeField(null=True, blank=True)  # in III (P13.2)
    filed_word = models.OneToOneField(
        DocumentVersion, on_delete=models.PROTECT, null=True, related_name="+"
    )
    filed_pdf = models.OneToOneField(
        DocumentVersion, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ("signed_at", "id")
        constraints = (
            models.UniqueConstraint(
                "case", condition=Q(voided_at__isnull=True), name="one_live_signature"
            ),
        )

    def __str__(self) -> str:
        return f"signature over {self.version_id}"


class Circulation(CaseRow):
    """To whom the Chair confirms a version may go, and when it went (P9.3)."""

    version = models.ForeignKey(
        ReportVersion, on_delete=models.PROTECT, related_name="circulations"
    )
    people = models.ManyToManyField(User, related_name="+")
    confirmed_by = models.CharField(max_length=200)
    confirmed_at = models.DateTimeField()
    circulated_by = models.CharField(max_length=200, blank=True)
    circulated_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("confirmed_at", "id")

    def __str__(self) -> str:
        return f"circulation of {self.version_id}"


class PartnerSignOff(CaseRow):
    """A statutory partner's sign-off of a circulated version, or its dissent (R18)."""

    version = models.ForeignKey(
        ReportVersion, on_delete=models.PROTECT, related_name="sign_offs"
    )
    partner = models.CharField(
        max_length=20, choices=[(one.value, one.words) for one in Partner]
    )
    agrees = models.BooleanField()
    words = SealedText()
    given_by = models.CharField(max_length=200)
    given_at = models.DateTimeField()

    class Meta:
        ordering = ("given_at", "id")
        constraints = (
            models.UniqueConstraint(
                "version", "partner", name="one_sign_off_per_partner"
            ),
        )

    def __str__(self) -> str:
        return f"{self.partner} on {self.version_id}"
