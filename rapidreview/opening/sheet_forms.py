"""What people type for the sheet of the national system (3.2); all of it may be unknown."""

from typing import Any

from django import forms

from rapidreview.door.words import Line, Words
from rapidreview.opening.sheet import SheetGiven
from rapidreview.planning.forms import StepForm


class SheetForm(StepForm):
    """Who notifies and in which words, with the version that was read."""

    local_authority = Line(label="Local authority", required=False)
    notifier = Line(label="Name of who notifies", required=False)
    job = Line(label="Their job", required=False)
    agency = Line(label="Their agency", required=False)
    phone = Line(label="Their telephone number", required=False, limit=60)
    email = forms.EmailField(
        label="Their e-mail address",
        required=False,
        error_messages={
            "invalid": "Enter an e-mail address like name@council.gov.uk, or leave it empty."
        },
    )
    place = Line(label="Where the incident was", required=False)
    happened = Words(label="What happened", required=False, rows=6)
    further_children = Words(
        label="More about further children",
        required=False,
        rows=3,
        help_text="The national system has boxes for four children. What is recorded of "
        "further ones is added by itself.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    @property
    def given(self) -> SheetGiven:
        """What was typed, without the version."""
        typed: dict[str, Any] = {**self.cleaned_data}
        del typed["version"]
        return SheetGiven(**typed)
