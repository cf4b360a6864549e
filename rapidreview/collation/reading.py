"""What the page of the pack shows: what is in, what is not and why, each version, who read it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from rapidreview.case.models import AccessEntry, Case
from rapidreview.casefolder.models import Release
from rapidreview.collation.attachments import CaseAttachment, attachments_of
from rapidreview.collation.content import changes_since, content_from, may_leave
from rapidreview.collation.models import GoAhead, Making, Pack
from rapidreview.collation.readers import PackReader, recipients_for
from rapidreview.collation.standing import Standing, excused, missing_of, standings
from rapidreview.paper.office_pages import converter
from rapidreview.procedure.naming import spoken_moment


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who was given a version, and when they opened it."""

    name: str
    has_it: bool
    opened: tuple[datetime, ...]

    def words(self, at: datetime) -> str:
        """How often they opened it, in words for the Team."""
        if not self.opened:
            return "not opened yet" if self.has_it else "never opened"
        times = "once" if len(self.opened) == 1 else f"{len(self.opened)} times"
        return f"opened {times}, last {spoken_moment(self.opened[-1], at)}"


@dataclass(frozen=True, slots=True)
class PackShown:
    """One version: its contents, and who was given it."""

    pack: Pack
    contents: tuple[str, ...]
    readers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class FileShown:
    """One attachment, and how it would stand in the pack."""

    file: CaseAttachment
    as_shown: str


@dataclass(frozen=True, slots=True)
class CollationShown:
    """The page as the Team and the Chair see it.

    ``changes`` is what a next version would have that the last one has not; ``making`` is
    the version that was asked for last, as long as there is something to say of it.
    """

    inside: tuple[Standing, ...]
    missing: tuple[Standing, ...]
    uncovered: tuple[Standing, ...]
    files: tuple[FileShown, ...]
    go_aheads: tuple[GoAhead, ...]
    packs: tuple[PackShown, ...]
    changes: tuple[str, ...]
    making: Making | None
    next_number: int
    readers: tuple[PackReader, ...]

    @property
    def can_be_made(self) -> bool:
        """Whether nothing stands in the way of making a pack."""
        return bool(self.inside) and not self.uncovered

    @property
    def is_being_made(self) -> bool:
        """Whether a version is on its way."""
        return self.making is not None and self.making.is_open

    @property
    def is_wanted(self) -> bool:
        """Whether making a version is the next thing to do."""
        return not self.packs or bool(self.changes)


def collation_shown(case: Case, *, at: datetime) -> CollationShown:
    """Everything the page needs, read once."""
    found = standings(case, at=at)
    missing, covered = missing_of(found), excused(case)
    files, held = may_leave(case, attachments_of(case, found))
    packs = list(case.packs.select_related("case", "version").order_by("-number"))
    content = content_from(found, files, held)
    can_convert = converter() is not None
    return CollationShown(
        inside=tuple(content.included),
        missing=tuple(missing),
        uncovered=tuple(one for one in missing if one.agency not in covered),
        files=tuple(
            FileShown(one, one.as_shown(converted=can_convert)) for one in files
        ),
        go_aheads=tuple(case.goaheads.all()),
        packs=_packs_shown(case, packs, at),
        changes=tuple(changes_since(packs[0], content) if packs else ()),
        making=_last_making(case),
        next_number=len(packs) + 1,
        readers=tuple(recipients_for(case, at=at)),
    )


def _last_making(case: Case) -> Making | None:
    last = case.makings.select_related("case").order_by("-asked_at", "-id").first()
    return None if last is None or last.state == Making.State.MADE else last


def _packs_shown(
    case: Case, packs: Sequence[Pack], at: datetime
) -> tuple[PackShown, ...]:
    readers = readers_by_pack(case, packs)
    return tuple(
        PackShown(
            pack,
            tuple(pack.contents.splitlines()),
            tuple((one.name, one.words(at)) for one in readers[pack.number]),
        )
        for pack in packs
    )


def readers_by_pack(case: Case, packs: Sequence[Pack]) -> dict[int, list[Reader]]:
    """Who was given each version and when they opened it, from the access log (P6.2).

    Only looks between its release to them and its recall: a look before it or after it
    found nothing.
    """
    numbers = {pack.version_id: pack.number for pack in packs}
    looks = defaultdict(list)
    entries = AccessEntry.objects.filter(case=case, route="open_pack").order_by("at")
    for actor, subject, at in entries.values_list("actor_id", "subject", "at"):
        looks[actor, subject].append(at)
    found: dict[int, list[Reader]] = {number: [] for number in numbers.values()}
    given = Release.objects.filter(version__in=numbers).select_related("user")
    for one in given.order_by("released_at", "user__name"):
        number = numbers[one.version_id]
        opened = [
            at
            for at in looks[one.user_id, str(number)]
            if one.released_at <= at and (not one.withdrawn_at or at < one.withdrawn_at)
        ]
        has_it = one.withdrawn_at is None
        found[number].append(Reader(one.user.name, has_it, tuple(opened)))
    return found
