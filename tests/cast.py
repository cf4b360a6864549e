"""The cast: the same people as in the training case, in two partnerships (style, section 4)."""

from dataclasses import dataclass
from datetime import UTC, datetime

from rapidreview.people.actor import Actor
from rapidreview.people.models import (
    Agency,
    AgencyPerson,
    Membership,
    Partnership,
    User,
)
from rapidreview.procedure.vocabulary import Role
from tests.worlds import remembered

LONG_AGO = datetime(2024, 1, 1, tzinfo=UTC)
PASSWORD = "a password of the tests only"

PEOPLE = {
    "priya": ("Priya Ollerdale", Role.PARTNERSHIP_MANAGER),
    "owen": ("Owen Tarnfield", Role.PARTNERSHIP_OFFICER),
    "miriam": ("Miriam Stellbrook", Role.MINUTE_TAKER),
    "judith": ("Judith Hathersby", Role.JCR_CHAIR),
    "victor": ("Victor Aldersyke", Role.JCR_VICE_CHAIR),
    "helene": ("Helene Wintersea", Role.SENIOR_OFFICER),
    "dana": ("Dana Quillmere", Role.EXECUTIVE_LEADER),
    "nadia": ("Nadia Underhay", Role.SCRUTINEER),
    "oliver": ("Oliver Lowenside", Role.PARTNERSHIP_OFFICER),
}
AGENCIES = {
    "CSC": ("Northmere Children's Social Care", "Children's Social Care"),
    "POL": ("Fellmoor Constabulary", "Police"),
    "SCH": ("Aldermoss Primary School", "School"),
}


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody of one partnership; ``sam`` and ``grace`` speak for the school."""

    partnership: Partnership
    users: dict[str, User]
    agencies: dict[str, Agency]

    def __getattr__(self, name: str) -> User:
        try:
            return self.users[name]
        except KeyError as error:
            raise AttributeError(name) from error

    @property
    def school(self) -> Agency:
        return self.agencies["SCH"]

    @property
    def police(self) -> Agency:
        return self.agencies["POL"]

    @property
    def social_care(self) -> Agency:
        return self.agencies["CSC"]

    def actor(self, name: str) -> Actor:
        """The person as an actor in their standing role."""
        role = {**PEOPLE, **AGENCY_PEOPLE}[name][1]
        user = self.users[name]
        return Actor(user.id, user.name, role.words, frozenset({role}))


AGENCY_PEOPLE = {
    "sam": ("Sam Hollinfare", Role.AGENCY_AUTHOR),
    "grace": ("Grace Merribeck", Role.SENIOR_MANAGER),
    "matthias": ("Matthias Dovecroft", Role.JCR_MEMBER),
}
PARTS = AgencyPerson.Part
PARTS_OF = {
    "sam": (PARTS.CONTACT, PARTS.AUTHOR),
    "grace": (PARTS.SENIOR_MANAGER,),
    "matthias": (PARTS.REPRESENTATIVE,),
}


def found_partnership(name: str = "Northmere", prefix: str = "NSCP") -> Partnership:
    """A partnership with its key."""
    return Partnership.found(
        name=f"{name} Safeguarding Children Partnership",
        short=f"{name} SCP",
        area=f"City of {name}",
        phone="01632 960100",
        email=f"partnership.team@{name.lower()}-scp.example",
        case_prefix=prefix,
    )


@remembered
def gather(name: str = "Northmere", prefix: str = "NSCP") -> Cast:
    """A partnership with its people, their memberships, and three agencies."""
    partnership = found_partnership(name, prefix)
    place = name.lower()
    users = {
        key: User.objects.create_user(f"{key}@{place}.example", full, PASSWORD)
        for key, (full, _) in {**PEOPLE, **AGENCY_PEOPLE}.items()
    }
    agencies = {
        code: Agency.objects.create(
            partnership=partnership, code=code, name=full, kind=kind
        )
        for code, (full, kind) in AGENCIES.items()
    }
    for key, (_, role) in PEOPLE.items():
        join(partnership, users[key], role)
    for key, (_, role) in AGENCY_PEOPLE.items():
        join(partnership, users[key], role, agencies["SCH"])
    for agency in agencies.values():
        _speak_for(agency, users, place)
    return Cast(partnership, users, agencies)


def gather_elsewhere() -> Cast:
    """The second partnership that every test holds: nobody here may see over there."""
    return gather("Saltmarsh", "SSCP")


def join(
    partnership: Partnership, user: User, role: Role, agency: Agency | None = None
) -> Membership:
    """A standing role since long ago."""
    return Membership.objects.create(
        partnership=partnership, user=user, role=role, agency=agency, from_at=LONG_AGO
    )


def _speak_for(agency: Agency, users: dict[str, User], place: str) -> None:
    """The school's people have accounts; those of the others answer by link only."""
    for key, parts in PARTS_OF.items():
        school = agency.code == "SCH"
        first = users[key].name.split()[0]
        for part in parts:
            AgencyPerson.objects.create(
                agency=agency,
                part=part,
                name=users[key].name if school else f"{first} of {agency.code}",
                email=users[key].email
                if school
                else f"{key}.{agency.code.lower()}@{place}.example",
                phone="01632 960170",
                user=users[key] if school else None,
            )
