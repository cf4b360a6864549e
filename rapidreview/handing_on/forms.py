"""What people type about a package and its receipt, and for the NHS tracker (P13.5)."""

from typing import Any

from django import forms

from rapidreview.casefolder.models import DocumentVersion
from rapidreview.casefolder.uploads import Upload, receive
from rapidreview.door.dates import MomentField
from rapidreview.door.words import Line, Words
from rapidreview.handing_on.local_review import Begun, titled
from rapidreview.handing_on.tracker import COLUMN_WORDS, TrackerGiven
from rapidreview.planning.choices import ChoiceOf
from rapidreview.planning.forms import StepForm

CHANNELS = [
    (one, one) for one in ("By hand", "Secure e-mail", "Secure transfer", "By post")
]


class PackageForm(StepForm):
    """To whom, which papers, and what is left open: everything offered is ticked."""

    to_name = Line(label="Who receives it")
    to_role = Line(
        label="Their role or organisation", help_text="Such as: lead reviewer."
    )
    papers = forms.MultipleChoiceField(
        label="What is handed over",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one paper to hand over."},
    )
    questions = Words(
        label="Questions left open",
        required=False,
        rows=5,
        help_text="One on each line.",
    )
    parallel = Words(
        label="Parallel processes",
        required=False,
        rows=5,
        help_text="Police, coroner, family court: which there are, and who to ask. Nothing "
        "that is held back.",
    )

    def __init__(
        self, *args: Any, offered: list[DocumentVersion], begun: Begun, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.offered = {str(one.pk): one for one in offered}
        papers = self.fields["papers"]
        papers.choices = [  # type: ignore[attr-defined]
            (str(one.pk), f"{title}, {one.document.get_subfolder_display()}")
            for one, title in titled(offered)
        ]
        papers.initial = list(self.offered)
        self.fields["questions"].initial = begun.questions
        self.fields["parallel"].initial = begun.parallel

    def clean_papers(self) -> list[DocumentVersion]:
        """The papers themselves, in the order in which they are offered."""
        chosen = set(self.cleaned_data["papers"])
        return [one for key, one in self.offered.items() if key in chosen]


class HandForm(StepForm):
    """When and how it was handed over."""

    handed_at = MomentField(label="When it was handed over")
    channel = ChoiceOf(label="How", choices=CHANNELS)


class ReceiptForm(StepForm):
    """Who received it and when, with the signed receipt where there is one."""

    received_by = Line(label="Who signed the receipt")
    received_at = MomentField(label="When it was received")
    file = forms.FileField(
        label="The signed receipt",
        required=False,
        allow_empty_file=True,
        help_text="Word, PDF, a picture, or an e-mail saved as .eml. It is filed in "
        "III. Statutory Correspondence. You may leave this empty.",
    )

    def upload(self) -> Upload | None:
        """The file, if there is one. Raises Refused for one that cannot be taken."""
        file = self.cleaned_data["file"]
        return receive(file, email=True) if file else None


class TrackerForm(StepForm):
    """What the tracker asks and nothing else says, with the version that was read."""

    icb = Line(label=COLUMN_WORDS["icb"], required=False)
    steis = Line(label=COLUMN_WORDS["steis"], required=False, limit=60)
    designated = Line(
        label=COLUMN_WORDS["designated"],
        required=False,
        help_text="The role is enough, as the tracker lists it.",
    )
    theme_1 = Line(
        label=COLUMN_WORDS["theme_1"],
        required=False,
        help_text="Abuse or vulnerability, in the tracker’s own words.",
    )
    theme_2 = Line(label=COLUMN_WORDS["theme_2"], required=False)
    theme_3 = Line(label=COLUMN_WORDS["theme_3"], required=False)
    publication = Line(
        label=COLUMN_WORDS["publication"],
        required=False,
        limit=500,
        help_text="Rapid Reviews are not published; a local review is.",
    )
    dissemination = Words(label=COLUMN_WORDS["dissemination"], required=False, rows=3)
    comments = Words(label=COLUMN_WORDS["comments"], required=False, rows=3)
    version = forms.IntegerField(widget=forms.HiddenInput)

    @property
    def given(self) -> TrackerGiven:
        """What was typed, without the version."""
        typed: dict[str, Any] = {**self.cleaned_data}
        del typed["version"]
        return TrackerGiven(**typed)
