"""The outbox, one row a letter; and what came in by e-mail, one row a message."""

from __future__ import annotations

import uuid

from django.db import models

from rapidreview.case.models import Case
from rapidreview.casefolder.models import DocumentVersion
from rapidreview.people.models import Partnership
from rapidreview.people.sealed import KeyHolder, SealedText


class Letter(models.Model):
    """A letter to one person, with copies; committed with the change it announces.

    ``key`` names the event, so that one event never makes two letters. ``link_ref`` and
    ``link_nonce`` make the link at delivery. A letter with a code is blanked once delivered.
    """

    class State(models.TextChoices):
        """Where the letter is."""

        QUEUED = "queued", "Waiting to be sent"
        SENT = "sent", "Sent"
        SHOWN = "shown", "In the on-screen outbox"
        FAILED = "failed", "Could not be delivered"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(
        Partnership, on_delete=models.PROTECT, related_name="letters"
    )
    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, null=True, related_name="letters"
    )
    key = models.CharField(max_length=160, unique=True)
    kind = models.CharField(max_length=40)
    to_name = SealedText()
    to_email = SealedText()
    copies = SealedText()  # "Name <address>", one per line
    subject = SealedText()
    body = SealedText()
    calendar = SealedText()  # an invitation as iCalendar, sent beside the body
    link_ref = models.UUIDField(null=True)
    link_nonce = models.CharField(max_length=40, blank=True)
    link_kind = models.CharField(max_length=20, blank=True)  # which page the link opens
    holds_code = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    attempts = models.PositiveIntegerField(default=0)
    next_at = models.DateTimeField()
    queued_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("-queued_at", "id")
        indexes = (models.Index("state", "next_at", name="letters_due"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"

    @property
    def key_holder(self) -> KeyHolder:
        """Sealed under the case's key, or the partnership's for a letter without case."""
        return self.case or self.partnership

    @property
    def message_id(self) -> str:
        """The Message-ID: the same at every attempt, so that a duplicate shows."""
        return f"<{self.pk}@rapid-review>"


class ReceivedMail(models.Model):
    """A message that came in: filed with a case, waiting to be matched, or set aside.

    It is sealed under the partnership's key, since a message that waits belongs to no case
    yet; once it is filed, its words and bytes are in the case folder only. ``about`` is the
    round of a return that it is about.
    """

    class Kind(models.TextChoices):
        """Who wrote: a person, a mail system that gave a letter back, or a machine."""

        MESSAGE = "message", "E-mail"
        RETURNED = "returned", "A letter that came back"
        AUTOMATIC = "automatic", "An automatic answer"

    class State(models.TextChoices):
        """Where the message is."""

        WAITING = "waiting", "Not matched yet"
        FILED = "filed", "Filed"
        SET_ASIDE = "set_aside", "Set aside"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(
        Partnership, on_delete=models.PROTECT, related_name="received_mail"
    )
    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, null=True, related_name="received_mail"
    )
    about = models.UUIDField(null=True)
    letter = models.ForeignKey(
        Letter, on_delete=models.PROTECT, null=True, related_name="answers"
    )
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.MESSAGE)
    state = models.CharField(
        max_length=10, choices=State.choices, default=State.WAITING
    )
    fingerprint = models.CharField(
        max_length=64
    )  # of its Message-ID, else of its bytes
    sha256 = models.CharField(max_length=64)
    sender = SealedText()
    subject = SealedText()
    text = SealedText()
    raw = SealedText()  # base64, while it waits
    problem = models.CharField(max_length=300, blank=True)
    came_at = models.DateTimeField()
    document = models.ForeignKey(
        DocumentVersion, on_delete=models.PROTECT, null=True, related_name="+"
    )
    form = models.ForeignKey(
        DocumentVersion, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ("-came_at", "id")
        constraints = (
            models.UniqueConstraint(
                "partnership", "case", "fingerprint", name="one_message_per_case"
            ),
        )
        indexes = (models.Index("partnership", "state", name="mail_by_state"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"

    @property
    def key_holder(self) -> KeyHolder:
        """Sealed under the partnership's key."""
        return self.partnership
