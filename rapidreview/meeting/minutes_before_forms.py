"""The form of minutes that were written outside: the file and its moments (P14.6)."""

from collections.abc import Sequence
from typing import Any

from django import forms

from rapidreview.casefolder.uploads import receive
from rapidreview.door.dates import MomentField
from rapidreview.door.forms import PageForm
from rapidreview.door.words import Line
from rapidreview.meeting.minutes_before import WrittenMinutes
from rapidreview.meeting.readers import MinutesReader


class WrittenMinutesForm(PageForm):
    """Nobody is ticked beforehand: only who was given them then.

    Those of the Rapid Review meeting go with the report, so there are no ``readers``.
    """

    only_form = True

    document = forms.FileField(
        label="The minutes as they were written",
        help_text="A Word document or a PDF. It is filed in II as it is.",
        error_messages={"required": "Choose the document of the minutes."},
    )
    made_at = MomentField(label="When they were saved")
    done_by = Line(label="Who saved them", limit=120)
    circulated_at = MomentField(
        label="When they were circulated",
        required=False,
        help_text="Leave empty if nobody was given them yet.",
    )
    people = forms.MultipleChoiceField(
        label="Who was given them",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="They can open them here from now on. Nobody gets a letter.",
    )

    def __init__(
        self, *args: Any, readers: Sequence[MinutesReader], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.readers = {str(one.user.pk): one.user for one in readers}
        self.fields["people"].choices = [  # type: ignore[attr-defined]
            (str(one.user.pk), f"{one.user.name}: {one.why}") for one in readers
        ]
        if not readers:
            del self.fields["people"], self.fields["circulated_at"]

    def clean(self) -> dict[str, Any]:
        """Whoever was given them was given them at some moment."""
        given: dict[str, Any] = super().clean() or {}
        when, people = given.get("circulated_at"), given.get("people")
        if people and not when and "circulated_at" not in self.errors:
            self.add_error("circulated_at", "Enter when they were circulated.")
        if when and not people and "people" not in self.errors:
            self.add_error("people", "Choose who was given them.")
        return given

    def given(self) -> WrittenMinutes:
        """The minutes as the action takes them. Raises Refused for a file that cannot be."""
        typed = self.cleaned_data
        return WrittenMinutes(
            receive(typed["document"]),
            typed["made_at"],
            typed["done_by"],
            typed.get("circulated_at"),
            tuple(self.readers[key] for key in typed.get("people", ())),
        )
