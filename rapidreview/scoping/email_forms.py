"""What is chosen on the pages of e-mails: a message to file, a return, a case, a reason."""

from typing import Any

from django import forms

from rapidreview.case.models import Case
from rapidreview.door.dates import MomentField
from rapidreview.door.forms import PageForm
from rapidreview.door.words import Words
from rapidreview.scoping.models import AgencyReturn
from rapidreview.scoping.upload_forms import ChosenFile

CHOOSE = {"required": "Choose one.", "invalid_choice": "Choose one of these."}


class FileEmailForm(PageForm):
    """A message that somebody saved."""

    only_form = True

    file = ChosenFile(
        label="The e-mail, saved as .eml or .msg",
        help_text="Outlook saves .msg. Up to 25 MB. It is filed as it came in IV, what is "
        "attached to it in I.",
        widget=forms.FileInput(attrs={"accept": ".eml,.msg"}),
        error_messages={"required": "Choose the e-mail first, a file in .eml or .msg."},
    )
    came_at = MomentField(
        label="When did it come?",
        required=False,
        help_text="Leave empty for the moment that the e-mail itself names.",
    )


class TakeInForm(PageForm):
    """Whose return a form is, and when it came."""

    only_form = True

    row = forms.ChoiceField(
        label="Whose return is it?", widget=forms.RadioSelect, error_messages=CHOOSE
    )
    received_at = MomentField(label="When did it come?")

    def __init__(self, *given: Any, rows: list[AgencyReturn], **more: Any) -> None:
        super().__init__(*given, **more)
        self.by_key = {str(one.pk): one for one in rows}
        choices = [(key, one.agency.name) for key, one in self.by_key.items()]
        self.fields["row"].choices = choices  # type: ignore[attr-defined]

    @property
    def chosen(self) -> AgencyReturn:
        """The return that was chosen."""
        return self.by_key[self.cleaned_data["row"]]


class MatchForm(PageForm):
    """The case that a message belongs to."""

    only_form = True

    case = forms.ChoiceField(
        label="Which case does it belong to?",
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )

    def __init__(self, *given: Any, cases: list[Case], **more: Any) -> None:
        super().__init__(*given, **more)
        self.by_key = {str(one.pk): one for one in cases}
        choices = [(key, one.reference) for key, one in self.by_key.items()]
        self.fields["case"].choices = choices  # type: ignore[attr-defined]

    @property
    def chosen(self) -> Case:
        """The case that was chosen."""
        return self.by_key[self.cleaned_data["case"]]


class SetAsideForm(PageForm):
    """Why a message is set aside."""

    only_form = True

    reason = Words(label="Why is it no business of any case?", limit=500, rows=2)
