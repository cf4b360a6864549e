"""What the Partnership fills in before the agency begins: section A and the children's names."""

from datetime import date, datetime

from rapidreview.case.access import holders
from rapidreview.case.models import Case, Child
from rapidreview.evidence.stored import Person
from rapidreview.people.models import AgencyPerson, Partnership, User
from rapidreview.procedure.calendar import LONDON
from rapidreview.procedure.naming import spoken_date
from rapidreview.procedure.vocabulary import Role
from rapidreview.scoping.models import ReturnRequest

WHY_WE_MAY_ASK = (
    "The safeguarding partners carry out reviews of serious child safeguarding cases "
    "under the Children Act 2004, and may ask for information for that purpose under "
    "section 16H of it. Please share what is relevant to the review, and nothing more."
)
NAME_UNKNOWN = "Not known yet"


def first_answers(
    request: ReturnRequest, *, due_at: datetime, at: datetime
) -> dict[str, str]:
    """The answers a request begins with, by code (P1.10)."""
    case, people = request.case, request.agency.person
    answers = {
        "A1": case.reference,
        "A2": kept_person(contact_of(case, at=at)),
        "A3": request.agency.name,
        "A4": _as_text(people(AgencyPerson.Part.AUTHOR)),
        "A5": _as_text(people(AgencyPerson.Part.SENIOR_MANAGER)),
        "A6": _as_text(people(AgencyPerson.Part.REPRESENTATIVE)),
        "A7": in_full(at),
        "A8": in_full(due_at),
        "A11": case.partnership.marking,
        "A12": f"{day_words(request.period_from)} to {day_words(request.period_to)}",
        "A13": WHY_WE_MAY_ASK,
    }
    names = [child.name or NAME_UNKNOWN for child in subjects(case)]
    answers |= {f"B1_{number}": name for number, name in enumerate(names, start=1)}
    return {code: text for code, text in answers.items() if text}


def subjects(case: Case) -> list[Child]:
    """The children the review is about, in order; at least the agency is told one."""
    return list(case.children.filter(is_subject=True))


def contact_of(case: Case, *, at: datetime) -> Person:
    """Whom an agency rings: the officer, else the manager."""
    officer = officer_of(case, at=at)
    partnership: Partnership = case.partnership
    if officer is None:
        return Person("The Partnership Team", "", partnership.phone)
    return Person(officer.name, officer.job, officer.phone or partnership.phone)


def officer_of(case: Case, *, at: datetime) -> User | None:
    """The Partnership Officer of the case, else its manager."""
    for role in (Role.PARTNERSHIP_OFFICER, Role.PARTNERSHIP_MANAGER):
        if found := holders(case, role, at=at):
            return found[0]
    return None


def in_full(instant: datetime) -> str:
    """An instant in words that need no today: Friday 6 November 2026, 17:00."""
    local = instant.astimezone(LONDON)
    return f"{spoken_date(local.date())}, {local:%H:%M}"


def day_words(on: date) -> str:
    """A day as the form writes it: 6 November 2026."""
    return f"{on.day} {on:%B %Y}"


def kept_person(named: Person) -> str:
    """A person as one text whose parts keep their places, the role being empty or not."""
    cells = (named.name, named.role, named.contact)
    return " | ".join(cell.replace("|", "/").strip() for cell in cells).rstrip(" |")


def _as_text(person: AgencyPerson | None) -> str:
    if person is None:
        return ""
    return kept_person(Person(person.name, person.job, person.email))
