"""What goes into a pack now, and how that differs from an earlier version (P6.1)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from rapidreview.case.models import Case
from rapidreview.case.rows import with_case
from rapidreview.collation.attachments import CaseAttachment, attachments_of
from rapidreview.collation.models import Included, Pack
from rapidreview.collation.standing import Standing, missing_of, standings
from rapidreview.parallel.held import Held
from rapidreview.parallel.reading import held_in
from rapidreview.procedure.disclosure import Way


@dataclass(frozen=True, slots=True)
class Content:
    """The agencies as they stand, the attachments that are marked for release, and what
    stays out because it is held (P14.7)."""

    found: tuple[Standing, ...]
    attachments: tuple[CaseAttachment, ...]
    held: Held

    @property
    def included(self) -> list[Standing]:
        """The agencies whose return is in."""
        return [one for one in self.found if one.accepted]

    @property
    def missing(self) -> list[Standing]:
        """The agencies whose return is not, each with why."""
        return missing_of(list(self.found))

    @property
    def files(self) -> frozenset[tuple[UUID, UUID | None, str]]:
        """What exactly is in: each round, and each file under its title."""
        rounds = {(one.accepted.pk, None, "") for one in self.found if one.accepted}
        rows = {
            (one.received.pk, one.version.pk, one.title) for one in self.attachments
        }
        return frozenset(rounds | rows)

    def of(self, standing: Standing) -> list[CaseAttachment]:
        """The attachments of one agency's return."""
        return [one for one in self.attachments if one.received == standing.accepted]

    def lines(self) -> list[str]:
        """The content in words, one line each."""
        lines = []
        for one in self.included:
            lines.append(f"In: {one.words}")
            lines += [f"In: {one.agency}, attachment: {a.title}" for a in self.of(one)]
        missing = [f"Missing: {one.words}" for one in self.missing]
        return [*lines, "In: merged chronology", *missing]


def content_of(case: Case, *, at: datetime) -> Content:
    """What goes in if the pack is made at ``at``."""
    found = standings(case, at=at)
    return content_from(found, *may_leave(case, attachments_of(case, found)))


def content_from(
    found: Sequence[Standing], files: Iterable[CaseAttachment], held: Held
) -> Content:
    """The content as these files make it: those that are marked go in."""
    return Content(tuple(found), tuple(one for one in files if one.released), held)


def may_leave(
    case: Case, files: Iterable[CaseAttachment]
) -> tuple[list[CaseAttachment], Held]:
    """The files without those that are held, and what else is (P14.7)."""
    held = held_in(case, leaving=Way.PACK)
    return [one for one in files if not held.hides_document(one.version.pk)], held


def changes_since(pack: Pack, content: Content) -> list[str]:
    """What ``content`` has that an earlier version had not, and the reverse, in words.

    For a pack that was made outside only that it cannot be said.
    """
    before = _rows(pack)
    if not before:
        return [f"What version {pack.number} held was not recorded here."]
    return [*_returns(before, content), *_files(before, content)]


def record(pack: Pack, content: Content) -> None:
    """Keep what is in this version."""
    Included.objects.bulk_create(
        Included(case=pack.case, pack=pack, received=one.accepted)
        for one in content.included
    )
    Included.objects.bulk_create(
        Included(
            case=pack.case,
            pack=pack,
            received=one.received,
            attachment=one.version,
            title=one.title,
        )
        for one in content.attachments
    )


def latest_pack(case: Case) -> Pack | None:
    """The newest version, recalled or not."""
    return case.packs.select_related("case").order_by("-number").first()


def _rows(pack: Pack) -> list[Included]:
    held = pack.included.select_related("received__agency")
    return with_case(held, pack.case)


def _returns(before: Sequence[Included], content: Content) -> Iterable[str]:
    earlier = {
        row.received.agency_id: row.received for row in before if not row.attachment_id
    }
    for one in content.included:
        was = earlier.pop(one.agency_id, None)
        if was is None:
            yield f"Added: {one.words}"
        elif one.accepted and was.pk != one.accepted.pk:
            yield f"Replaced: {one.words}, in place of round {was.round}"
    for gone in earlier.values():
        yield f"Taken out: {gone.agency.name}"


def _files(before: Sequence[Included], content: Content) -> Iterable[str]:
    earlier = {row.attachment_id: row for row in before if row.attachment_id}
    for one in content.attachments:
        was = earlier.pop(one.version.pk, None)
        if was is None:
            yield f"Attachment added: {one.agency}, {one.title}"
        elif was.title != one.title:
            yield f"Attachment renamed: {one.agency}, {one.title}"
    for gone in earlier.values():
        yield f"Attachment taken out: {gone.received.agency.name}, {gone.title}"
