"""Writing a return (P1.10): answers, chronology and attachments of a draft, saved page by page.

Every row carries the edit version of the return at which it was last changed, so that two
colleagues may write different pages at once, and neither overwrites the other unseen.
"""

import json
from collections.abc import Mapping, Sequence, Set
from datetime import datetime

from django.conf import settings
from django.db import transaction

from rapidreview.case.rows import with_case
from rapidreview.casefolder import actions as casefolder
from rapidreview.casefolder.models import Document
from rapidreview.casefolder.uploads import Upload
from rapidreview.dailylog import actions as dailylog
from rapidreview.evidence.answers import Answers
from rapidreview.evidence.form import Need, Repeat, block_number, form
from rapidreview.people.actor import Actor
from rapidreview.procedure.errors import Refused, Stale
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.vocabulary import Subfolder
from rapidreview.scoping.models import AgencyReturn, Answer, Attachment, ChronologyRow
from rapidreview.scoping.rounds import lock_draft
from rapidreview.scoping.safety import raise_if_unsafe

LONGEST_ANSWER = 20_000
MOST_ROWS = 500
MOST_BLOCKS = 30
LOCKED = frozenset({Need.PREFILLED, Need.SYSTEM})
COLUMNS = tuple(question.code for question in form().columns)


def draft_of(agency_return: AgencyReturn) -> Answers:
    """What the round says now, as the core reads it."""
    case = agency_return.case
    rows = with_case(agency_return.chronology.order_by("number"), case)
    return Answers(
        {row.code: row.text for row in with_case(agency_return.answers.all(), case)},
        tuple(json.loads(row.typed) for row in rows),
        children=agency_return.children,
        form_version=agency_return.form_version,
    )


@transaction.atomic
def save_answers(
    agency_return: AgencyReturn,
    given: Mapping[str, str],
    *,
    version: int,
    by: Actor,
    at: datetime,
) -> None:
    """Save the answers of one page, as typed; what the Partnership filled in stays.

    ``version`` is the edit version that was read. Raises Stale if one of these answers
    was changed since then, Refused for a code or a length the form does not know.
    """
    open_codes = {code: text for code, text in given.items() if _is_open(code)}
    write_answers(agency_return, open_codes, version=version, by=by, at=at)


def write_answers(
    agency_return: AgencyReturn,
    given: Mapping[str, str],
    *,
    version: int | None,
    by: Actor,
    at: datetime,
) -> None:
    """Write answers of any need: for paper, and for what signing fills in.

    Without a ``version`` whatever stands is replaced.
    """
    held = lock_draft(agency_return)
    _write(held, given, version=version, by=by, at=at)


def fill_in_signature(
    agency_return: AgencyReturn, given: Mapping[str, str], *, by: Actor, at: datetime
) -> None:
    """Fill in section J of a round whose text is closed; nothing else (P1.11)."""
    if any(not code.startswith("J") for code in given):
        raise Refused("A return that was sent is no longer changed.", "P2.3")
    _write(agency_return, given, version=None, by=by, at=at)


def _write(
    held: AgencyReturn,
    given: Mapping[str, str],
    *,
    version: int | None,
    by: Actor,
    at: datetime,
) -> None:
    for code, text in given.items():
        _require_fit(code, text)
    rows = {row.code: row for row in with_case(held.answers.all(), held.case)}
    before = {code: row.text for code, row in rows.items()}
    changed = {c: text for c, text in given.items() if text != before.get(c, "")}
    if version is not None:
        _require_fresh([rows[code] for code in changed if code in rows], version)
    if not changed:
        return
    held.edit_version += 1
    for code, text in changed.items():
        row = rows.get(code) or Answer(case=held.case, agency_return=held, code=code)
        row.text, row.edit_version = text, held.edit_version
        row.answered_at, row.answered_by = at, by.words
        row.save()
    _note_what_counts(held, changed.keys(), by=by, at=at)


@transaction.atomic
def save_chronology(
    agency_return: AgencyReturn,
    rows: Sequence[Mapping[str, str]],
    *,
    version: int | None,
    by: Actor,
    at: datetime,
) -> None:
    """Replace the chronology by ``rows`` in this order, as typed; empty rows fall out."""
    filled = [kept for row in rows if (kept := _kept(row))]
    if len(filled) > MOST_ROWS:
        raise Refused(
            f"A chronology can hold up to {MOST_ROWS} rows. Please summarise."
        )
    held = lock_draft(agency_return)
    stored = with_case(held.chronology.order_by("number"), held.case)
    if [json.loads(row.typed) for row in stored] == filled:
        return
    if version is not None:
        _require_fresh(stored, version)
    held.edit_version += 1
    held.save(update_fields=["edit_version"])
    held.chronology.all().delete()
    write_rows(held, filled)


def write_rows(agency_return: AgencyReturn, rows: Sequence[Mapping[str, str]]) -> None:
    """Chronology rows of a round that has none."""
    ChronologyRow.objects.bulk_create(
        ChronologyRow(
            case=agency_return.case,
            agency_return=agency_return,
            number=number,
            typed=json.dumps(dict(row), ensure_ascii=False),
            edit_version=agency_return.edit_version,
        )
        for number, row in enumerate(rows, start=1)
    )


@transaction.atomic
def add_block(
    agency_return: AgencyReturn, repeat: Repeat, *, by: Actor, at: datetime
) -> int:
    """One more person of the family, or one more episode; its number."""
    held = lock_draft(agency_return)
    column = {Repeat.MEMBER: "members", Repeat.EPISODE: "episodes"}.get(repeat)
    if column is None:
        raise Refused("Only the Partnership can add a child to a request.", "P1.10")
    number = blocks_shown(held, draft_of(held), repeat) + 1
    if number > MOST_BLOCKS:
        raise Refused(f"The form holds up to {MOST_BLOCKS} of these.")
    setattr(held, column, number)
    held.save(update_fields=[column])
    return number


def blocks_shown(agency_return: AgencyReturn, answers: Answers, repeat: Repeat) -> int:
    """How many blocks the form shows: those asked for and those answered, at least one."""
    if repeat is Repeat.CHILD:
        return max(answers.children, 1)
    asked = {
        Repeat.MEMBER: agency_return.members,
        Repeat.EPISODE: agency_return.episodes,
    }[repeat]
    return max(asked, answers.count(repeat), 1)


@transaction.atomic
def attach(
    agency_return: AgencyReturn, upload: Upload, *, by: Actor, at: datetime
) -> Attachment:
    """File something sent with the return in I, and list it with the round (P2.8)."""
    held = lock_draft(agency_return)
    if held.attachments.count() >= settings.MAX_ATTACHMENTS:
        raise Refused(f"You can attach up to {settings.MAX_ATTACHMENTS} files.")
    version = casefolder.file_document(
        held.case,
        sort=Document.Sort.ATTACHMENT,
        subfolder=Subfolder.I,
        title=f"{held.agency.name}, attachment: {upload.name}",
        data=upload.data,
        name=upload.name,
        media_type=upload.media_type,
        source=f"Sent with the return by {by.words}",
        by=by,
        at=at,
        agency=held.agency,
        subject=str(held.pk),
    )
    held.edit_version += 1
    held.save(update_fields=["edit_version"])
    return Attachment.objects.create(
        case=held.case, agency_return=held, version=version
    )


@transaction.atomic
def detach(attachment: Attachment, *, by: Actor, at: datetime) -> None:
    """Take a file off the return; the case folder keeps it, because nothing is lost."""
    held = lock_draft(attachment.agency_return)
    name = attachment.version.file_name
    attachment.delete()
    held.edit_version += 1
    held.save(update_fields=["edit_version"])
    dailylog.write(
        held.case,
        LogKind.NOTED_FILING,
        by=by,
        at=at,
        subject=held,
        agency=held.agency.name,
        text=f"“{name}” was taken off the return. It stays in the case folder.",
    )


def store_first_answers(
    agency_return: AgencyReturn, answers: Mapping[str, str], *, by: Actor, at: datetime
) -> None:
    """The answers a new round begins with: prefilled, or those of the round before."""
    Answer.objects.bulk_create(
        Answer(
            case=agency_return.case,
            agency_return=agency_return,
            code=code,
            text=text,
            answered_at=at,
            answered_by=by.words,
        )
        for code, text in answers.items()
    )


def _is_open(code: str) -> bool:
    """Whether the agency answers this code itself. Raises Refused for an unknown one."""
    if not form().knows(code):
        raise Refused("This page asked something that the form does not know.")
    question = form().question(code)
    return question.need not in LOCKED and question.section not in "EJ"


def _require_fit(code: str, text: str) -> None:
    if not form().knows(code) or block_number(code) > MOST_BLOCKS:
        raise Refused(f"The form has no question {code[:12]}.")
    if len(text) > LONGEST_ANSWER:
        raise Refused(
            f"{code} is too long: {len(text):,} characters of {LONGEST_ANSWER:,}. Shorten "
            "it, or attach the text as a file."
        )


def _require_fresh(rows: Sequence[Answer | ChronologyRow], version: int) -> None:
    if any(row.edit_version > version for row in rows):
        raise Stale(
            "Somebody else changed this page after you opened it. Both texts are shown "
            "below. Choose which should stay, and save again."
        )


def _kept(row: Mapping[str, str]) -> dict[str, str]:
    """The columns of a row that say something. Raises Refused for one that is too long."""
    kept = {code: row[code] for code in COLUMNS if row.get(code, "").strip()}
    if any(len(text) > LONGEST_ANSWER for text in kept.values()):
        raise Refused(
            f"A chronology entry is longer than {LONGEST_ANSWER:,} characters."
        )
    return kept


def _note_what_counts(
    agency_return: AgencyReturn, changed: Set[str], *, by: Actor, at: datetime
) -> None:
    """Keep in plain columns what checklist and alert need, and raise the alert."""
    answers = draft_of(agency_return)
    yes_no = {"yes": True, "no": False}
    agency_return.involved = yes_no.get(answers.chosen("A14"))
    agency_return.unsafe_now = yes_no.get(answers.chosen("G1"))
    agency_return.save(update_fields=["involved", "unsafe_now", "edit_version"])
    if changed & {"G1", "G2"}:
        raise_if_unsafe(agency_return, answers, by=by, at=at)
