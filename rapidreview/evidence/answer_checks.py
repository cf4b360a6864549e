"""What the answers themselves show: empty, thin, copied boilerplate, a child unsafe now.

QC04 to QC07 and QC25 (P2.2, P2.4). Thresholds are counts of words.
"""

import re
from collections import defaultdict
from collections.abc import Iterator

from rapidreview.evidence.answers import Answers, title_of
from rapidreview.evidence.finding import Finding, found
from rapidreview.evidence.form import (
    Repeat,
    base_code,
    block_number,
    form,
    needed_codes,
)
from rapidreview.evidence.stored import split
from rapidreview.evidence.telling import NARRATIVE, is_boilerplate, plain

_COMPARED = (*NARRATIVE, "C7", "C9", "G3")
LITTLE_WORDS = 20
SHORT_WORDS = 40
_SAME_WORDS = 5

_UNSAFE_NOW = re.compile(
    r"\b(?:is|are|may be|might be|remains?|still) (?:now |currently )?(?:unsafe|not safe)\b"
    r"|\b(?:unsafe|not safe|in danger|at risk of harm) (?:now|today|tonight)\b"
    r"|\bin (?:immediate|imminent) danger\b|\bimmediate risk\b",
    re.IGNORECASE,
)
_OF_NOW = ("C9", "D3", "D4", "G2", "G3", "G4", "G5", "G7", "G8", *NARRATIVE[2:])


def check_answers(answers: Answers) -> Iterator[Finding]:
    """QC04 to QC07; a nil return answers too little to be measured."""
    if answers.is_nil:
        return
    yield from _empty(answers)
    yield from _thin(answers)
    yield from _boilerplate(answers)
    yield from _repeated(answers)


def check_safety(answers: Answers) -> Iterator[Finding]:
    """QC25: G1 says so, or another answer does although G1 does not. Drafts too."""
    if places := unsafe_places(answers):
        yield found("QC25", "This return says a child may be unsafe now.", *places)


def unsafe_places(answers: Answers) -> tuple[str, ...]:
    """The answers that say a child may be unsafe now, G1 alone if it says so."""
    if answers.says_unsafe:
        return ("G1",)
    told = (code for code in _OF_NOW if _UNSAFE_NOW.search(answers.get(code)))
    sibling = ("C9",) if answers.chosen("C9") == "no" else ()
    described = ("G2",) if answers.get("G2").strip() else ()
    return tuple(dict.fromkeys([*sibling, *described, *told]))


def _empty(answers: Answers) -> Iterator[Finding]:
    whole = {"C": Repeat.MEMBER, "D5": Repeat.EPISODE}
    absent = {repeat for repeat in whole.values() if not answers.count(repeat)}
    for place, repeat in whole.items():
        if repeat in absent:
            yield found("QC04", f"{place} has not been answered.", place)
    for code in needed_codes(answers.values, max(1, answers.count(Repeat.CHILD))):
        if form().question(code).repeat not in absent and _is_empty(answers, code):
            words = f"{code} has not been answered. {title_of(code)}"
            yield found("QC04", words, code)


def _is_empty(answers: Answers, code: str) -> bool:
    """Is there no answer, or only our own hint or example?"""
    question = form().question(code)
    text = plain(answers.get(code))
    ours = (plain(question.hint), plain(question.example))
    return not text or (text in ours and base_code(code) in _COMPARED)


def _thin(answers: Answers) -> Iterator[Finding]:
    little = [code for code in NARRATIVE if _words(answers, code) < LITTLE_WORDS]
    if len(little) * 2 > len(NARRATIVE):
        words = (
            f"This return looks insufficient: {len(little)} of {len(NARRATIVE)} "
            "answers say little or nothing."
        )
        yield found("QC05", words, *little, count=len(little), out_of=len(NARRATIVE))
    for code in NARRATIVE:
        if not is_boilerplate(answers.get(code)):
            number = _words(answers, code)
            if 0 < number < SHORT_WORDS:
                yield found("QC06", f"{code} is very short ({number} words).", code)


def _words(answers: Answers, code: str) -> int:
    """How many words an answer has; "not known" with a reason is as good as long."""
    if answers.not_known(code):
        return SHORT_WORDS
    return 0 if _is_empty(answers, code) else len(answers.get(code).split())


def _boilerplate(answers: Answers) -> Iterator[Finding]:
    for code, typed in _in_order(answers):
        question = form().question(code)
        text = split(typed, question.choices).text
        if question.section not in "AJ" and is_boilerplate(text):
            yield found("QC07", f"{code} says only “{text.strip()}”.", code)


def _in_order(answers: Answers) -> list[tuple[str, str]]:
    """The answers in the order of the form, whatever order they were stored in."""
    order = {code: place for place, code in enumerate(form().codes)}
    known = (
        (code, text) for code, text in answers.values.items() if form().knows(code)
    )
    return sorted(
        known, key=lambda pair: (order[base_code(pair[0])], block_number(pair[0]))
    )


def _repeated(answers: Answers) -> Iterator[Finding]:
    same: defaultdict[str, list[str]] = defaultdict(list)
    for code in _COMPARED:
        same[plain(answers.get(code))].append(code)
    for text, codes in same.items():
        if len(codes) > 1 and len(text.split()) >= _SAME_WORDS:
            yield found("QC07", f"{', '.join(codes)} give the same text.", *codes)
