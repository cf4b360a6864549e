"""A pack that was made outside, and given to the group, before the case was taken in (P14.6)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from rapidreview.case.models import Case
from rapidreview.casefolder import actions as casefolder
from rapidreview.casefolder.models import Document, DocumentVersion
from rapidreview.casefolder.uploads import Upload
from rapidreview.collation.models import Pack
from rapidreview.collation.readers import recipients_for
from rapidreview.dailylog import actions as dailylog
from rapidreview.dailylog.facts import case_facts
from rapidreview.people.actor import Actor
from rapidreview.people.models import User
from rapidreview.procedure.errors import Incomplete, Refused
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.requirements import require_open
from rapidreview.procedure.true_dates import require_in_order, require_since_the_call
from rapidreview.procedure.vocabulary import Subfolder

MADE_OUTSIDE = "Made before the case was taken in; in its document as it was."


@dataclass(frozen=True, slots=True)
class PackBefore:
    """A pack as it was made: its document, when, by whom; when it was given to whom.

    ``readers`` are people of the group with an account, who may open it here from now on;
    ``also_to`` names others, in words. Without ``released_at`` it was given to nobody yet.
    """

    document: Upload
    made_at: datetime
    done_by: str
    released_at: datetime | None = None
    readers: tuple[User, ...] = ()
    also_to: str = ""


@transaction.atomic
def take_in_pack(case: Case, given: PackBefore, *, by: Actor, at: datetime) -> Pack:
    """File the pack as its next version, with the true moments; nobody is written to.

    Raises Refused for moments that cannot be or somebody not of the group, Incomplete where
    it was given to nobody that is named.
    """
    case = (
        Case.objects.select_for_update(of=("self",))
        .select_related("partnership")
        .get(pk=case.pk)
    )
    _require_sense(case, given, at)
    actor, number = by.entering(given.done_by), case.packs.count() + 1
    version = _file(case, given, by=actor, at=at)
    pack = Pack.objects.create(
        case=case,
        version=version,
        number=number,
        contents=MADE_OUTSIDE,
        made_at=given.made_at,
        released_at=given.released_at,
    )
    _log(
        pack,
        LogKind.RETURNS_COLLATED,
        given.made_at,
        text=pack.contents,
        location=casefolder.location(version),
        by=actor,
        at=at,
    )
    if given.released_at is not None:
        casefolder.release(version, given.readers, at=given.released_at)
        told = [*(one.name for one in given.readers), given.also_to.strip()]
        to = ", ".join(filter(None, told))
        _log(pack, LogKind.PACK_RELEASED, given.released_at, to=to, by=actor, at=at)
    return pack


def _require_sense(case: Case, given: PackBefore, at: datetime) -> None:
    facts = case_facts(case)
    require_open(facts)
    require_since_the_call(facts, given.made_at, at)
    if given.released_at is None:
        return
    require_in_order(
        [("the pack was made", given.made_at), ("it was given", given.released_at)], at
    )
    if not given.readers and not given.also_to.strip():
        raise Incomplete("Say who was given the pack.", "P6.2")
    _require_group(case, given.readers, at)


def _require_group(case: Case, readers: Sequence[User], at: datetime) -> None:
    allowed = {one.user for one in recipients_for(case, at=at)}
    if strangers := [one.name for one in readers if one not in allowed]:
        raise Refused(f"{strangers[0]} is not of the group of this case.", "P6.2")


def _file(case: Case, given: PackBefore, *, by: Actor, at: datetime) -> DocumentVersion:
    return casefolder.file_document(
        case,
        sort=Document.Sort.PACK,
        subfolder=Subfolder.I,
        title="Collation pack",
        data=given.document.data,
        name=given.document.name,
        media_type=given.document.media_type,
        source=f"Made before by {given.done_by}",
        by=by,
        at=at,
        document=case.documents.filter(sort=Document.Sort.PACK).first(),
        occurred_at=given.made_at,
    )


def _log(
    pack: Pack,
    kind: LogKind,
    occurred_at: datetime,
    *,
    by: Actor,
    at: datetime,
    text: str = "",
    to: str = "",
    location: str = "",
) -> None:
    dailylog.write(
        pack.case,
        kind,
        by=by,
        at=at,
        occurred_at=occurred_at,
        subject=pack,
        files=(pack.version.sha256,),
        text=text,
        to=to,
        location=location,
        document=f"Collation pack, version {pack.number}",
    )
