"""The head of each log, the immutable header of each entry, and its erasable body."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from rapidreview.case.models import Case
from rapidreview.people.models import Partnership
from rapidreview.people.sealed import KeyHolder


class Log(models.Model):
    """One chain: of a case, or of a partnership for what has no case.

    ``seq`` and ``head`` are those of the last entry; the row is the lock of the chain.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(
        Partnership, on_delete=models.PROTECT, related_name="logs"
    )
    case = models.OneToOneField(
        Case, on_delete=models.PROTECT, null=True, related_name="log"
    )
    seq = models.PositiveIntegerField(default=0)
    head = models.CharField(max_length=64, default="0" * 64)

    def __str__(self) -> str:
        return f"log {self.pk} at {self.seq}"

    @property
    def key_holder(self) -> KeyHolder:
        """Bodies are sealed under the case's key, else the partnership's."""
        return self.case or self.partnership


class LogEntry(models.Model):
    """The header of an entry: no personal text, never changed (trust, 6.1)."""

    id = models.BigAutoField(primary_key=True)
    log = models.ForeignKey(Log, on_delete=models.PROTECT, related_name="entries")
    seq = models.PositiveIntegerField()
    prev = models.CharField(max_length=64)
    entry_hash = models.CharField(max_length=64)
    header = models.BinaryField()  # the canonical bytes that were hashed
    recorded_at = models.DateTimeField()
    occurred_at = models.DateTimeField()
    clock_regressed = models.BooleanField(default=False)
    actor_id = models.UUIDField()
    actor_role = models.CharField(max_length=30)
    on_behalf_of = models.UUIDField(null=True)
    kind = models.CharField(max_length=40)
    # A row, or a fact of a partnership's own procedure and what it is about.
    subject_ref = models.CharField(max_length=100, blank=True)
    body_commit = models.CharField(max_length=64)

    class Meta:
        ordering = ("log", "seq")
        constraints = (
            models.UniqueConstraint("log", "seq", name="log_seq_is_unique"),
            models.UniqueConstraint("log", "prev", name="log_chain_is_linear"),
            models.CheckConstraint(condition=Q(seq__gte=1), name="log_seq_from_one"),
        )

    def __str__(self) -> str:
        return f"{self.seq} {self.kind}"


class LogBody(models.Model):
    """What the entry says, sealed; salt and body can be erased, nothing else."""

    entry = models.OneToOneField(
        LogEntry, on_delete=models.PROTECT, primary_key=True, related_name="body"
    )
    salt = models.BinaryField(null=True)
    sealed = models.BinaryField(null=True)

    def __str__(self) -> str:
        return f"body of {self.entry_id}"
