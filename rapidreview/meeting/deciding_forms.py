"""The forms of what is decided: the walk-through, a partner's view, an action, the approval."""

from datetime import datetime, time
from typing import Any

from django import forms

from rapidreview.case.models import Case
from rapidreview.door.dates import MomentField
from rapidreview.door.words import Line, Words
from rapidreview.meeting.models import Action
from rapidreview.people.actor import Actor
from rapidreview.planning.choices import ChoiceOf, PersonField, at_work_on
from rapidreview.planning.forms import HappenedForm
from rapidreview.procedure.criteria import ANSWER_WORDS, QUESTIONS, Question

END_OF_DAY = time(17)
LONGEST = 5000
CHANGED_AFTERWARDS = (
    "The minutes are filed. Say why this is changed; then correct them."
)


class DecidedForm(HappenedForm):
    """A decision that may be typed later, or changed once the minutes are filed."""

    because = Words(
        label="Why it is changed",
        limit=2000,
        rows=2,
        required=False,
        help_text=CHANGED_AFTERWARDS,
    )

    def __init__(self, *args: Any, filed: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not filed:
            del self.fields["because"]


class WalkThroughForm(DecidedForm):
    """Every criterion with its answer and its reason; none is filled in beforehand (P7.2)."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for one in QUESTIONS:
            if one.sort.answers:
                self.fields[f"answer_{one.code}"] = _answer(one)
            self.fields[f"reason_{one.code}"] = _reason(one)
        last = [name for name in ("because", "occurred_at") if name in self.fields]
        self.order_fields([name for name in self.fields if name not in last])

    def told(self, by: Actor) -> dict[str, Any]:
        """Code to answer and reason, as the action takes them; when, by whom, and why."""
        given = super().told(by)
        answers = {
            one.code: (
                given.pop(f"answer_{one.code}", ""),
                given.pop(f"reason_{one.code}"),
            )
            for one in QUESTIONS
        }
        return {"answers": answers, **given}

    def groups(self) -> list[tuple[str, list[tuple[Question, Any, Any]]]]:
        """The questions by group, each with the boxes of its answer and reason."""
        names = dict.fromkeys(one.group for one in QUESTIONS)
        return [
            (name, [self._boxes(one) for one in QUESTIONS if one.group == name])
            for name in names
        ]

    def _boxes(self, one: Question) -> tuple[Question, Any, Any]:
        answer = self[f"answer_{one.code}"] if one.sort.answers else None
        return one, answer, self[f"reason_{one.code}"]


class ViewForm(DecidedForm):
    """Whether a partner agrees, in its own words (M20)."""

    agrees = ChoiceOf(
        label="Does the partner agree with the decision?",
        choices=[("yes", "Agrees"), ("no", "Dissents")],
    )
    words = Words(
        label="In the partner’s own words",
        required=False,
        limit=LONGEST,
        help_text="A dissent needs them. They go into minutes and report as they stand.",
    )
    given_by = Line(label="Who speaks for the partner")
    field_order = ("agrees", "words", "given_by", "because", "occurred_at")

    def clean_agrees(self) -> bool:
        """Yes or no, as a truth value."""
        return bool(self.cleaned_data["agrees"] == "yes")


class ActionForm(HappenedForm):
    """What is to be done, by whom, by when, and how one will see that it helped (M21)."""

    words = Words(label="What is to be done", limit=LONGEST, rows=3)
    kind = ChoiceOf(label="How wide it reaches", choices=Action.Kind.choices)
    owner_user = PersonField(
        label="Owner, if they work on this case",
        required=False,
        empty_label="Somebody else",
    )
    owner = Line(label="Owner, if somebody else: name and role", required=False)
    due_at = MomentField(label="Due", usual_time=END_OF_DAY)
    impact = Words(
        label="How one will see that it made a difference",
        limit=LONGEST,
        rows=3,
        required=False,
    )
    field_order = ("words", "kind", "owner_user", "owner", "due_at", "impact")

    def __init__(self, *args: Any, case: Case, at: datetime, **options: Any) -> None:
        super().__init__(*args, case=case, at=at, **options)
        self.fields["owner_user"].queryset = at_work_on(case, at)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Somebody is named: a colleague, or in words."""
        given = super().clean() or {}
        colleague = given.get("owner_user")
        given["owner"] = given.get("owner") or (colleague.name if colleague else "")
        if not given["owner"]:
            self.add_error("owner", "Say who is to do it.")
        return given


class ApprovalForm(HappenedForm):
    """The group, with the Chair, approves the content (P7.4)."""

    corrections = Words(
        label="Corrections the group asks for",
        limit=LONGEST,
        rows=5,
        required=False,
        help_text="One a line. Leave empty if there are none.",
    )
    approved_by = Line(label="Approved by")


def _answer(one: Question) -> forms.ChoiceField:
    choices = [(value, ANSWER_WORDS[value]) for value in one.sort.answers]
    field = ChoiceOf(label=one.words, choices=choices, help_text=one.hint)
    field.error_messages["required"] = f"Answer: {one.words}."
    return field


def _reason(one: Question) -> Words:
    label = f"Reason: {one.words}" if one.sort.answers else one.words
    needed = one.needed
    hint = "" if one.sort.answers else one.hint
    return Words(label=label, limit=LONGEST, rows=3, required=needed, help_text=hint)
