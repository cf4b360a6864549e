"""What is typed when a fact of the partnership's own procedure is recorded."""

from typing import Any

from django import forms

from rapidreview.door.words import Words
from rapidreview.people.models import Agency
from rapidreview.planning.choices import CHOOSE, AgencyField, ChoiceOf, agencies_of
from rapidreview.planning.forms import HappenedForm
from rapidreview.procedure.agreeing import Who
from rapidreview.procedure.definition import Procedure
from rapidreview.procedure.own_facts import deciders, is_of_each_agency


class OwnFactForm(HappenedForm):
    """Which fact, of which agency if it is of each, and who agreed if somebody decides."""

    fact = ChoiceOf(label="What happened", choices=[])
    agency = AgencyField(
        queryset=Agency.objects.none(),
        label="Which agency it is about",
        required=False,
        empty_label="None: it is about the whole review",
        error_messages={"invalid_choice": CHOOSE},
    )
    agreed = forms.MultipleChoiceField(
        label="Who agreed",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": CHOOSE, "invalid_list": CHOOSE},
    )
    text = Words(label="What else is to be kept of it", required=False, limit=2000)

    def __init__(self, *args: Any, procedure: Procedure, **options: Any) -> None:
        super().__init__(*args, **options)
        self.procedure = procedure
        self.fields["fact"].choices = list(procedure.facts.items())  # type: ignore[attr-defined]
        self.who = _everybody_who_decides(procedure)
        _offer(self, "agreed", [(key, one.words) for key, one in self.who.items()])
        of_each = any(is_of_each_agency(procedure, one) for one in procedure.facts)
        if of_each:
            self.fields["agency"].queryset = agencies_of(self.case)  # type: ignore[attr-defined]
        else:
            del self.fields["agency"]

    def clean_agreed(self) -> tuple[Who, ...]:
        """Those who agreed, as the procedure knows them."""
        return tuple(self.who[key] for key in self.cleaned_data["agreed"])


def _offer(form: OwnFactForm, name: str, choices: list[tuple[str, str]]) -> None:
    if choices:
        form.fields[name].choices = choices  # type: ignore[attr-defined]
    else:
        del form.fields[name]


def _everybody_who_decides(procedure: Procedure) -> dict[str, Who]:
    every = (who for name in procedure.facts for who in deciders(procedure, name))
    return {str(who.value): who for who in every}
