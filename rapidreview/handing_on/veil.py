"""Text made safe to leave the partnership: labels for names, kinds for agencies, months for days.

What nobody recorded as a name it cannot know, so whatever is made with it says that it is
to be read by a person first.
"""

import re
from collections.abc import Iterable

from rapidreview.case.models import Case
from rapidreview.collation.key import child_labels, key_of
from rapidreview.evidence.pseudonyms import Key, pseudonymise
from rapidreview.people.models import Agency, AgencyPerson, User

MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
NAMES = tuple(MONTHS.split("|"))
_DAY = r"(?P<on>on\s+)?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?"
_SPOKEN = re.compile(
    rf"\b{_DAY}(?:the\s+)?\d{{1,2}}(?:st|nd|rd|th)?(?:\s+of)?\s+(?P<month>{MONTHS})\b",
    re.IGNORECASE,
)
_NUMBERS = re.compile(
    r"\b\d{1,2}[/.]\d{1,2}[/.](\d{4}|\d{2})\b|\b(\d{4})-\d{2}-\d{2}\b"
)
_CLOCK = re.compile(
    r",?\s*(?:\bat\s+)?\b\d{1,2}(?::\d{2}(?:\s?[ap]m\b)?|(?:\.\d{2})?\s?[ap]m\b)",
    re.IGNORECASE,
)
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b")
# The last year of an age band, and how it is said.
BANDS = ((0, "under one"), (4, "under five"), (10, "of primary school age"),
         (15, "of secondary school age"), (17, "of 16 or 17"))  # fmt: skip
WORDS = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
]
_SPELT = "|".join([*WORDS, r"\d{1,2}"])
_AGED = re.compile(
    rf"()\baged? (?:of )?({_SPELT})\b(?! months| weeks| days)", re.IGNORECASE
)
_YEARS_OLD = re.compile(rf"()\b({_SPELT}) years? old\b", re.IGNORECASE)
_YEAR_OLD = re.compile(rf"()\b({_SPELT})-year-old\b", re.IGNORECASE)
_IS = re.compile(
    rf"((?:Child|Sibling) [A-Z],?(?: who)? (?:is|was)(?: now)? )({_SPELT})(?= and\b|[.,;)]|$)",
    re.MULTILINE,
)
_TWICE = re.compile(r"\b(the|a|an) the ", re.IGNORECASE)
# A label at the beginning of a sentence.
_OPENS = re.compile(r"(^|[.!?]\s+|^- )([at])(?=he | )", re.MULTILINE)
_WORD = re.compile(r"(?<=[a-z,;] )[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*")
KNOWN = frozenset(
    {"I", "Child", "Sibling", "Mother", "Father", "Rapid Review", "National Panel", "Police",
     "English", "Panel", "Chair", "Children’s Social Care", "Children's Social Care", "GP", "NHS",
     "Partnership", *NAMES}
)  # fmt: skip


class Veil:
    """One case's veil: call it with a text."""

    def __init__(self, case: Case) -> None:
        """Read the names once: children and family, agencies, and who works on the case."""
        entries = [*key_of(case).entries, *_agencies(case), *_people(case)]
        if case.incident_place.strip():
            entries.append(("the place", (case.incident_place.strip(),)))
        entries.append(("the review", (case.reference, case.label)))
        if case.sin_reference:
            entries.append(("the notification", (case.sin_reference,)))
        self.key = Key(tuple(_first_come(entries)))
        self.labels = frozenset(label for _, label in child_labels(case))

    def __call__(self, text: str) -> str:
        """The text with nothing in it that the case knows as a name, place or exact day."""
        veiled = pseudonymise(text, self.key)
        veiled = _SPOKEN.sub(_month, veiled)
        veiled = _NUMBERS.sub(lambda found: found[1] or found[2], veiled)
        veiled = _YEAR_OLD.sub(_young, veiled)
        veiled = _IS.sub(_band, _YEARS_OLD.sub(_band, _AGED.sub(_band, veiled)))
        veiled = _POSTCODE.sub("[postcode]", _CLOCK.sub("", veiled))
        veiled = _TWICE.sub(lambda found: f"{found[1][0].replace('a', 't')}he ", veiled)
        return _OPENS.sub(lambda found: found[1] + found[2].upper(), veiled)

    def to_look_at(self, texts: Iterable[str]) -> list[str]:
        """Words with a capital inside a sentence: perhaps names that nobody recorded."""
        found = {
            word
            for text in texts
            for word in _WORD.findall(text)
            if not self._known(word)
        }
        return sorted(found)

    def _known(self, word: str) -> bool:
        return word in KNOWN or word in self.labels or word.split()[0] in KNOWN


def _month(found: re.Match[str]) -> str:
    """A day as its month: "on 3 November" is in November."""
    month = found["month"].capitalize()
    if not found["on"]:
        return month
    return f"{'In' if found['on'][0] == 'O' else 'in'} {month}"


def _band(found: re.Match[str]) -> str:
    """An age in years as a band, after what stood before it; an adult stays an adult."""
    said = found[2].lower()
    years = WORDS.index(said) + 1 if said in WORDS else int(said)
    band = next((words for last, words in BANDS if years <= last), "adult")
    return f"{found[1]}{band}"


def _young(found: re.Match[str]) -> str:
    """Before a noun the band is one word: a primary-school-age boy."""
    return _band(found).removeprefix("of ").replace(" ", "-")


def _agencies(case: Case) -> Iterable[tuple[str, tuple[str, ...]]]:
    rows = Agency.objects.filter(partnership=case.partnership_id)
    for name, kind in rows.values_list("name", "kind"):
        yield _kind(kind), (name,)


def _kind(kind: str) -> str:
    """ "School" is the school; what has capitals of its own keeps them: the GP practice."""
    if kind[1:2].islower() and kind[1:] == kind[1:].lower():
        kind = kind[0].lower() + kind[1:]
    return f"the {kind}" if kind else "the agency"


def _people(case: Case) -> Iterable[tuple[str, tuple[str, ...]]]:
    ours = User.objects.filter(appointments__case=case).distinct()
    theirs = AgencyPerson.objects.filter(agency__partnership=case.partnership_id)
    names = {
        *ours.values_list("name", flat=True),
        *theirs.values_list("name", flat=True),
    }
    agencies = set(
        Agency.objects.filter(partnership=case.partnership_id).values_list(
            "name", flat=True
        )
    )
    spoken = sorted(name for name in names - agencies if " " in name.strip())
    return [("a practitioner", (name,)) for name in spoken]


def _first_come(
    entries: Iterable[tuple[str, tuple[str, ...]]],
) -> Iterable[tuple[str, tuple[str, ...]]]:
    claimed: set[str] = set()
    for label, forms in entries:
        free = tuple(
            one for one in forms if one.strip() and one.casefold() not in claimed
        )
        claimed |= {one.casefold() for one in free}
        if free:
            yield label, free
