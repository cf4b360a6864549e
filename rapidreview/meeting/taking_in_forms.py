"""A pre-meet that was offered, held and minuted before: a few boxes a step (P14.6)."""

from collections.abc import Sequence
from typing import Any

from django import forms

from rapidreview.casefolder.uploads import receive
from rapidreview.door.dates import MomentField
from rapidreview.door.forms import PageForm
from rapidreview.door.words import Line, Words
from rapidreview.meeting.taking_in import HeldBefore, MinutesBefore, PremeetBefore

NEEDED = {
    "offered": ("at",),
    "held": ("from", "until", "minutes_by", "by"),
    "minutes": ("at", "to", "file"),
}
STEPS = tuple(NEEDED)
NAMES = {"offered": "Offered", "held": "Held", "minutes": "Minutes sent"}


class PremeetBeforeForm(PageForm):
    """Each step that is left; one in which nothing was typed is left alone."""

    only_form = True
    names = NAMES

    done_by = Line(label="Who did it", limit=120)

    def __init__(self, *args: Any, steps: Sequence[str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.steps = steps
        boxes = _all_boxes()
        for step in steps:
            self.fields |= {f"{step}_{name}": one for name, one in boxes[step].items()}

    def clean(self) -> dict[str, Any]:
        """A step in which something was typed is whole; one step at least is filled in."""
        given: dict[str, Any] = super().clean() or {}
        filled = [step for step in self.steps if self._is_filled(step)]
        for box in (f"{step}_{name}" for step in filled for name in NEEDED[step]):
            if box not in self.errors and not given.get(box):
                self.add_error(box, f"Fill in: {self.fields[box].label}.")
        if not filled:
            self.add_error(None, "Fill in at least one step.")
        return given

    def _is_filled(self, step: str) -> bool:
        names = [name for name in self.fields if name.startswith(f"{step}_")]
        return any(self.cleaned_data.get(n) or n in self.errors for n in names)

    def given(self) -> PremeetBefore:
        """The steps that were filled in. Raises Refused for a file that cannot be taken."""
        typed = self.cleaned_data
        filled = {step for step in self.steps if self._is_filled(step)}
        held = minutes = None
        if "held" in filled:
            held = HeldBefore(
                typed["held_from"],
                typed["held_until"],
                typed["held_minutes_by"],
                typed["held_by"],
            )
        if "minutes" in filled:
            document = receive(typed["minutes_file"], email=True)
            minutes = MinutesBefore(document, typed["minutes_at"], typed["minutes_to"])
        return PremeetBefore(typed["done_by"], typed.get("offered_at"), held, minutes)


def _all_boxes() -> dict[str, dict[str, forms.Field]]:
    """The boxes of every step; nothing is required until a step is begun."""
    return {
        "offered": {"at": MomentField(label="When it was offered", required=False)},
        "held": {
            "from": MomentField(label="When it began", required=False),
            "until": MomentField(label="When it closed", required=False),
            "minutes_by": Line(label="Minute-taker", required=False, limit=120),
            "by": Words(
                label="Who attended",
                required=False,
                rows=3,
                help_text="One name on each line.",
            ),
        },
        "minutes": {
            "at": MomentField(label="When the minutes were sent", required=False),
            "to": Words(
                label="To whom",
                required=False,
                rows=3,
                help_text="One name on each line.",
            ),
            "file": forms.FileField(label="The minutes", required=False),
        },
    }
