"""The author's last step (P1.11): the form goes to the senior manager, and may come back."""

from datetime import datetime

from django.db import transaction

from rapidreview.dailylog import actions as dailylog
from rapidreview.people.actor import Actor
from rapidreview.people.models import AgencyPerson
from rapidreview.procedure.errors import Incomplete
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.requirements import require_different_signer
from rapidreview.scoping.answering import draft_of, write_answers
from rapidreview.scoping.letters import to_person, to_signer
from rapidreview.scoping.models import AgencyReturn, Invitation
from rapidreview.scoping.receiving import require_complete
from rapidreview.scoping.recipients import invited_recipient
from rapidreview.scoping.rounds import (
    SIGNER,
    Named,
    author_of,
    end_links,
    invite,
    lock_draft,
    lock_with_signer,
    signer_of,
)


@transaction.atomic
def send_to_signer(
    agency_return: AgencyReturn,
    *,
    name: str,
    role: str,
    email: str,
    by: Actor,
    at: datetime,
    late_reason: str = "",
) -> Invitation:
    """Lock the finished form and give the senior manager a link of their own (P1.11).

    Raises Incomplete for what is missing, NotSigned where author and senior manager are
    one person (4.2 q), AlreadyDone for a form that is not the author's now.
    """
    held = lock_draft(agency_return)
    require_complete(held)
    write_answers(held, {"J6": late_reason}, version=None, by=by, at=at)
    held.state = AgencyReturn.State.WITH_SIGNER
    held.save(update_fields=["state"])
    return give_to(held, Named(name, email, role), by=by, at=at)


@transaction.atomic
def take_back(agency_return: AgencyReturn, *, by: Actor, at: datetime) -> None:
    """The author, or the Team for them, takes the form back; the senior manager is told."""
    held = lock_with_signer(agency_return)
    signer = signer_of(held.request)
    to_the_author_again(held, at=at)
    dailylog.write(
        held.case,
        LogKind.RETURN_FROM_SIGNER,
        by=by,
        at=at,
        subject=held,
        agency=held.agency.name,
        text="Taken back from the senior manager. Their link no longer works.",
    )
    if signer is not None:
        to = invited_recipient(signer)
        key = f"taken-back:{signer.pk}"
        to_person("sign_taken_back", held, to, key=key, at=at, author=by.name)


def give_to(held: AgencyReturn, named: Named, *, by: Actor, at: datetime) -> Invitation:
    """A link of their own for this senior manager; any earlier one for signing is dead.

    Raises Incomplete without name, role or address, NotSigned for the author.
    """
    if not (named.name.strip() and named.role.strip() and named.email.strip()):
        raise Incomplete(
            "Enter the senior manager’s name, role and e-mail address.", "P1.11"
        )
    require_another(held, named.name, named.email)
    invitation = invite(held.request, named, part=SIGNER, due_at=held.due_at, at=at)
    author = author_of(held.request).name
    dailylog.write(
        held.case,
        LogKind.RETURN_WITH_SIGNER,
        by=by,
        at=at,
        subject=held,
        agency=held.agency.name,
        to=f"{named.name}, {named.role}",
        channel="e-mail",
        text=f"The form is complete and waits for the signature of {named.name}.",
    )
    key = f"sign:{invitation.pk}"
    to_signer("sign_return", invitation, held, key=key, at=at, author=author)
    return invitation


def to_the_author_again(held: AgencyReturn, *, at: datetime) -> None:
    """The form can be written again, and no link for signing opens it."""
    end_links(held.request, SIGNER, at=at)
    held.state = AgencyReturn.State.DRAFT
    held.save(update_fields=["state"])


def require_another(held: AgencyReturn, name: str, email: str) -> None:
    """Raise NotSigned where the author is to sign, unless the manager gave a reason."""
    if is_author(held, name, email):
        require_different_signer(name, name, held.request.same_person_reason)


def is_author(held: AgencyReturn, name: str, email: str) -> bool:
    """Whether this is the author: named so on the form, or by the author's own link."""
    author = author_of(held.request)
    names = [one.casefold().split() for one in (draft_of(held).author, author.name)]
    return name.casefold().split() in names or email.lower() == author.email.lower()


def usual_signer(held: AgencyReturn) -> Named:
    """Whom the agency names as its senior manager, to begin with."""
    person = held.agency.person(AgencyPerson.Part.SENIOR_MANAGER)
    if person is None:
        return Named("", "")
    return Named(person.name, person.email, person.job, person)
