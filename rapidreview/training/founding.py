"""The training partnership: its people, roles and agencies, before anything has happened."""

from datetime import datetime

from rapidreview.people.founding import (
    AgencyGiven,
    ContactGiven,
    PartnershipGiven,
    PersonGiven,
    found,
)
from rapidreview.people.models import AgencyPerson, Partnership
from rapidreview.procedure.vocabulary import Role
from rapidreview.training.case_file import CastMember, TrainingAgency, TrainingCase

ROLES = {
    "Partnership Manager": Role.PARTNERSHIP_MANAGER,
    "Partnership Officer": Role.PARTNERSHIP_OFFICER,
    "Minute-taker": Role.MINUTE_TAKER,
    "JCR Chair": Role.JCR_CHAIR,
    "JCR vice chair": Role.JCR_VICE_CHAIR,
    "JCR Group member": Role.JCR_MEMBER,
    "Director of Children's Services": Role.EXECUTIVE_LEADER,
    "Assistant Director of Children's Services": Role.EXECUTIVE_LEADER,
    "Independent scrutineer": Role.SCRUTINEER,
    "Partnership member without a place on this case": Role.SENIOR_OFFICER,
}
SENIOR_OFFICER = "Senior officer"
CASE_PREFIX = "NSCP-RR"
PARTS = AgencyPerson.Part


def found_partnership(
    story: TrainingCase, *, at: datetime, password: str | None
) -> Partnership:
    """The partnership of the training case with its people and agencies, saved."""
    told = story.partnership
    same = (
        "name",
        "short",
        "area",
        "address",
        "phone",
        "email",
        "marking",
        "procedure",
    )
    given = PartnershipGiven(
        **{name: told[name] for name in same},
        case_prefix=CASE_PREFIX,
        people=tuple(
            PersonGiven(**_contact(one), roles=(role,), agency=one.agency)
            for one in story.people.values()
            if (role := _role(one)) is not None
        ),
        agencies=tuple(_agency(story, one) for one in story.agencies.values()),
    )
    return found(given, at=at, password=password)


def _role(person: CastMember) -> Role | None:
    if person.role.startswith(SENIOR_OFFICER):
        return Role.SENIOR_OFFICER
    return ROLES.get(person.role)


def _contact(person: CastMember) -> dict[str, str]:
    return {
        "name": person.name,
        "email": person.email,
        "job": person.job,
        "phone": person.phone,
    }


def _agency(story: TrainingCase, told: TrainingAgency) -> AgencyGiven:
    parts = {
        PARTS.CONTACT: told.contact,
        PARTS.AUTHOR: told.author,
        PARTS.SENIOR_MANAGER: told.senior_manager,
        PARTS.REPRESENTATIVE: told.jcr_rep,
    }
    return AgencyGiven(
        code=told.code,
        name=told.name,
        kind=told.kind,
        familiar=told.familiar,
        usual_sources=told.usual_sources,
        people={
            part: ContactGiven(**_contact(story.people[person_id]))
            for part, person_id in parts.items()
        },
    )
