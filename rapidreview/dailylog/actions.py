"""The only doors into the log: open it, write an entry, correct one (P0.1, P1.17, P2.7)."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import TypedDict, Unpack
from uuid import UUID

from django.db import transaction
from django.db.models import Model

from rapidreview.case.models import Case
from rapidreview.dailylog.chain import SALT_BYTES, Value, make_entry
from rapidreview.dailylog.models import Log, LogBody, LogEntry
from rapidreview.dailylog.plans import calendar_of_case, calendar_on
from rapidreview.dailylog.sealing import header_columns, seal_body
from rapidreview.people.actor import Actor
from rapidreview.people.models import Partnership
from rapidreview.procedure.calendar import WorkingDays, london_day
from rapidreview.procedure.errors import Refused
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.true_dates import require_happened
from rapidreview.procedure.vocabulary import Role


class BodyWords(TypedDict, total=False):
    """What an entry may say beside its text (L8-L15); empty words are left out."""

    agency: str
    to: str
    channel: str
    location: str
    old: str
    new: str
    reason: str
    corrects: int
    task: str
    document: str


@transaction.atomic
def open_log(case: Case) -> Log:
    """The empty log of a new case (P1.3); its first entry names a head of zeros."""
    return Log.objects.create(partnership=case.partnership, case=case)


@transaction.atomic
def partnership_log(partnership: Partnership) -> Log:
    """The log of what has no case: people, closures, agencies."""
    Partnership.objects.select_for_update().get(pk=partnership.pk)
    return Log.objects.get_or_create(partnership=partnership, case=None)[0]


@transaction.atomic(savepoint=False)
def write(
    owner: Case | Partnership,
    kind: LogKind,
    *,
    by: Actor,
    at: datetime,
    occurred_at: datetime | None = None,
    subject: Model | UUID | str | None = None,
    files: Sequence[str] = (),
    text: str = "",
    **words: Unpack[BodyWords],
) -> LogEntry:
    """Append one entry to the log of a case, or of a partnership (P0.1).

    ``files`` are SHA-256 of files in the case folder. The head of the log is locked last,
    after every other row, so that two writers always lock in the same order.
    Raises ValueError for text that is not valid Unicode, Refused for an act of the future.
    """
    require_happened(occurred_at, at)
    body = _body(by, text, words)
    case = owner if isinstance(owner, Case) else None
    calendar = _calendar(owner, at).version
    log = _lock(owner)
    head = LogEntry.objects.filter(log=log, seq=log.seq)
    last_at = head.values_list("recorded_at", flat=True).first()
    entry = LogEntry(
        log=log,
        seq=log.seq + 1,
        prev=log.head,
        recorded_at=at,
        occurred_at=occurred_at or at,
        clock_regressed=last_at is not None and at < last_at,
        actor_id=by.id,
        actor_role=_role_code(by),
        on_behalf_of=by.on_behalf_of,
        kind=kind,
        subject_ref=_reference(subject),
    )
    made_under: dict[str, Value] = {
        "files": [*files],
        "request_id": by.request_id or None,
        "config_hash": case.procedure_hash if case else "",
        "cal_version": calendar,
    }
    return _append(entry, body, made_under, owner)


@transaction.atomic
def correct(case: Case, seq: int, *, by: Actor, at: datetime, text: str) -> LogEntry:
    """A correction of entry ``seq``: both stay, the earlier is shown struck through (P0.1)."""
    if not LogEntry.objects.filter(log__case=case, seq=seq).exists():
        raise Refused(f"There is no entry {seq} in this log to correct.", "P0.1")
    return write(
        case,
        LogKind.CORRECTION,
        by=by,
        at=at,
        subject=str(seq),
        text=text,
        corrects=seq,
    )


def _lock(owner: Case | Partnership) -> Log:
    if isinstance(owner, Case):
        return Log.objects.select_for_update(of=("self",)).get(case=owner)
    log = partnership_log(owner)
    return Log.objects.select_for_update(of=("self",)).get(pk=log.pk)


def _append(
    entry: LogEntry,
    body: dict[str, Value],
    made_under: dict[str, Value],
    owner: Case | Partnership,
) -> LogEntry:
    """Seal header and body with the owner's key, store both, move the log's head on."""
    salt = secrets.token_bytes(SALT_BYTES)
    made = make_entry(header_columns(entry) | made_under, body, salt)
    entry.header, entry.body_commit = made.header, made.body_commit
    entry.entry_hash = made.entry_hash
    entry.save(force_insert=True)
    sealed_salt, sealed = seal_body(entry, salt, made.body, owner)
    LogBody.objects.create(entry=entry, salt=sealed_salt, sealed=sealed)
    entry.log.seq, entry.log.head = entry.seq, made.entry_hash
    entry.log.save(update_fields=["seq", "head"])
    return entry


def _body(by: Actor, text: str, words: BodyWords) -> dict[str, Value]:
    said: dict[str, Value] = {"by": by.name, "role": by.role}
    if by.on_behalf_name:
        said["on_behalf"] = by.on_behalf_name
    if by.done_by:
        said["done_by"] = by.done_by
    if text:
        said["text"] = text
    return said | {name: _said(one) for name, one in words.items() if one}


def _said(word: object) -> Value:
    return word if isinstance(word, int) else str(word)


def _role_code(by: Actor) -> str:
    """The role in its stored form: headers hold codes, bodies the words."""
    known = next((role.value for role in Role if role.words == by.role), "")
    return known or by.role.lower().replace(" ", "_")[:30]


def _calendar(owner: Case | Partnership, at: datetime) -> WorkingDays:
    if isinstance(owner, Case):
        return calendar_of_case(owner)
    return calendar_on(owner, london_day(at))


def _reference(subject: Model | UUID | str | None) -> str:
    if isinstance(subject, Model):
        return str(subject.pk)
    return str(subject) if subject is not None else ""
