"""An edited file as its page shows it: each part with what taking it would change."""

from collections.abc import Mapping
from dataclasses import dataclass

from rapidreview.case.rows import share, with_case
from rapidreview.evidence.comparing import Stretch, compare, counted
from rapidreview.paper.passages import passages, written
from rapidreview.report.edited_reading import Told, told_of
from rapidreview.report.editing import LEFT, WAITING, heading_of, proposal
from rapidreview.report.models import Report, ReportSection
from rapidreview.report.sources import Source
from rapidreview.report.text import sections_of
from rapidreview.report.writing_models import EditedPart, EditedReport

WORD = "Edited in Word"


@dataclass(frozen=True, slots=True)
class PartShown:
    """A part: how the section would change if it is taken, and what hangs on it.

    ``here`` is what changed here since the file was made, where both sides wrote.
    """

    part: EditedPart
    heading: str
    stretches: tuple[Stretch, ...]
    came: int
    went: int
    here: tuple[Stretch, ...]
    clash: bool
    told: Told
    edit_version: int

    @property
    def waits(self) -> bool:
        """Whether somebody has to decide on it."""
        return self.part.outcome == WAITING


@dataclass(frozen=True, slots=True)
class EditedShown:
    """The file and its parts."""

    edited: EditedReport
    parts: tuple[PartShown, ...]
    warnings: tuple[str, ...]
    about: tuple[str, ...]

    @property
    def waiting(self) -> tuple[PartShown, ...]:
        """The parts that wait for a decision."""
        return tuple(one for one in self.parts if one.waits)


def edited_shown(edited: EditedReport) -> EditedShown:
    """Everything the page of an edited file needs."""
    sections = {one.code: one for one in sections_of(edited.report)}
    return EditedShown(
        edited,
        tuple(
            _shown(one, sections) for one in with_case(edited.parts.all(), edited.case)
        ),
        tuple(edited.warnings.splitlines()),
        tuple(edited.about.splitlines()),
    )


def edited_files(report: Report) -> list[tuple[EditedReport, int]]:
    """Every file that came, newest first, each with how many parts wait."""
    rows = report.edited_files.select_related("file__document", "base")
    found = with_case(rows.prefetch_related("parts").order_by("-number"), report.case)
    for edited in found:
        share(report.case, edited.file)
    return [(one, sum(p.outcome == WAITING for p in one.parts.all())) for one in found]


def edited_file(report: Report, number: int) -> EditedReport | None:
    """One file of this report by its number."""
    rows = report.edited_files.select_related("file__document", "base")
    found = rows.filter(number=number).first()
    if found is not None:
        found.case, found.report = report.case, report
    return found


def comments_on(section: ReportSection) -> list[tuple[EditedReport, Told]]:
    """What hangs on this section in the newest file that came, if anything does."""
    rows = EditedPart.objects.filter(edited__report=section.report_id)
    parts = (
        rows.filter(code=section.code)
        .select_related("edited")
        .order_by("-edited__number")
    )
    found = [(one.edited, told_of(one.told)) for one in with_case(parts, section.case)]
    return [(edited, told) for edited, told in found if told.comments]


def from_word(section: ReportSection) -> list[Source]:
    """What files from Word say of this section, and nobody has taken yet."""
    rows = EditedPart.objects.filter(edited__report=section.report_id)
    parts = rows.filter(code=section.code, outcome__in=(WAITING, LEFT))
    found = with_case(
        parts.select_related("edited").order_by("edited__number"), section.case
    )
    return [
        Source(f"word-{one.edited.number}", WORD, f"File {one.edited.number}", one.text)
        for one in found
        if one.text
    ]


def _shown(part: EditedPart, sections: Mapping[str, ReportSection]) -> PartShown:
    section = sections.get(part.code)
    if section is None:
        made = tuple(compare("", part.text))
        return _as_shown(part, made, (), clash=False, edit_version=0)
    now = written(passages(section.text))
    wanted = proposal(part, section)
    before = now if part.outcome == WAITING else part.base
    after = wanted.text if part.outcome == WAITING else part.text
    here = tuple(compare(part.base, now)) if wanted.clash else ()
    return _as_shown(
        part,
        tuple(compare(before, after)),
        here,
        clash=wanted.clash and part.outcome == WAITING,
        edit_version=section.edit_version,
    )


def _as_shown(
    part: EditedPart,
    stretches: tuple[Stretch, ...],
    here: tuple[Stretch, ...],
    *,
    clash: bool,
    edit_version: int,
) -> PartShown:
    return PartShown(
        part,
        heading_of(part),
        stretches,
        *counted(stretches),
        here,
        clash,
        told_of(part.told),
        edit_version,
    )
