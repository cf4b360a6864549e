"""Rows of the chronology that were kept elsewhere: read from a file or pasted, then added (E)."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from rapidreview.evidence.foreign_tables import unsourced
from rapidreview.paper import limited
from rapidreview.paper.refusal import Refusal
from rapidreview.paper.table_reading import ReadTable, read_text
from rapidreview.people.actor import Actor
from rapidreview.procedure.errors import Incomplete, Refused
from rapidreview.scoping.answering import draft_of, save_chronology
from rapidreview.scoping.models import AgencyReturn
from rapidreview.scoping.rounds import lock_draft


def table_of_file(file: UploadedFile) -> ReadTable:
    """The table of a file, read in a process of its own. Raises Refused in words."""
    data = file.read(settings.MAX_UPLOAD_BYTES + 1)
    try:
        return limited.read_table(data, file.name or "")
    except Refusal as refusal:
        raise Refused(refusal.words) from refusal


def table_of_text(pasted: str) -> ReadTable:
    """The table of rows that were pasted. Raises Refused in words."""
    try:
        return read_text(pasted)
    except Refusal as refusal:
        raise Refused(refusal.words) from refusal


@transaction.atomic
def add_rows(
    agency_return: AgencyReturn,
    rows: Sequence[Mapping[str, str]],
    *,
    by: Actor,
    at: datetime,
) -> None:
    """Add rows below those that stand in the chronology (P1.11).

    Raises Incomplete for a row without its source, Refused for more rows than it holds.
    """
    held = lock_draft(agency_return)
    if not rows:
        raise Incomplete("There is no row to add.", "P1.11")
    if missing := unsourced(rows):
        listed = ", ".join(map(str, missing[:12]))
        raise Incomplete(f"Say where these rows come from: {listed}.", "P1.11")
    stands = draft_of(held).rows
    save_chronology(held, [*stands, *rows], version=None, by=by, at=at)
