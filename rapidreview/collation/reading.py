"""What the page of the pack shows: who is in, who is not and why, and each version."""

from dataclasses import dataclass
from datetime import datetime

from rapidreview.case.models import Case
from rapidreview.collation.models import GoAhead, Pack
from rapidreview.collation.readers import PackReader, readers_of, recipients_for
from rapidreview.collation.standing import Standing, excused, missing_of, standings


@dataclass(frozen=True, slots=True)
class PackShown:
    """One version: its contents, and who has it."""

    pack: Pack
    contents: tuple[str, ...]
    readers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CollationShown:
    """The page as the Team and the Chair see it."""

    inside: tuple[Standing, ...]
    missing: tuple[Standing, ...]
    uncovered: tuple[Standing, ...]
    go_aheads: tuple[GoAhead, ...]
    packs: tuple[PackShown, ...]
    next_number: int
    readers: tuple[PackReader, ...]

    @property
    def can_be_made(self) -> bool:
        """Whether nothing stands in the way of making a pack."""
        return bool(self.inside) and not self.uncovered


def collation_shown(case: Case, *, at: datetime) -> CollationShown:
    """Everything the page needs, read once."""
    found = standings(case, at=at)
    missing = missing_of(found)
    covered = excused(case)
    packs = case.packs.select_related("version").order_by("-number")
    shown = [
        PackShown(
            pack,
            tuple(pack.contents.splitlines()),
            tuple(one.name for one in readers_of(pack)),
        )
        for pack in packs
    ]
    return CollationShown(
        inside=tuple(one for one in found if one.accepted),
        missing=tuple(missing),
        uncovered=tuple(one for one in missing if one.agency not in covered),
        go_aheads=tuple(case.goaheads.all()),
        packs=tuple(shown),
        next_number=len(shown) + 1,
        readers=tuple(recipients_for(case, at=at)),
    )
