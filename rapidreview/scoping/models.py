"""Requests, rounds of returns, what was answered, and signatures."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from rapidreview.case.models import Case, CaseRow
from rapidreview.casefolder.models import DocumentVersion
from rapidreview.people.models import Agency, AgencyPerson
from rapidreview.people.sealed import SealedText


class ReturnRequest(CaseRow):
    """What one agency is asked for (P1.10): one row an agency and case."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="requests")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    period_from = models.DateField()
    period_to = models.DateField()
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    why_another_moment = SealedText()
    same_person_reason = SealedText()  # why its author may sign it (4.2 q)

    class Meta:
        ordering = ("asked_at", "id")
        constraints = (
            models.UniqueConstraint("case", "agency", name="one_request_per_agency"),
        )

    def __str__(self) -> str:
        return f"request to {self.agency_id}"


class AgencyReturn(CaseRow):
    """One round of an agency's return; the subject of every fact about it."""

    class State(models.TextChoices):
        """How far the round has come; what was decided is quality's."""

        DRAFT = "draft", "Awaited"
        WITH_SIGNER = "with_signer", "With the senior manager"
        RECEIVED = "received", "Received"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="returns")
    request = models.ForeignKey(
        ReturnRequest, on_delete=models.PROTECT, related_name="rounds"
    )
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    round = models.PositiveSmallIntegerField(default=1)
    form_version = models.CharField(max_length=20)
    # What a Word form that was read says of itself, where it says another version.
    read_version = models.CharField(max_length=20, blank=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.DRAFT)
    children = models.PositiveSmallIntegerField(default=1)
    members = models.PositiveSmallIntegerField(default=1)  # blocks of section C
    episodes = models.PositiveSmallIntegerField(default=1)  # blocks of D5
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    received_at = models.DateTimeField(null=True, blank=True)
    channel = models.CharField(max_length=20, blank=True)  # web form, Word form, post …
    reference = models.CharField(max_length=20, unique=True)
    involved = models.BooleanField(null=True)  # A14, plain for the checklist (K5)
    unsafe_now = models.BooleanField(null=True)  # G1, plain for the alert
    edit_version = models.PositiveIntegerField(default=1)
    document = models.ForeignKey(
        DocumentVersion, on_delete=models.PROTECT, null=True, related_name="+"
    )
    answers_in_document = models.BooleanField(default=False)  # filed as it came (P14.6)
    # Why the earlier round came back: code, words; one per line, tab between (P2.6).
    asked_again = SealedText()

    class Meta:
        ordering = ("asked_at", "round", "id")
        constraints = (
            models.UniqueConstraint("request", "round", name="round_is_unique"),
            models.CheckConstraint(
                condition=Q(state="received") | Q(received_at__isnull=True),
                name="received_returns_say_when",
            ),
        )

    def __str__(self) -> str:
        return f"round {self.round} of {self.agency_id}"


class Invitation(CaseRow):
    """A link for one named person: a locator, never an authenticator (trust, 1).

    The token in the letter is made of ``id`` and ``nonce``; a new nonce kills old links.
    """

    class Part(models.TextChoices):
        """What the person is invited to do."""

        AUTHOR = "author", "Write the return"
        SIGNER = "signer", "Sign the return"

    request = models.ForeignKey(
        ReturnRequest, on_delete=models.PROTECT, related_name="invitations"
    )
    part = models.CharField(max_length=10, choices=Part.choices)
    person = models.ForeignKey(
        AgencyPerson, on_delete=models.PROTECT, null=True, related_name="+"
    )
    person_id_in_log = models.UUIDField(default=uuid.uuid4)
    name = SealedText()
    role = SealedText()
    email = SealedText()
    nonce = models.CharField(max_length=40)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    code_hash = models.CharField(max_length=128, blank=True)
    code_sent_at = models.DateTimeField(null=True, blank=True)
    code_tries = models.PositiveSmallIntegerField(default=0)
    opened_at = models.DateTimeField(null=True, blank=True)  # last past the code

    class Meta:
        ordering = ("made_at", "id")

    def __str__(self) -> str:
        return f"{self.part} for {self.request_id}"


class Answer(CaseRow):
    """What was answered to one code of one round, as typed."""

    agency_return = models.ForeignKey(
        AgencyReturn, on_delete=models.PROTECT, related_name="answers"
    )
    code = models.CharField(max_length=12)
    text = SealedText()
    edit_version = models.PositiveIntegerField(default=1)
    answered_at = models.DateTimeField()
    answered_by = models.CharField(max_length=200)

    class Meta:
        ordering = ("code",)
        constraints = (
            models.UniqueConstraint(
                "agency_return", "code", name="one_answer_per_code"
            ),
        )

    def __str__(self) -> str:
        return f"{self.code} of {self.agency_return_id}"


class ChronologyRow(CaseRow):
    """One event of the agency's chronology (section E), as typed."""

    agency_return = models.ForeignKey(
        AgencyReturn, on_delete=models.PROTECT, related_name="chronology"
    )
    number = models.PositiveIntegerField()
    typed = SealedText()  # JSON: {"E1": "3 May 2024", "E5": …}
    edit_version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(
                "agency_return", "number", name="row_number_is_unique"
            ),
        )

    def __str__(self) -> str:
        return f"row {self.number} of {self.agency_return_id}"


class Attachment(CaseRow):
    """A file sent with a return; it lies in the case folder."""

    agency_return = models.ForeignKey(
        AgencyReturn, on_delete=models.PROTECT, related_name="attachments"
    )
    version = models.ForeignKey(
        DocumentVersion, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"attachment of {self.agency_return_id}"


class Signature(CaseRow):
    """A senior manager's confirmation, over exactly this text (P1.11)."""

    agency_return = models.ForeignKey(
        AgencyReturn, on_delete=models.PROTECT, related_name="signatures"
    )
    name = SealedText()
    role = SealedText()
    statement = SealedText()
    declarations = models.TextField()  # the four of J1 that were ticked, one per line
    fingerprint = models.CharField(max_length=64)
    signed_at = models.DateTimeField()
    how = models.CharField(max_length=60)  # web link, Word form, on paper …
    same_person_reason = SealedText()  # why author and signer may be one (4.2 q)
    voided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("signed_at", "id")

    def __str__(self) -> str:
        return f"signature on {self.agency_return_id}"


class SignerComment(CaseRow):
    """Why a senior manager gave a return back to its author, for the author (P1.11)."""

    agency_return = models.ForeignKey(
        AgencyReturn, on_delete=models.PROTECT, related_name="signer_comments"
    )
    name = SealedText()
    words = SealedText()
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"comment on {self.agency_return_id}"


class Chaser(CaseRow):
    """A reminder, by letter or by telephone, with its outcome (P2.1, K7)."""

    agency_return = models.ForeignKey(
        AgencyReturn, on_delete=models.PROTECT, related_name="chasers"
    )
    channel = models.CharField(max_length=20)
    to_name = SealedText()
    outcome = SealedText()
    at = models.DateTimeField()
    step = models.CharField(max_length=40, blank=True)  # of the rhythm; empty: by hand

    class Meta:
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"chaser of {self.agency_return_id}"


class Extension(CaseRow):
    """More time asked for, granted or refused, by manager with Chair (4.2 p)."""

    agency_return = models.ForeignKey(
        AgencyReturn, on_delete=models.PROTECT, related_name="extensions"
    )
    asked_by = SealedText()
    asked_at = models.DateTimeField()
    granted = models.BooleanField()
    new_due_at = models.DateTimeField(null=True, blank=True)
    reason = SealedText()
    decided_at = models.DateTimeField()
    decided_with = models.CharField(max_length=200)

    class Meta:
        ordering = ("decided_at", "id")

    def __str__(self) -> str:
        return f"extension of {self.agency_return_id}"


class SafetyItem(CaseRow):
    """An answer that says a child may be unsafe now (G1), until it is closed."""

    agency_return = models.ForeignKey(
        AgencyReturn, on_delete=models.PROTECT, related_name="safety_items"
    )
    words = SealedText()
    raised_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    outcome = SealedText()

    class Meta:
        ordering = ("raised_at", "id")

    def __str__(self) -> str:
        return f"safety item of {self.agency_return_id}"
