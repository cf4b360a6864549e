"""The words of a row as things that can be compared: endings off, abbreviations meant alike.

1. Small letters, no accents; words, numbers and short forms like "s/w". 2. Endings are
taken off. 3. Phrases that mean one thing (``like_words.yaml``, the names of the family)
become one term, longest first. 4. A slip of one letter in a word that nobody else uses
is read as the word that others use. 5. Words that tell nothing are left out.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

import yaml

_WORD = re.compile(
    r"[a-z]&[a-z](?![a-z])|[a-z]/[a-z]{1,2}(?![a-z])|[a-z]+(?:'[a-z]+)?|[0-9]+(?:[.:][0-9]+)?"
)
_LONGEST_PHRASE = 5
_SHORTEST_SLIP = 6
_TITLES = {"her": ("ms", "mrs", "miss"), "him": ("mr",)}
_HERS = re.compile(r"mother|mum|aunt|sister|grandmother|wife|girlfriend|daughter|nan")
_HIS = re.compile(r"father|dad|uncle|brother|boyfriend|husband|partner|son|man")

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dictionary:
    """Which phrase means which term, and of what sort a term is: role, person or kind."""

    phrases: Mapping[Phrase, str]
    sorts: Mapping[str, str]
    empty: frozenset[str]

    def terms(self, text: str, slips: Mapping[str, str] | None = None) -> list[str]:
        """The terms of a text in its order; ``slips`` as ``slips_among`` found them."""
        words = [stem(word) for word in words_in(text)]
        if slips:
            words = [slips.get(word, word) for word in words]
        return list(self._meant(words))

    def _meant(self, words: list[str]) -> Iterator[str]:
        place = 0
        while place < len(words):
            for length in range(min(_LONGEST_PHRASE, len(words) - place), 0, -1):
                term = self.phrases.get(tuple(words[place : place + length]))
                if term:
                    yield term
                    place += length
                    break
            else:
                if words[place] not in self.empty:
                    yield words[place]
                place += 1


def words_in(text: str) -> list[str]:
    """The words and numbers of a text in small letters without accents."""
    return _WORD.findall(folded(text))


def folded(text: str) -> str:
    """Small letters, no accents, plain apostrophes, single spaces."""
    plain = text.replace("’", "'").replace("‘", "'")
    decomposed = unicodedata.normalize("NFKD", plain).casefold()
    letters = "".join(one for one in decomposed if not unicodedata.combining(one))
    return " ".join(letters.split())


@cache
def stem(word: str) -> str:
    """A word without its ending: rang stays, visits, visited and visiting are visit."""
    word = word.removesuffix("'s").removesuffix("'")
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    for ending, fewest in (("ing", 6), ("ed", 5), ("es", 5), ("s", 4)):
        if len(word) >= fewest and word.endswith(ending) and not word.endswith("ss"):
            word = word[: -len(ending)]
            break
    if len(word) > 4 and word[-1] == word[-2] and word[-1] not in "sl":
        word = word[:-1]
    return word.removesuffix("e") if len(word) > 4 else word


@cache
def dictionary() -> Dictionary:
    """The dictionary that comes with the product."""
    source = resources.files("rapidreview.evidence.merging") / "like_words.yaml"
    loaded = yaml.safe_load(source.read_text(encoding="utf-8"))
    phrases: dict[Phrase, str] = {}
    sorts: dict[str, str] = {}
    for sort in ("roles", "people", "kinds", "things"):
        for line in loaded[sort]:
            listed = [one.strip() for one in line.split(",")]
            sorts[f"={listed[0]}"] = sort
            for phrase in listed:
                phrases.setdefault(_phrase(phrase), f"={listed[0]}")
    empty = frozenset(stem(word) for word in loaded["empty"].split())
    return Dictionary(phrases, sorts, empty)


def with_people(known: Dictionary, people: Mapping[str, str]) -> Dictionary:
    """The dictionary that also knows the family: name to relation ("mother", "child").

    "Ms Marvane" is the first woman of that name, so that she and "mother" are one. A
    child's name stays a name: there may be several.
    """
    phrases = dict(known.phrases)
    for name, relation in people.items():
        words = _phrase(name)
        if not words:
            continue
        meant = known.phrases.get(_phrase(relation), "")
        term = meant if meant not in ("", "=child", "=sibling", "=baby") else ""
        term = term or f"={'-'.join(words)}"
        phrases[words] = term
        phrases.setdefault(words[:1], term)
        for title in _titles(relation):
            phrases.setdefault((title, words[-1]), term)
    return Dictionary(phrases, known.sorts, known.empty)


def _titles(relation: str) -> tuple[str, ...]:
    bare = relation.casefold()
    if re.search(r"partner|boyfriend", bare):
        return _TITLES["him"]
    if _HERS.search(bare):
        return _TITLES["her"]
    return _TITLES["him"] if _HIS.search(bare) else ()


def _phrase(text: str) -> Phrase:
    return tuple(stem(word) for word in words_in(text))


def slips_among(texts: Iterable[str], known: Dictionary) -> dict[str, str]:
    """Words used once that are one letter from a word used often: slip to word."""
    counts = Counter(stem(word) for text in texts for word in words_in(text))
    for phrase in known.phrases:
        for word in phrase:
            counts[word] += 3
    long = [word for word in counts if len(word) >= _SHORTEST_SLIP and word.isalpha()]
    usual = [word for word in long if counts[word] >= 3]
    near: dict[str, list[str]] = {}
    for word in usual:
        for less in _less_one(word):
            near.setdefault(less, []).append(word)
    slips: dict[str, str] = {}
    for word in long:
        if counts[word] == 1:
            meant = {one for less in _less_one(word) for one in near.get(less, ())}
            meant = {one for one in meant if one[0] == word[0]}
            if meant:
                slips[word] = max(sorted(meant), key=lambda one: counts[one])
    return slips


def _less_one(word: str) -> set[str]:
    """The word, and the word without each of its letters."""
    return {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}
