"""The bundle for the Panel: its files, and the manifest by which anybody can check it (P13.3)."""

from dataclasses import dataclass
from datetime import datetime

from rapidreview.case.models import Case
from rapidreview.casefolder import storage
from rapidreview.casefolder.models import DocumentVersion
from rapidreview.paper import bundle_zip
from rapidreview.people.actor import Actor
from rapidreview.procedure.errors import NotYet
from rapidreview.procedure.facts import CaseFacts
from rapidreview.report.models import ChairSignature
from rapidreview.submission.covering import letter_paper
from rapidreview.submission.models import Submission
from rapidreview.submission.record import decision_record

ZIP, PDF = "application/zip", "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
BUNDLE_NAME = "rapid-review-submission-{number}.zip"
REPORT, RECORD, LETTER = "rapid-review-report", "decision-record", "covering-letter"
TITLES = {
    REPORT: "The signed report",
    RECORD: "Record of the decision",
    LETTER: "Covering letter",
}


@dataclass(frozen=True, slots=True)
class InBundle:
    """A file of a bundle, with what it is."""

    name: str
    title: str
    sha256: str
    size: int


def bundle_of(
    case: Case,
    signature: ChairSignature,
    letter: str,
    *,
    facts: CaseFacts,
    by: Actor,
    at: datetime,
) -> bytes:
    """The archive; the same review and words at the same instant give the same bytes.

    No name of a file tells of a child. Raises NotYet where the signed report is not filed.
    """
    if signature.filed_pdf is None or signature.filed_word is None:
        raise NotYet("File the signed report in III first.", "P13.2")
    version = signature.version.number
    paper = letter_paper(case, letter, at)
    record = decision_record(case, signature, facts=facts, at=at)
    files = [
        (f"{REPORT}-{version}.pdf", storage.read(signature.filed_pdf)),
        *_word_of(signature, f"{REPORT}-{version}.docx"),
        (f"{RECORD}.pdf", record.as_pdf(at)),
        (f"{LETTER}.pdf", paper.as_pdf(at)),
        (f"{LETTER}.docx", paper.as_docx(at)),
    ]
    return bundle_zip.zipped(files, about=_about(case, signature, by, at))


def contents_of(submission: Submission) -> list[InBundle]:
    """What is in a bundle, each file checked against the manifest."""
    found = bundle_zip.listed(storage.read(submission.bundle)).files
    return [InBundle(one.name, _title(one.name), one.sha256, one.size) for one in found]


def file_in(bundle: DocumentVersion, name: str) -> bytes | None:
    """One file of a bundle; None where there is none of that name."""
    return bundle_zip.contained(storage.read(bundle), name)


def media_type_of(name: str) -> str:
    """What a file of a bundle is, by its ending, which is ours."""
    return PDF if name.endswith(".pdf") else DOCX


def _word_of(signature: ChairSignature, name: str) -> list[tuple[str, bytes]]:
    """The report in Word; none where the Chair signed a PDF outside."""
    if signature.filed_word is None or signature.version.is_one_file:
        return []
    return [(name, storage.read(signature.filed_word))]


def _about(
    case: Case, signature: ChairSignature, by: Actor, at: datetime
) -> dict[str, str]:
    return {
        "what": "Rapid Review, for the Child Safeguarding Practice Review Panel",
        "partnership": case.partnership.name,
        "reference": case.reference,
        "sin_reference": case.sin_reference,
        "report_version": signature.version.number,
        "report_fingerprint": signature.text_hash,
        "signed_by": f"{signature.signed_by}, {signature.role}",
        "signed_at": signature.signed_at.isoformat(),
        "made_by": by.words,
        "made_at": at.isoformat(),
    }


def _title(name: str) -> str:
    for stem, title in TITLES.items():
        if name.startswith(stem):
            return f"{title} ({'PDF' if name.endswith('.pdf') else 'Word'})"
    return name
