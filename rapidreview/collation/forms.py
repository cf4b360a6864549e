"""The forms of the pack: a reason, or the people it goes to."""

from collections.abc import Sequence
from typing import Any

from django import forms

from rapidreview.collation.readers import PackReader
from rapidreview.door.dates import MomentField
from rapidreview.door.forms import PageForm
from rapidreview.door.words import Line
from rapidreview.people.models import User


class ReasonForm(PageForm):
    """Why: the Chair's go-ahead, or a recall."""

    reason = forms.CharField(
        label="Reason",
        max_length=4000,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": "Give the reason."},
    )


class GoAheadForm(ReasonForm):
    """The Chair's go-ahead, which may have been given before it is recorded."""

    occurred_at = MomentField(
        label="When did you give it?", required=False, help_text="Leave empty for now."
    )


class MakeForm(PageForm):
    """Nothing to fill in: the pack is made of what was accepted."""


class MarkForm(PageForm):
    """Whether an attachment goes to the group, under which title, and why."""

    released = forms.ChoiceField(
        label="Release it to the group?",
        choices=[
            ("yes", "Yes, put it into the pack"),
            ("no", "No, keep it in the case folder"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose yes or no."},
    )
    title = Line(
        label="What it is called in the pack",
        limit=120,
        required=False,
        help_text="It stands in the contents. Name nobody: write Child A, Mother.",
    )
    reason = forms.CharField(
        label="Why",
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": "Say why."},
    )

    def clean(self) -> dict[str, Any]:
        """What goes into the pack has a title there."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("released") == "yes" and not given.get("title"):
            self.add_error("title", "Say what it is called in the pack.")
        return given

    @property
    def said_yes(self) -> bool:
        """Whether it goes to the group."""
        return bool(self.cleaned_data["released"] == "yes")


class ReleaseForm(PageForm):
    """The people the pack goes to: everybody of the group is ticked, untick who is not to."""

    people = forms.MultipleChoiceField(
        label="Who gets the pack",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one person."},
    )

    def __init__(
        self, *args: object, readers: Sequence[PackReader], **options: object
    ) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        self.readers = {str(one.user.pk): one.user for one in readers}
        box = self.fields["people"]
        if isinstance(box, forms.MultipleChoiceField):
            box.choices = [
                (str(one.user.pk), f"{one.user.name}: {one.why} ({one.user.email})")
                for one in readers
            ]
        box.initial = list(self.readers)

    def chosen(self) -> list[User]:
        """The people ticked."""
        return [self.readers[key] for key in self.cleaned_data["people"]]
