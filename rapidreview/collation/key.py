"""The pseudonym key of a case, made from its children and family (handbook, section 8).

The key is never stored: the same case gives the same labels. What it cannot know (a name
that no one recorded) it cannot hide, so who releases a pack reads it first.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import count
from string import ascii_uppercase

from rapidreview.case.models import Case, Child, FamilyMember
from rapidreview.evidence.pseudonyms import Key

Entry = tuple[str, tuple[str, ...]]
TITLES = ("Mr", "Mrs", "Ms", "Miss")
SHORTEST_NAME = 3
HOME = {"yes", "in household", "in the household", "true", "same"}


def key_of(case: Case, named: Iterable[tuple[str, str]] = ()) -> Key:
    """The labels of a case: Child A, Sibling B, Mother …

    ``named`` are further people of the family as agencies named them: name, relationship.
    The first who bears a form keeps it; a surname alone is the family.
    """
    children = list(case.children.all())
    family = list(case.family.all())
    entries = [
        *_children(children),
        *_family(family),
        *_further(named, children, family),
    ]
    entries += [*_surnames(children, family), *_addresses(family), *_numbers(children)]
    return Key(tuple(_first_come(entries)))


def child_labels(case: Case) -> list[tuple[Child, str]]:
    """Each child with its label, in order: subjects are Child, others Sibling."""
    children = list(case.children.all())
    return [
        (child, f"{'Child' if child.is_subject else 'Sibling'} {letter}")
        for child, letter in zip(children, ascii_uppercase, strict=False)
    ]


def _children(children: Iterable[Child]) -> Iterator[Entry]:
    for child, letter in zip(children, ascii_uppercase, strict=False):
        label = f"{'Child' if child.is_subject else 'Sibling'} {letter}"
        yield label, tuple(_forms(child.name, *_lines(child.other_names)))


def _family(family: Iterable[FamilyMember]) -> Iterator[Entry]:
    people = [(one.name, one.relationship) for one in family]
    yield from _labelled(people, taken=set())


def _further(
    named: Iterable[tuple[str, str]],
    children: Iterable[Child],
    family: Iterable[FamilyMember],
) -> Iterator[Entry]:
    """People only the agencies named; those the case knows keep their labels."""
    known = {one.name.casefold() for one in children}
    known |= {one.name.casefold() for one in family}
    once = {name.strip(): words for name, words in named if name.strip()}
    people = [
        (name, words) for name, words in once.items() if name.casefold() not in known
    ]
    taken = {one.relationship.capitalize() for one in family}
    yield from _labelled(people, taken=taken)


def _labelled(people: Iterable[tuple[str, str]], *, taken: set[str]) -> Iterator[Entry]:
    for name, relationship in people:
        label = _free(relationship.strip().capitalize() or "A family member", taken)
        taken.add(label)
        surname = _surname(name)
        titled = [f"{title} {surname}" for title in TITLES] if surname else []
        yield label, (*_forms(name), *titled)


def _free(label: str, taken: set[str]) -> str:
    if label not in taken:
        return label
    return next(f"{label} {n}" for n in count(2) if f"{label} {n}" not in taken)


def _forms(*names: str) -> list[str]:
    """Each name in full, and its first name alone."""
    full = [name.strip() for name in names if name.strip()]
    first = [name.split()[0] for name in full]
    return full + [one for one in dict.fromkeys(first) if len(one) >= SHORTEST_NAME]


def _surnames(
    children: Iterable[Child], family: Iterable[FamilyMember]
) -> Iterator[Entry]:
    """The children's surname alone is the family; another is that person's family."""
    ours = {_surname(child.name) for child in children} - {""}
    yield "the family", tuple(sorted(ours))
    for one in family:
        if (surname := _surname(one.name)) and surname not in ours:
            yield f"{one.relationship.capitalize()}’s family", (surname,)


def _surname(name: str) -> str:
    words = name.split()
    return words[-1] if len(words) > 1 and len(words[-1]) >= SHORTEST_NAME else ""


def _addresses(family: Iterable[FamilyMember]) -> Iterator[Entry]:
    """An address in full, its first line, and its postcode at the end."""
    for one in family:
        if not one.address.strip():
            continue
        home = one.household.strip().casefold() in HOME
        label = "the family home" if home else f"{one.relationship.capitalize()}’s home"
        address = one.address.strip()
        postcode = " ".join(address.split()[-2:])
        forms = [address, address.split(",")[0].strip()]
        has_postcode = any(letter.isdigit() for letter in postcode)
        yield label, (*forms, *([postcode] if has_postcode else []))


def _numbers(children: Iterable[Child]) -> Iterator[Entry]:
    for child in children:
        number = child.nhs_number.strip()
        if number:
            yield "[NHS number]", (number, number.replace(" ", ""))
        if child.born:
            yield "[date of birth]", tuple(_birth(date.fromisoformat(child.born)))


def _birth(born: date) -> list[str]:
    """A birth date in the forms that people write."""
    long, short = f"{born.day} {born:%B %Y}", f"{born.day} {born:%b %Y}"
    numbers = [
        f"{born:%d/%m/%Y}",
        f"{born:%d.%m.%Y}",
        f"{born:%d-%m-%Y}",
        f"{born:%d/%m/%y}",
    ]
    bare = f"{born.day}/{born.month}/{born.year}"
    return list(dict.fromkeys([long, short, *numbers, bare, born.isoformat()]))


def _first_come(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Each form stands once, with the first label that claimed it."""
    claimed: set[str] = set()
    for label, forms in entries:
        free = [one for one in dict.fromkeys(forms) if one.casefold() not in claimed]
        claimed |= {one.casefold() for one in free}
        if free:
            yield label, tuple(free)


def _lines(text: str) -> list[str]:
    return [
        line.strip() for line in text.replace(",", "\n").splitlines() if line.strip()
    ]
