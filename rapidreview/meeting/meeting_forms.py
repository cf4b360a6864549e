"""The forms of the Rapid Review meeting: place, notes and attendance in one, and its close."""

from collections.abc import Sequence
from typing import Any

from django import forms

from rapidreview.door.dates import MomentField
from rapidreview.door.forms import PageForm
from rapidreview.door.words import Line, Words
from rapidreview.meeting.attending import Came
from rapidreview.meeting.entries import is_cell
from rapidreview.meeting.models import AgendaItem, Attendance
from rapidreview.people.actor import Actor
from rapidreview.planning.choices import ChoiceOf
from rapidreview.planning.forms import EnteredForm, HappenedForm
from rapidreview.procedure.vocabulary import Grade

LONGEST_NOTES = 20_000
STATES = [
    (Attendance.State.INVITED, "Not marked"),
    (Attendance.State.PRESENT, "Present"),
    (Attendance.State.APOLOGIES, "Apologies"),
]
GRADES = [("", "Not said"), *((one.value, one.words) for one in Grade)]
# What an attendance line asks, and how many characters it takes.
CELLS = {"deputy": 200, "seniority": 500, "conflict": 2000}
REST_PRESENT = "rest_present"  # the name of the button that marks everybody else
CELL_LABELS = {
    "deputy": "Deputy",
    "seniority": "Deputy’s job, and whether they may decide",
    "conflict": "Interest declared",
}


class PlaceForm(HappenedForm):
    """Where the meeting is."""

    usually_now = True

    place = Line(
        label="Where",
        limit=300,
        help_text="A room, or by video. Name nobody of the family: it goes into letters.",
    )


class ConfirmForm(PageForm):
    """Nothing to fill in: a press is enough."""


class MeetingForm(HappenedForm):
    """Attendance and notes in one form, so that one press saves all that was typed.

    Each box remembers what it held when the page was opened: only what this person changed
    is stored, and only that can collide with what somebody else wrote meanwhile.
    """

    usually_now = True

    read = forms.IntegerField(required=False, widget=forms.HiddenInput)
    new_name = Line(label="Somebody else who came: name", required=False)
    new_role = Line(label="Their role and agency", required=False)

    def __init__(
        self,
        *args: Any,
        people: Sequence[Attendance],
        items: Sequence[AgendaItem],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.people, self.items = people, items
        for row in people:
            self.fields[f"state_{row.number}"] = forms.ChoiceField(
                label=f"{row.name}: did they come?",
                choices=STATES,
                required=False,
                initial=row.state,
                show_hidden_initial=True,
            )
            for name, limit in CELLS.items():
                self.fields[f"{name}_{row.number}"] = Line(
                    label=f"{row.name}: {CELL_LABELS[name].lower()}",
                    limit=limit,
                    required=False,
                    initial=getattr(row, name),
                    show_hidden_initial=True,
                )
            self.fields[f"grade_{row.number}"] = forms.ChoiceField(
                label=f"{row.name}: how senior is the deputy?",
                choices=GRADES,
                required=False,
                initial=row.deputy_grade,
                show_hidden_initial=True,
            )
        for item in items:
            self.fields[f"read_{item.code}"] = forms.IntegerField(
                required=False, initial=item.edit_version, widget=forms.HiddenInput
            )
            self.fields[f"notes_{item.code}"] = Words(
                label=f"{item.code}. {item.title}",
                limit=LONGEST_NOTES,
                required=False,
                initial=item.notes,
                show_hidden_initial=True,
            )

    def came(self) -> list[Came]:
        """The lines of attendance that this person changed, and whom they added."""
        changed = {
            name.rpartition("_")[2] for name in self.changed_data if is_cell(name)
        }
        lines = [
            self._line(row)
            for row in self.people
            if str(row.number) in changed or self._is_of_the_rest(row)
        ]
        name, role = self.cleaned_data["new_name"], self.cleaned_data["new_role"]
        if name or role:
            present = Attendance.State.PRESENT
            lines.append(Came(None, present, name=name, role=role))
        return lines

    def happened(self, by: Actor) -> dict[str, Any]:
        """By whom, and when, where the meeting was before the case was taken in (P14.6)."""
        told = self.told(by)
        return {"by": told["by"], "occurred_at": told.get("occurred_at")}

    def noted(self) -> list[tuple[str, str, int]]:
        """The items whose notes this person changed: code, notes, the version they read."""
        given = self.cleaned_data
        return [
            (
                one.code,
                _lines(given[f"notes_{one.code}"]),
                given[f"read_{one.code}"] or 0,
            )
            for one in self.items
            if f"notes_{one.code}" in self.changed_data
        ]

    def _line(self, row: Attendance) -> Came:
        cells = {name: self._cell(name, row) for name in ("state", "grade", *CELLS)}
        if self._is_of_the_rest(row):
            cells["state"] = Attendance.State.PRESENT
        return Came(row.number, **cells)

    def _is_of_the_rest(self, row: Attendance) -> bool:
        """Whether one press marks them present, with everybody of whom nothing is said."""
        unmarked = self._cell("state", row) in ("", Attendance.State.INVITED)
        return unmarked and REST_PRESENT in self.data

    def _cell(self, name: str, row: Attendance) -> str:
        return str(self.cleaned_data[f"{name}_{row.number}"])


class CloseForm(EnteredForm):
    """When it closed, whether the quorum was met, who took the minutes (P0.4, P0.5, M17)."""

    moment = "closed_at"

    closed_at = MomentField(label="Closed at")
    quorum_met = ChoiceOf(
        label="Was the quorum met?",
        choices=[("yes", "Yes"), ("no", "No")],
        help_text="The Chair or vice chair, and all three statutory partners.",
    )
    quorum_words = Words(
        label="Who was missing, or what else is to be known of the quorum",
        limit=2000,
        rows=2,
        required=False,
    )
    minute_taker = Line(label="Minute-taker")

    def clean_quorum_met(self) -> bool:
        """Yes or no, as a truth value."""
        return bool(self.cleaned_data["quorum_met"] == "yes")


class CorrectCloseForm(PageForm):
    """A mistyped moment of closing, and why it is corrected."""

    closed_at = MomentField(label="Closed at")
    reason = Words(label="Why it is corrected", limit=2000, rows=2)


def _lines(words: str) -> str:
    return "\n".join(str(words).splitlines())
