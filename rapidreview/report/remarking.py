"""Remarks on the text before it goes out, and what people answer to them (P9.2, P13.1)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from rapidreview.case.models import Case
from rapidreview.case.rows import with_case
from rapidreview.dailylog import actions as dailylog
from rapidreview.dailylog.facts import case_facts
from rapidreview.evidence.pseudonyms import Key
from rapidreview.evidence.report_checks import FileSeen, Remark, Section, remarks
from rapidreview.people.actor import Actor
from rapidreview.procedure.errors import Incomplete, Stale
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.requirements import require_open
from rapidreview.report.accepted import names_key
from rapidreview.report.content import Content
from rapidreview.report.edited_reading import told_of
from rapidreview.report.editing import WAITING
from rapidreview.report.models import Report
from rapidreview.report.sections import FRONT, section_kind
from rapidreview.report.text import content_now
from rapidreview.report.versions import locked
from rapidreview.report.writing_models import EditedReport, RemarkAnswer

KEEP, MEND = RemarkAnswer.Verdict.KEEP, RemarkAnswer.Verdict.MEND
OURS = ("Rapid Review", "python-docx", "Un-named")


@dataclass(frozen=True, slots=True)
class Answered:
    """A remark, and what was answered to it, if anything."""

    remark: Remark
    answer: RemarkAnswer | None

    @property
    def is_open(self) -> bool:
        """Whether nobody has said that it stays as it is."""
        return self.answer is None or self.answer.verdict != KEEP


@dataclass(frozen=True, slots=True)
class Verdict:
    """What somebody says to a remark; a reason is needed for what stays as it is."""

    keep: bool
    reason: str = ""


def remarks_on(report: Report, content: Content, key: Key) -> list[Answered]:
    """Every remark on ``content`` with its newest answer; a changed text makes new ones.

    ``key`` are the names of the case, as ``names_key`` has them.
    """
    answers = {
        one.remark: one for one in with_case(report.remark_answers.all(), report.case)
    }
    return [
        Answered(one, answers.get(one.mark)) for one in _remarks(report, content, key)
    ]


def open_remarks(report: Report, content: Content, key: Key) -> tuple[Remark, ...]:
    """The remarks to which nobody has said that it stays as it is."""
    return tuple(one.remark for one in remarks_on(report, content, key) if one.is_open)


@transaction.atomic
def answer_remarks(
    report: Report, verdicts: Mapping[str, Verdict], *, by: Actor, at: datetime
) -> list[RemarkAnswer]:
    """Say of remarks, each by its mark, that they are to be mended, or why it stays (P9.2).

    Raises Incomplete without a verdict or without the reason of one that stays, Stale
    where the text is another by now and the remark gone.
    """
    if not verdicts:
        raise Incomplete("Say of at least one remark what becomes of it.", "P9.2")
    report = locked(report)
    require_open(case_facts(report.case))
    content = content_now(report, version=report.version)
    known = {one.mark: one for one in _remarks(report, content, names_key(report.case))}
    made = []
    for mark, verdict in verdicts.items():
        if mark not in known:
            raise Stale(
                "The text changed, and that remark is gone. Look again.", "P9.2"
            )
        if verdict.keep and not verdict.reason.strip():
            raise Incomplete(
                f"Say why it stays: {known[mark].section} {known[mark].words}", "P9.2"
            )
        made.append(_answer(report, mark, verdict, by=by, at=at))
    kept = sum(one.verdict == KEEP for one in made)
    dailylog.write(
        report.case,
        LogKind.REPORT_REMARK_ANSWERED,
        by=by,
        at=at,
        subject=report,
        text=f"{len(made) - kept} to be mended, {kept} stay as they are: "
        f"{', '.join(dict.fromkeys(known[one.remark].section or 'all' for one in made))}.",
    )
    return made


def _answer(
    report: Report, mark: str, verdict: Verdict, *, by: Actor, at: datetime
) -> RemarkAnswer:
    return RemarkAnswer.objects.create(
        case=report.case,
        report=report,
        remark=mark,
        verdict=KEEP if verdict.keep else MEND,
        reason=verdict.reason.strip(),
        answered_by=by.words,
        answered_at=at,
    )


def _remarks(report: Report, content: Content, key: Key) -> list[Remark]:
    sections = [
        Section(
            one.code,
            one.title,
            one.text,
            needed=section_kind(one.code).needed,
            has_table=bool(one.table),
        )
        for one in content.sections
        if one.code != FRONT
    ]
    return remarks(sections, key, _files(report))


def _files(report: Report) -> Sequence[FileSeen]:
    """The newest file that came from Word: what of it nobody has looked at."""
    rows = report.edited_files.select_related("file").prefetch_related("parts")
    newest = rows.last()
    return [_seen(newest, report.case)] if newest else []


def _seen(edited: EditedReport, case: Case) -> FileSeen:
    edited.case = case
    parts = with_case(edited.parts.all(), case)
    waiting = [told_of(one.told) for one in parts if one.outcome == WAITING]
    people = (line.partition(": ")[2] for line in edited.about.splitlines()
              if line.startswith(("Author", "Last changed by", "Manager")))  # fmt: skip
    return FileSeen(
        edited.file.file_name,
        undecided=len(waiting),
        comments=sum(len(one.comments) for one in waiting),
        tracked=sum(len(one.changes) for one in waiting),
        people=tuple(dict.fromkeys(one for one in people if one not in OURS))
        if waiting
        else (),
    )
