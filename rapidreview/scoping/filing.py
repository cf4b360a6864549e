"""A received return as a document of the case folder: PDF for readers, Word as it came (P2.8)."""

from collections.abc import Mapping
from datetime import datetime

from rapidreview.casefolder import actions as casefolder
from rapidreview.casefolder.actions import location
from rapidreview.casefolder.models import Document, DocumentVersion
from rapidreview.casefolder.uploads import Upload
from rapidreview.dailylog import actions as dailylog
from rapidreview.evidence.answers import Answers
from rapidreview.evidence.form import Section, form
from rapidreview.paper.typeset import typeset
from rapidreview.people.actor import Actor
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.vocabulary import Subfolder
from rapidreview.scoping.answering import draft_of
from rapidreview.scoping.models import AgencyReturn, Signature
from rapidreview.scoping.prefilled import in_full
from rapidreview.scoping.reading import answers_of

IN_SIGNATURE_BLOCK = "J"


def file_return(
    agency_return: AgencyReturn, signature: Signature | None, *, by: Actor, at: datetime
) -> DocumentVersion:
    """File the round as PDF in I, or its next version where a signature came later."""
    filed = agency_return.document
    title = title_of_round(agency_return)
    version = casefolder.file_document(
        agency_return.case,
        sort=Document.Sort.RETURN,
        subfolder=Subfolder.I,
        title=title,
        data=typeset("return", _content(agency_return, signature, title), at=at),
        name=f"return-{agency_return.reference}.pdf",
        media_type="application/pdf",
        source=f"{agency_return.channel}, from {agency_return.agency.name}",
        by=by,
        at=at,
        agency=agency_return.agency,
        subject=str(agency_return.pk),
        document=filed.document if filed else None,
    )
    agency_return.document = version
    agency_return.save(update_fields=["document"])
    return version


def file_original(
    agency_return: AgencyReturn,
    upload: Upload,
    what: str,
    *,
    by: Actor,
    at: datetime,
    received_at: datetime | None = None,
) -> DocumentVersion:
    """File what came, byte for byte: the Word form, or the scan of a paper one (P2.8).

    Of what is taken in, the log says that it came ``received_at`` (P14.6).
    """
    return casefolder.file_document(
        agency_return.case,
        sort=Document.Sort.RETURN,
        subfolder=Subfolder.I,
        title=f"{title_of_round(agency_return)}, {what}",
        data=upload.data,
        name=upload.name,
        media_type=upload.media_type,
        source=f"{agency_return.channel}, from {agency_return.agency.name}",
        by=by,
        at=at,
        agency=agency_return.agency,
        subject=str(agency_return.pk),
        occurred_at=received_at if by.takes_in else None,
    )


def title_of_round(agency_return: AgencyReturn) -> str:
    """What the round is called in the folder."""
    return f"{agency_return.agency.name}, return, round {agency_return.round}"


def log_receipt(
    agency_return: AgencyReturn, version: DocumentVersion, *, by: Actor, at: datetime
) -> None:
    """Write down that the return came, how, and where it lies (P2.3, P1.17)."""
    kind = "Nil return" if agency_return.involved is False else "Return"
    dailylog.write(
        agency_return.case,
        LogKind.RETURN_RECEIVED,
        by=by,
        at=at,
        occurred_at=agency_return.received_at,
        subject=agency_return,
        files=(version.sha256,),
        agency=agency_return.agency.name,
        channel=agency_return.channel,
        location=location(version),
        document=version.document.title,
        text=f"{kind} received, round {agency_return.round}, reference "
        f"{agency_return.reference}.",
    )


def _content(
    agency_return: AgencyReturn, signature: Signature | None, title: str
) -> Mapping[str, object]:
    answers = draft_of(agency_return)
    case = agency_return.case
    return {
        "title": f"Information scoping form: {agency_return.agency.name}",
        "document": title,
        "partnership": case.partnership.name,
        "marking": case.partnership.marking,
        "reference": case.reference,
        "agency": agency_return.agency.name,
        "lines": _lines(agency_return),
        "sections": [
            _section(agency_return, answers, section)
            for section in form().sections
            if section.code not in {"E", IN_SIGNATURE_BLOCK}
        ],
        "chronology": [dict(row) for row in answers.rows],
        "signature": _signed(signature, answers, agency_return.reference),
    }


def _lines(agency_return: AgencyReturn) -> list[list[str]]:
    received_at = agency_return.received_at
    return [
        ["Agency", agency_return.agency.name],
        ["Reference", agency_return.reference],
        ["Round", str(agency_return.round)],
        ["Due", in_full(agency_return.due_at)],
        ["Received", in_full(received_at) if received_at else ""],
        ["How", agency_return.channel],
        ["Form version", agency_return.form_version],
    ]


def _section(
    agency_return: AgencyReturn, answers: Answers, section: Section
) -> dict[str, object]:
    return {
        "code": section.code,
        "title": section.title,
        "answers": [
            {"code": code, "question": question, "answer": answer}
            for code, question, answer in answers_of(agency_return, answers, section)
        ],
    }


def _signed(
    signature: Signature | None, answers: Answers, reference: str
) -> dict[str, object]:
    """The certificate: who, when, how, the statements, and the hash of the text signed."""
    if signature is None:
        return {}
    return {
        "declarations": signature.declarations.splitlines(),
        "name": signature.name,
        "role": signature.role,
        "signed_at": f"{in_full(signature.signed_at)}, London time",
        "how": signature.how,
        "reference": reference,
        "same_person": signature.same_person_reason,
        "fingerprint": signature.fingerprint,
        "reason_late": answers.get("J6"),
        "statement": signature.statement,
    }
