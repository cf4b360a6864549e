"""The sections of the Rapid Review report, R1 to R20: title, and what belongs there (P6.3)."""

from collections.abc import Mapping
from dataclasses import dataclass

FRONT, ACTIONS, SIGN_OFF = "R1", "R14", "R18"
# The comment is the scrutineer's and the appendices are optional; the front is the product's.
NOT_NEEDED = frozenset({FRONT, "R19", "R20"})


@dataclass(frozen=True, slots=True)
class SectionKind:
    """A section of every report: its code, its title, and one sentence on what goes in."""

    code: str
    title: str
    hint: str

    @property
    def needed(self) -> bool:
        """Whether the report cannot be signed while it is empty (P13.1)."""
        return self.code not in NOT_NEEDED


SECTIONS: tuple[SectionKind, ...] = (
    SectionKind(
        "R1",
        "About this report",
        "Made by Rapid Review from the case each time a version is kept.",
    ),
    SectionKind(
        "R2",
        "The children and the family",
        "Who each child is as a person, and who is around them: labels and ages, no names.",
    ),
    SectionKind(
        "R3",
        "The incident",
        "What happened to the child, as far as it is known, and what is not known yet.",
    ),
    SectionKind(
        "R4",
        "How this review was carried out",
        "Who was asked, who answered, late or not at all; the meeting; what is still a gap.",
    ),
    SectionKind(
        "R5",
        "Key chronology",
        "The few events that matter, in order. Months are enough; no exact days.",
    ),
    SectionKind(
        "R6",
        "What each agency knew and did",
        "A short paragraph for each agency, and how they worked together.",
    ),
    SectionKind(
        "R7",
        "Key practice episodes",
        "The moments that mattered: what was decided, why it made sense then, what was "
        "expected, what helped or got in the way.",
    ),
    SectionKind(
        "R8",
        "The child’s voice and daily life",
        "What each child said, showed and lived, in their own words, and who heard it.",
    ),
    SectionKind(
        "R9",
        "Context: race, racism, faith, disability, poverty",
        "What these meant for the child and for practice. Say racism where it was racism.",
    ),
    SectionKind(
        "R10",
        "Fathers and carers",
        "Who they are, what was known of them, and what was done to reach them.",
    ),
    SectionKind(
        "R11",
        "Good practice",
        "What was done well, by which service, and what it changed for the child.",
    ),
    SectionKind(
        "R12",
        "Immediate action: for the child, siblings and others",
        "What has been done already: for whom, by whom, when.",
    ),
    SectionKind(
        "R13",
        "Learning: single agency, multi-agency, national",
        "Why things happened, and what has to change; whether it was learned before.",
    ),
    SectionKind(
        "R14",
        "Actions, owners, dates and how impact will be seen",
        "A few words on the actions. The table below them is made from the actions agreed.",
    ),
    SectionKind(
        "R15",
        "Parallel proceedings",
        "Which there are, and who tells the review of changes. Nothing that is held back.",
    ),
    SectionKind(
        "R16",
        "How the family was told or took part",
        "By whom, in which language, what they said, and what they will be told.",
    ),
    SectionKind(
        "R17",
        "The decision: each criterion and its reasons",
        "Each criterion with its answer and reason; then local review, national review, and "
        "why.",
    ),
    SectionKind(
        "R18",
        "Sign-off by the three partners and the Chair",
        "Each partner’s view; a dissent in the partner’s own words.",
    ),
    SectionKind(
        "R19",
        "The independent scrutineer’s comment",
        "In the scrutineer’s own words, if there is one.",
    ),
    SectionKind("R20", "Appendices", "What is attached, if anything."),
)
# What stands above the columns of a table that the product sets.
HEADS: Mapping[str, tuple[str, ...]] = {
    ACTIONS: ("No.", "Action", "Owner", "Due", "Measure of impact"),
    SIGN_OFF: ("Partner", "By", "View", "In their words", "When"),
}
_BY_CODE: Mapping[str, SectionKind] = {one.code: one for one in SECTIONS}


def section_kind(code: str) -> SectionKind:
    """The section of a code. Raises KeyError if there is none."""
    return _BY_CODE[code]


def title_of(code: str) -> str:
    """The title of a section; empty if there is none."""
    return _BY_CODE[code].title if code in _BY_CODE else ""


def around(code: str) -> tuple[SectionKind | None, SectionKind | None]:
    """The section people write before this one, and the one after."""
    written = [one for one in SECTIONS if one.code != FRONT]
    place = written.index(_BY_CODE[code])
    before = written[place - 1] if place else None
    after = written[place + 1] if place + 1 < len(written) else None
    return before, after
