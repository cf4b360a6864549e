"""The words of a letter: a template, its values, and what may never be in it (trust, row 31)."""

import calendar
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
# Forenames that are everyday words too: these tell of a child only with their capital.
EVERYDAY = {
    "amber",
    "autumn",
    "bill",
    "chase",
    "dawn",
    "drew",
    "faith",
    "grace",
    "hope",
    "ivy",
    "jack",
    "joy",
    "lily",
    "mark",
    "max",
    "miles",
    "pat",
    "ray",
    "rich",
    "rob",
    "robin",
    "rose",
    "sky",
    "summer",
    "sunny",
    "will",
}
NAMES_OF_TIME = {
    one.lower() for one in (*calendar.month_name, *calendar.day_name) if one
}


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


def require_no_child(
    case: Case, words: Words, typed: Iterable[str], people: Iterable[Recipient]
) -> None:
    """Refuse a letter that names a child or the case's label. Raises Refused.

    A forename alone is looked for only in what was ``typed``, and may stand where a
    colleague bears it too or where it is a month or a day.
    """
    text = f"{words.subject}\n{words.body}"
    colleagues = _colleagues(case) | {one.name for one in people}
    known = _name_words(colleagues) | NAMES_OF_TIME
    forenames = {child.name.split()[0] for child in case.children.all() if child.name}
    alone = [one for one in forenames if one.lower() not in known and len(one) > 2]
    everyday = [one for one in alone if one.lower() in EVERYDAY]
    said = "\n".join(typed)
    if (
        _stands_in(text, _telling(case, colleagues), re.IGNORECASE)
        or _stands_in(text, _initials(case), re.NOFLAG)
        or _stands_in(said, set(alone) - set(everyday), re.IGNORECASE)
        or _stands_in(said, everyday, re.NOFLAG)
    ):
        raise Refused(
            "A letter may not name a child or somebody of the family, a birth date, an NHS "
            "number, an address or the label of the case. Say it without, for example: the "
            "child, the brother. The reference is enough."
        )


def _stands_in(text: str, telling: Iterable[str], flags: re.RegexFlag) -> bool:
    return any(
        re.search(rf"(?<!\w){re.escape(one)}(?!\w)", text, flags) for one in telling
    )


def _telling(case: Case, colleagues: Collection[str]) -> list[str]:
    """The label, and what tells of a child or of the family, in every usual form."""
    telling = [case.label]
    for child in case.children.all():
        telling += [child.name, *child.other_names.splitlines()]
        telling += _birth_dates(child.born)
        telling += _nhs_numbers(child.nhs_number)
    for one in case.family.all():
        telling += [one.name] if " " in one.name and one.name not in colleagues else []
        telling += _birth_dates(one.born)
        telling += [line for line in one.address.splitlines() if _is_street(line)]
    return [one.strip() for one in telling if len(one.strip()) > 2]


def _initials(case: Case) -> list[str]:
    """Capitals with full stops only: two letters without could be any abbreviation."""
    names = [child.name for child in case.children.all()]
    parts = [
        [one[0].upper() for one in re.split(r"[\s-]+", name) if one] for name in names
    ]
    return [
        between.join(f"{one}." for one in letters)
        for letters in parts
        for between in ("", " ")
        if len(letters) > 1
    ]


def _nhs_numbers(typed: str) -> list[str]:
    digits = "".join(one for one in typed if one.isdigit())
    spaced = f"{digits[:3]} {digits[3:6]} {digits[6:]}"
    return [digits, spaced, spaced.replace(" ", "-")] if len(digits) == 10 else []


def _is_street(line: str) -> bool:
    """A line with a house number: the town alone tells of nobody."""
    return bool(re.search(r"\d", line) and re.search(r"[^\W\d]{3}", line))


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
