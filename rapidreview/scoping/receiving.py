"""A return comes in (P1.11, P2.3, P2.8): by the web form, as Word, by post or telephone."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from rapidreview.casefolder.uploads import Upload
from rapidreview.evidence.answers import Missing, missing
from rapidreview.paper.word_layout import Unread
from rapidreview.people.actor import Actor
from rapidreview.procedure.errors import Incomplete, Refused
from rapidreview.procedure.requirements import require_different_signer
from rapidreview.scoping.answering import draft_of, write_answers
from rapidreview.scoping.filing import file_original, file_return, log_receipt
from rapidreview.scoping.letters import to_person
from rapidreview.scoping.models import AgencyReturn, Attachment, Signature
from rapidreview.scoping.paperforms import keep_unread, put_in, read_word
from rapidreview.scoping.placing import place_texts
from rapidreview.scoping.prefilled import in_full
from rapidreview.scoping.recipients import author_recipient
from rapidreview.scoping.rounds import lock_draft
from rapidreview.scoping.signatures import DECLARATIONS, sign, signed_on_paper

WEB, WORD = "web form", "Word form"
SIGNED_HERE = "Confirmed through the link"
LEFT_TO_SIGN = ("J2", "J3", "J4", "J5")


def missing_of(agency_return: AgencyReturn) -> list[Missing]:
    """What the author has still to answer; the same prompts wherever it is asked."""
    return missing(draft_of(agency_return), agency_return.children)


@transaction.atomic
def send(
    agency_return: AgencyReturn,
    *,
    signer_name: str,
    signer_role: str,
    declarations: Sequence[str],
    statement: str,
    by: Actor,
    at: datetime,
    late_reason: str = "",
) -> Signature:
    """Send the web form, confirmed by a senior manager who did not write it (P1.11).

    Raises Incomplete for what is missing, NotSigned where author and signer are one
    (4.2 q), AlreadyDone for a return that was sent before.
    """
    held = lock_draft(agency_return)
    _require_complete(held)
    _require_confirmed(signer_name, signer_role, declarations)
    require_different_signer(draft_of(held).author, signer_name, "")
    require_different_signer(by.name, signer_name, "")
    given = {
        "J1": "\n".join(declarations),
        "J2": signer_name,
        "J3": signer_role,
        "J4": SIGNED_HERE,
        "J5": in_full(at),
        "J6": late_reason,
    }
    write_answers(held, given, version=None, by=by, at=at)
    signature = sign(held, how=SIGNED_HERE, statement=statement, by=by, at=at)
    _receive(held, channel=WEB, received_at=at)
    _file_and_tell(held, signature, by=by, at=at)
    return signature


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


def _require_complete(agency_return: AgencyReturn) -> None:
    if owed := missing_of(agency_return):
        codes = ", ".join(one.code for one in owed[:12])
        more = " and more" if len(owed) > 12 else ""
        raise Incomplete(
            f"{len(owed)} {'answer is' if len(owed) == 1 else 'answers are'} missing: "
            f"{codes}{more}. “Not known, because …” is an answer too.",
            "P1.11",
        )


def _require_confirmed(name: str, role: str, declarations: Sequence[str]) -> None:
    if not name.strip() or not role.strip():
        raise Incomplete("Enter the senior manager’s name and role.", "P1.11")
    if set(declarations) != set(DECLARATIONS):
        raise Incomplete(
            "The senior manager must confirm all four statements.", "P1.11"
        )


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
    _receive(held, channel=channel, received_at=when)
    _file_and_tell(held, signature, by=by, at=at)


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


def _receive(
    agency_return: AgencyReturn, *, channel: str, received_at: datetime
) -> None:
    agency_return.state = AgencyReturn.State.RECEIVED
    agency_return.channel, agency_return.received_at = channel, received_at
    agency_return.save(update_fields=["state", "channel", "received_at"])


def _file_and_tell(
    agency_return: AgencyReturn, signature: Signature | None, *, by: Actor, at: datetime
) -> None:
    """PDF in I, the entry with its place, and the receipt with its reference.

    What came before the case was taken in has had its receipt, or never will (P14.6).
    """
    version = agency_return.document if agency_return.answers_in_document else None
    version = version or file_return(agency_return, signature, by=by.now(), at=at)
    log_receipt(agency_return, version, by=by, at=at)
    if by.takes_in:
        return
    to_person(
        "receipt",
        agency_return,
        author_recipient(agency_return.request),
        key=f"receipt:{agency_return.pk}",
        at=at,
        receipt=agency_return.reference,
        received=in_full(agency_return.received_at or at),
        signed="yes" if signature else "",
    )
