"""Which procedure a partnership follows: those it loaded, and from which day on (4.1)."""

import json
from datetime import date, datetime
from functools import lru_cache
from uuid import UUID

from django.db import transaction

from rapidreview.people.actor import Actor
from rapidreview.people.models import LoadedProcedure, Partnership, User
from rapidreview.procedure.definition import (
    Procedure,
    require_new_version,
    shipped,
    shipped_ids,
)
from rapidreview.procedure.loaded import Loaded, from_said, shipped_whole


def in_force(partnership: Partnership, on: date) -> Procedure:
    """The procedure that a case follows whose first day is ``on``.

    Until one is put in force it is the shipped one the partnership was founded with.
    """
    rows = partnership.procedures_in_force.filter(from_day__lte=on)
    newest = rows.select_related("procedure").last()
    return procedure_of(newest.procedure) if newest else shipped(partnership.procedure)


def procedure_of(row: LoadedProcedure) -> Procedure:
    """The procedure that a row keeps, made once by each process."""
    return kept(row.partnership_id, row.name, row.hash)


def kept(partnership_id: UUID, name: str, digest: str) -> Procedure:
    """The procedure of this name and hash: the shipped one, or as the partnership loaded it.

    Raises LoadedProcedure.DoesNotExist where neither is there: then a case has lost its
    procedure, and nobody may guess another.
    """
    if name in shipped_ids() and shipped(name).hash == digest:
        return shipped(name)
    return _kept(partnership_id, digest)


@lru_cache(maxsize=64)
def _kept(partnership_id: UUID, digest: str) -> Procedure:
    row = LoadedProcedure.objects.filter(partnership_id=partnership_id, hash=digest)
    return from_said(json.loads(row[:1].get().said), digest)


@transaction.atomic
def keep(
    partnership: Partnership, loaded: Loaded, *, by: Actor, at: datetime
) -> LoadedProcedure:
    """Keep a procedure with the partnership; the same text is kept once.

    Raises Refused where its name and version are known with another text (T-42).
    """
    procedure = loaded.procedure
    known = partnership.procedures.filter(name=procedure.id)
    require_new_version(procedure, known.values_list("name", "version", "hash"))
    given = {"name": procedure.id, "version": procedure.version}
    row, _ = partnership.procedures.get_or_create(
        **given,
        defaults={
            "title": procedure.title,
            "hash": procedure.hash,
            "written": loaded.written,
            "said": json.dumps(loaded.said),
            "loaded_at": at,
            "loaded_by": User.objects.filter(pk=by.id).first(),
        },
    )
    return row


def keep_shipped(
    partnership: Partnership, procedure: Procedure, *, by: Actor, at: datetime
) -> LoadedProcedure | None:
    """Keep a shipped procedure that a case is going to follow, so that no later release
    changes the case; None where this version is kept already."""
    known = partnership.procedures.filter(name=procedure.id, version=procedure.version)
    if procedure.id not in shipped_ids() or known.exists():
        return None
    return keep(partnership, shipped_whole(procedure.id), by=by, at=at)
