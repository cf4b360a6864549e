"""A return comes in (P1.11, P2.3, P2.8): by the web form, as Word, by post or telephone."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from rapidreview.casefolder.uploads import Upload
from rapidreview.evidence.answers import Missing, missing
from rapidreview.paper.word_layout import Unread
from rapidreview.people.actor import Actor
from rapidreview.procedure.errors import Incomplete, Refused
from rapidreview.scoping.answering import draft_of, write_answers
from rapidreview.scoping.filing import file_original, file_return, log_receipt
from rapidreview.scoping.letters import to_person
from rapidreview.scoping.models import AgencyReturn, Attachment, Signature
from rapidreview.scoping.paperforms import keep_unread, put_in, read_word
from rapidreview.scoping.placing import place_texts
from rapidreview.scoping.prefilled import in_full
from rapidreview.scoping.recipients import author_recipient
from rapidreview.scoping.rounds import lock_draft
from rapidreview.scoping.signatures import sign, signed_on_paper

WEB, WORD = "web form", "Word form"
LEFT_TO_SIGN = ("J2", "J3", "J4", "J5")


def missing_of(agency_return: AgencyReturn) -> list[Missing]:
    """What the author has still to answer; the same prompts wherever it is asked."""
    return missing(draft_of(agency_return), agency_return.children)


def require_complete(agency_return: AgencyReturn) -> None:
    """Raise Incomplete while the author owes an answer (P1.11)."""
    if owed := missing_of(agency_return):
        codes = ", ".join(one.code for one in owed[:12])
        more = " and more" if len(owed) > 12 else ""
        raise Incomplete(
            f"{len(owed)} {'answer is' if len(owed) == 1 else 'answers are'} missing: "
            f"{codes}{more}. “Not known, because …” is an answer too.",
            "P1.11",
        )


def receive(
    held: AgencyReturn,
    signature: Signature | None,
    *,
    channel: str,
    received_at: datetime,
    by: Actor,
    at: datetime,
) -> None:
    """The return has come (P2.3): PDF in I, the entry with its place, the receipt with its
    reference; part of whichever action brings it.

    What came before the case was taken in has had its receipt, or never will (P14.6).
    """
    held.state = AgencyReturn.State.RECEIVED
    held.channel, held.received_at = channel, received_at
    held.save(update_fields=["state", "channel", "received_at"])
    version = held.document if held.answers_in_document else None
    version = version or file_return(held, signature, by=by.now(), at=at)
    log_receipt(held, version, by=by, at=at)
    if by.takes_in:
        return
    to_person(
        "receipt",
        held,
        author_recipient(held.request),
        key=f"receipt:{held.pk}",
        at=at,
        receipt=held.reference,
        received=in_full(received_at),
        signed="yes" if signature else "",
    )


@transaction.atomic
def receive_word(
    agency_return: AgencyReturn,
    upload: Upload,
    *,
    by: Actor,
    at: datetime,
    received_at: datetime | None = None,
    channel: str = WORD,
) -> list[Unread]:
    """Take in a Word form: its answers, the file as it came, and a PDF (P2.3, P2.8).

    Signed only if J2 to J4 are filled. Where text belongs to no question it is returned,
    and the return is received once it was placed: ``receive_placed``.
    """
    unread = fill_from_word(
        agency_return, upload, by=by, at=at, received_at=received_at, channel=channel
    )
    if not unread:
        _take_in(agency_return, channel=channel, received_at=received_at, by=by, at=at)
    return unread


@transaction.atomic
def receive_placed(
    agency_return: AgencyReturn,
    places: Mapping[int, str],
    *,
    by: Actor,
    at: datetime,
    received_at: datetime | None = None,
) -> None:
    """Place the text of a Word form that had no question, then receive it (P2.3, P2.8)."""
    place_texts(agency_return, places, by=by, at=at)
    channel = agency_return.channel or WORD
    _take_in(agency_return, channel=channel, received_at=received_at, by=by, at=at)


@transaction.atomic
def fill_from_word(
    agency_return: AgencyReturn,
    upload: Upload,
    *,
    by: Actor,
    at: datetime,
    received_at: datetime | None = None,
    channel: str = WORD,
) -> list[Unread]:
    """Put the answers of a Word form into the draft, and file the form as it came.

    Returns the text that has no question; it is kept until somebody places it.
    """
    held = lock_draft(agency_return)
    read = read_word(held, upload)
    put_in(held, read.values, read.rows, by=by, at=at)
    held.channel, held.read_version = channel, read.form_version
    held.save(update_fields=["channel", "read_version"])
    file_original(held, upload, "as it came", by=by, at=at, received_at=received_at)
    return keep_unread(held, read)


@transaction.atomic
def type_in(
    agency_return: AgencyReturn,
    answers: Mapping[str, str],
    rows: Sequence[Mapping[str, str]] | None,
    *,
    channel: str,
    by: Actor,
    at: datetime,
    received_at: datetime,
    signer_name: str = "",
    signer_role: str = "",
    scan: Upload | None = None,
    answers_in_scan: bool = False,
) -> None:
    """Record a return that came by post or telephone, typed in by the Team (P2.3, P2.8).

    ``answers`` and ``rows`` are the whole paper; without any, what was typed on the form's
    pages stands. ``signer_name`` is the senior manager's who signed the paper. With
    ``answers_in_scan`` they are not typed: the document as it came is the return (P14.6).
    """
    held = lock_draft(agency_return)
    if answers or rows is not None:
        put_in(held, answers, rows or (), by=by, at=at)
    if signer_name:
        given = signed_on_paper(signer_name, signer_role, channel, received_at)
        write_answers(held, given, version=None, by=by, at=at)
    held.channel = channel
    if scan is not None:
        _file_scan(
            held, scan, is_return=answers_in_scan, by=by, at=at, received_at=received_at
        )
    _take_in(held, channel=channel, received_at=received_at, by=by, at=at)


def _take_in(
    agency_return: AgencyReturn,
    *,
    channel: str,
    received_at: datetime | None,
    by: Actor,
    at: datetime,
) -> None:
    """Receive what the Team took in; signed only where the paper says so."""
    held = lock_draft(agency_return)
    when = received_at or at
    if not held.asked_at <= when <= at:
        raise Refused(
            f"A return can have been received between {in_full(held.asked_at)}, when it "
            f"was asked for, and now.",
            "P2.3",
        )
    answers = draft_of(held)
    signature = None
    if all(answers.get(code).strip() for code in LEFT_TO_SIGN[:3]):
        signature = sign(held, how=channel, statement="", by=by, at=at, signed_at=when)
    receive(held, signature, channel=channel, received_at=when, by=by, at=at)


def _file_scan(
    held: AgencyReturn,
    scan: Upload,
    *,
    is_return: bool,
    by: Actor,
    at: datetime,
    received_at: datetime,
) -> None:
    """File the paper; where it is the return itself, a signature covers its bytes."""
    what = "as it came" if is_return else "scan of the paper"
    version = file_original(held, scan, what, by=by, at=at, received_at=received_at)
    if is_return:
        held.document, held.answers_in_document = version, True
        held.save(update_fields=["document", "answers_in_document"])
        Attachment.objects.create(case=held.case, agency_return=held, version=version)
