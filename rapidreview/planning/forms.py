"""What people type when they plan: dates, contacts, tasks, oversight (P1.3-P1.6, P1.13)."""

from collections.abc import Iterable
from datetime import datetime, time
from typing import Any, ClassVar, Self

from rapidreview.case.models import Case
from rapidreview.door.dates import MomentField
from rapidreview.door.forms import PageForm
from rapidreview.door.requests import CaseRequest
from rapidreview.door.words import Line, Words
from rapidreview.people.actor import Actor
from rapidreview.planning.choices import ChoiceOf, PersonField, at_work_on
from rapidreview.planning.previews import DueMoment
from rapidreview.planning.spoken import CHANNELS
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.true_dates import CLOCKS_MAY_DIFFER
from rapidreview.procedure.vocabulary import Role

END_OF_DAY = time(17)
LONGEST_NAME = 120
YES_NO = [("yes", "Yes"), ("no", "No")]
ANYBODY = frozenset(Role)
CHAIRS = frozenset({Role.JCR_CHAIR, Role.JCR_VICE_CHAIR})


class StepForm(PageForm):
    """A form of a step on a case: it knows the case and the instant of the request."""

    def __init__(self, *args: Any, case: Case, at: datetime, **options: Any) -> None:
        super().__init__(*args, **options)
        self.case, self.at = case, at


class EnteredForm(StepForm):
    """A step that somebody may have done before the case was ``taken_in`` (P14.6).

    ``moment`` names the box that says when. Where the step is ``somebody_elses``, this
    person can only enter what was done before, so it is asked who did it.
    """

    moment: ClassVar[str]

    def __init__(
        self,
        *args: Any,
        taken_in: bool = False,
        somebody_elses: bool = False,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.order_fields([name for name in self.fields if name != "occurred_at"])
        if taken_in:
            self.fields["done_by"] = Line(
                label="Who did it, before the case was taken in"
                if somebody_elses
                else "Who did it, if it was done before the case was taken in",
                required=somebody_elses,
                limit=LONGEST_NAME,
            )

    @classmethod
    def on(
        cls, request: CaseRequest, *, whose: frozenset[Role] = ANYBODY, **options: Any
    ) -> Self:
        """The form as this request and its case fill it; ``whose`` step it is."""
        return cls(
            request.POST or None,
            case=request.case,
            at=request.at,
            taken_in=request.facts.has(LogKind.CASE_TAKEN_IN),
            somebody_elses=not whose & request.roles,
            **options,
        )

    def clean(self) -> dict[str, Any]:
        """What was done before was done at some moment."""
        given: dict[str, Any] = super().clean() or {}
        if (
            given.get("done_by")
            and not given.get(self.moment)
            and self.moment not in self.errors
        ):
            self.add_error(self.moment, "Enter when it was done.")
        return given

    def told(self, by: Actor) -> dict[str, Any]:
        """What the action takes: what was typed, and ``by`` whom, or who enters it."""
        given = {**self.cleaned_data}
        who = given.pop("done_by", "")
        return {**given, "by": by.entering(who)}


class HappenedForm(EnteredForm):
    """A step that may be recorded after it happened.

    Where it is ``usually_now``, the moment is asked only on a case that was taken in.
    """

    moment = "occurred_at"
    usually_now: ClassVar[bool] = False
    occurred_at = MomentField(
        label="When it happened",
        required=False,
        help_text="Leave empty if it is happening now. An entry made on a later day says so.",
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.usually_now and "done_by" not in self.fields:
            del self.fields["occurred_at"]

    def clean_occurred_at(self) -> datetime | None:
        """Nothing has happened in the future."""
        when: datetime | None = self.cleaned_data["occurred_at"]
        if when and when > self.at + CLOCKS_MAY_DIFFER:
            self.add_error(
                "occurred_at", "That moment has not come yet. Enter when it was."
            )
        return when


class ContactForm(HappenedForm):
    """Contact with the Chair or the alternative professional (P1.13)."""

    with_name = Line(label="With whom")
    channel = ChoiceOf(label="How", choices=CHANNELS)
    on_target = ChoiceOf(label="Is every stage on target?", choices=YES_NO)
    text = Words(label="What was said", required=False)

    def clean_on_target(self) -> bool:
        """Yes or no, as a truth value."""
        return bool(self.cleaned_data["on_target"] == "yes")


class DiscussedForm(HappenedForm):
    """The overall timeline, discussed with the Chair (P1.5)."""

    with_name = Line(label="With whom")
    channel = ChoiceOf(label="How", choices=CHANNELS)
    text = Words(label="What was agreed")


class OversightForm(HappenedForm):
    """Taking oversight (P1.3)."""

    text = Words(label="What to know about it", required=False)


class DelegateForm(HappenedForm):
    """Tasks handed to somebody on the case (P1.4)."""

    to = PersonField(label="To whom")
    tasks = Words(label="Which tasks", help_text="One on each line.")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["to"].queryset = at_work_on(self.case, self.at)  # type: ignore[attr-defined]


class InvitationsForm(StepForm):
    """Where the meeting is held (P1.6)."""

    place = Line(
        label="Where",
        limit=300,
        help_text="A room, or how to join. No name or address of the family.",
    )


class ChangeDateForm(HappenedForm):
    """A new date for one task, with whom it was agreed and why (P1.5)."""

    due_at = MomentField(label="The new date", usual_time=END_OF_DAY)
    agreed_with = Line(label="Agreed with")
    reason = Words(label="Why the date changes", limit=2000)


class AnchorForm(StepForm):
    """The right instant of something that was mistyped (P1.2)."""

    new_at = MomentField(label="The right date and time")
    reason = Words(label="Why it is corrected", limit=2000)


class FirstAnchorForm(AnchorForm):
    """The same where nothing is recorded yet: nothing is corrected, so nothing is justified."""

    new_at = MomentField(label="Date and time")
    reason = Words(label="How, and who told you", required=False, limit=2000)


class TimescalesForm(HappenedForm):
    """The milestones agreed with the Chair, prefilled from the plan (P1.4, P1.6)."""

    agreed_with = Line(label="Agreed with")
    text = Words(
        label="What was said",
        required=False,
        help_text="A date outside its days needs its reason here.",
    )

    def __init__(
        self, *args: Any, milestones: Iterable[DueMoment], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.standing = {one.task: one.due_at for one in milestones}
        for one in milestones:
            self.fields[one.task] = MomentField(
                label=one.title,
                required=False,
                initial=one.due_at,
                usual_time=END_OF_DAY,
            )
        last = ("occurred_at", "done_by")
        self.order_fields(["agreed_with", *self.standing, "text", *last])

    @property
    def dates(self) -> dict[str, datetime]:
        """The dates that were filled in, by task."""
        given = {task: self.cleaned_data[task] for task in self.standing}
        return {task: due_at for task, due_at in given.items() if due_at}


def chair_of(case: Case, at: datetime) -> str:
    """The Chair's name, to begin a form with; empty where there is none."""
    first = at_work_on(case, at, Role.JCR_CHAIR).first()
    return first.name if first else ""
