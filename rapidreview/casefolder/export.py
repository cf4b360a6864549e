"""A whole case for somebody outside: log, bodies, files, manifest and verifier (trust, 6.5)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath
from uuid import UUID

from rapidreview.case.models import Case
from rapidreview.casefolder import storage
from rapidreview.casefolder.models import DocumentVersion
from rapidreview.dailylog.bundle import Filed, make_bundle
from rapidreview.dailylog.facts import case_facts
from rapidreview.dailylog.models import Log
from rapidreview.dailylog.printing import print_log
from rapidreview.dailylog.reading import entries
from rapidreview.procedure.logkinds import LogKind


@dataclass(frozen=True, slots=True)
class Marks:
    """What of a case is held: in words, without its content, and the files that tell it."""

    words: tuple[str, ...] = ()
    versions: frozenset[UUID] = frozenset()


NOTHING_HELD = Marks()


def bundle(case: Case, *, at: datetime, marks: Marks = NOTHING_HELD) -> bytes:
    """The bundle of ``case`` as it stands; the same bytes for the same case and ``at``.

    It is whole, so that it can be verified; what is held in it is marked (P14.7).

    Writes nothing: ``actions.export_case`` does, for people. Raises CannotOpen where a
    file is not what was filed.
    """
    return make_bundle(
        Log.objects.get(case=case),
        reference=case.reference,
        files=_files(case, marks.versions),
        printed=print_log(case, entries(case), at=at),
        held=marks.words,
    )


def _files(case: Case, held: Collection[UUID]) -> list[Filed]:
    """The files of the case folder in the order in which the log names them."""
    facts = case_facts(case)
    filed = (*facts.all(LogKind.DOCUMENT_FILED), *facts.all(LogKind.EMAIL_FILED))
    seq_of = {fact.subject: fact.seq for fact in filed}
    versions = DocumentVersion.objects.filter(case=case).select_related(
        "document", "case"
    )
    found = [_filed(one, seq_of[str(one.pk)], held) for one in versions]
    return sorted(found, key=lambda one: one.seq)


def _filed(version: DocumentVersion, seq: int, held: Collection[UUID]) -> Filed:
    suffix = PurePath(version.file_name).suffix.removeprefix(".").lower()
    return Filed(
        seq=seq,
        subfolder=version.document.subfolder,
        stem=f"{version.document.sort}-v{version.number}",
        extension=suffix if suffix.isalnum() and suffix.isascii() else "bin",
        data=storage.read(version),
        held=version.pk in held,
    )
