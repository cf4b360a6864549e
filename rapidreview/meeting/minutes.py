"""Minutes: filed in II as Word and PDF, corrected in a next version, circulated (P0.5, P7.5)."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction

from rapidreview.casefolder import actions as casefolder
from rapidreview.casefolder.models import Document
from rapidreview.dailylog import actions as dailylog
from rapidreview.dailylog.facts import case_facts
from rapidreview.meeting import letters
from rapidreview.meeting.changed_notes import what_changed
from rapidreview.meeting.models import Meeting, Minutes
from rapidreview.meeting.noting import put_notes
from rapidreview.meeting.papers import Edition, minutes_paper, title_of
from rapidreview.meeting.readers import minutes_readers, readers_of
from rapidreview.meeting.standing import is_filed, locked
from rapidreview.people.actor import Actor
from rapidreview.people.models import User
from rapidreview.planning.spoken import listed
from rapidreview.procedure.at_the_meeting import require_past
from rapidreview.procedure.errors import (
    AlreadyDone,
    Incomplete,
    NotYet,
    Refused,
    Stale,
)
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.requirements import require_open
from rapidreview.procedure.vocabulary import Subfolder

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"


@transaction.atomic
def file_minutes(meeting: Meeting, *, by: Actor, at: datetime) -> Minutes:
    """Make the minutes from what was noted and file them in II (P7.5, P0.5).

    Raises NotYet while the meeting has not closed, AlreadyDone once they are filed.
    """
    meeting = locked(meeting)
    require_open(case_facts(meeting.case))
    if meeting.closed_at is None:
        raise NotYet("Record first when the meeting closed.", "P0.5")
    if is_filed(meeting):
        raise AlreadyDone("The minutes are filed. Correct them instead.", "P7.5")
    minutes = _keep(meeting, Edition(1), None, by=by, at=at)
    _log(minutes, LogKind.MINUTES_FILED, by=by, at=at)
    return minutes


@transaction.atomic
def correct_minutes(
    minutes: Minutes,
    *,
    what: str,
    asked_by: str,
    agreed_by: str,
    by: Actor,
    at: datetime,
    items: Mapping[str, str] | None = None,
) -> Minutes:
    """The next version, made from what stands now; the earlier stays in the folder (M25).

    ``items`` are new notes of items, by code; the version says of each what stood before and
    stands now. Whoever had the earlier version gets this one. Raises Incomplete without
    what, who asked or who agreed, Stale where there is a newer version.
    """
    meeting = locked(minutes.meeting)
    require_open(case_facts(meeting.case))
    if not (what.strip() and asked_by.strip() and agreed_by.strip()):
        raise Incomplete(
            "Say what is corrected, who asked for it, and who agreed to it.", "P0.5"
        )
    if meeting.minutes_made.filter(number__gt=minutes.number).exists():
        raise Stale("These minutes have been corrected since. Open the newest.", "P0.5")
    changed = [_rewrite(meeting, code, notes) for code, notes in (items or {}).items()]
    correction = f"{what.strip()} Asked for by {asked_by.strip()}, agreed by {agreed_by.strip()}."
    edition = Edition(
        minutes.number + 1, correction, "\n\n".join(one for one in changed if one)
    )
    corrected = _keep(meeting, edition, minutes, by=by, at=at)
    _log(corrected, LogKind.MINUTES_CORRECTED, by=by, at=at, correction=correction)
    allowed = {one.user for one in minutes_readers(meeting, at=at)}
    had = [one for one in readers_of(minutes) if one in allowed]
    if had:
        circulate(corrected, had, by=by, at=at)
    return corrected


@transaction.atomic
def circulate(
    minutes: Minutes,
    users: Iterable[User],
    *,
    by: Actor,
    at: datetime,
    occurred_at: datetime | None = None,
    with_report: str = "",
) -> Minutes:
    """Give the minutes to people who were invited; each is told by letter (P0.5, P7.6).

    The minutes of the Rapid Review meeting go with the report, which calls this and says
    which version of it comes ``with_report``. With ``occurred_at`` they had them before, so
    no letter goes. Raises
    Incomplete without people, Refused for somebody who was not of the meeting, AlreadyDone
    where all of them have it.
    """
    meeting = locked(minutes.meeting)
    require_past(occurred_at, at, "P0.5")
    require_open(case_facts(meeting.case))
    people = list(dict.fromkeys(users))
    if not people:
        raise Incomplete("Choose at least one person who gets the minutes.", "P0.5")
    allowed = {one.user for one in minutes_readers(meeting, at=at)}
    if strangers := [one.name for one in people if one not in allowed]:
        raise Refused(f"{strangers[0]} was not invited to this meeting.", "P0.5")
    have = set(readers_of(minutes))
    new = [one for one in people if one not in have]
    if not new:
        raise AlreadyDone("Everybody you chose has these minutes.", "P0.5")
    for file in (minutes.word, minutes.pdf):
        casefolder.release(file, new, at=at)
    _note_circulation(minutes, meeting, new, occurred_at or at)
    if occurred_at is None:
        letters.tell_of_minutes(minutes, new, with_report=with_report, by=by, at=at)
    dailylog.write(
        meeting.case,
        LogKind.MINUTES_CIRCULATED,
        by=by,
        at=at,
        occurred_at=occurred_at,
        subject=meeting,
        files=minutes.hashes,
        to=listed(one.name for one in new),
        channel="link by e-mail",
        document=f"{title_of(meeting)}, version {minutes.number}",
        location=casefolder.location(minutes.word),
    )
    return minutes


def _keep(
    meeting: Meeting,
    edition: Edition,
    earlier: Minutes | None,
    *,
    by: Actor,
    at: datetime,
) -> Minutes:
    """Both files of a version, in II, and its row."""
    if earlier and earlier.is_one_file:
        earlier = None  # written outside: what is made here is a document of its own
    paper = minutes_paper(meeting, edition)
    sorts = (
        ("", paper.as_docx(at), "docx", DOCX, earlier.word if earlier else None),
        (" (PDF)", paper.as_pdf(at), "pdf", PDF, earlier.pdf if earlier else None),
    )
    word, pdf = (
        casefolder.file_document(
            meeting.case,
            sort=Document.Sort.MINUTES,
            subfolder=Subfolder.II,
            title=f"{title_of(meeting)}{mark}",
            data=data,
            name=f"minutes-{meeting.sort.replace('_', '-')}-{edition.number}.{ending}",
            media_type=media_type,
            source=f"Minutes by {meeting.minute_taker}",
            by=by,
            at=at,
            subject=str(meeting.pk),
            document=before.document if before else None,
        )
        for mark, data, ending, media_type, before in sorts
    )
    return Minutes.objects.create(
        case=meeting.case,
        meeting=meeting,
        number=edition.number,
        word=word,
        pdf=pdf,
        correction=edition.correction,
        changed=edition.changed,
        made_by=by.words,
        made_at=at,
    )


def _rewrite(meeting: Meeting, code: str, notes: str) -> str:
    """Store the new notes of an item; what changed in it, in words, if anything did."""
    item = meeting.items.select_related("case").filter(code=code).first()
    if item is None:
        raise Refused("The agenda has no such item.", "P0.5")
    before = item.notes
    if notes.strip() == before:
        return ""
    put_notes(item, notes, edit_version=item.edit_version)
    return f"{item.code}. {item.title}\n{what_changed(before, item.notes)}"


def _note_circulation(
    minutes: Minutes, meeting: Meeting, new: list[User], at: datetime
) -> None:
    """The row says since when, and to whom in all; so does the meeting."""
    names = [*minutes.circulated_to.splitlines(), *(one.name for one in new)]
    minutes.circulated_at = minutes.circulated_at or at
    minutes.circulated_to = "\n".join(names)
    minutes.save(update_fields=["circulated_at", "circulated_to"])
    meeting.circulated_at = meeting.circulated_at or at
    meeting.save(update_fields=["circulated_at"])


def _log(
    minutes: Minutes,
    kind: LogKind,
    *,
    by: Actor,
    at: datetime,
    correction: str = "",
) -> None:
    dailylog.write(
        minutes.case,
        kind,
        by=by,
        at=at,
        subject=minutes.meeting,
        files=minutes.hashes,
        text=correction,
        document=f"{title_of(minutes.meeting)}, version {minutes.number}",
        location=casefolder.location(minutes.word),
    )
