"""The pack of a case, bound: each accepted return with its attachments, one chronology (P6.1).

Each paper is set, put into the spool and let go; the pack is written from there. Memory
holds one paper at a time, one attachment at a time, and the answers as text.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from time import monotonic
from typing import BinaryIO

from rapidreview.case.models import Case
from rapidreview.casefolder import storage
from rapidreview.collation.attachments import CaseAttachment
from rapidreview.collation.chronology_paper import chronology_pdf
from rapidreview.collation.content import Content, changes_since, latest_pack
from rapidreview.collation.key import key_of
from rapidreview.collation.models import GoAhead
from rapidreview.collation.papers import named_in, return_pdf, rows_of
from rapidreview.collation.standing import Standing
from rapidreview.evidence.answers import Answers
from rapidreview.evidence.pseudonyms import Key, pseudonymise
from rapidreview.paper.office_pages import converter
from rapidreview.paper.pack import Part, write_pack
from rapidreview.paper.pack_attachment import Beside, sheet, shown
from rapidreview.paper.spool import Piece, Spool
from rapidreview.procedure.errors import Refused
from rapidreview.scoping.answering import draft_of
from rapidreview.scoping.prefilled import in_full

MOST_BYTES = 200 * 1024**2
# A conversion may take half a minute, and the worker has four for the whole pack.
CONVERTING_SECONDS = 90
NAMES = "Names in returns and chronology are replaced by labels. "
GUARD = (
    "For the people it was released to, and nobody else. {names}It can still identify a "
    "family, so guard it as you would the originals."
)
AS_THEY_CAME = "Attachments stand as they were sent: they may name people. "
ON_THE_SHEET = "It stands as it was sent: names in it are not replaced by labels."
Told = Callable[[int, int], None]


@dataclass
class _Binding:
    """One pack while it is bound: where its papers go and what all of them carry."""

    case: Case
    content: Content
    key: Key
    spool: Spool
    at: datetime
    convert_until: float

    @property
    def frame(self) -> dict[str, str]:
        return {
            "partnership": self.case.partnership.name,
            "marking": self.case.partnership.marking,
            "reference": self.case.reference,
        }

    def keep(self, paper: bytes) -> Piece:
        """Put a paper into the spool. Raises Refused where the pack grows too large."""
        kept = self.spool.add(paper)
        if self.spool.size > MOST_BYTES:
            most = MOST_BYTES // 1024**2
            raise Refused(
                f"The pack would be larger than {most} MB. Mark fewer attachments for "
                "release and make it again.",
                "P6.1",
            )
        return kept

    def converter(self) -> Path | None:
        """LibreOffice, as long as there is time for it."""
        return converter() if monotonic() < self.convert_until else None


def bind(
    case: Case,
    content: Content,
    into: BinaryIO,
    *,
    number: int,
    made_by: str,
    at: datetime,
    told: Told = lambda done, steps: None,
) -> int:
    """Write the pack into a file and say how many pages it has.

    ``told`` hears after each step how many of how many are done. Raises Refused where it
    would be too large, CannotOpen where a file is not what was filed, CannotCollate.
    """
    told_of = [
        (one, draft_of(one.accepted)) for one in content.included if one.accepted
    ]
    key = key_of(case, named_in([answers for _, answers in told_of]))
    told_of = [(one, _without_held(content, one, told)) for one, told in told_of]
    steps, done = len(told_of) + len(content.attachments) + 2, 0
    told(done, steps)
    with Spool() as spool:
        binding = _Binding(
            case, content, key, spool, at, monotonic() + CONVERTING_SECONDS
        )
        parts: list[Part] = []
        for step in _papers(binding, told_of):
            parts += step
            done += 1
            told(done, steps)
        pages = _write(binding, parts, into, number=number, made_by=made_by)
    told(steps, steps)
    return pages


def _papers(
    binding: _Binding, told_of: list[tuple[Standing, Answers]]
) -> Iterator[list[Part]]:
    rows = []
    for standing, answers in told_of:
        yield [_return(binding, standing, answers)]
        for number, file in enumerate(binding.content.of(standing), start=1):
            yield _attachment(binding, file, number)
        rows += rows_of(standing, answers, binding.key)
    paper = chronology_pdf(rows, binding.frame, at=binding.at)
    yield [Part("Merged chronology", binding.keep(paper))]


def _without_held(content: Content, standing: Standing, told: Answers) -> Answers:
    """The answers without what is held; the key was made of all of them (P14.7)."""
    if standing.accepted is None:
        return told
    return content.held.without(standing.accepted.pk, told)


def _return(binding: _Binding, standing: Standing, answers: Answers) -> Part:
    if standing.accepted is None:
        raise LookupError(f"{standing.agency} has no accepted return.")
    paper = return_pdf(
        standing.accepted,
        answers,
        binding.key,
        binding.frame,
        at=binding.at,
        released=binding.content.held.released(standing.accepted.pk),
    )
    return Part(standing.words, binding.keep(paper))


def _attachment(binding: _Binding, file: CaseAttachment, number: int) -> list[Part]:
    """The sheet, and behind it the pages; without any the sheet carries the file."""
    suffix = Path(file.version.file_name).suffix.lower()
    beside = Beside(
        storage.read(file.version),
        f"{file.agency}, attachment {number}{suffix}",
        file.version.media_type,
        file.version.filed_at,
    )
    found = shown(beside, converter=binding.converter())
    content = {
        **binding.frame,
        "title": file.title,
        "subtitle": f"Attachment {number} to the return of {file.agency}",
        "lines": _lines(binding, file),
        "told": found.words,
        "handling": ON_THE_SHEET,
    }
    attached = beside if found.pages is None else None
    paper = sheet(content, attached=attached, at=binding.at)
    title = f"Attachment {number}: {file.title}"
    parts = [Part(title, binding.keep(paper), level=1)]
    if found.pages is not None:
        kept = binding.keep(found.pages)
        parts.append(Part(title, kept, level=1, ours=False, follows=True))
    return parts


def _lines(binding: _Binding, file: CaseAttachment) -> list[list[str]]:
    version, mark = file.version, file.mark
    lines = [
        ["Received", in_full(version.filed_at)],
        ["With", f"Round {file.received.round} of the return"],
        ["Size", f"{max(1, round(version.size / 1024)):,} KB"],
        ["SHA-256", version.sha256],
    ]
    if mark:
        lines.append(["Released by", f"{mark.marked_by}, {in_full(mark.marked_at)}"])
    return lines


def _write(
    binding: _Binding, parts: list[Part], into: BinaryIO, *, number: int, made_by: str
) -> int:
    case = binding.case
    return write_pack(
        parts,
        into,
        title=f"Collation pack, version {number}",
        marking=case.partnership.marking,
        at=binding.at,
        cover={**binding.frame, **_cover(binding, number, made_by)},
    )


def _cover(binding: _Binding, number: int, made_by: str) -> Mapping[str, object]:
    content, case = binding.content, binding.case
    nil = sum(one.nil for one in content.included)
    names = NAMES + (AS_THEY_CAME if content.attachments else "")
    lines = [
        ["Reference", case.reference],
        ["Version", str(number)],
        ["Made", f"{in_full(binding.at)}, {made_by}"],
        ["Returns", f"{len(content.included)}, of them nil returns: {nil}"],
        ["Attachments", str(len(content.attachments) or "None")],
        ["Names", "Replaced by labels"],
    ]
    return {
        "lines": lines,
        "missing": [one.words for one in content.missing],
        "go_aheads": _go_aheads(binding),
        "handling": GUARD.format(names=names),
        **_changes(binding),
    }


def _changes(binding: _Binding) -> dict[str, object]:
    earlier = latest_pack(binding.case)
    if earlier is None:
        return {}
    changes = changes_since(earlier, binding.content)
    nothing = ["Nothing that goes into the pack."]
    return {"since": f"version {earlier.number}", "changes": changes or nothing}


def _go_aheads(binding: _Binding) -> list[str]:
    """Why the Chair let the pack be made without those that are missing (4.2 s)."""
    missing = {one.agency for one in binding.content.missing}
    given = GoAhead.objects.select_related("case").filter(case=binding.case)
    return [
        f"Go-ahead of {one.given_by}, {in_full(one.given_at)}: "
        f"{pseudonymise(one.reason, binding.key)}"
        for one in given
        if missing & set(one.missing.splitlines())
    ]
