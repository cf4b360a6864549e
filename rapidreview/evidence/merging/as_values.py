"""The merged chronology as texts, numbers, lists and None, for another program to read.

A row is named by agency, round and row number everywhere; its texts stand once, under
``dated`` or ``undated``.
"""

from rapidreview.evidence.chronology import Gap, Row
from rapidreview.evidence.merging.contradictions import Contradiction
from rapidreview.evidence.merging.events import Proposal
from rapidreview.evidence.merging.proposals import Pair
from rapidreview.evidence.merging.whole import MergedChronology

Values = dict[str, object]


def as_values(merged: MergedChronology) -> Values:
    """All of it; docs/merged-chronology.md says what each part is."""
    period = merged.period
    return {
        "period": {"from": period[0].isoformat(), "to": period[1].isoformat()}
        if period
        else None,
        "agencies": list(merged.agencies),
        "dated": [row_values(row) for row in merged.dated],
        "undated": [row_values(row) for row in merged.undated],
        "duplicates": [_proposal(one) for one in merged.duplicates],
        "contradictions": [_contradiction(one) for one in merged.contradictions],
        "gaps": [_gap(one) for one in merged.gaps],
        "outside": [
            {**named(one.row), "where": one.where.value} for one in merged.outside
        ],
        "silences": [
            {
                "from": one.after_on.isoformat(),
                "to": one.before_on.isoformat(),
                "days": one.days,
            }
            for one in merged.silences
        ],
    }


def named(row: Row) -> Values:
    """What a row is called: whose it is, of which round, and its number there."""
    return {"agency": row.agency, "round": row.round, "row": row.number}


def row_values(row: Row) -> Values:
    """A row whole: its name, its date as typed and as understood, and its texts."""
    meant = row.understood
    return {
        **named(row),
        "date_text": row.typed_date,
        "date": meant.first.isoformat() if meant.first else None,
        "end_date": meant.last.isoformat() if meant.last else None,
        "date_kind": meant.kind.value,
        "understood": meant.words,
        "end_date_text": row.end,
        "time": row.time,
        "sequence": row.sequence,
        "source": row.source,
        "subjects": list(row.subjects),
        "event": row.event,
        "action": row.action,
        "seen": row.seen,
        "comment": row.comment,
        "significance": row.significance,
    }


def _proposal(one: Proposal) -> Values:
    return {
        "rows": [named(row) for row in one.rows],
        "strength": one.strength.value,
        "within_one_agency": one.within,
        "why": one.why,
        "pairs": [_pair(pair) for pair in one.pairs],
    }


def _pair(pair: Pair) -> Values:
    return {
        "rows": [named(pair.one), named(pair.other)],
        "score": pair.score,
        "strength": pair.strength.value,
        "why": list(pair.why),
    }


def _contradiction(one: Contradiction) -> Values:
    return {
        "rows": [named(row) for row in one.rows],
        "differs": one.differs.value,
        "about": one.about,
        "words": one.words,
        "told": [{**named(each.row), "says": each.says} for each in one.tellings],
    }


def _gap(gap: Gap) -> Values:
    return {
        "agency": gap.agency,
        "after": named(gap.after),
        "before": named(gap.before),
        "from": gap.after.last.isoformat(),
        "to": gap.before.first.isoformat(),
        "days": (gap.before.first - gap.after.last).days,
    }
