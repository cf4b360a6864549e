"""Details that may tell who somebody is, by themselves or put together (handbook, section 8).

One such detail is seldom enough; several of different kinds are a jigsaw that whoever
lives nearby can put together.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from rapidreview.evidence.record_checks import people_named

_MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november|"
    "december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec"
)


class Sort(StrEnum):
    """A kind of detail, in words; ``alone`` kinds tell who it is without any other."""

    DATE = "an exact date"
    AGE = "an exact age"
    SCHOOL = "a school or nursery"
    HEALTH = "a hospital, ward or surgery"
    POSTCODE = "a postcode"
    NHS_NUMBER = "an NHS number"
    EMAIL = "an e-mail address"
    PERSON = "a person by name, a telephone number or an address"
    RARE = "something rare about the family"
    PRESS = "what the press wrote"

    @property
    def alone(self) -> bool:
        """Whether it identifies by itself."""
        return self in {Sort.POSTCODE, Sort.NHS_NUMBER, Sort.EMAIL, Sort.PERSON}


@dataclass(frozen=True, slots=True)
class Detail:
    """One detail as it stands in the text."""

    sort: Sort
    words: str


# A name begins with no such word: "The School" says nothing.
_NAME = (
    r"(?!(?:The|An?|His|Her|Their|Each|Every|This|That|When|Both|No|One|Another) )"
    r"(?:[A-Z][\w’'-]+ ){1,4}"
)
_PATTERNS = (
    (
        Sort.DATE,
        re.compile(
            rf"\b\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:{_MONTHS})\b(?:\s+\d{{4}})?"
            r"|\b\d{1,2}[/.]\d{1,2}[/.](?:\d{4}|\d{2})\b|\b\d{4}-\d{2}-\d{2}\b",
            re.IGNORECASE,
        ),
    ),
    (
        Sort.AGE,
        re.compile(r"\b\d{1,3}[- ](?:day|week|month)s?[- ]old\b", re.IGNORECASE),
    ),
    (
        Sort.SCHOOL,
        re.compile(rf"\b{_NAME}(?:School|Academy|College|Nursery|Pre-?school)\b"),
    ),
    (
        Sort.HEALTH,
        re.compile(
            rf"\b{_NAME}(?:Hospital|Infirmary|Surgery|(?:Health|Medical) Centre)\b"
            r"|\bWard \d+\b"
        ),
    ),
    (Sort.POSTCODE, re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b")),
    (Sort.EMAIL, re.compile(r"\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b")),
    (
        Sort.RARE,
        re.compile(
            r"\b(?:twins?|triplets?|quadruplets?|adopted from \w+|British Sign Language"
            r"|\w+[’']s? (?:syndrome|disease)|\w+ syndrome"
            r"|only (?:child|family|pupil|household) (?:in|of|at|on)\b"
            r"|Jehovah[’']s Witness(?:es)?|Plymouth Brethren)\b",
            re.IGNORECASE,
        ),
    ),
    (
        Sort.PRESS,
        re.compile(
            r"\b(?:newspapers?|local press|national press|(?:local|national) news"
            r"|social media|Facebook|in the media)\b",
            re.IGNORECASE,
        ),
    ),
)
_TEN_DIGITS = re.compile(r"(?<!\d)\d{3}[ -]?\d{3}[ -]?\d{4}(?!\d)")
MOST_WITHOUT_HARM = 2  # kinds in one section that do not make a jigsaw yet


def details_in(text: str) -> list[Detail]:
    """Everything in a text that may identify, each words once for its kind."""
    return list(dict.fromkeys(_found(text)))


def is_nhs_number(digits: str) -> bool:
    """Whether ten digits have the check digit that the NHS gives its numbers."""
    numbers = [int(one) for one in digits if one.isdigit()]
    if len(numbers) != 10:
        return False
    total = sum(number * (10 - place) for place, number in enumerate(numbers[:9]))
    return (11 - total % 11) % 11 == numbers[9]


def jigsaw(found: list[Detail]) -> tuple[Sort, ...]:
    """The kinds that put together may tell who it is; empty where they are too few."""
    sorts = tuple(dict.fromkeys(one.sort for one in found))
    return sorts if len(sorts) > MOST_WITHOUT_HARM else ()


def _found(text: str) -> Iterator[Detail]:
    for sort, pattern in _PATTERNS:
        yield from (Detail(sort, one.group()) for one in pattern.finditer(text))
    for one in _TEN_DIGITS.finditer(text):
        if is_nhs_number(one.group()):
            yield Detail(Sort.NHS_NUMBER, one.group())
    yield from (Detail(Sort.PERSON, words) for words in people_named(text))
