"""Every letter fits a screen, reads as plain English, and carries nothing that names a child.

A kind of letter is a file in templates/letters. ``written.py`` has the product write each of
them about a case whose every column is full of planted names; a kind that it does not write
fails here, so no letter can be added without being held to this.
"""

import re
import textwrap
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import pytest

from rapidreview.mail.delivery import ReadLetter, as_read
from rapidreview.mail.models import Letter
from rapidreview.mail.words import LETTERS
from rapidreview.people.models import Agency, AgencyPerson, User
from tests.letters import planted
from tests.letters.plain_english import NOT_WORDS, reading_faults
from tests.letters.written import LONG_AGENCY, LONG_PARTNERSHIP, write_all

KINDS = {one.stem for one in LETTERS.glob("*.txt")}
WIDTH, MOST_LINES, MOST_WORDS, LONGEST_SUBJECT = 78, 30, 220, 78
A_DAY, LONGEST_DAY = re.compile(r"\w+day \d+ \w+ 20\d\d"), "Wednesday 30 September 2026"
ENCLOSED = "\n----------\n"  # below it stands a whole paper, as an attachment would
WITH_A_PAPER = {"agenda", "minutes"}
# Titles of papers and of meetings, which are what they are called.
TITLES = ("Serious Incident Notification", "Assistant Director of Children's Services")


def screen_faults(subject: str, body: str) -> list[str]:
    """What of a letter goes beyond one screen.

    78 characters is what RFC 5322 asks of a line, and about what an inbox shows of a
    subject. A mail program on a small laptop shows some thirty lines of it below its
    headers, greeting, link and signature among them; 220 words is what thirty lines hold.
    A web address is one line whatever its length: programs show it as a link.
    """
    lines = [
        part
        for line in body.strip().splitlines()
        for part in textwrap.wrap(NOT_WORDS.sub("(link)", line), WIDTH) or [""]
    ]
    words = len(" ".join(lines).split())
    faults = []
    subject = A_DAY.sub(LONGEST_DAY, subject)
    if len(subject) > LONGEST_SUBJECT:
        faults.append(f"a subject of {len(subject)} characters: {subject}")
    if len(lines) > MOST_LINES:
        faults.append(f"{len(lines)} lines")
    if words > MOST_WORDS:
        faults.append(f"{words} words")
    return faults


def naming_faults(text: str) -> list[str]:
    """Which of the planted names stand in a text, in any case of letters."""
    return [
        one
        for one in planted.NEVER
        if re.search(rf"(?<!\w){re.escape(one)}(?!\w)", text, re.IGNORECASE)
    ]


@dataclass(frozen=True, slots=True)
class Post:
    """What was written: letters by kind with their calendar entries; names; columns planted."""

    letters: Mapping[str, list[tuple[ReadLetter, str]]]
    names: set[str]
    columns: set[str]


@cache
def _written() -> Post:
    """Written once for all tests of a worker: what is kept are texts, not rows."""
    columns = write_all()
    found = defaultdict(list)
    for one in Letter.objects.all():
        found[one.kind].append((as_read(one), one.calendar))
    return Post(found, _names(), {*columns})


@pytest.fixture
def post(db: None) -> Post:
    return _written()


def _names() -> set[str]:
    """Who and what is called by name in letters: each is one word to its reader."""
    people = (User, AgencyPerson, Agency)
    named = {one.name for model in people for one in model.objects.all()}
    written = {one.to_name for one in Letter.objects.all()}
    return {LONG_PARTNERSHIP, LONG_AGENCY, *TITLES, *named, *written}


def test_every_kind_of_letter_is_written_here(post: Post) -> None:
    letters = post.letters.keys()

    assert KINDS - letters == set(), "write it in tests/letters/written.py"
    assert letters - KINDS == set()


def test_names_are_planted_wherever_the_case_keeps_text(post: Post) -> None:
    assert {str(one) for one in planted.columns()} - post.columns == set()


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_letter_fits_one_screen(kind: str, post: Post) -> None:
    for read, _ in post.letters[kind]:
        frame, _, paper = read.body.partition(ENCLOSED)

        assert screen_faults(read.subject, frame) == [], frame
        assert not paper or kind in WITH_A_PAPER


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_letter_is_plain_english(kind: str, post: Post) -> None:
    for read, _ in post.letters[kind]:
        frame, _, _ = read.body.partition(ENCLOSED)

        assert reading_faults(frame, post.names) == [], frame


@pytest.mark.paragraph("P1.7", "P1.10", "P2.4")
@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_letter_names_no_child_and_nobody_of_the_family(
    kind: str, post: Post
) -> None:
    for read, calendar in post.letters[kind]:
        said = (read.subject, read.body, read.to, *read.copies, calendar)

        assert naming_faults("\n".join(said)) == []


BAD = (
    "Pursuant to section 16H of the aforementioned Act, the undersigned hereby requests "
    "that the requisite information pertaining to the individual be furnished by your "
    "organisation in accordance with the statutory timescales, notwithstanding any other "
    "operational considerations which may be applicable.\n"
)


def test_a_letter_of_an_office_is_found() -> None:
    faults = reading_faults(BAD)

    assert {"says “pursuant”", "says “hereby”", "says “in accordance with”"} <= {
        *faults
    }
    assert any(one.startswith("reading ease") for one in faults)
    assert any(one.startswith("too long") for one in faults)


def test_a_letter_beyond_one_screen_is_found() -> None:
    faults = screen_faults("A request for information " * 4, BAD * 12)

    assert [one.split(":")[0] for one in faults] == [
        "a subject of 104 characters", "48 lines", "480 words",
    ]  # fmt: skip


@pytest.mark.parametrize("name", planted.NEVER)
def test_a_letter_that_names_the_child_is_found(name: str) -> None:
    assert name in naming_faults(f"This is about {name.upper()}, as you know.")
