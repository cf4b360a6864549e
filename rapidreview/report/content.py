"""The whole text of the report as one value, and the bytes that a signature covers (P13.1).

The canonical form is JSON with sorted keys in UTF-8: the same text gives the same bytes on
every machine, and one character changed anywhere gives another SHA-256.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace

from rapidreview.report.sections import FRONT, section_kind

Table = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class SectionText:
    """A section as it is signed: its text, and the table the product puts below it.

    R1 is label and words, R14 an action a row, R18 a partner's view a row.
    """

    code: str
    title: str
    text: str
    table: Table = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands in it."""
        return not self.text.strip() and not self.table


@dataclass(frozen=True, slots=True)
class Content:
    """Reference, number of the version, and every section in its order."""

    reference: str
    version: str
    sections: tuple[SectionText, ...]

    def canonical(self) -> str:
        """The text that is kept and signed."""
        return json.dumps(
            asdict(self), ensure_ascii=False, sort_keys=True, separators=(",", ":")
        )

    @property
    def text_hash(self) -> str:
        """SHA-256 of the canonical form, in hexadecimal."""
        return hash_of(self.canonical())

    def section(self, code: str) -> SectionText:
        """One section. Raises KeyError if there is none."""
        return {one.code: one for one in self.sections}[code]

    def says_the_same_as(self, other: "Content") -> bool:
        """Whether all but the version's number is equal."""
        return replace(self, version=other.version) == other

    def rewritten_since(self, other: "Content") -> tuple[str, ...]:
        """The sections whose words people changed since ``other``; tables aside."""
        before = {one.code: one.text for one in other.sections}
        return tuple(
            one.code for one in self.sections if one.text != before.get(one.code, "")
        )


def hash_of(canonical: str) -> str:
    """SHA-256 of a stored canonical text."""
    return hashlib.sha256(canonical.encode()).hexdigest()


def read(canonical: str) -> Content:
    """The content that was kept. Raises ValueError for what is not canonical JSON."""
    given = json.loads(canonical)
    sections = tuple(
        SectionText(one["code"], one["title"], one["text"], _rows(one["table"]))
        for one in given["sections"]
    )
    return Content(given["reference"], given["version"], sections)


def section_text(
    code: str, text: str, table: Iterable[Iterable[str]] = ()
) -> SectionText:
    """A section with its title; R1 has no text of its own."""
    words = "" if code == FRONT else text
    return SectionText(code, section_kind(code).title, words, _rows(table))


def _rows(table: Iterable[Iterable[str]]) -> Table:
    return tuple(tuple(row) for row in table)
