"""What people type on the desk's pages."""

from django import forms

from rapidreview.door.dates import MomentField
from rapidreview.door.forms import PageForm
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.vocabulary import Category, Subfolder

BY_HAND = (
    LogKind.NOTED_COMMUNICATION,
    LogKind.NOTED_DECISION,
    LogKind.NOTED_INSTRUCTION,
    LogKind.NOTED_RECEIPT,
    LogKind.NOTED_FILING,
)
LONGEST = 20_000


class LogLineForm(PageForm):
    """The thin line under the case: one sentence, now."""

    only_form = True
    text = forms.CharField(
        label="What happened",
        max_length=2_000,
        error_messages={
            "required": "Say what happened: an empty entry tells nobody anything.",
            "max_length": "Use 2,000 characters or fewer here, or the longer form "
            "on the Daily Log page.",
        },
    )
    back = forms.CharField(required=False)


class CorrectionForm(PageForm):
    """What an earlier entry should have said."""

    only_form = True
    text = forms.CharField(
        label="What should it have said, and why is it corrected?",
        widget=forms.Textarea,
        max_length=LONGEST,
        error_messages={"required": "Say what the entry should have said."},
    )


class FileForm(PageForm):
    """A document or an e-mail to put in the case folder (P1.17, P1.18)."""

    only_form = True
    subfolder = forms.ChoiceField(
        label="Which subfolder?",
        choices=[(one.value, one.words) for one in Subfolder],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a subfolder."},
    )
    title = forms.CharField(
        label="What is it?",
        max_length=200,
        error_messages={"required": "Say what the document is."},
    )
    source = forms.CharField(
        label="From whom, and how did it come?",
        max_length=200,
        error_messages={"required": "Say where the document came from."},
    )
    occurred_at = MomentField(
        label="When did it come, or when was it made?",
        required=False,
        help_text="Leave empty for now. What is filed on a later day says so.",
    )
    file = forms.FileField(
        label="File",
        allow_empty_file=True,
        help_text="Word, PDF, Excel, a picture, or an e-mail saved as .eml or .msg.",
        error_messages={"required": "Choose a file."},
    )


class FilterForm(PageForm):
    """What the Daily Log is narrowed to."""

    category = forms.TypedChoiceField(
        required=False,
        choices=[("", "Every kind"), *((one.value, one.value) for one in Category)],
        coerce=Category,
        empty_value=None,
    )
    person = forms.CharField(required=False, max_length=200)
    agency = forms.CharField(required=False, max_length=200)
