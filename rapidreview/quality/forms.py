"""The forms of the first check, the share, and the decision: they parse, and never decide."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import TypedDict

from django import forms

from rapidreview.door.dates import MomentField
from rapidreview.door.forms import PageForm
from rapidreview.evidence.form import base_code, form
from rapidreview.quality.models import FindingRow, QualityCheck

LONG = 4000
BLANK_ROWS = 3
MOST_ROWS = 60
CODE = re.compile(r"[A-J]([0-9]{1,2}[a-f]?)?(_[0-9]{1,2})?")
YES_NO = (("yes", "Yes"), ("no", "No"))


class Outcome(TypedDict):
    """The four outcomes of P2.2, a note and the moment, as the action takes them."""

    sufficiency: str
    dates: str
    analysis: bool | None
    signed: bool
    note: str
    occurred_at: datetime | None


def _earlier() -> MomentField:
    """When it was done, where that was before it is recorded (P14.6)."""
    return MomentField(
        label="When was it done?", required=False, help_text="Leave empty for now."
    )


def _radios(
    label: str, choices: Sequence[tuple[str, str]], error: str
) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=choices,
        widget=forms.RadioSelect,
        error_messages={"required": error},
    )


def _long(
    label: str, *, error: str = "", rows: int = 3, hint: str = ""
) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        required=bool(error),
        max_length=LONG,
        widget=forms.Textarea({"rows": rows}),
        error_messages={"required": error} if error else {},
    )


class CheckForm(PageForm):
    """An outcome for each of the four tests of P2.2; nothing is ticked beforehand."""

    sufficiency = _radios(
        "Does it hold sufficient information?",
        QualityCheck.Sufficiency.choices,
        "Say whether the information is sufficient, minimal or insufficient.",
    )
    dates = _radios(
        "Are the dates adequate?",
        QualityCheck.Dates.choices,
        "Say whether the dates are adequate or lacking.",
    )
    analysis = _radios(
        "Is there analysis: why, and what it meant for the child?",
        (*YES_NO, ("none", "Not applicable: a nil return")),
        "Say whether there is analysis.",
    )
    signed = _radios(
        "Has a senior manager signed to confirm the quality?",
        YES_NO,
        "Say whether a senior manager has signed.",
    )
    note = _long("Note for the Team (you may leave this empty)")
    occurred_at = _earlier()

    def outcome(self) -> Outcome:
        """What the action takes."""
        given = self.cleaned_data
        return {
            "sufficiency": given["sufficiency"],
            "dates": given["dates"],
            "analysis": {"yes": True, "no": False, "none": None}[given["analysis"]],
            "signed": given["signed"] == "yes",
            "note": given["note"],
            "occurred_at": given["occurred_at"],
        }


class DismissForm(PageForm):
    """Set one finding aside, with the reason."""

    finding = forms.CharField(max_length=64, widget=forms.HiddenInput)
    because = _long(
        "Set aside, because", error="Say why this finding is set aside.", rows=2
    )


class AddFindingForm(PageForm):
    """A finding that only a reader could make."""

    severity = _radios(
        "How much does it weigh?", FindingRow.Severity.choices, "Choose one."
    )
    place = forms.CharField(
        label="Which question or row is it about? (you may leave this empty)",
        max_length=20,
        required=False,
    )
    words = _long("What did you find?", error="Say what you found.")


class ShareForm(PageForm):
    """A note that the Chair reads beside the return; never in the letter."""

    note = _long(
        "Anything the Chair should know when reading? (you may leave this empty)",
        hint="It stands on the page of the return, not in the letter.",
    )


class CommentForm(PageForm):
    """The Chair's comment on a return."""

    text = _long("Your comment", error="Write the comment first.", rows=4)


class AcceptForm(PageForm):
    """The reason for accepting a return; required when a stop finding stands."""

    reason = _long("Reason")
    occurred_at = _earlier()


class SendBackForm(PageForm):
    """One row a question: its code and what is missing; and by when it is due again.

    ``rows`` are (code, words) of the findings that were kept; a tick takes one along.
    """

    due_at = MomentField(label="Please send it again by")

    def __init__(
        self, *args: object, rows: Sequence[tuple[str, str]], **options: object
    ) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        for number, (code, words) in enumerate(
            [*rows, *[("", "")] * BLANK_ROWS][:MOST_ROWS]
        ):
            self.fields[f"ask_{number}"] = forms.BooleanField(
                label="Ask this", required=False, initial=bool(words)
            )
            self.fields[f"code_{number}"] = forms.CharField(
                label="Question",
                max_length=8,
                required=False,
                initial=code,
                widget=forms.TextInput({"class": "govuk-input--width-5"}),
            )
            self.fields[f"words_{number}"] = _long("What is missing", rows=2)
            self.fields[f"words_{number}"].initial = words

    @property
    def triples(self) -> list[tuple[forms.BoundField, ...]]:
        """The rows, each as its three boxes."""
        numbers = [name[4:] for name in self.fields if name.startswith("ask_")]
        return [
            tuple(self[f"{box}_{n}"] for box in ("ask", "code", "words"))
            for n in numbers
        ]

    def clean(self) -> dict[str, object]:
        """A row that is ticked says which question, and what is missing."""
        given: dict[str, object] = super().clean() or {}
        for ask, code, words in self.triples:
            if not given.get(ask.name):
                continue
            if not given.get(words.name):
                self.add_error(
                    words.name, "Say what is missing, or take the tick away."
                )
            if not _is_code(str(given.get(code.name) or "")):
                self.add_error(code.name, "Give the code of a question, like F3 or E1.")
        return given

    def reasons(self) -> list[tuple[str, str]]:
        """The rows that were ticked."""
        given = self.cleaned_data
        return [
            (given[code.name].strip(), given[words.name])
            for ask, code, words in self.triples
            if given.get(ask.name)
        ]

    def due(self) -> datetime:
        """The new date."""
        due_at: datetime = self.cleaned_data["due_at"]
        return due_at


def _is_code(typed: str) -> bool:
    """A code of the form, or the beginning of one: F3, B3_2, D5, E."""
    code = typed.strip()
    known = any(one.startswith(base_code(code)) for one in form().codes)
    return bool(CODE.fullmatch(code)) and known
