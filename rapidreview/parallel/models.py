"""The register of parallel processes, held items, and the releases of each."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from rapidreview.case.models import Case, CaseRow
from rapidreview.casefolder.models import Document
from rapidreview.people.models import User
from rapidreview.people.sealed import SealedText
from rapidreview.procedure.disclosure import Way
from rapidreview.scoping.models import AgencyReturn


class ParallelProcess(CaseRow):
    """Something else that goes on about the same events, and who leads it (G5, R15)."""

    class Sort(models.TextChoices):
        """What it is; plain, and safe in the Daily Log."""

        POLICE = "police", "Police investigation"
        CRIMINAL = "criminal", "Criminal proceedings"
        CORONER = "coroner", "Coroner"
        FAMILY_COURT = "family_court", "Family court proceedings"
        LADO = "lado", "Allegation against staff (LADO)"
        PSIRF = "psirf", "Patient safety incident (PSIRF or StEIS)"
        CHILD_DEATH = "child_death", "Child death review"
        OTHER = "other", "Another process"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="processes")
    number = models.PositiveSmallIntegerField()
    sort = models.CharField(max_length=20, choices=Sort.choices)
    led_by = SealedText()
    contact = SealedText()
    reference = SealedText()
    how_known = SealedText()
    not_to_disclose = SealedText()  # seen by manager and Chair only
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)  # expected
    # The return whose answers were taken over by a person; empty: it was told elsewhere.
    told_in = models.ForeignKey(
        AgencyReturn, on_delete=models.PROTECT, null=True, related_name="+"
    )
    recorded_by = models.CharField(max_length=200)
    recorded_at = models.DateTimeField()
    ended_on = models.DateField(null=True, blank=True)
    ended_because = SealedText()
    edit_version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint("case", "number", name="process_number_is_unique"),
        )

    def __str__(self) -> str:
        return f"P{self.number}"

    @property
    def words(self) -> str:
        """What it is called wherever only its sort may stand: "P1, coroner"."""
        name = self.get_sort_display()
        kept = (
            name[:1] + name[1:] if name[:2].isupper() else name[:1].lower() + name[1:]
        )
        return f"P{self.number}, {kept}"


class HeldItem(CaseRow):
    """An answer, an entry of a chronology or a document that is not to be disclosed."""

    class Sort(models.TextChoices):
        """What is held."""

        ANSWER = "answer", "Answer"
        ROW = "row", "Entry of a chronology"
        DOCUMENT = "document", "Document"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="held_items")
    number = models.PositiveSmallIntegerField()
    sort = models.CharField(max_length=10, choices=Sort.choices)
    agency_return = models.ForeignKey(
        AgencyReturn, on_delete=models.PROTECT, null=True, related_name="held_items"
    )
    code = models.CharField(max_length=12, blank=True)
    row_number = models.PositiveIntegerField(null=True, blank=True)
    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, null=True, related_name="held_items"
    )
    from_start = models.BooleanField(default=False)  # held by the form: C10, G6
    process = models.ForeignKey(
        ParallelProcess, on_delete=models.PROTECT, null=True, related_name="held_items"
    )
    reason = SealedText()
    until_on = models.DateField(null=True, blank=True)
    until_event = SealedText()
    held_by = models.CharField(max_length=200)
    held_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.CharField(max_length=200, blank=True)
    ended_because = SealedText()

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint("case", "number", name="held_number_is_unique"),
            models.CheckConstraint(
                condition=Q(sort="document", document__isnull=False)
                | Q(sort="answer", agency_return__isnull=False) & ~Q(code="")
                | Q(sort="row", agency_return__isnull=False, row_number__isnull=False),
                name="held_item_says_what_it_holds",
            ),
        )

    def __str__(self) -> str:
        return f"H{self.number}"


class HoldReview(CaseRow):
    """Somebody was asked whether the item may be released; it is held on."""

    item = models.ForeignKey(HeldItem, on_delete=models.PROTECT, related_name="reviews")
    asked = SealedText()
    answer = SealedText()
    until_on = models.DateField(null=True, blank=True)
    until_event = SealedText()
    reviewed_by = models.CharField(max_length=200)
    reviewed_at = models.DateTimeField()

    class Meta:
        ordering = ("reviewed_at", "id")

    def __str__(self) -> str:
        return f"review of {self.item_id}"


class HeldRelease(CaseRow):
    """One item released to one person, or for one paper, with who agreed to it."""

    class Agreed(models.TextChoices):
        """Whose agreement it is; plain, and safe in the Daily Log."""

        POLICE = "police", "The police"
        PROSECUTION = "prosecution", "The Crown Prosecution Service"
        CORONER = "coroner", "The coroner"
        FAMILY_COURT = "family_court", "The family court"
        AGENCY = "agency", "The agency that wrote it"
        LEGAL = "legal", "The partnership’s legal adviser"
        OTHER = "other", "Somebody else"

    WAYS = [(one.value, one.words) for one in Way]

    item = models.ForeignKey(
        HeldItem, on_delete=models.PROTECT, related_name="releases"
    )
    user = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+"
    )
    way = models.CharField(max_length=10, choices=WAYS, blank=True)
    agreed_body = models.CharField(max_length=20, choices=Agreed.choices)
    agreed_by = SealedText()
    agreed_on = models.DateField()
    conditions = SealedText()
    released_by = models.CharField(max_length=200)
    released_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = SealedText()

    class Meta:
        ordering = ("released_at", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(user__isnull=False, way="")
                | Q(user__isnull=True) & ~Q(way=""),
                name="released_to_a_person_or_for_a_paper",
            ),
        )

    def __str__(self) -> str:
        return f"release of {self.item_id}"
