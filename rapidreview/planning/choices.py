"""Whom a form may offer: people of the partnership, of the case, in a role."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from rapidreview.case.access import held_at
from rapidreview.case.models import Appointment, Case
from rapidreview.people.models import Agency, Membership, User
from rapidreview.procedure.vocabulary import Role

CHOOSE = "Choose one of the list."
if TYPE_CHECKING:
    _OneAgency = forms.ModelChoiceField[Agency]
    _OnePerson = forms.ModelChoiceField[User]
    _People = forms.ModelMultipleChoiceField[User]
else:
    _OneAgency = _OnePerson = forms.ModelChoiceField
    _People = forms.ModelMultipleChoiceField


def colleagues(case: Case, at: datetime, *roles: Role) -> QuerySet[User]:
    """People of the partnership, with one of ``roles`` if any are named."""
    members = Membership.objects.filter(held_at(at), partnership_id=case.partnership_id)
    if roles:
        members = members.filter(role__in=roles)
    return User.objects.filter(pk__in=members.values("user_id")).order_by("name")


def at_work_on(case: Case, at: datetime, *roles: Role) -> QuerySet[User]:
    """People who work on the case now, in one of ``roles`` if any are named."""
    held = Appointment.objects.filter(held_at(at), case=case)
    if roles:
        held = held.filter(role__in=roles)
    return User.objects.filter(pk__in=held.values("user_id")).order_by("name")


def held_now(case: Case, at: datetime) -> list[tuple[Appointment, str]]:
    """Who works on the case now, by name, each with the role in words."""
    held = case.appointments.filter(held_at(at)).select_related(
        "user", "agency", "stands_in_for"
    )
    return [(one, Role(one.role).words) for one in held.order_by("user__name", "role")]


def agencies_of(case: Case) -> QuerySet[Agency]:
    """The agencies of the case's partnership."""
    return Agency.objects.filter(partnership_id=case.partnership_id)


class AgencyField(_OneAgency):
    """One agency of those offered, or none."""

    def to_python(self, value: Any) -> Agency | None:
        """The agency; what is not even an id is refused in the same words."""
        try:
            return super().to_python(value)
        except ValidationError as error:
            raise ValidationError(CHOOSE, code="invalid_choice") from error


class PersonField(_OnePerson):
    """One person of those offered; anybody else is refused in words."""

    def __init__(self, *, label: str, **options: Any) -> None:
        options.setdefault("empty_label", "Choose")
        super().__init__(queryset=User.objects.none(), label=label, **options)
        self.error_messages |= {
            "required": f"Choose: {label}.",
            "invalid_choice": CHOOSE,
        }

    def to_python(self, value: Any) -> User | None:
        """The person; what is not even an id is refused in the same words."""
        try:
            return super().to_python(value)
        except ValidationError as error:
            raise ValidationError(CHOOSE, code="invalid_choice") from error

    def label_from_instance(self, obj: User) -> str:
        """Name and job."""
        return f"{obj.name}, {obj.job}" if obj.job else obj.name


class PeopleField(_People):
    """Several people of those offered, by tick boxes."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, *, label: str, **options: Any) -> None:
        super().__init__(queryset=User.objects.none(), label=label, **options)
        refused = dict.fromkeys(
            ("invalid_choice", "invalid_pk_value", "invalid_list"), CHOOSE
        )
        self.error_messages |= {"required": f"Choose: {label}.", **refused}

    def label_from_instance(self, obj: User) -> str:
        """Name and job."""
        return f"{obj.name}, {obj.job}" if obj.job else obj.name


class ChoiceOf(forms.ChoiceField):
    """One of a few, by radio buttons."""

    widget = forms.RadioSelect

    def __init__(
        self, *, label: str, choices: list[tuple[str, str]], **options: Any
    ) -> None:
        super().__init__(label=label, choices=choices, **options)
        self.error_messages |= {
            "required": f"Choose: {label}.",
            "invalid_choice": CHOOSE,
        }
