"""The decision walk-through: what the meeting asks itself, each answered with its reason (P7.2).

Regulation 11 (a) to (d) is about a local review, regulation 3 (a) to (c) about a national
one (handbook, 3.4). A code is kept with every answer and is never used again for another.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from rapidreview.procedure.errors import Incomplete, Refused

Answers = Mapping[str, tuple[str, str]]  # code to answer and reason
YES, NO, NOT_SURE = "yes", "no", "not_sure"
ANSWER_WORDS = {YES: "Yes", NO: "No", NOT_SURE: "Not sure", "": ""}


class Sort(StrEnum):
    """How a question is answered."""

    CRITERION = "criterion"  # yes, no or not sure, and why
    DECISION = "decision"  # yes or no, and why
    WORDS = "words"

    @property
    def answers(self) -> tuple[str, ...]:
        """The answers that may be given; none is filled in beforehand."""
        return _ANSWERS[self]


_ANSWERS = {
    Sort.CRITERION: (YES, NO, NOT_SURE),
    Sort.DECISION: (YES, NO),
    Sort.WORDS: (),
}


@dataclass(frozen=True, slots=True)
class Question:
    """One question: ``needed`` always, or never, or with another one answered yes."""

    code: str
    group: str
    words: str
    sort: Sort
    needed: bool = True
    needed_with: str = ""
    hint: str = ""


LOCAL, NATIONAL = "Regulation 11: a local review", "Regulation 3: a national review"
WEIGHED, DECIDED = "Circumstances weighed", "The decision"
_IMPROVEMENTS = "Improvements needed, including ones identified before"
_THEMES = "Recurrent themes"
QUESTIONS = (
    Question("reg11_a", LOCAL, f"(a) {_IMPROVEMENTS}", Sort.CRITERION),
    Question("reg11_b", LOCAL, f"(b) {_THEMES}", Sort.CRITERION),
    Question(
        "reg11_c",
        LOCAL,
        "(c) Concerns about two or more agencies working together",
        Sort.CRITERION,
    ),
    Question(
        "reg11_d",
        LOCAL,
        "(d) The Panel has considered and concluded that a local review may be more "
        "appropriate",
        Sort.CRITERION,
    ),
    Question("reg3_a", NATIONAL, f"(a) {_IMPROVEMENTS}", Sort.CRITERION),
    Question(
        "reg3_b",
        NATIONAL,
        "(b) Need to change legislation or guidance",
        Sort.CRITERION,
    ),
    Question("reg3_c", NATIONAL, f"(c) {_THEMES}", Sort.CRITERION),
    Question(
        "circumstances",
        WEIGHED,
        "Circumstances weighed",
        Sort.WORDS,
        hint="One agency’s cause for concern, or no agency involved; more than one local "
        "authority, or a family that moved; an institution. If none applies, say so.",
    ),
    Question(
        "local_review",
        DECIDED,
        "Is a local child safeguarding practice review to be carried out?",
        Sort.DECISION,
        hint="A sound no may be: reviewed several times already, new learning unlikely.",
    ),
    Question(
        "scope",
        DECIDED,
        "Scope, method and timescale of the local review",
        Sort.WORDS,
        needed=False,
        needed_with="local_review",
        hint="Only if a local review is to be carried out.",
    ),
    Question(
        "national_review",
        DECIDED,
        "Is a national review recommended to the National Panel?",
        Sort.DECISION,
    ),
    Question(
        "other_learning",
        DECIDED,
        "Other review or learning",
        Sort.WORDS,
        needed=False,
        hint="You may leave this empty.",
    ),
    Question(
        "acted_on",
        DECIDED,
        "Immediate safeguarding action, and learning already acted on",
        Sort.WORDS,
        needed=False,
        hint="You may leave this empty where it stands under immediate safety.",
    ),
)
BY_CODE = {one.code: one for one in QUESTIONS}


@dataclass(frozen=True, slots=True)
class Gap:
    """What is still missing: which question, and whether its answer or its reason."""

    question: Question
    of_the_reason: bool

    @property
    def words(self) -> str:
        """What to do, as a sentence."""
        what = f"{self.question.group}, {self.question.words}"
        if self.question.sort is Sort.WORDS:
            return f"Write something under: {self.question.words}."
        return f"{'Give the reason' if self.of_the_reason else 'Answer'}: {what}."


def gaps(answers: Answers) -> list[Gap]:
    """What is not answered yet, or not reasoned, in the order of the questions."""
    return [gap for one in QUESTIONS for gap in _gaps_of(one, answers)]


def require_walked_through(answers: Answers) -> None:
    """Raise Refused for what was not asked, Incomplete while anything is missing (P7.2)."""
    for code, (answer, _) in answers.items():
        if code not in BY_CODE or answer not in ("", *BY_CODE[code].sort.answers):
            raise Refused("This is no answer to the walk-through.", "P7.2")
    missing = gaps(answers)
    if missing:
        more = f" {len(missing) - 1} more are missing." if missing[1:] else ""
        raise Incomplete(missing[0].words + more, "P7.2")


def recommendation(answers: Answers) -> tuple[tuple[str, str], ...]:
    """What the meeting recommends, label and words; empty before it has decided."""
    return tuple(
        (label, words)
        for code, label in _RECOMMENDED.items()
        if (words := _told(code, answers))
    )


_RECOMMENDED = {
    "circumstances": "Circumstances weighed",
    "local_review": "Local child safeguarding practice review",
    "scope": "Scope, method and timescale",
    "national_review": "National review recommended",
    "other_learning": "Other review or learning",
    "acted_on": "Already acted on",
}


def _told(code: str, answers: Answers) -> str:
    answer, reason = answers.get(code, ("", ""))
    return f"{ANSWER_WORDS[answer]}. {reason}" if answer else reason


def _gaps_of(question: Question, answers: Answers) -> Iterator[Gap]:
    answer, reason = answers.get(question.code, ("", ""))
    if not _is_needed(question, answers):
        return
    if question.sort.answers and not answer:
        yield Gap(question, of_the_reason=False)
    if not reason.strip():
        yield Gap(question, of_the_reason=True)


def _is_needed(question: Question, answers: Answers) -> bool:
    depends_on = question.needed_with
    return question.needed or (
        bool(depends_on) and answers.get(depends_on, ("", ""))[0] == YES
    )
