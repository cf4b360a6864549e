"""The Team's forms about requests: sending, passing on, reminding, more time, receipt."""

from datetime import time
from typing import Any

from django import forms

from rapidreview.door.dates import MomentField
from rapidreview.door.forms import PageForm
from rapidreview.people.models import Agency, AgencyPerson
from rapidreview.procedure.agreeing import Who
from rapidreview.scoping.chasing import EMAIL, TELEPHONE
from rapidreview.scoping.models import Invitation, ReturnRequest
from rapidreview.scoping.upload_forms import ChosenFile

FIVE = time(17)
CHANNELS = [
    ("by post", "Post"),
    ("by telephone", "Telephone"),
    ("by hand", "By hand"),
    ("by e-mail", "E-mail"),
]
HOW_SIGNED = [
    ("on paper", "On paper"),
    ("on the Word form", "On the Word form"),
    ("by e-mail", "By e-mail"),
    ("by telephone, read back", "By telephone, the text read back"),
]
REASON = forms.Textarea({"rows": 3})


def earlier(label: str) -> MomentField:
    """The moment of something that may have been done before it is recorded."""
    return MomentField(label=label, required=False, help_text="Leave empty for now.")


class SendRequestsForm(PageForm):
    """Whom to ask, and when the form is due if not at the usual moment."""

    agencies = forms.MultipleChoiceField(
        label="Which agencies?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one agency to ask."},
    )
    due_at = MomentField(
        label="Another moment, if not the usual one", required=False, usual_time=FIVE
    )
    why = forms.CharField(
        label="Why another moment", required=False, max_length=1000, widget=REASON
    )

    def __init__(self, *given: Any, agencies: list[Agency], **more: Any) -> None:
        super().__init__(*given, **more)
        self.by_key = {str(one.pk): one for one in agencies}
        field = self.fields["agencies"]
        field.choices = [(key, one.name) for key, one in self.by_key.items()]  # type: ignore[attr-defined]
        if not self.is_bound:
            self.initial["agencies"] = list(self.by_key)

    @property
    def chosen(self) -> list[Agency]:
        """The agencies that were ticked."""
        return [self.by_key[key] for key in self.cleaned_data["agencies"]]


class AcknowledgeForm(PageForm):
    """The agency told us that it has the request."""

    only_form = True

    occurred_at = MomentField(label="When did they say so?", required=False)
    note = forms.CharField(
        label="Who said so, and how", required=False, max_length=1000, widget=REASON
    )


class ReassignForm(PageForm):
    """Who writes the return instead."""

    only_form = True

    name = forms.CharField(
        label="Name", max_length=200, error_messages={"required": "Enter a name."}
    )
    role = forms.CharField(label="Role", max_length=200, required=False)
    email = forms.EmailField(
        label="E-mail address",
        error_messages={
            "required": "Enter one e-mail address like name@agency.gov.uk",
            "invalid": "Enter one e-mail address like name@agency.gov.uk",
        },
    )


class RenewForm(PageForm):
    """Nothing to fill in: a new link for the same person."""

    only_form = True


class RevokeForm(PageForm):
    """Why the link is withdrawn."""

    only_form = True

    reason = forms.CharField(
        label="Why?",
        max_length=1000,
        widget=REASON,
        error_messages={"required": "Say why the link is withdrawn."},
    )


class ChaseForm(PageForm):
    """A reminder by letter, or a call with its outcome (P2.1)."""

    only_form = True

    channel = forms.ChoiceField(
        label="How?",
        choices=[(EMAIL, "Send a reminder by e-mail"), (TELEPHONE, "I telephoned")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose e-mail or telephone."},
    )
    to_name = forms.ChoiceField(
        label="Whom?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whom you reminded."},
    )
    outcome = forms.CharField(
        label="What came of it",
        help_text="For a call: what was said and promised. It goes in the Daily Log.",
        required=False,
        max_length=2000,
        widget=REASON,
    )
    occurred_at = earlier("When did you telephone?")

    def __init__(
        self, *given: Any, request: ReturnRequest, holder: Invitation, **more: Any
    ) -> None:
        super().__init__(*given, **more)
        self.fields["to_name"].choices = _people(request, holder)  # type: ignore[attr-defined]
        self.initial["to_name"] = holder.name


class ExtensionForm(PageForm):
    """More time asked for; granted or refused, by the manager with the Chair (4.2 p)."""

    only_form = True

    asked_by = forms.CharField(label="Who asked?", max_length=200)
    asked_at = MomentField(label="When did they ask?")
    granted = forms.ChoiceField(
        label="The decision",
        choices=[("yes", "More time is given"), ("no", "No more time")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what was decided."},
    )
    new_due_at = MomentField(
        label="If more time is given, until when?", required=False, usual_time=FIVE
    )
    reason = forms.CharField(
        label="Reason",
        max_length=2000,
        widget=REASON,
        error_messages={"required": "Give the reason for the decision."},
    )
    decided_with = forms.CharField(
        label="Decided with",
        help_text="The Chair, or the vice chair in the Chair’s absence.",
        max_length=200,
    )
    agreed = forms.MultipleChoiceField(
        label="Who agreed that there is more time",
        help_text="You answer for yourself; the vice chair may in the Chair’s absence.",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    occurred_at = earlier("When was it decided?")
    confirmed = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *given: Any, must_agree: list[Who], **more: Any) -> None:
        super().__init__(*given, **more)
        self.who = {one.value: one for one in must_agree}
        choices = [(value, one.words) for value, one in self.who.items()]
        self.fields["agreed"].choices = choices  # type: ignore[attr-defined]
        if not choices:
            del self.fields["agreed"]

    @property
    def given(self) -> bool:
        """Whether more time is given."""
        return bool(self.cleaned_data["granted"] == "yes")

    def decision(self) -> dict[str, Any]:
        """What the action takes, but for whom agreed."""
        unasked = {"granted", "agreed", "confirmed"}
        return {k: v for k, v in self.cleaned_data.items() if k not in unasked}

    def who_agreed(self) -> list[Who]:
        """Those who were ticked."""
        return [self.who[one] for one in self.cleaned_data.get("agreed", ())]

    def clean(self) -> dict[str, Any]:
        """More time needs its end."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        without_end = not given.get("new_due_at") and "new_due_at" not in self.errors
        if given.get("granted") == "yes" and without_end:
            self.add_error("new_due_at", "Enter until when more time is given.")
        return given


class SignatureForm(PageForm):
    """A signature that came after the return (P1.11)."""

    only_form = True

    name = forms.CharField(label="Senior manager’s name", max_length=200)
    role = forms.CharField(label="Their role", max_length=200)
    how = forms.ChoiceField(
        label="How did they sign?", choices=HOW_SIGNED, widget=forms.RadioSelect
    )
    signed_at = MomentField(label="When, if not now", required=False)
    same_person_reason = forms.CharField(
        label="If they also wrote the return: why that may be",
        required=False,
        max_length=1000,
        widget=REASON,
    )


class ReceiveWordForm(PageForm):
    """A Word form that came by e-mail or on a stick."""

    only_form = True

    file = ChosenFile(
        label="The completed Word form",
        error_messages={"required": "Choose the Word form first."},
    )
    received_at = MomentField(label="When did it come, if not now", required=False)


class TypedReceiptForm(PageForm):
    """A return on paper or by telephone, typed in: how it came, and who signed (P2.8)."""

    only_form = True

    channel = forms.ChoiceField(
        label="How did it come?", choices=CHANNELS, widget=forms.RadioSelect
    )
    received_at = MomentField(label="When did it come?")
    signer_name = forms.CharField(
        label="Senior manager who signed it, if one did", required=False, max_length=200
    )
    signer_role = forms.CharField(label="Their role", required=False, max_length=200)
    scan = ChosenFile(label="A scan of the paper", required=False)

    def clean(self) -> dict[str, Any]:
        """Who signed has a role."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("signer_name") and not given.get("signer_role"):
            self.add_error("signer_role", "Enter the role of the person who signed.")
        return given


class SafetyForm(PageForm):
    """What was done about a safety item, and whether it may leave the pages."""

    only_form = True

    outcome = forms.CharField(
        label="What was done, by whom, and who is safe now?",
        max_length=4000,
        widget=forms.Textarea({"rows": 5}),
        error_messages={
            "required": "Say what was done and by whom, before anything else."
        },
    )
    occurred_at = earlier("When was it done?")
    closed = forms.BooleanField(
        label="The child is safe now: close the item",
        required=False,
        help_text="Leave it open while anybody still has to act.",
    )


def _people(request: ReturnRequest, holder: Invitation) -> list[tuple[str, str]]:
    """Whose turn it is first, then who else speaks for the agency."""
    parts = dict(AgencyPerson.Part.choices)
    turn = "author" if holder.part == Invitation.Part.AUTHOR else "to sign"
    others = [
        (one.name, f"{one.name}, {parts[one.part].lower()}")
        for one in request.agency.people.all()
        if one.name != holder.name and one.part != AgencyPerson.Part.SENIOR_MANAGER
    ]
    return [(holder.name, f"{holder.name}, {turn}"), *others]
