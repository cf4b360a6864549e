"""Who signed, and whether the return is about the child who was asked about.

QC01 to QC03 and QC18 (P1.11, P2.2).
"""

import re
import unicodedata
from collections.abc import Iterator

from rapidreview.evidence.answers import Answers
from rapidreview.evidence.dates import DateKind, understand
from rapidreview.evidence.finding import ChildAsked, Context, Finding, found
from rapidreview.evidence.form import Repeat

_SIGNATURE = ("J2", "J3", "J4", "J5")
_EXPECTED = re.compile(
    r"^\s*(?:expected|due)\b:?\s*|\s*\(?(?:expected|due)\)?\s*$", re.I
)
_TITLES = re.compile(r"^(?:dr|mr|mrs|ms|miss|prof|professor|rev)\.? ")


def check_signature(answers: Answers, context: Context) -> Iterator[Finding]:
    """QC01 to QC03: signed, unchanged since, and by somebody other than the author."""
    if not is_signed(answers, context):
        yield found("QC01", "No senior manager has signed this form.", "J")
    signed = context.signed_fingerprint
    if signed is not None and signed != context.fingerprint:
        yield found("QC02", "The form was changed after it was signed.")
    author = _plain(context.author or answers.author)
    signer = _plain(context.signer_name or answers.get("J2"))
    if author and author == signer:
        words = "The author and the senior manager are the same person."
        yield found("QC03", words, "J")


def is_signed(answers: Answers, context: Context) -> bool:
    """Signed on screen, or J2 to J5 filled in on a form that came another way (P1.11)."""
    if context.signed_fingerprint is not None:
        return True
    return all(answers.get(code).strip() for code in _SIGNATURE)


def check_children(
    answers: Answers, asked: tuple[ChildAsked, ...]
) -> Iterator[Finding]:
    """QC18: number, names and births of the children are those of the request."""
    if not asked:
        return
    answered = answers.count(Repeat.CHILD)
    if answered != len(asked):
        detail = f"It speaks of {answered}; we asked about {len(asked)}."
        yield _mismatch(detail, "B")
    for number in range(1, answered + 1):
        yield from _check_child(answers, number, asked)


def _check_child(
    answers: Answers, number: int, asked: tuple[ChildAsked, ...]
) -> Iterator[Finding]:
    name, born = f"B1_{number}", f"B3_{number}"
    child = _asked_about(answers.get(name), number, asked)
    if child is None:
        yield _mismatch(f"{name} names somebody else.", name)
    elif not _is_birth(answers.get(born), child):
        yield _mismatch(f"{born} is not the date of birth in our request.", born)


def _asked_about(
    typed: str, number: int, asked: tuple[ChildAsked, ...]
) -> ChildAsked | None:
    """The child of the request that a block is about: by name, else by its place."""
    in_place = asked[number - 1] if number <= len(asked) else None
    if not typed.strip():
        return in_place
    by_name = (child for child in asked if _plain(typed) in _names(child))
    if in_place and not in_place.name:
        return next(by_name, in_place)
    return next(by_name, None)


def _names(child: ChildAsked) -> set[str]:
    return {_plain(name) for name in (child.name, *child.other_names) if name}


def _is_birth(typed: str, child: ChildAsked) -> bool:
    """Is it the birth we know, or may it be? Blank is another check's business."""
    if child.born_on is None or not typed.strip():
        return True
    meant = understand(_EXPECTED.sub("", typed))
    return meant.kind is DateKind.EXACT and meant.first == child.born_on


def _mismatch(detail: str, place: str) -> Finding:
    words = f"The child in this return does not match the request. {detail}"
    return found("QC18", words, place)


def _plain(name: str) -> str:
    """A name without capitals, accents, title and double spaces."""
    decomposed = unicodedata.normalize("NFKD", name).casefold()
    letters = "".join(part for part in decomposed if not unicodedata.combining(part))
    return _TITLES.sub("", " ".join(letters.split()))
