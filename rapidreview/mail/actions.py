"""Queue a letter: one row, committed with the change that it announces (trust, 1.2)."""

from collections.abc import Sequence
from datetime import datetime
from email.utils import formataddr

from django.conf import settings
from django.db import transaction
from django_q.tasks import async_task

from rapidreview.case.models import Case
from rapidreview.mail.links import Link, LinkKind, address
from rapidreview.mail.models import Letter
from rapidreview.mail.words import (
    MARK,
    Recipient,
    Words,
    render,
    require_no_child,
    require_recipient,
)
from rapidreview.people.models import Partnership

DELIVER = "rapidreview.mail.jobs.deliver"


@transaction.atomic
def queue(
    kind: str,
    *,
    case: Case | None,
    partnership: Partnership,
    to: Recipient,
    words: dict[str, str],
    key: str,
    at: datetime,
    copies: Sequence[Recipient] = (),
    link: Link | None = None,
    code: str = "",
    calendar: str = "",
) -> Letter:
    """Queue the letter ``templates/letters/<kind>.txt`` to one person (P1.7, P1.10, P2.4).

    ``key`` names the event: the same key again gives the earlier letter and sends nothing.
    The template gets ``words``, ``to``, ``partnership``, ``reference``, ``link`` and
    ``code``. ``calendar`` is an invitation as iCalendar, whose words are among ``words``.
    Raises Refused for a name or address that cannot be used, and for a letter
    that would name a child.
    """
    earlier = Letter.objects.filter(key=key).first()
    if earlier is not None:
        return earlier
    for one in (to, *copies):
        require_recipient(one)
    ready = render(kind, _values(case, partnership, to, words, link, code))
    if case is not None:
        require_no_child(case, ready, words.values(), (to, *copies))
    letter = _letter(ready, case, partnership, to, copies, link)
    letter.kind, letter.key, letter.holds_code = kind, key, bool(code)
    letter.calendar = calendar
    letter.queued_at = letter.next_at = at
    letter.save(force_insert=True)
    _ring()
    return letter


def _values(
    case: Case | None,
    partnership: Partnership,
    to: Recipient,
    words: dict[str, str],
    link: Link | None,
    code: str,
) -> dict[str, object]:
    secret = link is not None and link.kind != LinkKind.PAGE
    return {
        "to": to,
        "partnership": partnership,
        "reference": case.reference if case else "",
        "link": "" if link is None else MARK if secret else address(link),
        "code": code,
        **words,
    }


def _letter(
    ready: Words,
    case: Case | None,
    partnership: Partnership,
    to: Recipient,
    copies: Sequence[Recipient],
    link: Link | None,
) -> Letter:
    return Letter(
        case=case,
        partnership=partnership,
        to_name=to.name,
        to_email=to.email,
        copies="\n".join(formataddr((one.name, one.email)) for one in copies),
        subject=ready.subject,
        body=ready.body,
        link_ref=link.ref if link else None,
        link_nonce=link.nonce if link else "",
        link_kind=link.kind if link else "",
    )


def _ring() -> None:
    """Wake the worker, in this transaction. The row is the truth, the queue only a bell.

    Where jobs run at once there is no worker to wake: letters go when delivery is called,
    never inside the transaction that queues them.
    """
    if not settings.Q_CLUSTER["sync"]:
        async_task(DELIVER)
