"""A pack that was made outside: its document, its moments, who was given it (P14.6)."""

from collections.abc import Sequence
from typing import Any

from django import forms

from rapidreview.casefolder.uploads import receive
from rapidreview.collation.readers import PackReader
from rapidreview.collation.taking_in import PackBefore
from rapidreview.door.dates import MomentField
from rapidreview.door.forms import PageForm
from rapidreview.door.words import Line


class PackBeforeForm(PageForm):
    """Nobody is ticked beforehand: only who was given it then."""

    only_form = True

    document = forms.FileField(
        label="The pack as it was made",
        help_text="A PDF or Word document. It is filed in I. Notification and scoping.",
        error_messages={"required": "Choose the document of the pack."},
    )
    made_at = MomentField(label="When it was made")
    done_by = Line(label="Who made it", limit=120)
    released_at = MomentField(
        label="When it was given to the group",
        required=False,
        help_text="Leave empty if it was not given to anybody yet.",
    )
    people = forms.MultipleChoiceField(
        label="Who was given it",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="They can open it here from now on. Nobody gets a letter.",
    )
    also_to = Line(label="Others who were given it", required=False, limit=500)

    def __init__(
        self, *args: Any, readers: Sequence[PackReader], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.readers = {str(one.user.pk): one.user for one in readers}
        self.fields["people"].choices = [  # type: ignore[attr-defined]
            (str(one.user.pk), f"{one.user.name}: {one.why}") for one in readers
        ]

    def clean(self) -> dict[str, Any]:
        """Whoever was given it was given it at some moment."""
        given: dict[str, Any] = super().clean() or {}
        named = given.get("people") or given.get("also_to")
        if named and not given.get("released_at") and "released_at" not in self.errors:
            self.add_error("released_at", "Enter when it was given to them.")
        return given

    def given(self) -> PackBefore:
        """The pack as the action takes it. Raises Refused for a file that cannot be."""
        typed = self.cleaned_data
        return PackBefore(
            receive(typed["document"]),
            typed["made_at"],
            typed["done_by"],
            typed["released_at"],
            tuple(self.readers[key] for key in typed["people"]),
            typed["also_to"],
        )
