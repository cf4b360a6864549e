"""The forms about the AD/DCS: the decision, the call, the meeting, findings shared (P1.15, P1.16)."""

from datetime import datetime, time
from typing import Any

from rapidreview.case.models import Case
from rapidreview.door.dates import MomentField
from rapidreview.door.words import Line, Words
from rapidreview.meeting.invitees import invitable
from rapidreview.people.models import User
from rapidreview.planning.choices import ChoiceOf, PeopleField
from rapidreview.planning.forms import EnteredForm, HappenedForm
from rapidreview.procedure.vocabulary import Partner

START = time(9)
LONGEST = 5000


class DecideForm(HappenedForm):
    """Whether the AD/DCS are to meet, why, and who took part (P1.15)."""

    required = ChoiceOf(
        label="Is a meeting with the AD/DCS required before submission?",
        choices=[
            ("yes", "Yes, it is required"),
            ("no", "No: findings are shared instead"),
        ],
    )
    reason = Words(label="Reason", limit=LONGEST)
    decided_with = Line(
        label="Decided with",
        limit=500,
        help_text="The statutory partners who took part, by name.",
    )

    def clean_required(self) -> bool:
        """Yes or no, as a truth value."""
        return bool(self.cleaned_data["required"] == "yes")


class CallForm(HappenedForm):
    """When and where, and who is invited (P1.16)."""

    usually_now = True

    starts_at = MomentField(label="When", usual_time=START)
    place = Line(label="Where", limit=300, help_text="A room, or by video.")
    people = PeopleField(label="Who is invited")

    def __init__(self, *args: Any, case: Case, at: datetime, **options: Any) -> None:
        super().__init__(*args, case=case, at=at, **options)
        box = self.fields["people"]
        box.queryset, box.initial = invitable(case, at)  # type: ignore[attr-defined]

    def clean_people(self) -> list[User]:
        """A list in the order of their names."""
        return list(self.cleaned_data["people"])


class HeldForm(EnteredForm):
    """Who was there, what was presented and agreed, when it closed (P1.16, P0.4)."""

    moment = "closed_at"

    closed_at = MomentField(label="Closed at")
    present = Words(
        label="Who was present", limit=4000, rows=8, help_text="One name a line."
    )
    presented = Words(label="What was presented", limit=LONGEST)
    agreed = Words(label="What was agreed", limit=LONGEST)
    minute_taker = Line(label="Minute-taker")

    def clean_present(self) -> list[str]:
        """A name each."""
        return str(self.cleaned_data["present"]).splitlines()


class SharedForm(HappenedForm):
    """Who shared the findings with whom, for which partner (P1.16)."""

    partner = ChoiceOf(
        label="For which partner", choices=[(one.value, one.words) for one in Partner]
    )
    shared_by = Line(label="Who shared them: name and role")
    shared_with = Line(label="With whom: name and role")
    words = Words(label="What was said", limit=LONGEST, rows=3, required=False)

    def clean_partner(self) -> Partner:
        """The partner itself."""
        return Partner(self.cleaned_data["partner"])
