"""Packs and what is in them, their making, and what may go into them."""

from __future__ import annotations

from uuid import UUID

from django.db import models
from django.db.models import Q

from rapidreview.case.models import CaseRow
from rapidreview.casefolder.models import DocumentVersion
from rapidreview.people.actor import Actor
from rapidreview.people.sealed import SealedText
from rapidreview.scoping.models import AgencyReturn


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


class Included(CaseRow):
    """One return, or one attachment, that is in a version of the pack.

    The row says which round or file exactly, so that a later version can say what changed.
    """

    pack = models.ForeignKey(Pack, on_delete=models.PROTECT, related_name="included")
    received = models.ForeignKey(
        AgencyReturn, on_delete=models.PROTECT, related_name="+"
    )
    attachment = models.ForeignKey(
        DocumentVersion, on_delete=models.PROTECT, null=True, related_name="+"
    )
    title = SealedText()  # what an attachment is called in this version

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.attachment_id or self.received_id} in {self.pack_id}"


class ReleaseMark(CaseRow):
    """Whether a file that came with a return goes to the group; the latest counts (P6.2)."""

    version = models.ForeignKey(
        DocumentVersion, on_delete=models.PROTECT, related_name="+"
    )
    released = models.BooleanField()
    title = SealedText()  # what it is called in the pack
    reason = SealedText()
    marked_by = models.CharField(max_length=200)
    marked_at = models.DateTimeField()

    class Meta:
        ordering = ("marked_at", "id")

    def __str__(self) -> str:
        return f"{self.version_id}: {self.released}"


class Making(CaseRow):
    """A version that was asked for, until it is made: the row is the truth, the queue a bell.

    ``done`` of ``steps`` says how far it is; ``moved_at`` when it last moved. ``attempts``
    is counted before each try, so that one that ends the worker ends too.
    """

    class State(models.TextChoices):
        """How far the making has come."""

        WAITING = "waiting", "Waiting"
        GOING = "going", "Being made"
        MADE = "made", "Made"
        FAILED = "failed", "Not made"

    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    asked_at = models.DateTimeField()
    asked_by_id = models.UUIDField()
    asked_by = models.CharField(max_length=200)
    asked_role = models.CharField(max_length=200)
    for_id = models.UUIDField(null=True)
    for_name = models.CharField(max_length=200, blank=True)
    moved_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    steps = models.PositiveIntegerField(default=0)
    why = SealedText()  # why it was not made
    pack = models.OneToOneField(
        Pack, on_delete=models.PROTECT, null=True, related_name="making"
    )

    class Meta:
        ordering = ("asked_at", "id")
        constraints = (
            models.UniqueConstraint(
                "case",
                condition=Q(state__in=["waiting", "going"]),
                name="one_making_at_a_time",
            ),
        )

    def __str__(self) -> str:
        return f"{self.state}, asked for {self.case_id}"

    @property
    def is_open(self) -> bool:
        """Whether it is still to be made."""
        return self.state in (self.State.WAITING, self.State.GOING)

    @property
    def asker(self) -> Actor:
        """Who asked for it: it is their act, whenever the worker comes to it."""
        behalf: UUID | None = self.for_id
        return Actor(
            self.asked_by_id,
            self.asked_by,
            self.asked_role,
            on_behalf_of=behalf,
            on_behalf_name=self.for_name,
        )
