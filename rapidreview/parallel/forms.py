"""What people type about parallel processes and held items."""

from collections.abc import Iterable
from typing import Any

from django import forms

from rapidreview.door.dates import DayField
from rapidreview.door.words import Line, Words
from rapidreview.parallel.listed import Choice
from rapidreview.parallel.models import HeldRelease, ParallelProcess
from rapidreview.people.models import User
from rapidreview.planning.choices import ChoiceOf, at_work_on
from rapidreview.planning.forms import StepForm
from rapidreview.procedure.disclosure import KEEPERS, Way
from rapidreview.procedure.vocabulary import Role

UNTIL_DAY = "Held until this day"
NOT_DISCLOSED = "What must not be disclosed because of it"


class ProcessForm(StepForm):
    """A process as it became known; what is not disclosed only for those who see it."""

    sort = ChoiceOf(label="What it is", choices=ParallelProcess.Sort.choices)
    led_by = Line(label="Who leads it", help_text="A name and a role, or a team.")
    contact = Line(label="How to reach them", required=False, limit=300)
    reference = Line(label="Their reference", required=False)
    from_on = DayField(label="Runs since")
    until_on = DayField(label="Expected to end", required=False)
    how_known = Words(
        label="How it became known",
        limit=2000,
        rows=2,
        help_text="Who said so, and when.",
    )
    not_to_disclose = Words(
        label=NOT_DISCLOSED,
        required=False,
        limit=5000,
        help_text="What, from whom, until when. Only the Partnership Manager and the Chair see this.",
    )

    def __init__(self, *args: Any, sees_held: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not sees_held:
            del self.fields["not_to_disclose"]


class ChangeProcessForm(StepForm):
    """Another lead, contact, reference or expected end, with the version that was read."""

    led_by = Line(label="Who leads it")
    contact = Line(label="How to reach them", required=False, limit=300)
    reference = Line(label="Their reference", required=False)
    until_on = DayField(label="Expected to end", required=False)
    not_to_disclose = Words(label=NOT_DISCLOSED, required=False, limit=5000)
    edit_version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, sees_held: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not sees_held:
            del self.fields["not_to_disclose"]


class EndProcessForm(StepForm):
    """When and how a process ended."""

    ended_on = DayField(label="When it ended")
    because = Words(
        label="How it ended", limit=2000, help_text="The outcome, and who told you."
    )


class HoldForm(StepForm):
    """Because of what, why and until when something is held; of a return, what of it."""

    things = forms.MultipleChoiceField(
        label="What is held", widget=forms.CheckboxSelectMultiple, required=False
    )
    process = ChoiceOf(label="Because of which process", choices=[])
    reason = Words(
        label="Why it is held",
        limit=2000,
        help_text="Who asked for it, and from whom it must be kept. It stays on the item.",
    )
    until_on = DayField(label=UNTIL_DAY, required=False)
    until_event = Line(
        label="Or until this has happened in the process",
        required=False,
        limit=300,
        help_text="For example: both adults are interviewed. On its own, nothing is released.",
    )

    def __init__(
        self,
        *args: Any,
        choices: Iterable[Choice] | None,
        processes: Iterable[ParallelProcess],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.fields["process"].choices = [(str(one.pk), one.words) for one in processes]  # type: ignore[attr-defined]
        if choices is None:
            del self.fields["things"]
        else:
            given = [(one.key, one.words) for one in choices]
            self.fields["things"].choices = given  # type: ignore[attr-defined]


class ReleaseHeldForm(StepForm):
    """To whom or for which paper one item is released, and who agreed."""

    people = forms.ModelMultipleChoiceField(
        label="To these people",
        queryset=User.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    ways = forms.MultipleChoiceField(
        label="For these papers",
        choices=[(one.value, one.words) for one in Way],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="From then on it may stand there, for everybody who is given that paper.",
    )
    agreed_body = ChoiceOf(label="Who agreed", choices=HeldRelease.Agreed.choices)
    agreed_by = Line(label="Their name and role")
    agreed_on = DayField(label="When they agreed")
    conditions = Words(label="On what conditions", required=False, limit=2000, rows=2)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        others = [one for one in Role if one not in KEEPERS]
        offered = at_work_on(self.case, self.at, *others)
        self.fields["people"].queryset = offered  # type: ignore[attr-defined]

    def clean_ways(self) -> list[Way]:
        """The papers themselves."""
        return [Way(one) for one in self.cleaned_data["ways"]]


class HoldOnForm(StepForm):
    """Who was asked, what they answered, and until when it is held now."""

    asked = Line(label="Who was asked")
    answer = Words(label="What they answered", limit=2000)
    until_on = DayField(label=UNTIL_DAY, required=False)
    until_event = Line(
        label="Or until this has happened in the process", required=False, limit=300
    )


class BecauseForm(StepForm):
    """A reason, and nothing else: of the end of a hold, of a release that is withdrawn."""

    because = Words(label="Why", limit=2000)
