"""A signature that comes after the return: on paper, by e-mail, read out (P1.11)."""

from datetime import datetime

from django.db import transaction

from rapidreview.dailylog.facts import case_facts
from rapidreview.people.actor import Actor
from rapidreview.procedure.errors import AlreadyDone, Incomplete
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.requirements import require_different_signer
from rapidreview.scoping.answering import draft_of, fill_in_signature
from rapidreview.scoping.filing import file_return
from rapidreview.scoping.letters import to_person
from rapidreview.scoping.models import AgencyReturn, Signature
from rapidreview.scoping.recipients import chairs_of
from rapidreview.scoping.rounds import lock, require_received
from rapidreview.scoping.signatures import (
    live_signature,
    sign,
    signed_on_paper,
    void,
    void_if_changed,
)


@transaction.atomic
def record_signature(
    agency_return: AgencyReturn,
    *,
    name: str,
    role: str,
    how: str,
    by: Actor,
    at: datetime,
    same_person_reason: str = "",
    signed_at: datetime | None = None,
) -> Signature:
    """Record that a senior manager has now signed the text received (P1.11).

    The Chair, who was told that it was not signed, gets a letter. A signature over another
    text than the one we hold is void. Raises NotSigned where the author signs, unless the
    manager says why that may be (4.2 q).
    """
    held = lock(agency_return)
    require_received(held, "there is nothing to sign")
    if not name.strip() or not role.strip():
        raise Incomplete("Enter the senior manager’s name and role.", "P1.11")
    author = draft_of(held).author
    reason = same_person_reason or held.request.same_person_reason
    require_different_signer(author, name, reason)
    _make_room(held, author, by=by, at=at)
    given = signed_on_paper(name, role, how, signed_at or at)
    fill_in_signature(held, given, by=by, at=at)
    signature = sign(
        held,
        how=how,
        statement="",
        by=by,
        at=at,
        signed_at=signed_at,
        same_person_reason=reason if _is_same(author, name) else same_person_reason,
    )
    if not held.answers_in_document:
        file_return(held, signature, by=by, at=at)
    _tell_chair(held, signature, at=at)
    return signature


def _is_same(author: str, name: str) -> bool:
    return author.casefold().split() == name.casefold().split()


def _make_room(
    agency_return: AgencyReturn, author: str, *, by: Actor, at: datetime
) -> None:
    """A signature of the author gives way to a senior manager's, and one that covers another
    text is void; any other stands."""
    void_if_changed(agency_return, by=by, at=at)
    standing = live_signature(agency_return)
    if standing is None:
        return
    if standing.name.strip().casefold() != author.strip().casefold():
        raise AlreadyDone(f"{standing.name} has signed this return already.", "P1.11")
    void(standing, "it was the author’s own.", by=by, at=at)


def _tell_chair(
    agency_return: AgencyReturn, signature: Signature, *, at: datetime
) -> None:
    facts = case_facts(agency_return.case)
    if not facts.has(LogKind.RETURN_SHARED, str(agency_return.pk)):
        return
    for chair in chairs_of(agency_return.case, at=at):
        to_person(
            "signature_recorded",
            agency_return,
            chair,
            key=f"signed:{signature.pk}:{chair.email}"[:160],
            at=at,
            path=f"/cases/{agency_return.case_id}/",
        )
