"""A whole case for somebody outside: log, bodies, files, manifest and verifier (trust, 6.5)."""

from datetime import datetime
from pathlib import PurePath

from rapidreview.case.models import Case
from rapidreview.casefolder import storage
from rapidreview.casefolder.models import DocumentVersion
from rapidreview.dailylog.bundle import Filed, make_bundle
from rapidreview.dailylog.facts import case_facts
from rapidreview.dailylog.models import Log
from rapidreview.dailylog.printing import print_log
from rapidreview.dailylog.reading import entries
from rapidreview.procedure.logkinds import LogKind


def bundle(case: Case, *, at: datetime) -> bytes:
    """The bundle of ``case`` as it stands; the same bytes for the same case and ``at``.

    Writes nothing: ``actions.export_case`` does, for people. Raises CannotOpen where a
    file is not what was filed.
    """
    return make_bundle(
        Log.objects.get(case=case),
        reference=case.reference,
        files=_files(case),
        printed=print_log(case, entries(case), at=at),
    )


def _files(case: Case) -> list[Filed]:
    """The files of the case folder in the order in which the log names them."""
    facts = case_facts(case)
    filed = (*facts.all(LogKind.DOCUMENT_FILED), *facts.all(LogKind.EMAIL_FILED))
    seq_of = {fact.subject: fact.seq for fact in filed}
    versions = DocumentVersion.objects.filter(case=case).select_related(
        "document", "case"
    )
    found = [_filed(one, seq_of[str(one.pk)]) for one in versions]
    return sorted(found, key=lambda one: one.seq)


def _filed(version: DocumentVersion, seq: int) -> Filed:
    suffix = PurePath(version.file_name).suffix.removeprefix(".").lower()
    return Filed(
        seq=seq,
        subfolder=version.document.subfolder,
        stem=f"{version.document.sort}-v{version.number}",
        extension=suffix if suffix.isalnum() and suffix.isascii() else "bin",
        data=storage.read(version),
    )
