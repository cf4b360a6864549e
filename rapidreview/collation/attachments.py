"""What came with a return and may go to the group, if somebody of the Team says so (P6.2).

An attachment names people and no label can be put over it, so none goes into the pack
unless it was marked for release. A return whose answers are in a document is marked too.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath
from uuid import UUID

from django.db import transaction

from rapidreview.case.models import Case
from rapidreview.case.rows import share, with_case
from rapidreview.casefolder.models import DocumentVersion
from rapidreview.collation.key import key_of
from rapidreview.collation.models import ReleaseMark
from rapidreview.collation.standing import Standing, standings
from rapidreview.dailylog import actions as dailylog
from rapidreview.dailylog.facts import case_facts
from rapidreview.evidence.pseudonyms import Key, pseudonymise
from rapidreview.paper.office_pages import SUFFIXES
from rapidreview.people.actor import Actor
from rapidreview.procedure.errors import AlreadyDone, Incomplete
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.requirements import require_open
from rapidreview.scoping.models import AgencyReturn, Attachment

JOINTS = re.compile(r"[\s._\-]+")
LONGEST_TITLE = 120
THE_RETURN = "The return as it came"


@dataclass(frozen=True, slots=True)
class CaseAttachment:
    """One file that came with an accepted return, and what was decided about it last."""

    version: DocumentVersion
    received: AgencyReturn
    agency: str
    suggested: str
    mark: ReleaseMark | None

    @property
    def released(self) -> bool:
        """Whether it goes to the group."""
        return self.mark is not None and self.mark.released

    @property
    def title(self) -> str:
        """What it is called in the pack."""
        return (self.mark.title if self.mark else "") or self.suggested

    def as_shown(self, *, converted: bool) -> str:
        """How it would stand in the pack, before it is made."""
        if self.version.media_type == "application/pdf":
            return "its pages"
        if self.version.media_type.startswith("image/"):
            return "one page with the picture"
        if self.version.media_type in SUFFIXES and converted:
            return "pages made from the document"
        return "attached to the PDF as a file: it cannot be turned into pages here"


def attachments_of(case: Case, found: Sequence[Standing]) -> list[CaseAttachment]:
    """Every file that came with the accepted rounds in ``found``, in their order."""
    rounds = {one.accepted.pk: one for one in found if one.accepted}
    marks = _latest_marks(case)
    key = key_of(case)
    files = {pk: _whole_return(standing) for pk, standing in rounds.items()}
    sent = Attachment.objects.filter(agency_return__in=rounds).select_related("version")
    for one in with_case(sent, case):
        one.version.case = case
        files[one.agency_return_id].append((one.version, ""))
    for sent_with in files.values():
        sent_with.sort(key=lambda one: (one[0].filed_at, one[0].file_name))
    return [
        CaseAttachment(
            version,
            standing.accepted,
            standing.agency,
            called or _suggested(version.file_name, key),
            marks.get(version.pk),
        )
        for pk, standing in rounds.items()
        for version, called in files[pk]
        if standing.accepted
    ]


def attachment_on(
    case: Case, version_id: UUID, *, at: datetime
) -> CaseAttachment | None:
    """One of them by its version; None where it did not come with an accepted return."""
    found = attachments_of(case, standings(case, at=at))
    return next((one for one in found if one.version.pk == version_id), None)


def as_marked(file: CaseAttachment) -> dict[str, str]:
    """What the form begins with: the last decision, and a title without names."""
    kept = {"title": file.title}
    if file.mark:
        kept["released"] = "yes" if file.mark.released else "no"
    return kept


@transaction.atomic
def mark_attachment(
    file: CaseAttachment,
    *,
    released: bool,
    title: str,
    reason: str,
    by: Actor,
    at: datetime,
) -> ReleaseMark:
    """Say whether the file goes to the group, under which title, and why (P6.2).

    Raises Incomplete without a reason or, where it goes, a title; AlreadyDone where that
    is how it stands.
    """
    case = Case.objects.select_for_update(of=("self",)).get(pk=file.received.case_id)
    require_open(case_facts(case))
    if not reason.strip():
        raise Incomplete("Say why.", "P6.2")
    if released and not title.strip():
        raise Incomplete("Say what it is called in the pack.", "P6.2")
    mark = _latest_marks(case).get(file.version.pk)
    before = (mark.released, mark.title) if mark else (False, "")
    given = (released, title.strip() if released else "")
    if mark is not None and before == given:
        raise AlreadyDone("That is how it stands already.", "P6.2")
    made = ReleaseMark.objects.create(
        case=case,
        version=file.version,
        released=released,
        title=given[1],
        reason=reason.strip(),
        marked_by=by.words,
        marked_at=at,
    )
    for_the_group = "For release to the group" if released else "Not for the group"
    dailylog.write(
        case,
        LogKind.ATTACHMENT_MARKED,
        by=by,
        at=at,
        subject=file.version,
        files=(file.version.sha256,),
        agency=file.agency,
        document=file.title,
        text=f"{for_the_group}.",
        reason=made.reason,
    )
    return made


def _latest_marks(case: Case) -> dict[UUID, ReleaseMark]:
    """The last word on each file, by its version."""
    found = ReleaseMark.objects.filter(case=case).order_by("marked_at", "id")
    marks = {one.version_id: one for one in found}
    share(case, *marks.values())
    return marks


def _whole_return(standing: Standing) -> list[tuple[DocumentVersion, str]]:
    """The document of a return whose answers are in it and nowhere else."""
    row = standing.accepted
    if row is None or row.document is None or not row.answers_in_document:
        return []
    share(row.case, row.document)
    return [(row.document, THE_RETURN)]


def _suggested(file_name: str, key: Key) -> str:
    """A title made of the file's name: labels for names, and no joints that hide them."""
    words = JOINTS.sub(" ", PurePath(file_name).stem).strip()
    hidden = pseudonymise(words, key)[:LONGEST_TITLE] or "Attachment"
    return hidden[0].upper() + hidden[1:]
