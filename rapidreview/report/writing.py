"""Writing the report: one section by hand, or what the meeting found where nobody wrote (P9.1)."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from rapidreview.dailylog import actions as dailylog
from rapidreview.dailylog.facts import case_facts
from rapidreview.people.actor import Actor
from rapidreview.procedure.errors import AlreadyDone, Refused, Stale
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.report_requirements import (
    is_signed,
    require_before,
    require_reason_to_change,
    require_unsigned,
)
from rapidreview.procedure.requirements import require_open
from rapidreview.report.filling import Filled
from rapidreview.report.gathering import gathered
from rapidreview.report.models import Report, ReportSection
from rapidreview.report.provenance import keep_sources
from rapidreview.report.sections import FRONT, title_of
from rapidreview.report.sources import Source
from rapidreview.report.text import sections_of
from rapidreview.report.versions import locked
from rapidreview.report.voiding import void_signature

LONGEST_SECTION = 60_000


@transaction.atomic
def write_section(
    section: ReportSection,
    text: str,
    *,
    edit_version: int,
    by: Actor,
    at: datetime,
    reason: str = "",
    taken: Iterable[Source] = (),
) -> ReportSection:
    """Write one section; it is the writer's from then on (P9.1, P9.2).

    ``taken`` are sources whose words were put in: they are kept beside the section. Where the report is signed a ``reason`` is needed, and the signature is voided with it
    (P13.1). Raises Stale if somebody changed the section after ``edit_version`` was read,
    Refused for R1, for a text too long, or without that reason.
    """
    report = locked(section.report)
    facts = case_facts(report.case)
    require_open(facts)
    rows = ReportSection.objects.select_for_update(of=("self",))
    section = rows.select_related("case", "report").get(pk=section.pk)
    written = _tidied(text)
    _require_writable(section, written)
    if section.edit_version != edit_version:
        raise Stale(
            f"{section.written_by or 'Rapid Review'} changed this section after you "
            "opened it. Both texts are below: put together what should stand, and save "
            "again.",
            "P9.1",
        )
    if written == section.text:
        return section
    require_reason_to_change(facts, reason)
    void_signature(report, reason=reason, by=by, at=at)
    section.text, section.edit_version = written, section.edit_version + 1
    section.written_by, section.written_at = by.words, at
    section.save()
    keep_sources(section, taken, by=by, at=at)
    dailylog.write(
        report.case,
        LogKind.REPORT_SECTION_WRITTEN,
        by=by,
        at=at,
        subject=section,
        text=f"{section.code}. {title_of(section.code)}: {_words(written)}.",
        reason=reason.strip(),
    )
    return section


@transaction.atomic
def update_from_meeting(
    report: Report, *, by: Actor, at: datetime, occurred_at: datetime | None = None
) -> Report:
    """Fill the sections nobody has written from answers, minutes and decisions (P9.1).

    What somebody wrote is never overwritten: there the text is offered while writing. That
    it was done before the case was taken in changes nothing in a signed report.
    Raises NotYet until the meeting was held, AlreadyDone if all of it stands there.
    """
    report = locked(report)
    facts = case_facts(report.case)
    require_open(facts)
    require_before(facts, LogKind.MEETING_HELD, "P9.1")
    if not by.takes_in:
        require_unsigned(facts)
    if occurred_at is not None and occurred_at > at:
        raise Refused("The report was updated in the past, not to come.", "P9.1")
    found = {} if is_signed(facts) else gathered(report.case, at=at)
    changed = [one.code for one in sections_of(report) if _fill(one, found)]
    if not changed and facts.has(LogKind.REPORT_UPDATED):
        raise AlreadyDone(
            "The report holds all that the meeting left, or somebody has written there.",
            "P9.1",
        )
    kept = [one.code for one in sections_of(report) if one.written_by]
    dailylog.write(
        report.case,
        LogKind.REPORT_UPDATED,
        by=by,
        at=at,
        occurred_at=occurred_at,
        subject=report,
        text=_told("Filled", changed) + _told(" Left as somebody wrote them", kept),
    )
    return report


def _fill(section: ReportSection, found: dict[str, Filled]) -> bool:
    """Fill a section that is nobody's; whether its text is another now."""
    given = found.get(section.code)
    if section.written_by or given is None or given.text == section.text:
        return False
    section.text, section.source = given.text, given.source
    section.edit_version += 1
    section.save()
    return True


def _require_writable(section: ReportSection, text: str) -> None:
    if section.code == FRONT:
        raise Refused("The front of the report is made from the case.", "P9.1")
    if len(text) > LONGEST_SECTION:
        raise Refused(
            f"A section holds up to {LONGEST_SECTION:,} characters. This is "
            f"{len(text):,}: please shorten it.",
            "P9.1",
        )


def _tidied(text: str) -> str:
    """Line ends as we keep them, nothing else: what is signed is what was typed."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _words(text: str) -> str:
    number = len(text.split())
    return f"{number} word{'' if number == 1 else 's'}"


def _told(words: str, codes: list[str]) -> str:
    return f"{words}: {', '.join(codes)}." if codes else ""
