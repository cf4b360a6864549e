"""What is typed on the page of the rhythm: one more reminder, one less, a date to try."""

from datetime import time

from django import forms

from rapidreview.door.dates import MomentField
from rapidreview.door.forms import PageForm
from rapidreview.procedure.chasing import EARLIEST, LATEST, Step, Whom

SIDES = [
    ("before", "before the day it is due"),
    ("on", "on the day it is due"),
    ("after", "after the day it is due"),
]
CHOOSE = {"required": "Choose one.", "invalid_choice": "Choose one of these."}
TIME = "Enter a time like 09:30."


class StepForm(PageForm):
    """One reminder: how many working days, on which side, at what time, to whom."""

    only_form = True

    days = forms.IntegerField(
        label="How many working days",
        help_text="Leave empty for the day itself.",
        required=False,
        min_value=0,
        max_value=max(-EARLIEST, LATEST),
        widget=forms.TextInput({"class": "govuk-input--width-2"}),
        error_messages={
            "invalid": "Enter a whole number, like 2.",
            "min_value": "Enter a whole number, like 2.",
            "max_value": f"Enter {max(-EARLIEST, LATEST)} or fewer.",
        },
    )
    side = forms.ChoiceField(
        label="Before or after",
        choices=SIDES,
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    clock = forms.TimeField(
        label="At what time",
        help_text="Like 09:30, in London. Between 07:00 and 19:00.",
        input_formats=["%H:%M", "%H.%M"],
        widget=forms.TextInput({"class": "govuk-input--width-5"}),
        error_messages={"required": TIME, "invalid": TIME},
    )
    whom = forms.ChoiceField(
        label="Who is reminded",
        choices=[(one.value, one.words[0].upper() + one.words[1:]) for one in Whom],
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )

    def clean_clock(self) -> time:
        """Nobody is written to at night."""
        typed: time = self.cleaned_data["clock"]
        if not time(7) <= typed <= time(19):
            raise forms.ValidationError("Choose a time between 07:00 and 19:00.")
        return typed

    def clean(self) -> None:
        """A day before or after needs its number; the day itself needs none."""
        side, days = self.cleaned_data.get("side"), self.cleaned_data.get("days")
        if side in ("before", "after") and not days and "days" not in self.errors:
            self.add_error("days", "Say how many working days, 1 or more.")
        if side == "on" and days:
            self.add_error("days", "Leave this empty for the day itself.")

    def step(self) -> Step:
        """The reminder as the core knows it."""
        given = self.cleaned_data
        days = given["days"] or 0
        sign = -1 if given["side"] == "before" else 1
        return Step(sign * days, f"{given['clock']:%H:%M}", Whom(given["whom"]))


class RemoveStepForm(PageForm):
    """Which reminder goes."""

    only_form = True

    step = forms.CharField(max_length=40, widget=forms.HiddenInput)


class TakeUsualForm(PageForm):
    """Only a button."""

    only_form = True


class TryForm(PageForm):
    """A due moment to try the rhythm on; nothing is stored."""

    due = MomentField(label="If a return is due", required=False, usual_time=time(17))
