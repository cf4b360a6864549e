"""Where the words of a section were taken from, kept beside it (P9.1)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from rapidreview.case.rows import with_case
from rapidreview.paper.passages import passages
from rapidreview.people.actor import Actor
from rapidreview.report.gathering import Material
from rapidreview.report.models import ReportSection
from rapidreview.report.sources import Source, sources_by_key
from rapidreview.report.writing_models import SectionSource


@dataclass(frozen=True, slots=True)
class SourceShown:
    """A source of a section: what it was, whether its words still stand, what it is now."""

    row: SectionSource
    stands: bool
    changed: bool
    page: str
    subject: str


def keep_sources(
    section: ReportSection, taken: Iterable[Source], *, by: Actor, at: datetime
) -> None:
    """Keep what was put in; the caller writes the section, and the log."""
    for one in taken:
        SectionSource.objects.filter(section=section, key=one.key).delete()
        SectionSource.objects.create(
            case=section.case,
            section=section,
            key=one.key,
            title=one.title,
            words=one.text,
            put_in_by=by.words,
            put_in_at=at,
        )


def sources_shown(section: ReportSection, material: Material) -> list[SourceShown]:
    """Everything that was put into this section, in the order it came."""
    rows = with_case(section.taken_from.all(), section.case)
    now = sources_by_key(section.code, material) if rows else {}
    return [_shown(row, section, now.get(row.key)) for row in rows]


def _shown(
    row: SectionSource, section: ReportSection, now: Source | None
) -> SourceShown:
    return SourceShown(
        row,
        stands=_stands(row.words, section.text),
        changed=now is None or now.text != row.words,
        page=now.page if now else "",
        subject=now.subject if now else "",
    )


def _stands(words: str, text: str) -> bool:
    """Whether all of its words are there still, as they were quoted."""
    held = _plain(text)
    return all(_plain(one.text) in held for one in passages(words))


def _plain(text: str) -> str:
    """Without the marks of quotations, and however the lines fall."""
    bare = text.translate(str.maketrans("", "", "“”‘’\"'"))
    return " ".join(bare.split())
