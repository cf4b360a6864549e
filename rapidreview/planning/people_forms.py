"""Who does what: roles, deputies, the lead professional, officers, the minute-taker."""

from datetime import time
from typing import Any

from rapidreview.case.access import held_at
from rapidreview.door.dates import MomentField
from rapidreview.door.words import Words
from rapidreview.people.models import Agency, User
from rapidreview.planning.appointing import STOOD_IN_FOR
from rapidreview.planning.choices import (
    CHOOSE,
    AgencyField,
    ChoiceOf,
    PeopleField,
    PersonField,
    agencies_of,
    at_work_on,
    colleagues,
)
from rapidreview.planning.forms import HappenedForm, StepForm
from rapidreview.procedure.vocabulary import Role

START, END = time(9), time(17)
GIVEN_ON_A_CASE = [
    (role.value, role.words)
    for role in Role
    if role not in {Role.AGENCY_AUTHOR, Role.SENIOR_MANAGER, Role.ADMINISTRATOR}
]


class AppointForm(StepForm):
    """A role on the case for somebody of the partnership (P0.6)."""

    user = PersonField(label="Who")
    role = ChoiceOf(label="In which role", choices=GIVEN_ON_A_CASE)
    agency = AgencyField(
        queryset=Agency.objects.none(),
        label="For which agency",
        required=False,
        empty_label="None",
        help_text="For a member of the JCR Group who speaks for an agency.",
        error_messages={"invalid_choice": CHOOSE},
    )
    from_at = MomentField(
        label="From", required=False, usual_time=START, help_text="Leave empty for now."
    )
    to_at = MomentField(
        label="Until",
        required=False,
        usual_time=END,
        help_text="Leave empty for as long as the case is open.",
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["user"].queryset = colleagues(self.case, self.at)  # type: ignore[attr-defined]
        self.fields["agency"].queryset = agencies_of(self.case)  # type: ignore[attr-defined]

    def clean_role(self) -> Role:
        """The role itself."""
        return Role(self.cleaned_data["role"])


class StandInForm(StepForm):
    """A deputy for the manager or the Chair: from, to, which tasks (P0.6)."""

    absent = ChoiceOf(label="Who is away", choices=[])
    user = PersonField(label="Who stands in")
    from_at = MomentField(label="From", usual_time=START)
    to_at = MomentField(label="Until", usual_time=END)
    tasks = Words(
        label="Which tasks",
        required=False,
        help_text="Leave empty for all tasks of the role. Say too what waits.",
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["user"].queryset = colleagues(self.case, self.at)  # type: ignore[attr-defined]
        self.away = _who_may_be_away(self)
        self.fields["absent"].choices = [  # type: ignore[attr-defined]
            (key, f"{user.name}, {role.words}")
            for key, (user, role) in self.away.items()
        ]

    @property
    def given(self) -> dict[str, Any]:
        """What the action takes."""
        absent, role = self.away[self.cleaned_data["absent"]]
        rest = {
            name: self.cleaned_data[name]
            for name in ("user", "from_at", "to_at", "tasks")
        }
        return {"for_user": absent, "role": role, **rest}


def _who_may_be_away(form: StepForm) -> dict[str, tuple[User, Role]]:
    held = form.case.appointments.filter(
        held_at(form.at), role__in=STOOD_IN_FOR, stands_in_for=None
    ).select_related("user")
    return {f"{one.role}:{one.user_id}": (one.user, Role(one.role)) for one in held}


class EndForm(StepForm):
    """Why a role on the case ends."""

    reason = Words(label="Why it ends", limit=2000)


class StopForm(StepForm):
    """Nothing to type: the deputy stops standing in."""


class LeadForm(HappenedForm):
    """The lead professional: the Chair or the vice chair (P1.14)."""

    user = PersonField(label="Who")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        chairs = at_work_on(self.case, self.at, Role.JCR_CHAIR, Role.JCR_VICE_CHAIR)
        self.fields["user"].queryset = chairs  # type: ignore[attr-defined]


class SeniorOfficersForm(HappenedForm):
    """The senior officers of the statutory partners who take part (P1.6)."""

    users = PeopleField(label="Who takes part")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        officers = colleagues(self.case, self.at, Role.SENIOR_OFFICER)
        self.fields["users"].queryset = officers  # type: ignore[attr-defined]

    def clean_users(self) -> list[User]:
        """A list in the order of their names."""
        return list(self.cleaned_data["users"])


class MinuteTakerForm(HappenedForm):
    """Who takes the minutes of every meeting (P0.4)."""

    user = PersonField(label="Who takes the minutes")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["user"].queryset = colleagues(  # type: ignore[attr-defined]
            self.case,
            self.at,
            Role.MINUTE_TAKER,
            Role.PARTNERSHIP_OFFICER,
        )
