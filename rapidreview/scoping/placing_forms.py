"""Where each text of a Word form that had no question belongs."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField

from rapidreview.door.dates import MomentField
from rapidreview.door.forms import PageForm
from rapidreview.scoping.placing import LEFT_OUT
from rapidreview.scoping.unplaced import UnplacedText

CHOOSE = ("", "Choose a question")
LEAVE_OUT = (LEFT_OUT, "Leave it out: it stays in the form as it came")


@dataclass(frozen=True, slots=True)
class Piece:
    """One text beside the choice of its place."""

    waiting: UnplacedText
    field: BoundField


class PlaceForm(PageForm):
    """A choice for each text; the Team also says when the form came, and receives it."""

    only_form = True

    def __init__(
        self,
        *given: Any,
        waiting: list[UnplacedText],
        places: list[tuple[str, str]],
        receives: bool,
        **more: Any,
    ) -> None:
        super().__init__(*given, **more)
        self.waiting = waiting
        known = {code for code, _ in places}
        for one in waiting:
            self.fields[f"place_{one.number}"] = forms.ChoiceField(
                label="Put it under",
                choices=[CHOOSE, LEAVE_OUT, *places],
                initial=one.beside if one.beside in known else "",
                error_messages={
                    "required": f"Text {one.number}: choose a question, or leave it out."
                },
            )
        if receives:
            self.fields["received_at"] = MomentField(
                label="When did it come, if not now", required=False
            )

    @property
    def pieces(self) -> Iterator[Piece]:
        """Each text with its choice, in the order of the file."""
        for one in self.waiting:
            yield Piece(one, self[f"place_{one.number}"])

    @property
    def chosen(self) -> dict[int, str]:
        """The place of each text, by its number."""
        return {
            one.number: self.cleaned_data[f"place_{one.number}"] for one in self.waiting
        }
