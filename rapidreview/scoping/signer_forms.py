"""The forms about the senior manager: who signs, the four statements, a comment, another."""

from typing import cast

from django import forms
from django.http import QueryDict

from rapidreview.door.forms import PageForm
from rapidreview.evidence.form import form
from rapidreview.scoping.answering import draft_of
from rapidreview.scoping.models import AgencyReturn
from rapidreview.scoping.signatures import DECLARATIONS
from rapidreview.scoping.to_signer import usual_signer

ADDRESS = "Enter one e-mail address like name@agency.gov.uk"
WRONG_ADDRESS = {"required": ADDRESS, "invalid": ADDRESS}


class YesForm(PageForm):
    """Nothing to fill in: one button."""

    only_form = True


class ToSignerForm(PageForm):
    """To which senior manager the finished form is sent (P1.11)."""

    only_form = True

    name = forms.CharField(
        label="Senior manager’s name",
        max_length=200,
        error_messages={"required": "Enter the senior manager’s name."},
    )
    role = forms.CharField(
        label="Their role",
        max_length=200,
        error_messages={"required": "Enter their role."},
    )
    email = forms.EmailField(
        label="Their e-mail address",
        help_text="We send them a link of their own. You will be told when they sign.",
        max_length=254,
        error_messages=WRONG_ADDRESS,
    )
    late_reason = forms.CharField(
        label="If the form is late, why",
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 2}),
    )


class AnotherForm(PageForm):
    """Which other senior manager should sign."""

    only_form = True

    name = forms.CharField(
        label="Name", max_length=200, error_messages={"required": "Enter their name."}
    )
    role = forms.CharField(
        label="Role", max_length=200, error_messages={"required": "Enter their role."}
    )
    email = forms.EmailField(
        label="E-mail address", max_length=254, error_messages=WRONG_ADDRESS
    )


class ColleagueForm(AnotherForm):
    """Which colleague writes the form instead."""

    role = forms.CharField(label="Role", max_length=200, required=False)


class CommentForm(PageForm):
    """What the author should look at again."""

    only_form = True

    comment = forms.CharField(
        label="What should the author look at again?",
        help_text="Name the question, for example F5. Only the author and the partnership "
        "team read it.",
        max_length=4000,
        widget=forms.Textarea({"rows": 6}),
        error_messages={"required": "Say what the author should look at again."},
    )


class SignForm(PageForm):
    """Each of the four statements by its own tick, and who signs (P1.11).

    ``shown`` is the fingerprint of the text on the page.
    """

    only_form = True

    shown = forms.CharField(max_length=64, widget=forms.HiddenInput)
    name = forms.CharField(
        label="Your name",
        max_length=200,
        error_messages={"required": "Enter your name."},
    )
    role = forms.CharField(
        label="Your role",
        max_length=200,
        error_messages={"required": "Enter your role."},
    )
    declarations = forms.MultipleChoiceField(
        label="I confirm that",
        help_text=form().question("J1").hint,
        choices=[(one, one[:1].upper() + one[1:]) for one in DECLARATIONS],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Confirm each of the four statements."},
    )
    statement = forms.CharField(
        label="In your own words",
        help_text="One or two sentences: what you checked, and whether you stand behind it.",
        required=False,
        max_length=4000,
        widget=forms.Textarea({"rows": 4}),
    )
    late_reason = forms.CharField(
        label="The form is late. Why?",
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 2}),
    )

    def show_again(self, fingerprint: str) -> None:
        """The page now shows another text: signing again is over that one, every statement
        is to be confirmed anew."""
        posted = cast("QueryDict", self.data).copy()
        posted["shown"] = fingerprint
        posted.pop("declarations", None)
        self.data = posted


def first_of(agency_return: AgencyReturn) -> dict[str, str]:
    """The senior manager as the agency names them, and why it is late if that was said."""
    named = usual_signer(agency_return)
    late = draft_of(agency_return).get("J6")
    return {
        "name": named.name,
        "role": named.role,
        "email": named.email,
        "late_reason": late,
    }


class SamePersonForm(PageForm):
    """Why the author may sign as well (4.2 q)."""

    only_form = True

    reason = forms.CharField(
        label="Why may the author sign as well?",
        help_text="For example: a practice of one. It goes in the Daily Log.",
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": "Say why the author may sign as well."},
    )
