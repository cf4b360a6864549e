"""What comes back: asked for again, filed, shared, answered, and what follows (P13.5)."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from rapidreview.case.models import Case
from rapidreview.casefolder import actions as casefolder
from rapidreview.casefolder.models import Document
from rapidreview.dailylog import actions as dailylog
from rapidreview.dailylog.facts import case_facts
from rapidreview.people.actor import Actor
from rapidreview.people.models import User
from rapidreview.procedure.errors import AlreadyDone, Incomplete, Refused
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.requirements import require_open
from rapidreview.procedure.sending import (
    require_after,
    require_happened,
    require_submitted,
)
from rapidreview.submission.filing import Came, file_in_three, named
from rapidreview.submission.letters import tell_of
from rapidreview.submission.models import Response
from rapidreview.submission.readers import have_it, recipients_for

Body = Response.Body
View = Response.View
KINDS = {
    Body.PANEL: LogKind.RESPONSE_RECEIVED,
    Body.OFSTED: LogKind.OFSTED_RESPONDED,
}


@transaction.atomic
def follow_up(
    case: Case,
    *,
    words: str,
    by: Actor,
    at: datetime,
    occurred_at: datetime | None = None,
) -> None:
    """The National Panel was asked for its response (P13.5, 4.2 n): how, and what it said.

    Raises NotYet before submission, AlreadyDone once the response has come.
    """
    facts = case_facts(case)
    require_open(facts)
    sent_at = require_submitted(facts)
    if facts.has(LogKind.RESPONSE_RECEIVED):
        raise AlreadyDone("The National Panel’s response has been received.", "P13.5")
    if not words.strip():
        raise Incomplete("Say how you asked, and what was said.", "P13.5")
    asked_at = occurred_at or at
    require_happened(asked_at, at, "P13.5")
    require_after(asked_at, sent_at, "The report was sent", "P13.5")
    dailylog.write(
        case,
        LogKind.PANEL_FOLLOWED_UP,
        by=by,
        at=at,
        occurred_at=occurred_at,
        to="National Panel",
        text=words.strip(),
    )


@transaction.atomic
def receive_response(
    case: Case,
    *,
    body: str,
    received_at: datetime,
    view: str,
    comments: str,
    queries: str,
    data: bytes,
    name: str,
    media_type: str,
    by: Actor,
    at: datetime,
) -> Response:
    """A response of the National Panel or of Ofsted, filed in III (P13.5, S10).

    ``queries`` is one question a line; where there is one, it is a duty to answer. Raises
    NotYet before anything was sent to that body, Incomplete for a question without words.
    """
    facts = case_facts(case)
    require_open(facts)
    sender = Body(body)
    sent_at = require_submitted(facts, to_ofsted=sender is Body.OFSTED)
    require_after(received_at, sent_at, "The report was sent", "P13.5")
    require_happened(received_at, at, "P13.5")
    asked = _questions(View(view), queries)
    version = file_in_three(
        case,
        Came(data, name, media_type),
        sort=Document.Sort.RESPONSE,
        title=f"Response of {named(sender)}",
        source=f"From {named(sender)}",
        by=by,
        at=at,
    )
    response = Response.objects.create(
        case=case,
        body=sender,
        received_at=received_at,
        document=version,
        view=View(view),
        comments=comments.strip(),
        queries="\n".join(asked),
    )
    _log_received(response, len(asked), by=by, at=at)
    return response


@transaction.atomic
def share_response(
    response: Response, users: Iterable[User] | None = None, *, by: Actor, at: datetime
) -> Response:
    """Give the response to the Chair, the group and the senior officers (P13.5).

    Without ``users`` everybody of the list gets it. Each is told by a letter with a link.
    Raises Refused for somebody who is not on the list, AlreadyDone if all of them have it.
    """
    response = _locked(response)
    case = response.case
    require_open(case_facts(case))
    allowed = [one.user for one in recipients_for(case, at=at)]
    people = list(dict.fromkeys(allowed if users is None else users))
    _require_people(people, allowed)
    had = set(have_it(response.document))
    new = [one for one in people if one not in had]
    if not new:
        raise AlreadyDone("Everybody you chose has this response.", "P13.5")
    casefolder.release(response.document, new, at=at)
    response.shared_at = response.shared_at or at
    response.save(update_fields=["shared_at"])
    for one in new:
        tell_of(response, one, by=by, at=at)
    dailylog.write(
        case,
        LogKind.RESPONSE_SHARED,
        by=by,
        at=at,
        subject=response,
        files=(response.document.sha256,),
        to=", ".join(one.name for one in new),
        channel="link by e-mail",
        document=f"Response of {named(Body(response.body))}",
    )
    return response


@transaction.atomic
def answer_queries(
    response: Response,
    *,
    answered_at: datetime,
    data: bytes,
    name: str,
    media_type: str,
    by: Actor,
    at: datetime,
) -> Response:
    """Our letter that answers what the response asks, filed in III (P13.5, S11).

    Raises Refused where nothing was asked, AlreadyDone for a second answer.
    """
    response = _locked(response)
    require_open(case_facts(response.case))
    if not response.queries:
        raise Refused("This response asks nothing.", "P13.5")
    if response.answered_at is not None:
        raise AlreadyDone("This response has been answered.", "P13.5")
    require_happened(answered_at, at, "P13.5")
    require_after(answered_at, response.received_at, "The response came", "P13.5")
    sender = named(Body(response.body))
    version = file_in_three(
        response.case,
        Came(data, name, media_type),
        sort=Document.Sort.LETTER,
        title=f"Answer to {sender}",
        source="From the partnership",
        subject=str(response.pk),
        by=by,
        at=at,
    )
    response.answer, response.answered_at = version, answered_at
    response.save(update_fields=["answer", "answered_at"])
    dailylog.write(
        response.case,
        LogKind.QUERY_ANSWERED,
        by=by,
        at=at,
        occurred_at=answered_at,
        subject=response,
        files=(version.sha256,),
        to=sender,
        location=casefolder.location(version),
    )
    return response


@transaction.atomic
def decide_next_step(
    response: Response,
    *,
    words: str,
    by: Actor,
    at: datetime,
    occurred_at: datetime | None = None,
) -> Response:
    """What follows from a response, in words (P13.5).

    Raises Incomplete without words, AlreadyDone once it is decided.
    """
    response = _locked(response)
    require_open(case_facts(response.case))
    if not words.strip():
        raise Incomplete("Say what follows from the response.", "P13.5")
    if response.next_decided_at is not None:
        raise AlreadyDone("What follows from this response is decided.", "P13.5")
    decided_at = occurred_at or at
    require_happened(decided_at, at, "P13.5")
    require_after(decided_at, response.received_at, "The response came", "P13.5")
    response.next_step, response.next_decided_at = words.strip(), decided_at
    response.save(update_fields=["next_step", "next_decided_at"])
    dailylog.write(
        response.case,
        LogKind.NEXT_STEP_DECIDED,
        by=by,
        at=at,
        occurred_at=occurred_at,
        subject=response,
        text=response.next_step,
    )
    return response


def _log_received(response: Response, asked: int, *, by: Actor, at: datetime) -> None:
    """That it came; and, where it asks something, that there is something to answer."""
    sender, version = Body(response.body), response.document
    dailylog.write(
        response.case,
        KINDS[sender],
        by=by,
        at=at,
        occurred_at=response.received_at,
        subject=response,
        files=(version.sha256,),
        text=f"{View(response.view).label}.",
        location=casefolder.location(version),
        document=f"Response of {named(sender)}",
    )
    if asked:
        dailylog.write(
            response.case,
            LogKind.PANEL_QUERIED,
            by=by,
            at=at,
            occurred_at=response.received_at,
            subject=response,
            text=f"{named(sender).capitalize()} asks: {response.queries}",
        )


def _questions(view: View, queries: str) -> list[str]:
    asked = [line.strip() for line in queries.splitlines() if line.strip()]
    if view is View.QUERIES and not asked:
        raise Incomplete(
            "Write down what is asked, one question on each line.", "P13.5"
        )
    return asked


def _require_people(people: list[User], allowed: list[User]) -> None:
    if not people:
        raise Incomplete("Choose at least one person to share it with.", "P13.5")
    if strangers := [one.name for one in people if one not in allowed]:
        raise Refused(f"{strangers[0]} is not on the list of this case.", "P13.5")


def _locked(response: Response) -> Response:
    """The row itself, held: two people who press at once come one after the other."""
    rows = Response.objects.select_for_update(of=("self",))
    return rows.select_related("case__partnership", "document__case").get(
        pk=response.pk
    )
