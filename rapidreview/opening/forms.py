"""What people type on Day 1 beside the call: children, agencies, an ending."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms

from rapidreview.door.dates import DayField
from rapidreview.door.forms import PageForm
from rapidreview.door.words import Line, Words
from rapidreview.opening.areas import areas_of
from rapidreview.opening.given import ChildGiven
from rapidreview.opening.models import ChosenAgency
from rapidreview.opening.sin import ENDING_WORDS
from rapidreview.people.models import Agency
from rapidreview.planning.choices import CHOOSE, ChoiceOf, agencies_of
from rapidreview.planning.forms import HappenedForm, StepForm
from rapidreview.procedure.vocabulary import Outcome

if TYPE_CHECKING:
    _Agencies = forms.ModelMultipleChoiceField[Agency]
else:
    _Agencies = forms.ModelMultipleChoiceField

NOT_KNOWN = {"not known", "unknown", "n/k", "nk"}
SEXES = [("female", "Female"), ("male", "Male"), ("not known", "Not known")]


class ChildForm(PageForm):
    """One child; everything but the kind of child may be unknown yet (P1.2)."""

    name = Line(
        label="Name", required=False, help_text="Leave empty if it is not known yet."
    )
    other_names = Words(
        label="Other names and spellings",
        required=False,
        limit=500,
        rows=2,
        help_text="One on each line.",
    )
    unborn = forms.BooleanField(label="Not born yet", required=False)
    born = DayField(
        label="Date of birth",
        required=False,
        help_text="Of a child not born yet, the expected date. For example 27 3 2021.",
    )
    sex = ChoiceOf(label="Sex", choices=SEXES, required=False)
    nhs_number = Line(label="NHS number", required=False, limit=20)
    is_subject = ChoiceOf(
        label="Is the review about this child?",
        choices=[("yes", "Yes"), ("no", "No, another child of the family")],
        initial="yes",
    )
    outcome = Words(
        label="What happened to this child, as known now",
        required=False,
        rows=2,
        limit=1000,
        help_text="No more than is needed.",
    )

    def clean_name(self) -> str:
        """A name, or empty where the words say that it is not known."""
        name: str = self.cleaned_data["name"]
        return "" if name.lower() in NOT_KNOWN else name

    def clean_born(self) -> str:
        """ISO, as it is kept."""
        born: date | None = self.cleaned_data["born"]
        return born.isoformat() if born else ""

    @property
    def given(self) -> ChildGiven:
        """The child as the action takes it."""
        typed = self.cleaned_data
        return ChildGiven(**{**typed, "is_subject": typed["is_subject"] == "yes"})


class WholeChildForm(ChildForm):
    """A child with what only the national system asks (3.2)."""

    ethnicity = Line(label="Ethnicity", required=False)
    health = Words(label="Health and disability", required=False, rows=2, limit=1000)
    lives_in = Line(
        label="Where the child lives",
        required=False,
        limit=300,
        help_text="Place and area, as the national system asks. For example: with foster "
        "carers in another county.",
    )
    legal_status = Line(
        label="Legal status",
        required=False,
        help_text="If it is known. For example: looked after, child protection plan.",
    )


class ChangeChildForm(WholeChildForm):
    """A child again, with the version that was read."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    @property
    def given(self) -> ChildGiven:
        """The child without the version."""
        typed = {
            name: one for name, one in self.cleaned_data.items() if name != "version"
        }
        return ChildGiven(**{**typed, "is_subject": typed["is_subject"] == "yes"})


class TellForm(StepForm):
    """Words of one's own in the letter to the group (P1.7)."""

    words = Words(
        label="Words of your own",
        required=False,
        limit=2000,
        help_text="They stand in the letter. No name, initials, birth date or address.",
    )


class AgencyChoice(_Agencies):
    """Agencies by tick boxes; one that is new to Rapid Reviews says so."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Agency) -> str:
        """Name and kind, and whether a pre-meet will be offered."""
        new = "" if obj.familiar else ": new to Rapid Reviews, a pre-meet is offered"
        return f"{obj.name}, {obj.kind}{new}"


class AgenciesForm(HappenedForm):
    """The agencies that will be asked, agreed with the Chair (P1.8)."""

    agencies = AgencyChoice(
        queryset=Agency.objects.none(),
        label="Which agencies to ask",
        error_messages={
            "required": "Tick at least one agency.",
            "invalid_choice": CHOOSE,
            "invalid_pk_value": CHOOSE,
        },
    )
    with_name = Line(label="Agreed with")
    reason = Words(
        label="Why these agencies",
        required=False,
        limit=2000,
        help_text="For an agency added later: why it is needed.",
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        chosen = ChosenAgency.objects.filter(case=self.case).values("agency_id")
        left = agencies_of(self.case).exclude(pk__in=chosen)
        self.fields["agencies"].queryset = left  # type: ignore[attr-defined]

    def clean_agencies(self) -> list[Agency]:
        """A list in the order of their names."""
        return list(self.cleaned_data["agencies"])


class EndCaseForm(StepForm):
    """How a case without a review ends, and why."""

    outcome = ChoiceOf(
        label="How it ends",
        choices=[(one.value, words) for one, words in ENDING_WORDS.items()],
    )
    reason = Words(label="Why", limit=2000)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        areas = areas_of(self.case)
        if areas.elsewhere:  # one host: this case was not ours to open (3.5)
            hosted = f"The incident took place in {areas.host}, which hosts the review."
            self.initial = {"outcome": Outcome.OPENED_IN_ERROR.value, "reason": hosted}

    def clean_outcome(self) -> Outcome:
        """The outcome itself."""
        return Outcome(self.cleaned_data["outcome"])
