"""The report as its pages show it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from rapidreview.case.models import Case
from rapidreview.meeting.reading import approval_of, meeting_of
from rapidreview.paper.passages import Kind, Passage, Rows, passages
from rapidreview.procedure.facts import CaseFacts
from rapidreview.procedure.report_requirements import is_signed, next_draft, next_signed
from rapidreview.report.content import Content, SectionText, read
from rapidreview.report.models import (
    ChairReview,
    ChairSignature,
    Circulation,
    PartnerSignOff,
    Report,
    ReportSection,
    ReportVersion,
)
from rapidreview.report.points import POINTS, from_json
from rapidreview.report.reading import quality_assurance, report_of, sign_offs
from rapidreview.report.sections import FRONT, HEADS, SectionKind, section_kind
from rapidreview.report.steps import StepShown, steps
from rapidreview.report.text import content_now, sections_of

EMPTY, FILLED, WRITTEN, MADE = "empty", "filled", "written", "made"


@dataclass(frozen=True, slots=True)
class SectionShown:
    """A section in the list: what state it is in, by whom or from what, how long."""

    kind: SectionKind
    row: ReportSection
    state: str
    words: int

    @property
    def code(self) -> str:
        """R1 to R20."""
        return self.kind.code


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list, its number if it has one, and the lists beneath it."""

    text: str
    number: int
    inner: tuple["Block", ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a sub-heading, a table, or items of one kind that follow one another."""

    kind: Kind
    text: str = ""
    items: tuple[Item, ...] = ()
    rows: Rows = ()
    headed: bool = False


@dataclass(frozen=True, slots=True)
class Read:
    """A section as people read it: its blocks, and its table under ``heads``."""

    code: str
    title: str
    blocks: tuple[Block, ...]
    heads: tuple[str, ...]
    table: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class CirculationShown:
    """A list the Chair confirmed, and whether the report went to it."""

    circulation: Circulation
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReportShown:
    """The page of the report as the Team and the Chair see it."""

    report: Report
    sections: tuple[SectionShown, ...]
    versions: tuple[ReportVersion, ...]
    steps: tuple[StepShown, ...]
    changed: bool
    rewritten: tuple[str, ...]
    signatures: tuple[ChairSignature, ...]
    review: ChairReview | None
    unmet: tuple[tuple[str, str], ...]
    circulations: tuple[CirculationShown, ...]
    sign_offs: tuple[PartnerSignOff, ...]
    corrections: tuple[str, ...]
    is_signed: bool

    @property
    def with_text(self) -> int:
        """How many sections hold any text, the front aside."""
        return sum(one.state not in {EMPTY, MADE} for one in self.sections)

    @property
    def next_number(self) -> str:
        """The number of the version that is kept next."""
        return next_draft(self.report.version)


def report_shown(case: Case, facts: CaseFacts) -> ReportShown | None:
    """Everything the page needs, read once; None before the report is begun."""
    report = report_of(case)
    if report is None:
        return None
    versions = versions_of(report)
    now = content_now(report, version=report.version, facts=facts)
    review = quality_assurance(case)
    return ReportShown(
        report=report,
        sections=tuple(sections_shown(report)),
        versions=tuple(versions),
        steps=tuple(steps(facts)),
        changed=is_changed(now, versions),
        rewritten=now.rewritten_since(read(versions[0].content)) if versions else (),
        signatures=tuple(_signatures(case)),
        review=review,
        unmet=tuple(unmet(review)) if review else (),
        circulations=tuple(_circulations(case)),
        sign_offs=tuple(sign_offs(case)),
        corrections=corrections_of(case),
        is_signed=is_signed(facts),
    )


def sections_shown(report: Report) -> list[SectionShown]:
    """The sections as a list shows them."""
    return [_section(one) for one in sections_of(report)]


def is_changed(now: Content, versions: Sequence[ReportVersion]) -> bool:
    """Whether the report says something else than the newest version that was kept."""
    return bool(versions) and not now.says_the_same_as(read(versions[0].content))


def number_to_send(report: Report, facts: CaseFacts) -> str:
    """The number under which the report would go out now: a change makes the next."""
    now = content_now(report, version=report.version, facts=facts)
    changed = is_changed(now, versions_of(report))
    return next_draft(report.version) if changed else report.version


def as_read(content: Content) -> list[Read]:
    """A content as a page shows it."""
    return [_as_read(one) for one in content.sections]


def next_to_sign(report: Report, facts: CaseFacts) -> Content:
    """The text that becomes the signed version (P13.1)."""
    return content_now(report, version=next_signed(report.version), facts=facts)


def versions_of(report: Report) -> list[ReportVersion]:
    """Every version that was kept, newest first."""
    found = list(report.versions.select_related("word", "pdf").order_by("-order"))
    for one in found:
        one.case = one.word.case = one.pdf.case = report.case
    return found


def unmet(review: ChairReview) -> list[tuple[str, str]]:
    """The points that were not met, each with its note."""
    points = from_json(review.points)
    return [
        (one.words, points[one.code][1])
        for one in POINTS
        if one.code in points and not points[one.code][0]
    ]


def corrections_of(case: Case) -> tuple[str, ...]:
    """What the group wanted corrected when it approved the content (P7.4)."""
    meeting = meeting_of(case)
    approval = approval_of(meeting) if meeting else None
    return tuple(approval.corrections.splitlines()) if approval else ()


def _section(row: ReportSection) -> SectionShown:
    kind = section_kind(row.code)
    text = row.text
    state = WRITTEN if row.written_by else FILLED if text.strip() else EMPTY
    if row.code == FRONT:
        state = MADE
    return SectionShown(kind, row, state, len(text.split()))


def _as_read(one: SectionText) -> Read:
    heads = HEADS.get(one.code, ())
    return Read(one.code, one.title, tuple(_blocks(one.text)), heads, one.table)


def _blocks(text: str) -> Iterator[Block]:
    for is_list, found in groupby(passages(text), key=lambda one: one.is_item):
        if is_list:
            yield from _lists(list(found))
        else:
            for one in found:
                yield Block(one.kind, one.text, rows=one.rows, headed=one.headed)


def _lists(found: Sequence[Passage]) -> Iterator[Block]:
    """Items of one kind in one list, what stands deeper beneath the item before it."""
    starts = [n for n, one in enumerate(found) if one.level <= found[0].level]
    ends = [*starts[1:], len(found)]
    pairs = [(found[a], found[a + 1 : b]) for a, b in zip(starts, ends, strict=True)]
    for kind, run in groupby(pairs, key=lambda pair: pair[0].kind):
        yield Block(
            kind,
            items=tuple(
                Item(one.text, one.number, tuple(_lists(inner)) if inner else ())
                for one, inner in run
            ),
        )


def _signatures(case: Case) -> list[ChairSignature]:
    held = ChairSignature.objects.filter(case=case)
    return list(
        held.select_related("case", "version", "filed_word", "filed_pdf").order_by(
            "-signed_at"
        )
    )


def _circulations(case: Case) -> list[CirculationShown]:
    held = Circulation.objects.filter(case=case).select_related("version")
    found = held.prefetch_related("people").order_by("-confirmed_at")
    return [
        CirculationShown(one, tuple(sorted(user.name for user in one.people.all())))
        for one in found
    ]
