"""What stands in the report where nobody has written: case, accepted returns, then the meeting."""

from dataclasses import dataclass
from datetime import datetime

from rapidreview.case.models import Case
from rapidreview.collation.key import key_of
from rapidreview.collation.standing import Standing, standings
from rapidreview.dailylog.facts import case_facts
from rapidreview.evidence.pseudonyms import Key
from rapidreview.procedure.facts import CaseFacts
from rapidreview.report.accepted import Told, accepted_returns
from rapidreview.report.filling import Filled, filled_from_answers
from rapidreview.report.from_case import children, incident, process
from rapidreview.report.from_meeting import meeting_texts
from rapidreview.report.met import MeetingTold, meeting_told
from rapidreview.report.models import Report
from rapidreview.report.sections import title_of
from rapidreview.report.text import sections_of

LONGEST_SOURCE = 200


@dataclass(frozen=True, slots=True)
class Material:
    """Everything the report is gathered from, read once."""

    case: Case
    facts: CaseFacts
    standings: list[Standing]
    returns: list[Told]
    key: Key
    meeting: MeetingTold


def material_of(
    case: Case, *, at: datetime, facts: CaseFacts | None = None
) -> Material:
    """The accepted returns and the meeting, names out of sight."""
    found = standings(case, at=at)
    returns = accepted_returns(case, found)
    key = returns[0].key if returns else key_of(case)
    return Material(
        case,
        facts or case_facts(case),
        found,
        returns,
        key,
        meeting_told(case, key),
    )


def gathered(
    case: Case, *, at: datetime, facts: CaseFacts | None = None
) -> dict[str, Filled]:
    """The sections that have something to say, by code (P6.3, P9.1)."""
    material = material_of(case, at=at, facts=facts)
    parts = (
        _from_case(material, at),
        filled_from_answers(material.returns),
        meeting_texts(material.meeting, material.facts, case),
    )
    codes = dict.fromkeys(code for part in parts for code in part)
    return {
        code: _joined([part[code] for part in parts if code in part]) for code in codes
    }


@dataclass(frozen=True, slots=True)
class Outlook:
    """What an update from the meeting would do: sections filled, and those left alone."""

    filled: tuple[tuple[str, str, str], ...]  # code, title, from what
    left: tuple[tuple[str, str, str], ...]  # code, title, by whom it was written


def outlook(report: Report, *, at: datetime, facts: CaseFacts | None = None) -> Outlook:
    """Before the button: nothing that somebody wrote is overwritten (P9.1)."""
    found = gathered(report.case, at=at, facts=facts)
    rows = [one for one in sections_of(report) if one.code in found]
    return Outlook(
        tuple(
            (one.code, title_of(one.code), found[one.code].source)
            for one in rows
            if not one.written_by and found[one.code].text != one.text
        ),
        tuple(
            (one.code, title_of(one.code), one.written_by)
            for one in rows
            if one.written_by
        ),
    )


def _from_case(material: Material, at: datetime) -> dict[str, Filled]:
    case, key = material.case, material.key
    texts = {
        "R2": Filled(children(case, key, at=at), "Children and family of the case"),
        "R3": Filled(incident(case, key), "The call of Day 1"),
        "R4": Filled(
            process(case, material.facts, material.standings),
            "Agency Returns Checklist",
        ),
    }
    return {code: one for code, one in texts.items() if one.text}


def _joined(parts: list[Filled]) -> Filled:
    text = "\n\n".join(one.text for one in parts)
    source = "; ".join(one.source for one in parts)
    return Filled(text, source[:LONGEST_SOURCE])
