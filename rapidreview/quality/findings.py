"""What evidence finds in a return now, beside what the officer has made of it (P2.2).

Findings are computed from the return each time they are read: a signature that comes later
settles its finding by itself. Rows hold only what people did: dismissed, or added.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from rapidreview.case.rows import with_case
from rapidreview.dailylog.facts import case_facts
from rapidreview.evidence.answers import Answers, fingerprint
from rapidreview.evidence.finding import Context, Finding
from rapidreview.evidence.findings import Suggestion, find, suggest
from rapidreview.evidence.telling import as_told
from rapidreview.procedure.calendar import london_day
from rapidreview.quality.models import FindingRow
from rapidreview.scoping.answering import draft_of
from rapidreview.scoping.models import AgencyReturn, Answer
from rapidreview.scoping.noticing import another_version, children_asked
from rapidreview.scoping.rounds import attached_hashes
from rapidreview.scoping.signatures import live_signature

Severity = FindingRow.Severity
OF_THE_SIGNATURE = {"QC01", "QC02", "QC03"}
ORDER = {Severity.STOP: 0, Severity.ASK: 1, Severity.NOTE: 2}


@dataclass(frozen=True, slots=True)
class LiveFinding:
    """One finding as it stands; ``row`` is its stored row, if anybody touched it."""

    code: str
    place: str
    severity: FindingRow.Severity
    words: str
    why: str
    dismissed_because: str = ""
    row: UUID | None = None

    @property
    def key(self) -> str:
        """What a form calls it: the same for the same finding, stored or not."""
        return _key(self.code, self.place, self.words)

    @property
    def stands(self) -> bool:
        """Whether it was kept: not dismissed."""
        return not self.dismissed_because


def findings_of(
    agency_return: AgencyReturn, found: Sequence[Finding] | None = None
) -> list[LiveFinding]:
    """Every finding of a received return, stop before ask before note.

    ``found`` is what evidence finds, where the caller has looked already.
    """
    rows = _rows(agency_return)
    stored = {_key(row.code, row.place, row.words): row for row in rows}
    live = [
        _live(one, stored.get(_key(one.code, one.place, one.words)))
        for one in (found_in(agency_return) if found is None else found)
    ]
    added = [_added(row) for row in rows if not row.code]
    return sorted(live + added, key=lambda one: ORDER[one.severity])


def stops_of(agency_return: AgencyReturn) -> list[LiveFinding]:
    """The stop findings that nobody dismissed; no other return is read for them (P2.5)."""
    found = found_in(agency_return, elsewhere=frozenset())
    return standing(findings_of(agency_return, found), Severity.STOP)


def found_in(
    agency_return: AgencyReturn, *, elsewhere: frozenset[str] | None = None
) -> list[Finding]:
    """What evidence finds, before anybody looked.

    ``elsewhere`` is what the other agencies told, looked up where it is not given. Where the
    answers stay in the document as it came, only its signature can be looked at.
    """
    answers = draft_of(agency_return)
    told = told_elsewhere(agency_return) if elsewhere is None else elsewhere
    context = replace(context_of(agency_return, answers), told_elsewhere=told)
    found = find(answers, context)
    if agency_return.answers_in_document:
        return [one for one in found if one.code in OF_THE_SIGNATURE]
    return found


def suggestion_for(
    agency_return: AgencyReturn, found: Sequence[Finding] | None = None
) -> Suggestion | None:
    """The outcome that the findings suggest; it records nothing by itself.

    None where there are no answers to look at, because they stay in their document.
    """
    if agency_return.answers_in_document:
        return None
    found = found_in(agency_return) if found is None else found
    return suggest(found, nil=agency_return.involved is False)


def store_findings(agency_return: AgencyReturn, *, at: datetime) -> list[FindingRow]:
    """Keep what was found, as it was found; what is stored already stays as it is."""
    stored = {_key(row.code, row.place, row.words) for row in _rows(agency_return)}
    for found in found_in(agency_return):
        key = _key(found.code, found.place, found.words)
        if key in stored:
            continue
        stored.add(key)
        FindingRow.objects.create(
            case=agency_return.case,
            agency_return=agency_return,
            code=found.code,
            place=found.place,
            severity=Severity(found.severity.value),
            words=found.words,
            why=found.why,
            found_at=at,
        )
    return _rows(agency_return)


def stored_finding(
    agency_return: AgencyReturn, key: str, *, at: datetime
) -> FindingRow | None:
    """The row of the finding that a form calls ``key``, stored now if it was not yet."""
    rows = store_findings(agency_return, at=at)
    return next(
        (row for row in rows if key == _key(row.code, row.place, row.words)), None
    )


def standing(
    findings: Sequence[LiveFinding], *severities: FindingRow.Severity
) -> list[LiveFinding]:
    """Those of the given severities that nobody dismissed."""
    return [one for one in findings if one.stands and one.severity in severities]


def told_elsewhere(agency_return: AgencyReturn) -> frozenset[str]:
    """The longer answers of the other agencies whose returns came; the Team's to know only."""
    case = agency_return.case
    rows = Answer.objects.filter(case=case, agency_return__received_at__isnull=False)
    others = rows.exclude(agency_return__agency_id=agency_return.agency_id)
    given: defaultdict[UUID, dict[str, str]] = defaultdict(dict)
    for row in with_case(others, case):
        given[row.agency_return_id][row.code] = row.text
    return frozenset().union(*(as_told(Answers(values)) for values in given.values()))


def context_of(agency_return: AgencyReturn, answers: Answers) -> Context:
    """What evidence must know beside the answers: request, children, signature, days."""
    case = agency_return.case
    signature = live_signature(agency_return)
    received_at = agency_return.received_at or agency_return.asked_at
    incident_at = case_facts(case).anchor("incident")
    return Context(
        author=answers.author,
        signer_name=signature.name if signature else "",
        signed_fingerprint=signature.fingerprint if signature else None,
        fingerprint=fingerprint(answers, attached_hashes(agency_return)),
        children=children_asked(agency_return, answers),
        today=london_day(received_at),
        incident_on=london_day(incident_at) if incident_at else None,
        usual_sources=tuple(agency_return.agency.usual_sources.splitlines()),
        period=(agency_return.request.period_from, agency_return.request.period_to),
        late_by=received_at - agency_return.due_at,
        wrong_form=another_version(agency_return),
    )


def _key(code: str, place: str, words: str) -> str:
    return sha256("\n".join((code, place, words)).encode()).hexdigest()[:16]


def _rows(agency_return: AgencyReturn) -> list[FindingRow]:
    return with_case(agency_return.findings.all(), agency_return.case)


def _live(found: Finding, row: FindingRow | None) -> LiveFinding:
    return LiveFinding(
        found.code,
        found.place,
        Severity(found.severity.value),
        found.words,
        found.why,
        row.dismissed_because if row else "",
        row.pk if row else None,
    )


def _added(row: FindingRow) -> LiveFinding:
    return LiveFinding(
        "",
        row.place,
        Severity(row.severity),
        row.words,
        row.why,
        row.dismissed_because,
        row.pk,
    )
