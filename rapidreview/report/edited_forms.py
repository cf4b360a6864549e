"""The forms of a report that was edited in Word."""

from typing import Any

from django import forms

from rapidreview.casefolder.uploads import Upload, receive
from rapidreview.door.forms import PageForm
from rapidreview.door.words import Words
from rapidreview.report.edited_shown import EditedShown
from rapidreview.report.editing import Decision
from rapidreview.report.sections import FRONT, SECTIONS

TAKE, LEAVE, LATER = "take", "leave", "later"


class EditedFileForm(PageForm):
    """The Word file as it came back."""

    only_form = True

    document = forms.FileField(
        label="The report, edited in Word",
        help_text="A Word document (.docx). It is filed in II as it is; no section changes "
        "before you say so.",
        error_messages={"required": "Choose the Word document that was edited."},
    )

    def upload(self) -> Upload:
        """The file. Raises Refused for one that cannot be taken."""
        return receive(self.cleaned_data["document"])


class PartsForm(PageForm):
    """Of each part that waits: take it, leave it, or decide later."""

    only_form = True

    def __init__(
        self, *args: Any, shown: EditedShown, signed: bool, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.shown = shown
        for one in shown.waiting:
            self._add(str(one.part.pk), one.part.code, one.part.after, one.edit_version)
        if signed:
            self.fields["reason"] = Words(
                label="Why the signed report is changed", required=False, limit=4000
            )

    def _add(self, key: str, code: str, after: str, edit_version: int) -> None:
        self.fields[f"do_{key}"] = forms.ChoiceField(
            label="What becomes of it",
            choices=(
                (TAKE, "Take it"),
                (LEAVE, "Leave it out"),
                (LATER, "Decide later"),
            ),
            widget=forms.RadioSelect,
            initial=LATER,
        )
        if code:
            self.fields[f"seen_{key}"] = forms.IntegerField(
                widget=forms.HiddenInput, initial=edit_version
            )
        else:
            self.fields[f"into_{key}"] = forms.ChoiceField(
                label="Into which section it goes, at the end",
                required=False,
                choices=[
                    (one.code, f"{one.code}. {one.title}")
                    for one in SECTIONS
                    if one.code != FRONT
                ],
                initial=after or None,
            )

    def decisions(self) -> dict[str, Decision]:
        """What was decided, by the id of the part; what is left for later left out."""
        typed = self.cleaned_data
        keys = [name.removeprefix("do_") for name in typed if name.startswith("do_")]
        return {
            key: Decision(
                typed[f"do_{key}"] == TAKE,
                typed.get(f"seen_{key}") or 0,
                typed.get(f"into_{key}", ""),
            )
            for key in keys
            if typed[f"do_{key}"] != LATER
        }

    def see_again(self, shown: EditedShown) -> None:
        """The same choices over the sections as they stand now."""
        typed = self.data.copy()  # type: ignore[attr-defined]
        for one in shown.waiting:
            if one.part.code:
                typed[f"seen_{one.part.pk}"] = str(one.edit_version)
        self.data = typed
