"""How easy a letter is to read: a small measure of our own, of words, sentences and syllables.

Flesch's reading ease: 206.835 - 1.015 x words per sentence - 84.6 x syllables per word.
Sixty and above is called plain English; a form letter of an office has thirty or so.
Names, addresses and references are left out: they are long, and nobody can shorten them.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

EASIEST_NEEDED = 60.0
MOST_WORDS = 20  # of a sentence, on the average
LONGEST_SENTENCE = 35
NOT_WORDS = re.compile(r"https?://\S+|⟦link⟧|\S+@\S+|\b[A-Z]{2,}-[A-Z]{2}-\S+")
ENDS = re.compile(r"(?<=[.!?])\s+")
OFFICIALESE = (
    "aforementioned", "aforesaid", "ascertain", "at your earliest convenience",
    "at this moment in time", "commence", "deemed", "due to the fact that", "endeavour",
    "facilitate", "for the purpose of", "for the purposes of", "forthwith", "furnish",
    "henceforth", "hereby", "herein", "hereto", "herewith", "in accordance with",
    "in lieu of", "in order to", "in receipt of", "in relation to", "in respect of",
    "in the event of", "in the event that", "inter alia", "kindly", "notwithstanding",
    "please be advised", "please find", "prior to", "pursuant", "regarding the matter",
    "shall", "subsequent to", "the undersigned", "therein", "thereof", "thereto",
    "utilise", "whereby", "whilst", "with reference to", "with regard to",
    "with respect to",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Measured:
    """What was counted of a text, and how easy it is by Flesch."""

    words: int
    sentences: int
    syllables: int
    longest: str

    @property
    def words_per_sentence(self) -> float:
        """The mean length of a sentence, in words."""
        return self.words / max(self.sentences, 1)

    @property
    def ease(self) -> float:
        """Flesch's reading ease: a hundred is very easy, nought is a statute."""
        per_word = self.syllables / max(self.words, 1)
        return 206.835 - 1.015 * self.words_per_sentence - 84.6 * per_word


def measure(text: str, names: Iterable[str] = ()) -> Measured:
    """Count a text, with each of ``names`` as the one word that it is to its reader."""
    sentences = [words_of(one) for one in sentences_of(text, names)]
    words = [word for one in sentences for word in one]
    longest = max(sentences, key=len, default=[])
    return Measured(
        len(words), len(sentences), sum(map(syllables, words)), " ".join(longest)
    )


def sentences_of(text: str, names: Iterable[str] = ()) -> list[str]:
    """The sentences; a line without a full stop, or an item of a list, is a name or a title."""
    for name in sorted(filter(None, names), key=len, reverse=True):
        text = text.replace(name, "Sam")
    plain = NOT_WORDS.sub("", text)
    lines = [one.strip() for one in plain.splitlines()]
    said = [one for one in lines if re.search(r"[.!?:](\s|$)", one) and one[:2] != "- "]
    return [one for line in said for one in ENDS.split(line) if words_of(one)]


def words_of(sentence: str) -> list[str]:
    """The words of a sentence; figures and signs are none."""
    return re.findall(r"[^\W\d_]+(?:[’'][^\W\d_]+)*", sentence)


def syllables(word: str) -> int:
    """About how many syllables: groups of vowels, the silent e of the end left out."""
    plain = re.sub(r"[’']\w*$", "", word.lower())
    plain = re.sub(
        r"(?<=[^aeiouyl])e$|(?<=[^aeiouytd])ed$|(?<=[^aeiouysxzhcg])es$", "", plain
    )
    return max(len(re.findall(r"[aeiouy]+", plain)), 1)


def reading_faults(text: str, names: Iterable[str] = ()) -> list[str]:
    """What keeps a text from being plain English, in words; empty for plain English."""
    found = measure(text, names)
    flat = " ".join(text.lower().split())
    faults = [f"says “{one}”" for one in OFFICIALESE if re.search(rf"\b{one}\b", flat)]
    if found.ease < EASIEST_NEEDED:
        faults.append(f"reading ease {found.ease:.0f}, less than {EASIEST_NEEDED:.0f}")
    if found.words_per_sentence > MOST_WORDS:
        faults.append(f"{found.words_per_sentence:.0f} words in a sentence")
    if len(found.longest.split()) > LONGEST_SENTENCE:
        faults.append(f"too long: {found.longest}")
    return faults
