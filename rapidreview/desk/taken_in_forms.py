"""Tasks that were done before, a row each; a row left empty is left alone (P14.6)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from rapidreview.case.models import Case
from rapidreview.casefolder.uploads import receive
from rapidreview.desk.taken_in import TaskRow
from rapidreview.door.dates import MomentField
from rapidreview.door.forms import PageForm
from rapidreview.door.words import Line, Words
from rapidreview.people.models import User
from rapidreview.planning.choices import (
    PeopleField,
    PersonField,
    at_work_on,
    colleagues,
)
from rapidreview.planning.taking_in import DoneBefore
from rapidreview.procedure.errors import Refused
from rapidreview.procedure.facts import CaseFacts
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.true_dates import Entered, require_since_the_call
from rapidreview.procedure.vocabulary import Role

COLLEAGUES = "colleagues"  # the list of names that the boxes offer
LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class RowBoxes:
    """The boxes of one task; ``named`` is there where somebody was named by it."""

    row: TaskRow
    when: BoundField
    who: BoundField
    words: BoundField
    file: BoundField
    named: BoundField | None


class TakenInForm(PageForm):
    """Every task on one page: when it was done, by whom, a few words, perhaps a file."""

    only_form = True

    def __init__(
        self,
        *args: Any,
        case: Case,
        facts: CaseFacts,
        at: datetime,
        rows: Sequence[TaskRow],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.case, self.facts, self.at = case, facts, at
        self.rows = {row.line.task: row for row in rows}
        for row in rows:
            self.fields |= {
                f"{row.line.task}-{part}": box
                for part, box in _boxes(row, case, at).items()
            }

    @property
    def boxes(self) -> dict[str, RowBoxes]:
        """The boxes of each task, by its id."""
        return {task: self._of(task) for task in self.rows}

    def _of(self, task: str) -> RowBoxes:
        named = f"{task}-named"
        return RowBoxes(
            self.rows[task],
            self[f"{task}-when"],
            self[f"{task}-who"],
            self[f"{task}-words"],
            self[f"{task}-file"],
            self[named] if named in self.fields else None,
        )

    def clean(self) -> dict[str, Any]:
        """A row in which anything was typed is whole; one row at least is filled in."""
        given: dict[str, Any] = super().clean() or {}
        filled = [task for task in self.rows if self._is_filled(task)]
        for task in filled:
            self._require(task, "when", "Enter when it was.")
            self._require(task, "who", "Enter who did it.")
            self._require(task, "named", "Choose who was named.")
            self._require_moment(task)
        if not filled:
            self.add_error(
                None, "Fill in at least one row: when it was, and who did it."
            )
        return given

    def _is_filled(self, task: str) -> bool:
        parts = ("when", "who", "named", "words", "file")
        names = [f"{task}-{part}" for part in parts]
        return any(self.cleaned_data.get(n) or self.errors.get(n) for n in names)

    def _require(self, task: str, part: str, words: str) -> None:
        name = f"{task}-{part}"
        needed = name in self.fields and name not in self.errors
        if needed and not self.cleaned_data.get(name):
            self.add_error(name, f"{self.rows[task].line.title}. {words}")

    def _require_moment(self, task: str) -> None:
        """Not in the future, and not before the call."""
        when = self.cleaned_data.get(f"{task}-when")
        try:
            if when:
                require_since_the_call(self.facts, when, self.at)
        except Refused as refusal:
            self.add_error(f"{task}-when", refusal.words)

    def given(self) -> list[DoneBefore]:
        """The rows that were filled in, as they happened. Raises Refused for a file."""
        found = (self._given(task) for task in self.rows if self._is_filled(task))
        return sorted(found, key=lambda one: one.occurred_at)

    def _given(self, task: str) -> DoneBefore:
        typed, named = self.cleaned_data, self.cleaned_data.get(f"{task}-named")
        chosen = typed[f"{task}-file"]
        return DoneBefore(
            task,
            typed[f"{task}-when"],
            typed[f"{task}-who"],
            typed[f"{task}-words"],
            receive(chosen, email=True) if chosen else None,
            (named,) if isinstance(named, User) else tuple(named or ()),
        )


def _boxes(row: TaskRow, case: Case, at: datetime) -> dict[str, forms.Field]:
    title = row.line.title
    found: dict[str, forms.Field] = {
        "when": MomentField(label=f"{title}: when it was done", required=False),
        "who": Line(
            label=f"{title}: who did it",
            required=False,
            limit=LONGEST_NAME,
            widget=forms.TextInput({"list": COLLEAGUES}),
        ),
    }
    if row.how is not Entered.WORDS:
        found["named"] = _named(row, case, at)
    return found | {
        "words": Words(label=f"{title}: a few words", required=False, rows=2),
        "file": forms.FileField(label=f"{title}: file", required=False),
    }


def _named(row: TaskRow, case: Case, at: datetime) -> forms.Field:
    """Whom a task names, out of those who may be named."""
    label = f"{row.line.title}: who was named"
    if row.how is Entered.PEOPLE:
        people = PeopleField(label=label, required=False)
        people.queryset = colleagues(case, at, Role.SENIOR_OFFICER)
        return people
    one = PersonField(label=label, required=False)
    one.queryset = (
        colleagues(case, at, Role.MINUTE_TAKER, Role.PARTNERSHIP_OFFICER)
        if row.kind is LogKind.MINUTE_TAKER_NAMED
        else at_work_on(case, at, Role.JCR_CHAIR, Role.JCR_VICE_CHAIR)
    )
    return one
