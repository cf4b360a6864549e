"""Asking again: a new round of a return, with the reasons beside its questions (P2.6)."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from rapidreview.dailylog import actions as dailylog
from rapidreview.people.actor import Actor
from rapidreview.procedure.errors import AlreadyDone, Refused
from rapidreview.procedure.logkinds import LogKind
from rapidreview.scoping.answering import draft_of, store_first_answers, write_rows
from rapidreview.scoping.duedates import agree_due
from rapidreview.scoping.models import AgencyReturn, Attachment
from rapidreview.scoping.prefilled import in_full
from rapidreview.scoping.rounds import (
    SIGNER,
    author_of,
    begin_round,
    end_links,
    invite_again,
    latest_round,
    leave_without_link,
    lock,
    require_received,
)


@transaction.atomic
def open_round(
    agency_return: AgencyReturn,
    *,
    reasons: Sequence[tuple[str, str]],
    due_at: datetime,
    by: Actor,
    at: datetime,
    asked_at: datetime | None = None,
) -> AgencyReturn:
    """Ask again (P2.6): a new round with the same text, the reasons beside their questions.

    Writes no letter: whoever asks again does. The author gets a new link, unless it was
    asked for before and is only taken in.
    """
    asked_at = asked_at or at
    held = lock(agency_return)
    require_received(held, "it cannot be asked for again")
    if latest_round(held.request).round != held.round:
        raise AlreadyDone("Another round of this return has begun already.", "P2.6")
    if due_at <= asked_at:
        raise Refused("The new round cannot be due before it is asked for.", "P2.6")
    asked = begin_round(
        held.request,
        number=held.round + 1,
        children=held.children,
        due_at=due_at,
        at=asked_at,
    )
    _carry_over(held, asked, reasons, by=by, at=at)
    end_links(held.request, SIGNER, at=at)
    invitation = invite_again(held.request, asked, author_of(held.request), at=at)
    if by.takes_in:
        leave_without_link(invitation, at=at)
    dailylog.write(
        held.case,
        LogKind.RETURN_REQUESTED,
        by=by,
        at=at,
        occurred_at=asked_at,
        subject=asked,
        agency=held.agency.name,
        channel="" if by.takes_in else "e-mail",
        text=f"Round {asked.round} asked for, due {in_full(due_at)}.",
        reason="\n".join(f"{code}: {words}" for code, words in reasons),
    )
    why = "Sent back to the agency for more."
    agree_due(asked, by=by, at=at, why=why, occurred_at=asked_at)
    return asked


def _carry_over(
    before: AgencyReturn,
    asked: AgencyReturn,
    reasons: Sequence[tuple[str, str]],
    *,
    by: Actor,
    at: datetime,
) -> None:
    answers = draft_of(before)
    kept = {c: t for c, t in answers.values.items() if not c.startswith("J") and t}
    kept |= {"A7": in_full(asked.asked_at), "A8": in_full(asked.due_at)}
    store_first_answers(asked, kept, by=by, at=at)
    write_rows(asked, answers.rows)
    Attachment.objects.bulk_create(
        Attachment(case=asked.case, agency_return=asked, version_id=one.version_id)
        for one in before.attachments.exclude(version_id=before.document_id)
    )
    asked.members, asked.episodes = before.members, before.episodes
    asked.involved, asked.unsafe_now = before.involved, before.unsafe_now
    asked.asked_again = "\n".join(
        f"{code}\t{' '.join(words.split())}" for code, words in reasons
    )
    asked.save()
