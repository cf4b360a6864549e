"""The words of a row as things that can be compared: endings off, abbreviations meant alike.

1. Small letters, no accents; words, numbers and short forms like "s/w". 2. Endings are
taken off. 3. Phrases that mean one thing (``like_words.yaml``, the names of the family)
become one term, longest first. 4. A slip of one letter in a word that nobody else uses
is read as the word that others use. 5. Words that tell nothing are left out.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from importlib import resources

import yaml

_WORD = re.compile(
    r"[a-z]&[a-z](?![a-z])|[a-z]/[a-z]{1,2}(?![a-z])|[a-z]+(?:'[a-z]+)?|[0-9]+(?:[.:][0-9]+)?"
)
_LONGEST_PHRASE = 5
_SHORTEST_SLIP = 6
_OFTEN = 3
_LONG_ENOUGH = 8
_NAME = "name:"
_TITLES = {"her": ("ms", "mrs", "miss"), "him": ("mr",)}
_HERS = re.compile(r"mother|mum|aunt|sister|grandmother|wife|girlfriend|daughter|nan")
_HIS = re.compile(r"father|dad|uncle|brother|boyfriend|husband|partner|son|man")

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dictionary:
    """Which phrase means which term, and of what sort a term is: role, person or kind.

    ``spelled`` are the words of the phrases in full; ``slips`` words that were mistyped.
    """

    phrases: Mapping[Phrase, str]
    sorts: Mapping[str, str]
    empty: frozenset[str]
    spelled: frozenset[str] = frozenset()
    slips: Mapping[str, str] = field(default_factory=dict)

    def terms(self, text: str) -> list[str]:
        """The terms of a text in its order."""
        words = words_in(text)
        return list(self._meant([stem(self.slips.get(word, word)) for word in words]))

    def corrected(self, text: str) -> str:
        """A folded text without its slips, for patterns to read."""
        if not self.slips:
            return text
        return _WORD.sub(lambda found: self.slips.get(found[0], found[0]), text)

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
    spelled: set[str] = set()
    for sort in ("roles", "people", "kinds", "things"):
        for line in loaded[sort]:
            listed = [one.strip() for one in line.split(",")]
            sorts[f"={listed[0]}"] = sort
            for phrase in listed:
                phrases.setdefault(_phrase(phrase), f"={listed[0]}")
                spelled.update(words_in(phrase))
    empty = frozenset(stem(word) for word in loaded["empty"].split())
    return Dictionary(phrases, sorts, empty, frozenset(spelled))


def with_people(known: Dictionary, people: Mapping[str, str]) -> Dictionary:
    """The dictionary that also knows the family: name to relation ("mother", "child").

    "Ms Marvane" is the first woman of that name, so that she and "mother" are one. A
    child's name stays a name: there may be several.
    """
    phrases, sorts = dict(known.phrases), dict(known.sorts)
    for name, relation in people.items():
        words = _phrase(name)
        if not words:
            continue
        meant = known.phrases.get(_phrase(relation), "")
        term = meant if meant not in ("", "=child", "=sibling", "=baby") else ""
        term = term or f"={_NAME}{'-'.join(words)}"
        sorts.setdefault(term, "people")
        phrases[words] = term
        phrases.setdefault(words[:1], term)
        for title in _titles(relation):
            phrases.setdefault((title, words[-1]), term)
    return replace(known, phrases=phrases, sorts=sorts)


def is_name(term: str) -> bool:
    """Is it a child's own name?"""
    return term.startswith(f"={_NAME}")


def _titles(relation: str) -> tuple[str, ...]:
    bare = relation.casefold()
    if re.search(r"partner|boyfriend", bare):
        return _TITLES["him"]
    if _HERS.search(bare):
        return _TITLES["her"]
    return _TITLES["him"] if _HIS.search(bare) else ()


def _phrase(text: str) -> Phrase:
    return tuple(stem(word) for word in words_in(text))


def with_slips(known: Dictionary, texts: Iterable[str]) -> Dictionary:
    """The dictionary that also knows what was mistyped in these texts.

    A word used once that is one letter from a word used often, or from one of the
    dictionary, is taken for that word; it must begin with the same letter.
    """
    counts = Counter(word for text in texts for word in words_in(text))
    often = [word for word, number in counts.items() if number >= _OFTEN]
    near, spelled = _by_less_one(often), _by_less_one(known.spelled)
    slips: dict[str, str] = {}
    for word, number in counts.items():
        if number == 1 and _is_long(word) and word not in known.spelled:
            lessened = _less_one(word)
            meant = {
                one
                for less in lessened
                for one in (*near.get(less, ()), *spelled.get(less, ()))
            }
            usual = [one for one in sorted(meant) if _may_be_slip(word, one)]
            if usual and all(stem(one) != stem(word) for one in usual):
                slips[word] = max(usual, key=lambda one: counts[one])
    return replace(known, slips=slips)


def _by_less_one(words: Iterable[str]) -> Mapping[str, Sequence[str]]:
    """Long words by what is left of them without one letter."""
    return _near(frozenset(word for word in words if _is_long(word)))


@lru_cache(maxsize=8)
def _near(words: frozenset[str]) -> Mapping[str, Sequence[str]]:
    near: dict[str, list[str]] = {}
    for word in sorted(words):
        for less in _less_one(word):
            near.setdefault(less, []).append(word)
    return near


def _may_be_slip(word: str, meant: str) -> bool:
    """A letter too many, too few or out of place; another letter only in a long word.

    "Stayed" is no slip for "stated": of short words, both are words.
    """
    if word[0] != meant[0]:
        return False
    swapped = len(word) == len(meant) and sorted(word) != sorted(meant)
    return not swapped or len(word) >= _LONG_ENOUGH


def _is_long(word: str) -> bool:
    return len(word) >= _SHORTEST_SLIP and word.isalpha()


def _less_one(word: str) -> set[str]:
    """The word, and the word without each of its letters."""
    return {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}
