"""Who is invited to a meeting of a case, with what they answered; who declared an interest."""

from __future__ import annotations

from django.db import models

from rapidreview.case.models import CaseRow
from rapidreview.people.models import User
from rapidreview.people.sealed import SealedText


class CalendarEntry(CaseRow):
    """One person's entry for one meeting, as it was last sent to their calendar (P1.6, P1.16).

    ``task`` is the meeting's in the timetable, ``subject`` the agency of a pre-meet.
    ``sequence`` is of the last letter about it, request or cancellation.
    """

    class Reply(models.TextChoices):
        """What they answered; the answer is recorded by hand."""

        AWAITED = "awaited", "No reply yet"
        ACCEPTED = "accepted", "Accepted"
        TENTATIVE = "tentative", "May come"
        DECLINED = "declined", "Declined"

    task = models.CharField(max_length=60)
    subject = models.CharField(max_length=40, blank=True)
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True)
    name = models.CharField(max_length=200)
    email = models.EmailField()
    starts_at = models.DateTimeField()
    place = SealedText()
    sequence = models.PositiveIntegerField(default=0)
    sent_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    reply = models.CharField(
        max_length=10, choices=Reply.choices, default=Reply.AWAITED
    )
    reply_words = SealedText()
    replied_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("name", "id")
        verbose_name_plural = "calendar entries"
        constraints = (
            models.UniqueConstraint(
                "case", "task", "subject", "email", name="one_entry_per_person"
            ),
        )

    def __str__(self) -> str:
        return f"{self.task} {self.sequence}: {self.reply}"


class Interest(CaseRow):
    """A conflict of interest that somebody declared, and what was done about it (M1)."""

    class Measure(models.TextChoices):
        """What was done about it; nothing is assumed."""

        OPEN = "", "Not decided yet"
        STAYS = "stays", "Takes full part"
        LEAVES = "leaves", "Leaves the room for some items"
        NO_DECISION = "no_decision", "Takes no part in the decision"
        WITHDRAWS = "withdraws", "Takes no part in this review"

    number = models.PositiveSmallIntegerField()
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True)
    name = models.CharField(max_length=200)
    words = SealedText()
    declared_at = models.DateTimeField()
    measure = models.CharField(max_length=12, choices=Measure.choices, blank=True)
    items = models.CharField(max_length=100, blank=True)  # codes, "M5, M10"
    no_papers = models.BooleanField(default=False)
    reason = SealedText()
    decided_by = models.CharField(max_length=200, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint("case", "number", name="interest_number_is_unique"),
            models.CheckConstraint(
                condition=models.Q(no_papers=True) | ~models.Q(measure="withdraws"),
                name="who_withdraws_sees_no_papers",
            ),
        )

    def __str__(self) -> str:
        return f"interest {self.number} of {self.case_id}"

    @property
    def takes_part_in_the_decision(self) -> bool:
        """Whether they may be counted where the meeting decides."""
        return self.measure not in (self.Measure.NO_DECISION, self.Measure.WITHDRAWS)

    @property
    def done(self) -> str:
        """What was done about it, in a sentence."""
        said = self.get_measure_display()
        if self.measure == self.Measure.LEAVES:
            said = f"Leaves the room for {self.items}"
        papers = " Sees no papers." if self.no_papers else ""
        return f"{said}.{papers} {self.reason}".strip()
