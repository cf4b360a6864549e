"""The log on paper: its entries as the template wants them, oldest first (P0.1)."""

from collections.abc import Sequence
from datetime import datetime

from rapidreview.case.models import Case
from rapidreview.dailylog.reading import Entry
from rapidreview.paper.typeset import typeset
from rapidreview.procedure.calendar import LONDON


def print_log(case: Case, entries: Sequence[Entry], *, at: datetime) -> bytes:
    """The PDF of ``entries``, made ``at``; the same bytes for the same entries."""
    partnership = case.partnership
    ordered = sorted(entries, key=lambda one: one.seq)
    data = {
        "title": "Rapid Review Daily Log",
        "subtitle": f"Reference {case.reference}. {len(ordered)} entries.",
        "partnership": partnership.name,
        "marking": partnership.marking,
        "reference": case.reference,
        "colophon": f"Printed {_moment(at)}.",
        "entries": [_row(one) for one in ordered],
    }
    return typeset("log", data, at=at)


def _row(entry: Entry) -> dict[str, object]:
    row: dict[str, object] = {
        "number": str(entry.seq),
        "day": f"{entry.day} · {entry.occurred_at.astimezone(LONDON):%A %-d %B %Y}",
        "happened": _moment(entry.occurred_at),
        "recorded": _moment(entry.recorded_at),
        "late": entry.late,
        "by": entry.by,
        "role": entry.role,
        "on_behalf_of": entry.on_behalf,
        "kind": entry.words,
        "category": entry.category.value,
        "text": _said(entry),
        "change": f"{entry.old} → {entry.new or 'nothing'}" if entry.old else "",
        "new": "" if entry.old else entry.new,
        "reason": entry.reason,
        "location": entry.location,
    }
    numbers = {"corrects": entry.corrects, "corrected_by": entry.corrected_by}
    return row | {name: str(seq) for name, seq in numbers.items() if seq}


def _said(entry: Entry) -> str:
    """The text, after whom it concerns and how it went."""
    about = ", ".join(
        one
        for one in (
            entry.agency,
            f"to {entry.to}" if entry.to else "",
            entry.channel,
        )
        if one
    )
    if not entry.agency:
        about = about[:1].upper() + about[1:]
    return f"{about}. {entry.text}" if about and entry.text else about or entry.text


def _moment(instant: datetime) -> str:
    return f"{instant.astimezone(LONDON):%-d %B %Y, %H:%M}"
