"""What comes straight out of a record: sources unnamed, text pasted, people named.

QC16, QC26 and QC27 (P2.2).
"""

import re
from collections.abc import Iterator

from rapidreview.evidence.answer_checks import LITTLE_WORDS
from rapidreview.evidence.answers import Answers
from rapidreview.evidence.finding import Context, Finding, found
from rapidreview.evidence.telling import (
    everything,
    names_given,
    plain,
    row_words,
    told_answers,
    told_rows,
)

_GENERIC = frozenset(
    {"all", "any", "our", "the", "file", "files", "record", "records", "system", "systems"}
    | {"notes", "and", "database", "databases", "paper", "electronic", "searched", "yes"}
    | {"usual", "own", "relevant", "available", "of", "were", "we", "checked"}
)  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_CAPITALS = re.compile(r"\b[A-Z]{2,}\b")
_FEWEST_CAPITALS = 8
_STAMP = re.compile(
    r"\b\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4},? (?:at )?\d{1,2}[:.]\d{2}"
    r"|\b\d{1,2}[:.]?\d{2} ?hrs\b",
    re.I,
)
_FEWEST_STAMPS = 2
_OF_A_RECORD = re.compile(
    r"\b(?:entered by|recorded by|created by|logged by|case note type|event id|contact type"
    r"|read code|note id|author id|entry date)\s*[:#]",
    re.I,
)
_ABBREVIATION = re.compile(r"\b[A-Z]{2,6}\b")
_COMMON = frozenset({"GP", "NHS", "PC", "UK", "TV", "OK", "ID", "AM", "PM", "LCSPR"})
_PHONE = re.compile(r"(?<![\d/])(?:\+44 ?|0)\d(?:[ -]?\d){8,9}(?!\d)")
_STAFF = re.compile(
    r"\b(?:PC|DC|PS|DS|DI|Sgt|Sergeant|Constable|Nurse|Sister|Dr|Doctor|Prof)\.? "
    r"([A-Z][’'-]?[A-Z]?[a-z][\w’'-]*)"
)
_TITLED = re.compile(r"\b(?:Mrs?|Ms|Miss|Mx)\.? ([A-Z][\w’'-]+)")
_ADDRESS = re.compile(
    r"\b\d{1,4}[a-z]?,? (?:[A-Z][a-z]+ ){1,3}"
    r"(?:House|Court|Road|Street|Lane|Avenue|Close|Drive|Way|Row|Terrace|Gardens|Flats)\b"
)
_OWN_ADDRESS = re.compile(r"(?:B7|C4)_\d+")


def check_sources(answers: Answers, context: Context) -> Iterator[Finding]:
    """QC16: where did they look? Asked of a nil return above all."""
    text = answers.get("D1")
    if not _is_named(text):
        yield _unsearched("", "D1")
        return
    lacking = [one for one in context.usual_sources if not _is_searched(one, text)]
    if lacking:
        yield _unsearched(f" Not named: {', '.join(lacking)}.", "D1")


def check_records(answers: Answers, context: Context) -> Iterator[Finding]:
    """QC26 and QC27; of an agency that was involved."""
    if answers.is_nil:
        return
    told = list(told_answers(answers))
    rows = [(f"row {n}", row_words(row)) for n, row in told_rows(answers)]
    yield from _copied(told, rows)
    yield from _shared(told, context.told_elsewhere)
    yield from _naming(answers, told, rows)


def is_copied(text: str) -> bool:
    """Does a text look pasted from a record: capitals, time stamps, headings of entries?"""
    words, capitals = _WORD.findall(text), _CAPITALS.findall(text)
    shouted = len(capitals) >= _FEWEST_CAPITALS and len(capitals) * 2 > len(words)
    stamped = len(_STAMP.findall(text)) >= _FEWEST_STAMPS
    return shouted or stamped or bool(_OF_A_RECORD.search(text))


def people_named(text: str) -> list[str]:
    """Staff by title and name, telephone numbers and addresses, as they stand."""
    return _people(text, frozenset(), "")


def _is_named(text: str) -> bool:
    """Does it name any record, and not only "our files"?"""
    return any(word.casefold() not in _GENERIC for word in _WORD.findall(text))


def _is_searched(source: str, text: str) -> bool:
    """Are all the words of a usual source in D1, whether of one record or of several?"""
    searched = {_singular(word) for word in _WORD.findall(text)}
    return all(_singular(word) in searched for word in _WORD.findall(source))


def _singular(word: str) -> str:
    return word.casefold().removesuffix("s").removesuffix("'")


def _unsearched(more: str, place: str) -> Finding:
    words = f"The form does not say which records were searched.{more}"
    return found("QC16", words, place)


def _copied(
    told: list[tuple[str, str]], rows: list[tuple[str, str]]
) -> Iterator[Finding]:
    advice = "looks copied from a record. Ask for a summary."
    for code, text in told:
        if is_copied(text):
            yield found("QC26", f"{code} {advice}", code)
    if pasted := [place for place, text in rows if is_copied(text)]:
        named = pasted[0].capitalize() if len(pasted) == 1 else f"{len(pasted)} rows"
        verb = "looks" if len(pasted) == 1 else "look"
        words = f"{named} {verb} copied from a record. Ask for a summary."
        yield found("QC26", words, *pasted, count=len(pasted), out_of=len(rows))


def _shared(
    told: list[tuple[str, str]], elsewhere: frozenset[str]
) -> Iterator[Finding]:
    """Answers that another agency gave word for word; a few words may well be the same."""
    for code, text in told:
        if len(text.split()) >= LITTLE_WORDS and plain(text) in elsewhere:
            words = f"{code} is word for word what another agency’s return says."
            yield found("QC26", words, code)


def _naming(
    answers: Answers, told: list[tuple[str, str]], rows: list[tuple[str, str]]
) -> Iterator[Finding]:
    known, whole = names_given(answers), everything(answers)
    own = "\n".join(
        text for code, text in answers.values.items() if _OWN_ADDRESS.fullmatch(code)
    )
    seen: set[str] = set()
    for place, text in [*told, *rows]:
        people = _people(text, known, own)
        short = [] if is_copied(text) else _unexplained(text, whole, seen)
        seen.update(short)
        where = place[:1].upper() + place[1:]
        if people:
            words = f"{where} names {', '.join(people)}; use roles."
            yield found("QC27", words, place)
        if short:
            words = f"{where} uses {', '.join(short)} without saying what it means."
            yield found("QC27", words, place)


def _people(text: str, known: frozenset[str], own: str) -> list[str]:
    """Staff, third parties, telephone numbers and addresses of others, as they stand."""
    titled = [
        match[0]
        for pattern in (_STAFF, _TITLED)
        for match in pattern.finditer(text)
        if match[1].casefold().removesuffix("s").rstrip("’'") not in known
        and match[1].casefold() not in known
    ]
    addresses = [match[0] for match in _ADDRESS.finditer(text) if match[0] not in own]
    phones = ["a telephone number"] if _PHONE.search(text) else []
    return list(dict.fromkeys([*titled, *addresses, *phones]))


def _unexplained(text: str, whole: str, seen: set[str]) -> list[str]:
    """Abbreviations that nothing in the return explains, where they first stand.

    A word in capitals that stands elsewhere in small letters is emphasis.
    """
    return [
        one
        for one in dict.fromkeys(_ABBREVIATION.findall(text))
        if one not in _COMMON and one not in seen and not _is_explained(one, whole)
    ]


def _is_explained(short: str, whole: str) -> bool:
    opened = rf"\b{short}s? ?\(|\(\s*{short}s?\s*\)|\b{short.casefold()}\b"
    return re.search(opened, whole) is not None
