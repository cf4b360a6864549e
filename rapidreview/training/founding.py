"""The training partnership: its people, roles and agencies, before anything has happened."""

from datetime import datetime

from rapidreview.people.models import (
    Agency,
    AgencyPerson,
    Membership,
    Partnership,
    User,
)
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
CASE_PREFIX = "NSCP-RR"


def found_partnership(
    story: TrainingCase, *, at: datetime, password: str | None
) -> Partnership:
    """The partnership of the training case with its people and agencies, saved."""
    told = story.partnership
    partnership = Partnership.found(
        name=told["name"],
        short=told["short"],
        area=told["area"],
        address=told["address"],
        phone=told["phone"],
        email=told["email"],
        marking=told["marking"],
        procedure=told["procedure"],
        case_prefix=CASE_PREFIX,
    )
    agencies = {code: _agency(partnership, one) for code, one in story.agencies.items()}
    users = {
        person.id: _member(partnership, person, agencies, at, password)
        for person in story.people.values()
        if _role(person) is not None
    }
    for code, told_agency in story.agencies.items():
        _people_of(story, told_agency, agencies[code], users)
    return partnership


def _role(person: CastMember) -> Role | None:
    if person.role.startswith("Senior officer"):
        return Role.SENIOR_OFFICER
    return ROLES.get(person.role)


def _member(
    partnership: Partnership,
    person: CastMember,
    agencies: dict[str, Agency],
    at: datetime,
    password: str | None,
) -> User:
    role = _role(person)
    if role is None:
        raise LookupError(f"{person.id} has no role in the partnership.")
    user = User.objects.create_user(person.email, person.name, password)
    user.job, user.phone = person.job, person.phone
    user.save()
    Membership.objects.create(
        partnership=partnership,
        user=user,
        role=role,
        agency=agencies.get(person.agency),
        from_at=at,
    )
    return user


def _agency(partnership: Partnership, told: TrainingAgency) -> Agency:
    return Agency.objects.create(
        partnership=partnership,
        code=told.code,
        name=told.name,
        kind=told.kind,
        familiar=told.familiar,
        usual_sources="\n".join(told.usual_sources),
    )


def _people_of(
    story: TrainingCase,
    told: TrainingAgency,
    agency: Agency,
    users: dict[str, User],
) -> None:
    parts = {
        AgencyPerson.Part.CONTACT: told.contact,
        AgencyPerson.Part.AUTHOR: told.author,
        AgencyPerson.Part.SENIOR_MANAGER: told.senior_manager,
        AgencyPerson.Part.REPRESENTATIVE: told.jcr_rep,
    }
    for part, person_id in parts.items():
        person = story.people[person_id]
        AgencyPerson.objects.create(
            agency=agency,
            part=part,
            name=person.name,
            job=person.job,
            email=person.email,
            phone=person.phone,
            user=users.get(person_id),
        )
