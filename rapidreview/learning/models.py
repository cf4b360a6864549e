"""How actions went, and their impact: rows that point back to what was agreed."""

from __future__ import annotations

from django.db import models

from rapidreview.case.models import CaseRow
from rapidreview.meeting.models import Action
from rapidreview.people.sealed import SealedText


class ActionUpdate(CaseRow):
    """How an action went on; the newest owner and date that are named count."""

    class State(models.TextChoices):
        """Where the action is."""

        OPEN = "open", "Going on"
        DONE = "done", "Done"
        DROPPED = "dropped", "Not to be done after all"

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="updates")
    state = models.CharField(max_length=8, choices=State.choices)
    words = SealedText()
    owner = models.CharField(max_length=200, blank=True)  # another one, if it passed
    due_at = models.DateTimeField(null=True, blank=True)  # a new date, if it moved
    happened_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=200)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ("recorded_at", "id")

    def __str__(self) -> str:
        return f"{self.action_id}: {self.state}"


class Impact(CaseRow):
    """What changed for children because of an action, and how one knows."""

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="impacts")
    words = SealedText()
    evidence = SealedText()
    seen_on = models.DateField()
    recorded_by = models.CharField(max_length=200)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ("seen_on", "recorded_at", "id")

    def __str__(self) -> str:
        return f"impact of {self.action_id}"
