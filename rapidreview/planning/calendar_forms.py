"""What people type when a day of the calendar changes, or a clock for a time (P0.7)."""

from typing import Any

from django import forms

from rapidreview.door.dates import DayField
from rapidreview.door.forms import PageForm
from rapidreview.door.words import Line, Words
from rapidreview.planning.calendar_days import Day, Sort
from rapidreview.planning.choices import ChoiceOf
from rapidreview.planning.clock_rules import Rule
from rapidreview.procedure.definition import Procedure
from rapidreview.procedure.windows import FURTHEST

LONGEST_NAME, LONGEST_REASON = 120, 500
BETWEEN = f"How long it is now must be from 1 to {FURTHEST}."
SORTS = [
    (Sort.BANK_HOLIDAY.value, "A bank holiday proclaimed for everybody"),
    (Sort.WORKED.value, "A bank holiday that is worked after all"),
    (Sort.CLOSED.value, "Our offices are closed"),
]


class TwoStepForm(PageForm):
    """A form whose consequences are shown before it is ``confirmed``."""

    only_form = True

    confirmed = forms.CharField(required=False, widget=forms.HiddenInput)

    @property
    def is_confirmed(self) -> bool:
        """Whether the consequences were shown and confirmed."""
        return bool(self.cleaned_data["confirmed"])


class DayForm(TwoStepForm):
    """A day, its name, what it becomes, and why."""

    on = DayField(label="Which day")
    name = Line(label="Its name", limit=LONGEST_NAME)
    sort = ChoiceOf(label="What it is", choices=SORTS)
    reason = Words(
        label="The reason, or where it is proclaimed", limit=LONGEST_REASON, rows=3
    )

    def day(self) -> Day:
        """The day as it was given."""
        given = self.cleaned_data
        return Day(given["on"], given["name"], Sort(given["sort"]), given["reason"])


class TakeBackForm(TwoStepForm):
    """Why a day is as the calendar has it again."""

    reason = Words(label="Why it is taken back", limit=LONGEST_REASON, rows=3)


class RuleForm(TwoStepForm):
    """Which clock, how long, for what begins when, and who says so."""

    clock = ChoiceOf(label="Which clock", choices=[])
    length = forms.IntegerField(
        label="How long it is now",
        help_text="In the unit of the clock, as above.",
        min_value=1,
        max_value=FURTHEST,
        widget=forms.TextInput({"class": "govuk-input--width-3"}),
        error_messages={
            "required": "Enter: How long it is now.",
            "invalid": "How long it is now must be a whole number, like 20.",
            **dict.fromkeys(("min_value", "max_value"), BETWEEN),
        },
    )
    begins_on = DayField(label="For clocks that begin from")
    ends_on = DayField(
        label="Until, if there is an end",
        required=False,
        help_text="The last day on which a clock may begin to be this long.",
    )
    reason = Words(
        label="The reason and its source",
        help_text="For example: the Panel’s letter of 20 November 2026.",
        limit=LONGEST_REASON,
        rows=3,
    )

    def __init__(self, *given: Any, procedure: Procedure, **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["clock"].choices = [  # type: ignore[attr-defined]
            (name, clock.title) for name, clock in procedure.clocks.items()
        ]

    def rule(self) -> Rule:
        """The rule as it was given."""
        names = ("clock", "length", "begins_on", "ends_on", "reason")
        return Rule(**{name: self.cleaned_data[name] for name in names})
