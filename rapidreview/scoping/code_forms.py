"""The page on which an agency types the code it was sent."""

from django import forms

from rapidreview.door.forms import PageForm


class SendCodeForm(PageForm):
    """One button: send a code."""

    only_form = True


class CodeForm(PageForm):
    """Eight digits; spaces and full-width digits are forgiven later."""

    only_form = True

    code = forms.CharField(
        label="Enter the code from our e-mail",
        help_text="8 digits. It works once, for ten minutes.",
        max_length=40,
        error_messages={"required": "Enter the code from our e-mail."},
        widget=forms.TextInput(
            {"inputmode": "numeric", "autocomplete": "one-time-code"}
        ),
    )
