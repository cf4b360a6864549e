"""The forms of a pre-meet."""

from collections.abc import Sequence

from django import forms

from rapidreview.door.dates import MomentField
from rapidreview.door.forms import PageForm
from rapidreview.mail.words import Recipient


def _text(label: str, *, rows: int, error: str = "", hint: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=20_000,
        required=bool(error),
        widget=forms.Textarea({"rows": rows}),
        error_messages={"required": error} if error else {},
    )


class OfferForm(PageForm):
    """When the pre-meet is suggested for; it may be left open."""

    starts_at = MomentField(label="Suggested date and time", required=False)


class DeclineForm(PageForm):
    """Why the agency does not want it."""

    reason = _text(
        "Reason", rows=2, error="Say why the agency does not want a pre-meet."
    )
    occurred_at = MomentField(
        label="When did they say so?", required=False, help_text="Leave empty for now."
    )


class HoldForm(PageForm):
    """What was held, by whom minuted, and when it closed."""

    starts_at = MomentField(label="Began")
    closed_at = MomentField(label="Closed")
    minute_taker = forms.CharField(
        label="Minute-taker",
        max_length=200,
        error_messages={"required": "Name the minute-taker: the Team provides one."},
    )
    attended = _text(
        "Who attended", rows=4, error="Say who attended.", hint="One name a line."
    )
    notes = _text("Notes (you may leave this empty)", rows=4)


class MinutesForm(PageForm):
    """The minutes, and who gets them; everybody invited is ticked."""

    text = _text("Minutes", rows=12, error="Write the minutes.")
    people = forms.MultipleChoiceField(
        label="Who gets them",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one person."},
    )

    def __init__(
        self, *args: object, readers: Sequence[Recipient], **options: object
    ) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        self.readers = {one.email: one for one in readers}
        box = self.fields["people"]
        if isinstance(box, forms.MultipleChoiceField):
            box.choices = [(one.email, f"{one.name} ({one.email})") for one in readers]
        box.initial = list(self.readers)

    def chosen(self) -> list[Recipient]:
        """The people ticked."""
        return [self.readers[key] for key in self.cleaned_data["people"]]
