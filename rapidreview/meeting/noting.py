"""The notes of a meeting, item by item, while it goes on and until its minutes are filed (M19)."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from rapidreview.dailylog import actions as dailylog
from rapidreview.dailylog.facts import case_facts
from rapidreview.meeting.attending import Came, record_attendance
from rapidreview.meeting.models import AgendaItem, Meeting
from rapidreview.meeting.standing import is_filed
from rapidreview.people.actor import Actor
from rapidreview.procedure.errors import AlreadyDone, Refused, Stale
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.requirements import require_open


@transaction.atomic
def save_room(
    meeting: Meeting,
    came: Sequence[Came],
    noted: Sequence[tuple[str, str, int]],
    *,
    read: int,
    by: Actor,
    at: datetime,
    occurred_at: datetime | None = None,
) -> None:
    """Save what somebody typed while the meeting goes on: attendance, and notes (P7.1).

    ``noted`` are code, notes and the version read of each item that they changed; ``read``
    is the meeting's. All of it is stored, or nothing. Raises what the two below raise.
    """
    if came:
        record_attendance(
            meeting, came, edit_version=read, by=by, at=at, occurred_at=occurred_at
        )
    for code, notes, version in noted:
        write_item(
            meeting,
            code,
            notes,
            edit_version=version,
            by=by,
            at=at,
            occurred_at=occurred_at,
        )


@transaction.atomic
def write_item(
    meeting: Meeting,
    code: str,
    notes: str,
    *,
    edit_version: int,
    by: Actor,
    at: datetime,
    occurred_at: datetime | None = None,
) -> AgendaItem:
    """Write what was said on one item of the agenda (P7.1).

    Raises Stale where somebody wrote there after ``edit_version`` was read, AlreadyDone once
    the minutes are filed: then they are corrected, and it is said who asked.
    """
    require_open(case_facts(meeting.case))
    if is_filed(meeting):
        raise AlreadyDone("The minutes are filed. Correct the minutes instead.", "P7.5")
    item = meeting.items.select_related("case").filter(code=code).first()
    if item is None:
        raise Refused("The agenda has no such item.", "P7.1")
    put_notes(item, notes, edit_version=edit_version)
    dailylog.write(
        meeting.case,
        LogKind.MEETING_NOTED,
        by=by,
        at=at,
        occurred_at=occurred_at,
        subject=meeting,
        text=f"{item.code}, {item.title}",
    )
    return item


def put_notes(item: AgendaItem, notes: str, *, edit_version: int) -> None:
    """Store the notes, if they are still those that were read. Raises Stale."""
    same = AgendaItem.objects.filter(pk=item.pk, edit_version=edit_version)
    if same.update(edit_version=edit_version + 1) != 1:
        raise Stale(
            f"Somebody wrote under {item.code} after you opened it. Compare both below. "
            "Nothing of yours is stored yet.",
            "P7.1",
        )
    item.edit_version, item.notes = edit_version + 1, notes.strip()
    item.save(update_fields=["notes", "edit_version"])
