"""The merged chronology of the accepted returns, as a paper of the pack (P6.1).

The one place where the pack asks for the merge: who merges better changes this.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from rapidreview.evidence.chronology import Row, merge
from rapidreview.paper.typeset import typeset


def chronology_pdf(
    rows: Sequence[Row], frame: Mapping[str, str], *, at: datetime
) -> bytes:
    """The rows of all agencies, merged: dated ones in order, the others in their block."""
    merged = merge(rows)
    content = {
        **frame,
        "title": "Merged chronology",
        "subtitle": (
            f"{len(merged.dated)} entries with a date, {len(merged.undated)} without. "
            f"Possible duplicates: {len(merged.possible_duplicates)}; both tellings stay."
        ),
        "rows": [_as_cells(row) for row in merged.dated],
        "undated": [_as_cells(row) for row in merged.undated],
    }
    return typeset("chronology", content, at=at)


def _as_cells(row: Row) -> dict[str, str]:
    return {
        "agency": row.agency,
        "understood": row.understood.words,
        "E1": row.typed_date,
        "E2": row.end,
        "E3": row.time,
        "E5": row.source,
        "E6": ", ".join(row.subjects),
        "E7": row.event,
        "E8": row.action,
        "E9": row.seen,
        "E10": row.comment,
        "E11": row.significance,
    }
