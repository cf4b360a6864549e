"""The Chair's go-ahead, the pack, its release to named people, and its recall (P6.1, P6.2)."""

from collections.abc import Iterable
from datetime import datetime
from tempfile import TemporaryFile

from django.db import transaction

from rapidreview.case.models import Case
from rapidreview.casefolder import actions as casefolder
from rapidreview.casefolder.models import Document
from rapidreview.collation.binding import bind
from rapidreview.collation.content import (
    Content,
    changes_since,
    latest_pack,
    record,
)
from rapidreview.collation.letters import tell
from rapidreview.collation.models import GoAhead, Pack
from rapidreview.collation.readers import readers_of, recipients_for
from rapidreview.collation.settled import content_to_collate, locked
from rapidreview.collation.standing import excused, missing_of, standings
from rapidreview.dailylog import actions as dailylog
from rapidreview.dailylog.facts import case_facts
from rapidreview.people.actor import Actor
from rapidreview.people.models import User
from rapidreview.procedure.errors import AlreadyDone, Incomplete, NotYet, Refused
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.requirements import require_open
from rapidreview.procedure.vocabulary import Subfolder


@transaction.atomic
def give_go_ahead(
    case: Case,
    *,
    reason: str,
    by: Actor,
    at: datetime,
    occurred_at: datetime | None = None,
) -> GoAhead:
    """The Chair's recorded decision to collate without the returns that are missing (4.2 s).

    It covers the agencies that are missing now, even if it was given earlier. Raises Incomplete without a reason,
    Refused if nothing is missing, AlreadyDone if all of them are covered.
    """
    require_open(case_facts(case))
    if not reason.strip():
        raise Incomplete("Say why the pack may be made without them.", "P6.1")
    missing = [one.agency for one in missing_of(standings(case, at=at))]
    if not missing:
        raise Refused("Every return is settled: no go-ahead is needed.", "P6.1")
    if not set(missing) - excused(case):
        raise AlreadyDone("The go-ahead for these agencies has been given.", "P6.1")
    given = GoAhead.objects.create(
        case=case,
        missing="\n".join(missing),
        reason=reason.strip(),
        given_by=by.words,
        given_at=occurred_at or at,
    )
    dailylog.write(
        case,
        LogKind.GO_AHEAD_GIVEN,
        by=by,
        at=at,
        occurred_at=occurred_at,
        subject=given,
        text=f"Without: {', '.join(missing)}.",
        reason=given.reason,
    )
    return given


@transaction.atomic
def collate(case: Case, *, by: Actor, at: datetime) -> Pack:
    """Make the next version of the pack at once, and file it (P6.1).

    For commands, which wait; a page asks for it with ``making.ask_for_pack``. Raises what
    ``content_to_collate`` raises.
    """
    case = locked(case)
    content, number = content_to_collate(case, at=at), case.packs.count() + 1
    with TemporaryFile() as made:
        bind(case, content, made, number=number, made_by=by.words, at=at)
        made.seek(0)
        return file_pack(case, content, made.read(), by=by, at=at)


@transaction.atomic
def file_pack(
    case: Case, content: Content, data: bytes, *, by: Actor, at: datetime
) -> Pack:
    """File a pack that was made of ``content`` as the next version in I (P6.1, P1.17)."""
    number = case.packs.count() + 1
    version = casefolder.file_document(
        case,
        sort=Document.Sort.PACK,
        subfolder=Subfolder.I,
        title="Collation pack",
        data=data,
        name=f"collation-pack-{number}.pdf",
        media_type="application/pdf",
        source="Rapid Review",
        by=by,
        at=at,
        document=case.documents.filter(sort=Document.Sort.PACK).first(),
    )
    earlier = latest_pack(case)
    pack = Pack.objects.create(
        case=case,
        version=version,
        number=number,
        contents="\n".join(content.lines()),
        made_at=at,
    )
    changes = changes_since(earlier, content) if earlier else []
    record(pack, content)
    dailylog.write(
        case,
        LogKind.RETURNS_COLLATED,
        by=by,
        at=at,
        subject=pack,
        files=(version.sha256,),
        text="\n".join([pack.contents, *changes]),
        location=casefolder.location(version),
        document=f"Collation pack, version {number}",
    )
    return pack


@transaction.atomic
def release(pack: Pack, users: Iterable[User], *, by: Actor, at: datetime) -> Pack:
    """Give the pack to named people of the group, each told by letter (P6.2, 4.2 i).

    Raises Incomplete without people, Refused for somebody not of the group or a version that
    was recalled, AlreadyDone if
    all of them have it.
    """
    pack = _locked(pack)
    require_open(case_facts(pack.case))
    people = list(dict.fromkeys(users))
    if not people:
        raise Incomplete("Choose at least one person to release the pack to.", "P6.2")
    if pack.recalled_at is not None:
        raise Refused(
            "This version was recalled. Make a new version and release that.", "P6.2"
        )
    allowed = {one.user for one in recipients_for(pack.case, at=at)}
    if strangers := [one.name for one in people if one not in allowed]:
        raise Refused(f"{strangers[0]} is not of the group of this case.", "P6.2")
    have = set(readers_of(pack))
    new = [one for one in people if one not in have]
    if not new:
        raise AlreadyDone("Everybody you chose has this pack.", "P6.2")
    casefolder.release(pack.version, new, at=at)
    pack.released_at = pack.released_at or at
    pack.save(update_fields=["released_at"])
    for one in new:
        tell("pack_released", pack, one, by=by, at=at)
    dailylog.write(
        pack.case,
        LogKind.PACK_RELEASED,
        by=by,
        at=at,
        subject=pack,
        files=(pack.version.sha256,),
        to=", ".join(one.name for one in new),
        channel="link by e-mail",
        document=f"Collation pack, version {pack.number}",
    )
    return pack


@transaction.atomic
def recall(pack: Pack, *, reason: str, by: Actor, at: datetime) -> Pack:
    """Take the pack back from everybody, who are told; from now on nobody finds it (P6.2).

    Raises Incomplete without a reason, NotYet before a release, AlreadyDone after a recall.
    """
    pack = _locked(pack)
    if not reason.strip():
        raise Incomplete("Say why the pack is recalled.", "P6.2")
    if pack.released_at is None:
        raise NotYet("This pack has not been released.", "P6.2")
    if pack.recalled_at is not None:
        raise AlreadyDone("This pack has been recalled.", "P6.2")
    had = readers_of(pack)
    casefolder.withdraw(pack.version, at=at)
    pack.recalled_at = at
    pack.save(update_fields=["recalled_at"])
    for one in had:
        tell("pack_recalled", pack, one, by=by, at=at)
    dailylog.write(
        pack.case,
        LogKind.PACK_RECALLED,
        by=by,
        at=at,
        subject=pack,
        to=", ".join(one.name for one in had),
        reason=reason.strip(),
        document=f"Collation pack, version {pack.number}",
    )
    return pack


def _locked(pack: Pack) -> Pack:
    """The row itself, held: two people who press at once come one after the other."""
    rows = Pack.objects.select_for_update(of=("self",))
    return rows.select_related("case__partnership", "version").get(pk=pack.pk)
