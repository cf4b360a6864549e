"""A file chosen on a page; what it is, is judged by its content (trust, uploads)."""

from typing import Any

from django import forms
from django.core.files import File

from rapidreview.door.forms import PageForm


class ChosenFile(forms.FileField):
    """A file; the empty one is refused in words that name it."""

    def to_python(self, data: "File[Any] | None") -> "File[Any] | None":
        """The file as it came. Raises ValidationError for an empty one."""
        if data is not None and data.size == 0:
            raise forms.ValidationError(
                f"The file ‘{data.name}’ is empty. Check it opens on your computer and "
                "choose it again."
            )
        return super().to_python(data)


class UploadForm(PageForm):
    """One file."""

    only_form = True

    file = ChosenFile(
        label="Choose a file",
        help_text="Word, PDF, Excel or a picture, up to 25 MB.",
        error_messages={"required": "Choose a file first."},
    )


class WordForm(PageForm):
    """The completed Word form."""

    only_form = True

    file = ChosenFile(
        label="Choose the completed Word form",
        help_text="The .docx file you downloaded here.",
        error_messages={"required": "Choose the Word form first."},
    )
