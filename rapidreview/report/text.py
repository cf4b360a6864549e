"""The text of the report as it stands now, with the front and the tables the product sets."""

from collections.abc import Iterable

from rapidreview.dailylog.facts import case_facts
from rapidreview.procedure.facts import CaseFacts
from rapidreview.report.accepted import names_key
from rapidreview.report.content import Content, SectionText, Table, section_text
from rapidreview.report.from_case import front
from rapidreview.report.met import actions_table, views_table
from rapidreview.report.models import Report, ReportSection
from rapidreview.report.sections import ACTIONS, FRONT, SIGN_OFF


def content_now(
    report: Report, *, version: str, facts: CaseFacts | None = None
) -> Content:
    """Everything that a version made now would hold (P1.17, P13.1)."""
    facts = facts or case_facts(report.case)
    key = names_key(report.case)
    tables = {
        FRONT: front(report, facts),
        ACTIONS: actions_table(report.case, key),
        SIGN_OFF: views_table(report.case, key),
    }
    return Content(
        report.case.reference, version, tuple(_parts(sections_of(report), tables))
    )


def sections_of(report: Report) -> list[ReportSection]:
    """The sections in order, each with its case at hand."""
    found = list(report.sections.all())
    for one in found:
        one.case = report.case
    return found


def _parts(
    sections: Iterable[ReportSection], tables: dict[str, Table]
) -> Iterable[SectionText]:
    for one in sections:
        yield section_text(one.code, one.text, tables.get(one.code, ()))
