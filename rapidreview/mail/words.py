"""The words of a letter: a template, its values, and what may never be in it (trust, row 31)."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from rapidreview.case.models import Case
from rapidreview.people.models import AgencyPerson, Membership
from rapidreview.procedure.errors import Refused
from rapidreview.procedure.naming import spoken_date

LETTERS = Path(__file__).resolve().parents[1] / "templates" / "letters"
MARK = "⟦link⟧"  # stands for the link until delivery
ADDRESS_WORDS = "Enter one e-mail address like name@agency.gov.uk"
LONGEST_SUBJECT, LONGEST_ADDRESS = 200, 254


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody a letter goes to."""

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Words:
    """Subject and body, ready but for the link."""

    subject: str
    body: str


@cache
def _letters() -> Environment:
    return Environment(
        loader=FileSystemLoader(LETTERS),
        undefined=StrictUndefined,
        autoescape=False,  # noqa: S701 - letters are plain text
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def render(kind: str, values: Mapping[str, object]) -> Words:
    """The letter ``kind``: its first line is ``Subject: …``, then a blank line and the body.

    Raises jinja2's UndefinedError where a value is missing, ValueError for a template that
    does not begin with its subject.
    """
    text = _letters().get_template(f"{kind}.txt").render(values)
    first, _, body = text.partition("\n")
    if not first.startswith("Subject: "):
        raise ValueError(f"The letter {kind} does not begin with its subject.")
    subject = " ".join(first.removeprefix("Subject: ").split())
    return Words(subject[:LONGEST_SUBJECT], body.strip("\n") + "\n")


def require_recipient(recipient: Recipient) -> None:
    """Refuse an address or a name that could make a second header (trust, row 32)."""
    if any(not one.isprintable() for one in recipient.name):
        raise Refused("A name must be one line of plain characters.")
    try:
        validate_email(recipient.email)
    except ValidationError as error:
        raise Refused(f"{ADDRESS_WORDS}.") from error
    if not recipient.email.isascii() or len(recipient.email) > LONGEST_ADDRESS:
        raise Refused(f"{ADDRESS_WORDS}.")


def require_no_child(case: Case, words: Words, people: Iterable[Recipient]) -> None:
    """Refuse a letter that names a child or the case's label. Raises ValueError.

    A forename that a colleague bears too is no sign of the child, so it may stand.
    """
    text = f"{words.subject}\n{words.body}"
    colleagues = _colleagues(case) | {one.name for one in people}
    for told in _telling(case, _name_words(colleagues)):
        if re.search(rf"(?<!\w){re.escape(told)}(?!\w)", text, re.IGNORECASE):
            raise ValueError(
                "This letter would name a child or the label of the case. Letters carry "
                "the reference only."
            )


def _telling(case: Case, known: Collection[str]) -> list[str]:
    """The label, and the names and birth dates of the children in every usual form."""
    telling = [case.label]
    for child in case.children.all():
        names = [child.name, *child.other_names.splitlines()]
        telling += [name.strip() for name in names]
        telling += [
            word for word in child.name.split()[:1] if word.lower() not in known
        ]
        telling += _birth_dates(child.born)
    return [one for one in telling if len(one) > 2]


def _birth_dates(born: str) -> list[str]:
    try:
        on = date.fromisoformat(born)
    except ValueError:
        return []
    return [born, f"{on:%d/%m/%Y}", f"{on.day} {on:%B %Y}", spoken_date(on)]


def _colleagues(case: Case) -> set[str]:
    members = Membership.objects.filter(partnership=case.partnership_id)
    people = AgencyPerson.objects.filter(agency__partnership=case.partnership_id)
    return {
        *members.values_list("user__name", flat=True),
        *people.values_list("name", flat=True),
    }


def _name_words(names: Iterable[str]) -> set[str]:
    return {word.lower() for name in names for word in name.split()}
