"""The report edited in Word: taken in, and decided section by section (P9.1, P1.17).

A file that comes changes nothing. What a person takes is written as if they had typed it:
against the text as it stands, so that what a colleague wrote meanwhile stays.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from rapidreview.casefolder import actions as casefolder
from rapidreview.casefolder.models import Document
from rapidreview.casefolder.uploads import Upload
from rapidreview.dailylog import actions as dailylog
from rapidreview.dailylog.facts import case_facts
from rapidreview.evidence.comparing import together
from rapidreview.paper.passages import passages, written
from rapidreview.people.actor import Actor
from rapidreview.procedure.errors import AlreadyDone, Incomplete, Refused
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.requirements import require_open
from rapidreview.procedure.vocabulary import Subfolder
from rapidreview.report.edited_reading import Came
from rapidreview.report.matching import same
from rapidreview.report.models import Report, ReportSection
from rapidreview.report.sections import FRONT, title_of
from rapidreview.report.versions import TITLE, locations, locked
from rapidreview.report.writing import write_section
from rapidreview.report.writing_models import EditedPart, EditedReport

WAITING, SAME = EditedPart.Outcome.WAITING, EditedPart.Outcome.SAME
TAKEN, LEFT = EditedPart.Outcome.TAKEN, EditedPart.Outcome.LEFT


@dataclass(frozen=True, slots=True)
class Decision:
    """Take a part or leave it; ``into`` is where text outside of any section goes.

    ``edit_version`` is that of the section as the person saw it.
    """

    take: bool
    edit_version: int = 0
    into: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a section would say if its part were taken.

    ``clash``: it was changed here, too, in the same place, and taking replaces that.
    """

    text: str
    clash: bool = False


@transaction.atomic
def receive_edited(
    report: Report, upload: Upload, came: Came, *, by: Actor, at: datetime
) -> EditedReport:
    """File a report that was edited in Word, in II; no section changes by it (P9.1, P1.17)."""
    report = locked(report)
    require_open(case_facts(report.case))
    number = report.edited_files.count() + 1
    version = came.base.number if came.base else report.version
    file = casefolder.file_document(
        report.case,
        sort=Document.Sort.REPORT,
        subfolder=Subfolder.II,
        title=f"{TITLE}, edited in Word ({number})",
        data=upload.data,
        name=upload.name,
        media_type=upload.media_type,
        source=f"Edited in Word, handed in by {by.words}",
        by=by,
        at=at,
        subject=str(report.pk),
    )
    edited = EditedReport.objects.create(
        case=report.case,
        report=report,
        number=number,
        file=file,
        base=came.base,
        warnings="\n".join(came.warnings),
        about="\n".join(f"{label}: {words}" for label, words in came.about),
        received_by=by.words,
        received_at=at,
    )
    _make_parts(edited, came)
    dailylog.write(
        report.case,
        LogKind.REPORT_EDIT_RECEIVED,
        by=by,
        at=at,
        subject=edited,
        files=(file.sha256,),
        text=f"Made from version {version}. Changed: {_changed(came)}.",
        document=file.document.title,
        location=locations(file),
    )
    return edited


@transaction.atomic
def decide_parts(
    edited: EditedReport,
    decisions: Mapping[str, Decision],
    *,
    by: Actor,
    at: datetime,
    reason: str = "",
) -> list[EditedPart]:
    """Take or leave parts of an edited file, each by its id (P9.1). All of it, or nothing.

    Raises Stale if a section changed after it was seen, AlreadyDone if a part was decided,
    Incomplete without a decision, Refused as ``write_section`` does.
    """
    if not decisions:
        raise Incomplete("Say of at least one section whether it is taken.", "P9.1")
    report = locked(edited.report)
    require_open(case_facts(report.case))
    held = {str(one.pk): one for one in edited.parts.all()}
    done = []
    # Sections first: text from outside is put behind what they say then.
    for key in sorted(decisions, key=lambda one: held[one].code == ""):
        part, decision = held[key], decisions[key]
        part.case = part.edited.case = report.case
        _decide(report, part, decision, reason=reason, by=by, at=at)
        done.append(part)
    dailylog.write(
        report.case,
        LogKind.REPORT_EDIT_DECIDED,
        by=by,
        at=at,
        subject=edited,
        text=_said("Taken", done, TAKEN) + _said(" Left out", done, LEFT),
        reason=reason.strip(),
        document=f"{TITLE}, edited in Word ({edited.number})",
    )
    return done


def proposal(part: EditedPart, section: ReportSection) -> Proposal:
    """What the section would say: both changes where they do not touch, else the file's."""
    now = written(passages(section.text))
    if not part.code:
        return Proposal("\n\n".join(filter(None, (now, part.text))))
    if same(now, part.base):
        return Proposal(part.text)
    both = together(part.base, now, part.text)
    return Proposal(part.text, clash=True) if both is None else Proposal(both)


def _make_parts(edited: EditedReport, came: Came) -> None:
    for order, one in enumerate(came.parts, start=1):
        EditedPart.objects.create(
            case=edited.case,
            edited=edited,
            order=order,
            code=one.code,
            after=one.after,
            heading=one.heading,
            base=one.base,
            text=one.text,
            told=one.told,
            outcome=WAITING if one.changed else SAME,
        )


def _decide(
    report: Report,
    part: EditedPart,
    decision: Decision,
    *,
    reason: str,
    by: Actor,
    at: datetime,
) -> None:
    outcome, into = (TAKEN, part.code or decision.into) if decision.take else (LEFT, "")
    if decision.take and not into:
        raise Incomplete("Choose the section into which the text goes.", "P9.1")
    rows = EditedPart.objects.filter(pk=part.pk, outcome=WAITING)
    changes = {"placed": into, "decided_by": by.words, "decided_at": at}
    if rows.update(outcome=outcome, **changes) != 1:
        raise AlreadyDone("Somebody has decided on this part before.", "P9.1")
    part.outcome, part.placed = outcome, into
    if decision.take:
        section = _section(report, into)
        write_section(
            section,
            proposal(part, section).text,
            edit_version=decision.edit_version or section.edit_version,
            reason=reason,
            by=by,
            at=at,
        )


def _section(report: Report, code: str) -> ReportSection:
    rows = report.sections.select_related("case__partnership", "report__case")
    section = rows.filter(code=code).exclude(code=FRONT).first()
    if section is None:
        raise Refused("Choose one of the sections of the report.", "P9.1")
    return section


def _changed(came: Came) -> str:
    codes = [
        one.code or "text outside of any section" for one in came.parts if one.changed
    ]
    return ", ".join(dict.fromkeys(codes)) or "nothing"


def _said(words: str, done: list[EditedPart], outcome: str) -> str:
    codes = [_named(one) for one in done if one.outcome == outcome]
    return f"{words}: {', '.join(codes)}." if codes else ""


def _named(part: EditedPart) -> str:
    if part.code:
        return part.code
    return f"text outside, into {part.placed}" if part.placed else "text outside"


def heading_of(part: EditedPart) -> str:
    """What a page calls the part."""
    if part.code:
        return f"{part.code}. {title_of(part.code)}"
    return f"Text outside of any section, after {part.after or 'the front'}"
