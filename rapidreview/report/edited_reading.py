"""A file from Word as it is taken apart: from which version, what changed, what hangs on it."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

from rapidreview.casefolder import storage
from rapidreview.casefolder.uploads import Upload
from rapidreview.paper import limited
from rapidreview.paper.edited import Change, Comment, Part, ReadReport
from rapidreview.paper.passages import passages, written
from rapidreview.paper.refusal import Refusal
from rapidreview.paper.word_line import PLAIN
from rapidreview.people.keys import CannotOpen
from rapidreview.procedure.errors import Refused
from rapidreview.report.content import read
from rapidreview.report.matching import (
    Matched,
    matched,
    missing,
    same,
    says_anything,
    without,
)
from rapidreview.report.models import Report, ReportVersion
from rapidreview.report.papers import DOCX
from rapidreview.report.versions import newest_of


@dataclass(frozen=True, slots=True)
class Ready:
    """A part that is to be shown: its section or none, what it was made from, what it says."""

    code: str
    after: str
    heading: str
    base: str
    text: str
    told: str
    changed: bool


@dataclass(frozen=True, slots=True)
class Came:
    """A whole file: the version it was made from, sentences about it, its parts."""

    base: ReportVersion | None
    warnings: tuple[str, ...]
    about: tuple[tuple[str, str], ...]
    parts: tuple[Ready, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """What hangs on a part: comments, tracked changes, and what cannot be in a text."""

    comments: tuple[Comment, ...] = ()
    changes: tuple[Change, ...] = ()
    notes: tuple[str, ...] = ()


def came_from(report: Report, upload: Upload) -> Came:
    """Take an edited file apart; nothing is written.

    Raises Refused for what is no Word file, or is of another case.
    """
    if upload.media_type != DOCX:
        raise Refused("Choose the Word document (.docx) that was edited.", "P9.1")
    given = _read(upload.data, upload.name)
    _require_of_this_case(report, given)
    base = _base(report, given)
    before = _as_it_went_out(base)
    found = matched(given)
    if before is not None:
        found = without(found, matched(before))
    ready = [
        *_sections(found, _texts(base, before), matched(before) if before else []),
        *_outside(found),
    ]
    return Came(
        base,
        tuple(_warnings(report, given, base, before, found)),
        given.about,
        tuple(one for one in ready if one.changed or _hangs(one)),
    )


def told_of(stored: str) -> Told:
    """What hangs on a part, as it was kept."""
    held = json.loads(stored)
    return Told(
        tuple(Comment(**one) for one in held["comments"]),
        tuple(Change(**one) for one in held["changes"]),
        tuple(held["notes"]),
    )


def _kept(part: Part, *more: str) -> str:
    told = Told(part.comments, part.changes, (*part.notes, *more))
    return json.dumps(asdict(told), ensure_ascii=False, sort_keys=True)


def _hangs(one: Ready) -> bool:
    """Whether anything hangs on an unchanged part that somebody should see."""
    told = told_of(one.told)
    return bool(told.comments or told.changes or set(told.notes) - {PLAIN})


def _read(data: bytes, name: str) -> ReadReport:
    try:
        return limited.read_report(data, name)
    except Refusal as refusal:
        raise Refused(refusal.words, "P9.1") from refusal


def _require_of_this_case(report: Report, given: ReadReport) -> None:
    ours = report.case.reference
    if given.reference and given.reference != ours:
        raise Refused(
            f"This file says that it is of {given.reference}, not of {ours}. Nothing was "
            "taken from it. Choose the file of this case.",
            "P9.1",
        )


def _base(report: Report, given: ReadReport) -> ReportVersion | None:
    """The version that the file says it was made from, else the newest."""
    held = report.versions.select_related("case", "word", "pdf")
    return held.filter(number=given.version).first() or newest_of(report)


def _as_it_went_out(base: ReportVersion | None) -> ReadReport | None:
    """That version's own Word file, read the same way; None where there is none."""
    if base is None or base.word.media_type != DOCX:
        return None
    base.word.case = base.case
    try:
        return limited.read_report(storage.read(base.word), base.word.file_name)
    except (Refusal, CannotOpen, OSError):
        return None


def _texts(base: ReportVersion | None, before: ReadReport | None) -> dict[str, str]:
    """The sections the file was made from, by code."""
    if before is not None and base is not None and not base.is_one_file:
        return {one.code: one.text for one in matched(before) if one.code}
    kept = read(base.content).sections if base else ()
    return {one.code: written(passages(one.text)) for one in kept}


def _sections(
    found: Sequence[Matched], base: dict[str, str], before: Sequence[Matched]
) -> Iterator[Ready]:
    tables = {one.code: one.table for one in before}
    for one in found:
        if one.code:
            was = base.get(one.code, "")
            more = _about_the_table(one, tables.get(one.code, ""))
            yield Ready(
                one.code,
                one.after,
                one.part.heading,
                was,
                one.text,
                _kept(one.part, *more),
                not same(was, one.text),
            )


def _about_the_table(one: Matched, before: str) -> Iterator[str]:
    """What somebody changed in a table that the product makes."""
    if before and not same(one.table, before):
        rows = [row for row in one.table.split("\n") if row not in before.split("\n")]
        said = " ".join(rows) or "rows were taken out."
        yield (
            "The table below this section is made by Rapid Review; changes in it are not "
            f"taken. Changed there: {said}"
        )


def _outside(found: Sequence[Matched]) -> Iterator[Ready]:
    for one in found:
        if not one.code and says_anything(one):
            yield Ready(
                "",
                one.after,
                one.part.heading,
                "",
                one.text,
                _kept(one.part),
                bool(one.text),
            )


def _warnings(
    report: Report,
    given: ReadReport,
    base: ReportVersion | None,
    before: ReadReport | None,
    found: Sequence[Matched],
) -> Iterator[str]:
    number = base.number if base else ""
    if not given.reference:
        yield "The file does not say of which case it is. Make sure that it is this one."
    if given.version != number:
        said = (
            f"version {given.version}, which is not kept" if given.version else "none"
        )
        yield f"The version it says it was made from: {said}. It is compared with {number}."
    elif number != report.version:
        yield (
            f"It was made from version {number}; the newest is {report.version}. What "
            "changed here since is kept, or shown beside."
        )
    lost = [code for code in missing(found) if code in _texts(base, before)]
    if lost:
        yield f"Not in the file: {', '.join(lost)}. They stay as they are."
    if new := _new_margins(given, before):
        yield f"In its headers and footers stands: {'; '.join(new)}. It is not taken."
    # What has no place in the text is told with the first part, before any heading.
    yield from (one for one in given.parts[0].notes if one != PLAIN)


def _new_margins(given: ReadReport, before: ReadReport | None) -> list[str]:
    """Lines of headers and footers that did not go out; page numbers aside."""
    if before is None:
        return []
    ours = {_bare(line) for line in before.margins}
    return [line for line in given.margins if _bare(line) not in ours]


def _bare(line: str) -> str:
    return re.sub(r"\d+", "0", line)
