"""Names put out of sight, the same way everywhere in a case (handbook, section 8).

One key per case says which label stands for which forms of a name. The longest form is
matched first, whole words only; capital letters, accents, spacing and possessives are
forgiven, so that ``NELO's`` and ``Nélo’s`` are both found.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

_APOSTROPHES = "\u2018\u2019\u02bc"


@dataclass(frozen=True, slots=True)
class Key:
    """The labels of a case, each with the forms it stands for: (label, forms)."""

    entries: tuple[tuple[str, tuple[str, ...]], ...]


def pseudonymise(text: str, key: Key) -> str:
    """The text with every form in the key replaced by its label."""
    labels = {
        _folded(form): label
        for label, forms in key.entries
        for form in forms
        if form.strip()
    }
    if not labels:
        return text
    folded, places = _fold(text)
    parts: list[str] = []
    reached = 0
    for match in _pattern(labels).finditer(folded):
        parts += [text[reached : places[match.start()]], labels[_spaced(match["form"])]]
        parts += ["’s" if match["own"] else ""]
        reached = places[match.end()]
    return "".join([*parts, text[reached:]])


def names_in(text: str, key: Key) -> list[tuple[str, str]]:
    """Every form of the key that stands in the text: its label, and the words there."""
    labels = {
        _folded(form): label
        for label, forms in key.entries
        for form in forms
        if form.strip()
    }
    if not labels:
        return []
    folded, places = _fold(text)
    return [
        (
            labels[_spaced(match["form"])],
            text[places[match.start("form")] : places[match.end("form")]],
        )
        for match in _pattern(labels).finditer(folded)
    ]


def _pattern(labels: dict[str, str]) -> re.Pattern[str]:
    longest_first = sorted(labels, key=lambda form: (-len(form), form))
    forms = (r"\s+".join(map(re.escape, form.split(" "))) for form in longest_first)
    return re.compile(rf"(?<!\w)(?P<form>{'|'.join(forms)})(?P<own>'?s)?(?!\w)")


def _fold(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its places the place in the original text."""
    folded: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        for plain in _plain(letter):
            folded.append(plain)
            places.append(place)
    return "".join(folded), [*places, len(text)]


def _folded(form: str) -> str:
    return _spaced("".join(plain for letter in form for plain in _plain(letter)))


def _plain(letter: str) -> Iterator[str]:
    """A letter without capital and accent: one or more plain letters, or none."""
    if letter in _APOSTROPHES:
        letter = "'"
    decomposed = unicodedata.normalize("NFKD", letter).casefold()
    return (part for part in decomposed if not unicodedata.combining(part))


def _spaced(folded: str) -> str:
    return " ".join(folded.split())
