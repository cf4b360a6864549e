"""The forms about people of the meeting: deputies, interests, replies, a meeting called off (M1, M16)."""

from collections.abc import Sequence
from typing import Any

from django import forms

from rapidreview.case.invited import CalendarEntry, Interest
from rapidreview.door.forms import PageForm
from rapidreview.door.words import Line, Words
from rapidreview.meeting.deciding_forms import DecidedForm
from rapidreview.people.actor import Actor
from rapidreview.planning.choices import ChoiceOf, PersonField, at_work_on
from rapidreview.planning.forms import HappenedForm

YES_NO = [("yes", "Yes"), ("no", "No")]


class JudgeForm(DecidedForm):
    """Whether the Chair accepts a deputy, and why (M16)."""

    usually_now = True

    accepted = ChoiceOf(label="Does the Chair accept this deputy?", choices=YES_NO)
    words = Words(
        label="The Chair’s reason",
        limit=2000,
        rows=2,
        required=False,
        help_text="Needed where the procedure would say otherwise of this grade.",
    )
    judged_by = Line(label="Said by")

    def clean_accepted(self) -> bool:
        """Yes or no, as a truth value."""
        return bool(self.cleaned_data["accepted"] == "yes")


class DeclareForm(HappenedForm):
    """Who declares an interest, and which (M1)."""

    user = PersonField(label="Who", required=False)
    name = Line(label="Or somebody else: their name", required=False)
    words = Words(
        label="What they declare",
        limit=2000,
        rows=3,
        help_text="In their own words, no more of the family than is needed.",
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["user"].queryset = at_work_on(self.case, self.at)  # type: ignore[attr-defined]

    def told(self, by: Actor) -> dict[str, Any]:
        """A person of the case by their account, anybody else by name."""
        given = super().told(by)
        if given["user"] is not None:
            given["name"] = given["user"].name
        return given


class SettleForm(HappenedForm):
    """What is done about an interest, and who decided (M1)."""

    measure = ChoiceOf(
        label="What is done about it?",
        choices=[(one, words) for one, words in Interest.Measure.choices if one],
    )
    items = forms.MultipleChoiceField(
        label="Leaves the room for",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Only where they leave the room for some items.",
    )
    no_papers = forms.BooleanField(
        label="They see no papers of this review from now on",
        required=False,
        help_text="What they were given is taken back. Who takes no part sees none in any case.",
    )
    reason = Words(label="Reason", limit=2000, rows=2, required=False)
    decided_by = Line(label="Decided by")

    def __init__(
        self, *args: Any, agenda: Sequence[tuple[str, str]], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        box = self.fields["items"]
        if isinstance(box, forms.MultipleChoiceField):
            box.choices = [(code, f"{code}. {title}") for code, title in agenda]


class ReplyForm(HappenedForm):
    """What somebody answered to their invitation."""

    reply = ChoiceOf(
        label="What they answered",
        choices=[
            (one, words)
            for one, words in CalendarEntry.Reply.choices
            if one != CalendarEntry.Reply.AWAITED
        ],
    )
    words = Words(
        label="Anything else they said, such as who comes instead",
        limit=2000,
        rows=2,
        required=False,
    )


class CallOffForm(PageForm):
    """Why the meeting is called off; it goes into the letters."""

    because = Line(
        label="Why it is called off",
        limit=300,
        help_text="It goes into the letters. Name nobody of the family.",
    )
