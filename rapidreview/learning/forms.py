"""What people type about an action: a change, what was done, why it is dropped, its impact."""

from django import forms

from rapidreview.door.dates import DayField, MomentField
from rapidreview.door.words import Line, Words
from rapidreview.planning.forms import END_OF_DAY, EnteredForm, HappenedForm


def when(label: str) -> MomentField:
    """A moment that may be left empty: then it is now."""
    return MomentField(
        label=label,
        required=False,
        help_text="Leave empty for now. An entry made on a later day says so.",
    )


class ChangeForm(HappenedForm):
    """Another owner or date, with the version that was read."""

    owner = Line(label="Owner", help_text="Whoever sees to it that it is done.")
    due_at = MomentField(label="To be done by", usual_time=END_OF_DAY)
    reason = Words(label="Why it changes", limit=2000)
    edit_version = forms.IntegerField(widget=forms.HiddenInput)
    occurred_at = when("When this was agreed")


class FinishForm(EnteredForm):
    """What was done, and when."""

    moment = "happened_at"

    words = Words(label="What was done")
    happened_at = when("When it was done")


class DropForm(HappenedForm):
    """Why it is not to be done after all."""

    reason = Words(label="Why it is not to be done after all", limit=2000)
    occurred_at = when("When this was decided")


class ImpactForm(EnteredForm):
    """What changed for children, and how one knows."""

    moment = "seen_on"

    words = Words(
        label="What changed for children",
        help_text="What is different for them, not what services did.",
    )
    evidence = Words(
        label="How it is known", help_text="What was counted, seen, or heard from whom."
    )
    seen_on = DayField(label="When it was seen")
