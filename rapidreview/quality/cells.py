"""The cells of the Agency Returns Checklist, K1 to K22, in words (P0.2).

An earlier round that was sent back stays in its cells: K19 says when, K20 which round came.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from rapidreview.people.models import AgencyPerson
from rapidreview.procedure.calendar import LONDON
from rapidreview.quality.letters import issues_in_words
from rapidreview.quality.models import QualityDecision
from rapidreview.quality.records import Record, Round
from rapidreview.scoping.models import AgencyReturn, Chaser, Extension

YES_NO = {True: "Yes", False: "No", None: ""}
PEOPLE = (
    AgencyPerson.Part.CONTACT,
    AgencyPerson.Part.AUTHOR,
    AgencyPerson.Part.SENIOR_MANAGER,
    AgencyPerson.Part.REPRESENTATIVE,
)


def cells_of(record: Record, *, collated_at: datetime | None) -> dict[str, str]:
    """Every cell that has something to say, by its code."""
    cells = {
        "K1": f"{record.agency.name} ({record.agency.kind})",
        "K2": _people(record),
    }
    current = record.current
    if record.request is None or current is None:
        return cells | {"K3": "Not asked yet"}
    cells |= {
        "K3": f"{short(record.request.asked_at)}, by e-mail",
        "K4": short(record.request.acknowledged_at),
        "K7": _lines([*map(_reminder, _chasers(record)), *_came_back(record)]),
        "K8": _lines(
            _extension(one) for round_ in record.rounds for one in round_.extensions
        ),
        "K19": _lines(_sent_back(round_.decision) for round_ in record.rounds),
        "K20": _again(record.rounds),
    }
    cells |= _of_round(current, collated_at)
    return {code: words for code, words in cells.items() if words}


def short(instant: datetime | None) -> str:
    """A moment that fits a cell: Fri 6 Nov, 17:00."""
    if instant is None:
        return ""
    local = instant.astimezone(LONDON)
    return f"{local:%a} {local.day} {local:%b}, {local:%H:%M}"


def late_by(received: AgencyReturn) -> str:
    """How late it came; empty if it came in time."""
    if received.received_at is None or received.received_at <= received.due_at:
        return ""
    days, rest = divmod(received.received_at - received.due_at, timedelta(days=1))
    hours, rest = divmod(rest, timedelta(hours=1))
    minutes = rest // timedelta(minutes=1)
    parts = [(days, "day"), (hours, "hour"), (minutes, "minute")]
    said = [f"{n} {unit}{'' if n == 1 else 's'}" for n, unit in parts if n]
    return " ".join(said[:2]) or "less than a minute"


def _of_round(current: Round, collated_at: datetime | None) -> dict[str, str]:
    received, check, share = current.received, current.check, current.share
    decision = current.decision
    return {
        "K5": {True: "Yes", False: "No (nil return)", None: ""}[received.involved],
        "K6": short(received.due_at),
        "K9": short(received.received_at),
        "K10": _late(current),
        "K11": check.get_sufficiency_display() if check else "",
        "K12": check.get_dates_display() if check else "",
        "K13": YES_NO[check.analysis] if check else "",
        "K14": _signed(current),
        "K15": _further(current),
        "K16": _shared(current),
        "K17": share.comment if share else "",
        "K18": _decided(decision) if decision else "",
        "K21": "Yes"
        if collated_at
        and decision
        and decision.accepted
        and decision.decided_at <= collated_at
        else "No",
        "K22": current.location,
    }


def _people(record: Record) -> str:
    named = [(part, record.agency.person(part)) for part in PEOPLE]
    return _lines(f"{part.label}: {one.name}" for part, one in named if one)


def _chasers(record: Record) -> list[Chaser]:
    return [one for round_ in record.rounds for one in round_.chasers]


def _came_back(record: Record) -> list[str]:
    return [words for round_ in record.rounds for words in round_.came_back]


def _reminder(one: Chaser) -> str:
    said = f"{short(one.at)}, {one.channel}, {one.to_name}"
    return f"{said}: {one.outcome}" if one.outcome else said


def _late(current: Round) -> str:
    """How late it came, and why as the agency says (J6)."""
    late = late_by(current.received)
    return late and f"{late}: {current.why_late or 'no reason given'}"


def _extension(one: Extension) -> str:
    asked = f"Asked {short(one.asked_at)} by {one.asked_by}"
    answer = f"granted until {short(one.new_due_at)}" if one.granted else "refused"
    return f"{asked}; {answer} {short(one.decided_at)} with {one.decided_with}: {one.reason}"


def _signed(current: Round) -> str:
    """K14 as it was checked, and a signature that came afterwards; before, who has the form."""
    check, signature = current.check, current.signature
    if current.received.state == AgencyReturn.State.WITH_SIGNER:
        return "Waits for the senior manager"
    if check is None:
        return YES_NO[signature is not None] if current.has_come else ""
    if check.signed or signature is None or signature.signed_at <= check.checked_at:
        return YES_NO[check.signed]
    return f"No, then yes on {short(signature.signed_at)}"


def _further(current: Round) -> str:
    """K15: what stands, by code and place; the words are in the return's page."""
    stand = [one for one in current.findings if one.dismissed_at is None]
    return _lines(f"{one.code or 'Added'} {one.place}".strip() for one in stand)


def _shared(current: Round) -> str:
    share = current.share
    if share is None:
        return ""
    day = "same day" if share.same_day else "later than the day of receipt"
    found = issues_in_words(list(filter(None, share.issues.split("\n"))))
    return f"{short(share.shared_at)}, {day}. {found}"


def _decided(decision: QualityDecision) -> str:
    word = "Accepted" if decision.accepted else "Sent back"
    said = f"{word} {short(decision.decided_at)}, {decision.decided_by}"
    return f"{said}: {decision.reason}" if decision.reason else said


def _sent_back(decision: QualityDecision | None) -> str:
    if decision is None or decision.accepted:
        return ""
    codes = ", ".join(line.partition("\t")[0] for line in decision.reasons.split("\n"))
    return f"{short(decision.decided_at)}, representative copied: {codes}"


def _again(rounds: Sequence[Round]) -> str:
    again = [one.received for one in rounds if one.received.round > 1]
    return _lines(
        f"Round {one.round}: {short(one.received_at) or 'due ' + short(one.due_at)}"
        for one in again
    )


def _lines(parts: Iterable[str]) -> str:
    return "\n".join(filter(None, parts))
