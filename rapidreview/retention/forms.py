"""What people type at the end: a closing, a reopening, a hold, a day, a decision."""

from django import forms

from rapidreview.door.dates import DayField, MomentField
from rapidreview.door.words import Words
from rapidreview.planning.choices import ChoiceOf
from rapidreview.planning.forms import StepForm
from rapidreview.retention.models import RetentionReview

LOOKED_AFTER = [("yes", "Yes"), ("no", "No")]
Verdict = RetentionReview.Verdict


class CloseForm(StepForm):
    """Why it is closed with something open, how long it is kept, and when it was closed."""

    reason = Words(label="Why it is closed", limit=2000, required=False)
    looked_after = ChoiceOf(
        label="Is or was a child of this review looked after?", choices=LOOKED_AFTER
    )
    looked_after.error_messages["required"] = (
        "Say whether a child of this review is or was looked after."
    )
    review_on = DayField(label="Another day for the retention review", required=False)
    review_because = Words(label="Why that day", limit=1000, rows=2, required=False)
    closed_at = MomentField(
        label="When it was closed",
        required=False,
        help_text="Leave empty for now. An entry made on a later day says so.",
    )

    def clean_looked_after(self) -> bool:
        """Yes or no, as a truth value."""
        return bool(self.cleaned_data["looked_after"] == "yes")


class ReasonForm(StepForm):
    """A reason, and nothing else: of a reopening, a hold, the end of a hold."""

    reason = Words(label="Why", limit=2000)


class ChangeReviewForm(StepForm):
    """Another day for the review, with the day that was read."""

    due_on = DayField(label="The new day", help_text="For example 27 3 2061.")
    reason = Words(label="Why the day changes", limit=1000)
    read = forms.DateField(required=False, widget=forms.HiddenInput)


class ReviewForm(StepForm):
    """Whether the case is kept, why, and when it is looked at again."""

    verdict = ChoiceOf(label="What is decided", choices=Verdict.choices)
    decision = Words(
        label="Why",
        limit=2000,
        help_text="Also who was asked, for example the data protection officer.",
    )
    next_on = DayField(
        label="If it is kept: the day on which it is looked at again", required=False
    )

    def clean_verdict(self) -> Verdict:
        """The verdict itself."""
        return Verdict(self.cleaned_data["verdict"])
