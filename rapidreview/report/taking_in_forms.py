"""The forms of a report that was written, and perhaps signed, outside (P14.6)."""

from typing import Any

from django import forms

from rapidreview.casefolder.uploads import receive
from rapidreview.door.dates import MomentField
from rapidreview.door.forms import PageForm
from rapidreview.door.words import Line
from rapidreview.report.taking_in import SignedOutside, WrittenVersion

LONGEST_NAME = 120


class WrittenVersionForm(PageForm):
    """One version: its number, its file, when and by whom it was written."""

    only_form = True

    number = Line(
        label="Number of the version",
        limit=7,
        help_text="As 0.4. The earliest version first; the number of the next is later.",
    )
    document = forms.FileField(
        label="The version as it was written",
        help_text="A Word document or a PDF. It is filed in II as it is.",
        error_messages={"required": "Choose the document of this version."},
    )
    made_at = MomentField(label="When it was kept")
    done_by = Line(label="Who wrote it", limit=LONGEST_NAME)
    what = Line(label="What it was for", required=False, limit=200)

    def given(self) -> WrittenVersion:
        """The version as the action takes it. Raises Refused for a file that cannot be."""
        typed = self.cleaned_data
        return WrittenVersion(
            receive(typed["document"]),
            typed["number"],
            typed["made_at"],
            typed["done_by"],
            typed["what"],
        )


class SignedOutsideForm(PageForm):
    """The signed report, whose signature it is, and when; perhaps when it was filed."""

    only_form = True

    document = forms.FileField(
        label="The signed report",
        help_text="A PDF. The signature covers exactly this file.",
        error_messages={"required": "Choose the signed report."},
    )
    signed_at = MomentField(label="When it was signed")
    signed_by = Line(label="Who signed it", limit=LONGEST_NAME)
    role = Line(label="In which role", limit=LONGEST_NAME)
    filed_at = MomentField(
        label="When it was saved and filed",
        required=False,
        help_text="Leave empty if it was not filed yet: it is filed in III from here then.",
    )
    filed_by = Line(label="Who filed it", required=False, limit=LONGEST_NAME)

    def clean(self) -> dict[str, Any]:
        """Whoever filed it did so at some moment, and the moment has somebody."""
        given: dict[str, Any] = super().clean() or {}
        when, who = given.get("filed_at"), given.get("filed_by")
        if who and not when and "filed_at" not in self.errors:
            self.add_error("filed_at", "Enter when it was filed.")
        if when and not who and "filed_by" not in self.errors:
            self.add_error("filed_by", "Enter who filed it.")
        return given

    def given(self) -> SignedOutside:
        """The report as the action takes it. Raises Refused for a file that cannot be."""
        typed = self.cleaned_data
        return SignedOutside(
            receive(typed["document"]),
            typed["signed_at"],
            typed["signed_by"],
            typed["role"],
            typed["filed_at"],
            typed["filed_by"],
        )
