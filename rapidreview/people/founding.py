"""A partnership from one file: its particulars, its people and roles, its agencies.

The file is YAML; docs/operations.md shows one. Everything is checked before anything is
stored, and every fault is named at once.
"""

from datetime import datetime

from django.db import transaction
from pydantic import BaseModel, ConfigDict, Field, field_validator

from rapidreview.people.models import (
    Agency,
    AgencyPerson,
    Membership,
    Partnership,
    User,
)
from rapidreview.procedure.definition import shipped
from rapidreview.procedure.errors import AlreadyDone, Refused
from rapidreview.procedure.vocabulary import Role

ADDRESS = r"^[^@\s,<>]+@[^@\s,<>]+\.[^@\s,<>]+$"


class Given(BaseModel):
    """A part of the file; a key that we do not know is a fault."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class ContactGiven(Given):
    """Somebody who speaks for an agency; no account is made for them."""

    name: str = Field(min_length=1, max_length=200)
    email: str = Field(pattern=ADDRESS, max_length=254)
    job: str = Field(default="", max_length=200)
    phone: str = Field(default="", max_length=40)


class PersonGiven(ContactGiven):
    """Somebody with an account, in one role or several; ``agency`` is a code."""

    roles: tuple[Role, ...] = Field(min_length=1)
    agency: str = ""


class AgencyGiven(Given):
    """An agency and who speaks for it, by the part they play (P1.10, P1.11)."""

    code: str = Field(min_length=1, max_length=12)
    name: str = Field(min_length=1, max_length=200)
    kind: str = Field(min_length=1, max_length=80)
    familiar: bool = True
    usual_sources: tuple[str, ...] = ()
    people: dict[AgencyPerson.Part, ContactGiven]


class PartnershipGiven(Given):
    """The whole file."""

    name: str = Field(min_length=1, max_length=200)
    short: str = Field(min_length=1, max_length=40)
    area: str = ""
    address: str = ""
    phone: str = Field(min_length=1, max_length=40)
    email: str = Field(pattern=ADDRESS)
    marking: str = "OFFICIAL-SENSITIVE"
    procedure: str = "rapid-review-2018"
    case_prefix: str = Field(min_length=1, max_length=20)
    submission_address: str = Field(default="", max_length=200)
    people: tuple[PersonGiven, ...] = Field(min_length=1)
    agencies: tuple[AgencyGiven, ...] = ()

    @field_validator("procedure")
    @classmethod
    def _is_shipped(cls, name: str) -> str:
        """A partnership begins with a shipped procedure; its own it loads afterwards."""
        try:
            return shipped(name).id
        except Refused as refusal:
            words = f"{refusal.words} Load your own once you are founded."
            raise ValueError(words) from None


@transaction.atomic
def found(
    given: PartnershipGiven, *, at: datetime, password: str | None = None
) -> Partnership:
    """The partnership with everybody in it. Raises AlreadyDone if its name is taken.

    Without ``password`` nobody can sign in until they are given one.
    """
    if Partnership.objects.filter(name=given.name).exists():
        raise AlreadyDone(f"There is a partnership called {given.name} already.")
    partnership = Partnership.found(**given.model_dump(exclude={"people", "agencies"}))
    agencies = {one.code: _agency(partnership, one) for one in given.agencies}
    users = {
        one.email.lower(): _member(partnership, one, agencies, at, password)
        for one in given.people
    }
    for one in given.agencies:
        _speakers(agencies[one.code], one, users)
    return partnership


def _agency(partnership: Partnership, given: AgencyGiven) -> Agency:
    return Agency.objects.create(
        partnership=partnership,
        code=given.code,
        name=given.name,
        kind=given.kind,
        familiar=given.familiar,
        usual_sources="\n".join(given.usual_sources),
    )


def _member(
    partnership: Partnership,
    given: PersonGiven,
    agencies: dict[str, Agency],
    at: datetime,
    password: str | None,
) -> User:
    """The account, which may exist from another partnership, and its roles here."""
    user = User.objects.filter(email=given.email.lower()).first()
    if user is None:
        user = User.objects.create_user(given.email, given.name, password)
        user.job, user.phone = given.job, given.phone
        user.save()
    for role in given.roles:
        Membership.objects.create(
            partnership=partnership,
            user=user,
            role=role,
            agency=agencies[given.agency] if given.agency else None,
            from_at=at,
        )
    return user


def _speakers(agency: Agency, given: AgencyGiven, users: dict[str, User]) -> None:
    for part, person in given.people.items():
        AgencyPerson.objects.create(
            agency=agency,
            part=part,
            **person.model_dump(),
            user=users.get(person.email.lower()),
        )
