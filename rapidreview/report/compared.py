"""Two versions of the report side by side, section by section and word by word (P1.17)."""

from collections.abc import Iterator
from dataclasses import dataclass

from rapidreview.evidence.comparing import Sort, Stretch, compare, counted
from rapidreview.report.content import Content, SectionText


@dataclass(frozen=True, slots=True)
class SectionCompared:
    """A section that changed: how, and by how many words."""

    code: str
    title: str
    stretches: tuple[Stretch, ...]
    came: int
    went: int


@dataclass(frozen=True, slots=True)
class Compared:
    """The sections that changed from one version to another, and the codes of the rest."""

    before: str
    after: str
    changed: tuple[SectionCompared, ...]
    same: tuple[str, ...]


def compared(before: Content, after: Content) -> Compared:
    """How ``before`` became ``after``; the tables the product sets are compared, too."""
    found = list(_sections(before, after))
    return Compared(
        before.version,
        after.version,
        tuple(one for one in found if _is_another(one)),
        tuple(one.code for one in found if not _is_another(one)),
    )


def _sections(before: Content, after: Content) -> Iterator[SectionCompared]:
    was = {one.code: one for one in before.sections}
    for one in after.sections:
        old = _lines(was[one.code]) if one.code in was else ""
        found = tuple(compare(old, _lines(one)))
        yield SectionCompared(one.code, one.title, found, *counted(found))


def _is_another(one: SectionCompared) -> bool:
    """Whether a word or a sign came or went."""
    return any(part.sort is not Sort.SAME for part in one.stretches)


def _lines(section: SectionText) -> str:
    rows = [" | ".join(row) for row in section.table]
    return "\n\n".join(filter(None, (section.text, "\n".join(rows))))
