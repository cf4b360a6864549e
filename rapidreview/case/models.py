"""A case and what belongs to it from the first minute."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from rapidreview.people.keys import new_wrapped_key
from rapidreview.people.models import ROLES, Agency, Partnership, User
from rapidreview.people.sealed import SealedText
from rapidreview.procedure.vocabulary import Outcome


class Case(models.Model):
    """One Rapid Review. Its anchors and all that was done are facts of its Daily Log."""

    OUTCOMES: ClassVar[list[tuple[str, str]]] = [
        (one.value, one.value) for one in Outcome
    ]

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(
        Partnership, on_delete=models.PROTECT, related_name="cases"
    )
    number = models.PositiveIntegerField()
    reference = models.CharField(max_length=40)  # opaque: safe in letters and addresses
    label = models.CharField(
        max_length=20
    )  # DDMMYY + initials: screen and documents only
    procedure = models.CharField(max_length=60)
    procedure_version = models.CharField(max_length=40)
    procedure_hash = models.CharField(max_length=64)
    guidance = models.TextField()  # of its procedure, when it was opened or moved to it
    opened_at = models.DateTimeField()
    outcome = models.CharField(max_length=20, choices=OUTCOMES, default=Outcome.OPEN)
    sin_reference = models.CharField(max_length=60, blank=True)
    incident = SealedText()  # no more than is needed
    incident_place = SealedText()
    # Where it happened, and where the child lives: local authorities (handbook, 3.5).
    host_area = models.CharField(max_length=200, blank=True)
    residing_area = models.CharField(max_length=200, blank=True)
    period_from = models.DateField(null=True, blank=True)
    period_to = models.DateField(null=True, blank=True)
    edit_version = models.PositiveIntegerField(default=1)
    key_wrapped = models.BinaryField()

    class Meta:
        ordering = ("-opened_at",)
        constraints = (
            models.UniqueConstraint(
                "partnership", "number", name="case_number_is_unique"
            ),
            models.UniqueConstraint(
                "partnership", "label", name="case_label_is_unique"
            ),
            models.UniqueConstraint(
                "partnership", "reference", name="case_reference_is_unique"
            ),
        )

    def __str__(self) -> str:
        return self.reference

    @property
    def key_owner(self) -> str:
        """The name its key is bound to."""
        return f"case:{self.pk}"

    @property
    def key_holder(self) -> Case:
        """The case seals its own text."""
        return self

    @property
    def is_open(self) -> bool:
        """Whether work on it goes on."""
        return self.outcome == Outcome.OPEN

    def make_key(self) -> None:
        """Give a new case its key; called once, before the first save."""
        self.key_wrapped = new_wrapped_key(self.key_owner)


class CaseRow(models.Model):
    """What every row of a case has: an opaque id, its case, and the case's key."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="%(class)ss")

    class Meta:
        abstract = True

    @property
    def key_holder(self) -> Case:
        """Sealed under the key of its case."""
        return self.case


class Child(CaseRow):
    """A child the review is about; the name may be unknown."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="children")
    number = models.PositiveSmallIntegerField()
    name = SealedText()
    other_names = SealedText()
    born = SealedText()  # ISO date of birth, or of the expected birth
    unborn = models.BooleanField(default=False)
    sex = models.CharField(max_length=20, blank=True)
    nhs_number = SealedText()
    # What the national system asks of each child besides (handbook, 3.2).
    ethnicity = SealedText()
    health = SealedText()  # and disability
    lives_in = SealedText()
    legal_status = SealedText()
    is_subject = models.BooleanField(default=True)
    outcome = SealedText()
    edit_version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint("case", "number", name="child_number_is_unique"),
        )

    def __str__(self) -> str:
        return f"child {self.number} of {self.case_id}"


class FamilyMember(CaseRow):
    """Somebody of the family or household, as the partnership knows them."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="family")
    number = models.PositiveSmallIntegerField()
    name = SealedText()
    relationship = models.CharField(max_length=60)
    born = SealedText()
    address = SealedText()
    ethnicity = SealedText()
    household = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint("case", "number", name="member_number_is_unique"),
        )

    def __str__(self) -> str:
        return f"family member {self.number} of {self.case_id}"


class Appointment(CaseRow):
    """A role on a case, from and to; ``stands_in_for`` is a dated grant (P0.6)."""

    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, related_name="appointments"
    )
    user = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="appointments"
    )
    role = models.CharField(max_length=30, choices=ROLES)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, blank=True)
    from_at = models.DateTimeField()
    to_at = models.DateTimeField(null=True, blank=True)
    stands_in_for = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    tasks = models.TextField(
        blank=True
    )  # which tasks, in words; empty: all of the role

    class Meta:
        ordering = ("from_at",)
        constraints = (
            models.CheckConstraint(
                condition=Q(to_at__isnull=True) | Q(to_at__gte=F("from_at")),
                name="appointment_ends_after_it_begins",
            ),
        )

    def __str__(self) -> str:
        return f"{self.user} on {self.case_id}"


class AgreedDate(CaseRow):
    """A date agreed for a task, or changed (P1.5, P1.6); the newest row counts."""

    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, related_name="agreed_dates"
    )
    task = models.CharField(max_length=60)
    subject = models.CharField(max_length=40, blank=True)
    due_at = models.DateTimeField()
    previous_at = models.DateTimeField(null=True, blank=True)
    reason = SealedText()
    agreed_with = models.CharField(max_length=200, blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ("recorded_at", "id")

    def __str__(self) -> str:
        return f"{self.task} by {self.due_at}"


class AccessEntry(models.Model):
    """One look at something: all that a GET may write (trust, 6.7)."""

    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, null=True, related_name="access_entries"
    )
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, null=True)
    actor_id = models.UUIDField(null=True)
    route = models.CharField(max_length=120)
    subject = models.CharField(max_length=80, blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes = (models.Index("case", "at", name="access_by_case"),)

    def __str__(self) -> str:
        return f"{self.route} at {self.at}"
