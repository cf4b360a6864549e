"""The forms of the minutes: a correction, and the people they go to."""

from collections.abc import Sequence
from typing import Any

from django import forms

from rapidreview.door.forms import PageForm
from rapidreview.door.words import Line, Words
from rapidreview.meeting.models import AgendaItem
from rapidreview.meeting.readers import MinutesReader
from rapidreview.people.actor import Actor
from rapidreview.people.models import User
from rapidreview.planning.forms import HappenedForm

LONGEST_NOTES = 20_000


class CorrectForm(PageForm):
    """What is corrected and who asked; and every item's notes, to be changed in place."""

    number = forms.IntegerField(widget=forms.HiddenInput)
    what = Words(label="What is corrected", limit=2000, rows=3)
    asked_by = Line(label="Who asked for it")
    agreed_by = Line(
        label="Who agreed to it", help_text="The Chair, as a rule, or the group."
    )

    def __init__(self, *args: Any, items: Sequence[AgendaItem], **options: Any) -> None:
        super().__init__(*args, **options)
        self.items = items
        for one in items:
            self.fields[f"notes_{one.code}"] = Words(
                label=f"{one.code}. {one.title}",
                limit=LONGEST_NOTES,
                required=False,
                initial=one.notes,
            )

    def notes(self) -> dict[str, str]:
        """Every item's notes as they are to be, by code."""
        given = {one.code: self.cleaned_data[f"notes_{one.code}"] for one in self.items}
        return {code: "\n".join(str(text).splitlines()) for code, text in given.items()}


class CirculateForm(HappenedForm):
    """The people the minutes go to: everybody invited is ticked."""

    usually_now = True

    people = forms.MultipleChoiceField(
        label="Who gets the minutes",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one person."},
    )

    def __init__(
        self, *args: Any, readers: Sequence[MinutesReader], **options: Any
    ) -> None:
        super().__init__(*args, **options)
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

    def told(self, by: Actor) -> dict[str, Any]:
        """The people ticked; and when, by whom, if they were given them before."""
        given = super().told(by)
        del given["people"]
        return {"users": self.chosen(), **given}
