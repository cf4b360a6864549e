"""Whom the letters of this stage go to, and what they say: never a word of the return.

A letter says that a return is ready and how its check came out; the return itself is read
behind the link (4.2 i). What a page shows before sending is made here too, so that what
was shown is what is sent.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from rapidreview.case.access import holders, representatives
from rapidreview.case.models import Case
from rapidreview.evidence.answers import title_of
from rapidreview.evidence.form import form
from rapidreview.mail import actions as mail
from rapidreview.mail.links import Link, LinkKind
from rapidreview.mail.words import Recipient, Words, render
from rapidreview.people.actor import Actor
from rapidreview.procedure.errors import NotYet
from rapidreview.procedure.vocabulary import Role
from rapidreview.quality.findings import (
    LiveFinding,
    Severity,
    findings_of,
    standing,
)
from rapidreview.quality.models import QualityCheck
from rapidreview.scoping.letters import copies_of, link_of
from rapidreview.scoping.models import AgencyReturn
from rapidreview.scoping.prefilled import in_full
from rapidreview.scoping.rounds import author_of
from rapidreview.scoping.signatures import live_signature


@dataclass(frozen=True, slots=True)
class Drafted:
    """A letter as it will go: to whom, copied to whom, with which words and link."""

    kind: str
    to: Recipient
    copies: tuple[Recipient, ...]
    words: dict[str, str]
    link: Link | None

    @property
    def addressed(self) -> str:
        """Everybody who gets it, by name."""
        return ", ".join(one.name for one in (self.to, *self.copies))


def post(letter: Drafted, case: Case, *, key: str, at: datetime) -> None:
    """Put the letter into the outbox, in the transaction of the change it announces.

    Raises Refused for typed words that would name a child in a letter.
    """
    mail.queue(
        letter.kind,
        case=case,
        partnership=case.partnership,
        to=letter.to,
        copies=letter.copies,
        words=letter.words,
        key=key,
        at=at,
        link=letter.link,
    )


def preview(letter: Drafted, case: Case) -> Words:
    """The letter as it will read, with words in the place of its link."""
    given = {"to": letter.to, "partnership": case.partnership, "code": ""}
    return render(letter.kind, {**given, **letter.words, "link": "[link]"})


def chair_share(
    agency_return: AgencyReturn,
    found: Sequence[LiveFinding] | None = None,
    *,
    by: Actor,
    at: datetime,
) -> Drafted:
    """The same-day letter to the Chair, with issues or none (P2.4).

    ``found`` are the findings of the return, where the caller has them already.
    """
    signature = live_signature(agency_return)
    found = findings_of(agency_return) if found is None else found
    stops, asks = standing(found, Severity.STOP), standing(found, Severity.ASK)
    check = QualityCheck.objects.filter(agency_return=agency_return).first()
    return _to_chair(
        "chair_share",
        agency_return,
        by,
        at,
        outcome=outcome(check) if check else "",
        issues=_counted(len(stops), len(asks)),
        signed="A senior manager has signed it."
        if signature
        else "No senior manager’s signature holds for it yet.",
    )


def send_back(
    new_round: AgencyReturn,
    reasons: Sequence[tuple[str, str]],
    *,
    due_at: datetime,
    by: Actor,
    at: datetime,
) -> Drafted:
    """The letter with which a return goes back, its representative copied (P2.6)."""
    case = new_round.case
    invitation = author_of(new_round.request)
    copies = copied(new_round, at=at)
    words = {
        "reference": case.reference,
        "author": invitation.name,
        "reasons": "\n\n".join(_reason(code, words) for code, words in reasons),
        "count": str(len(reasons)),
        "questions": "1 question" if len(reasons) == 1 else f"{len(reasons)} questions",
        "due": in_full(due_at),
        "copied": ", ".join(one.name for one in copies),
        "officer": by.name,
        "phone": case.partnership.phone,
    }
    to = Recipient(invitation.name, invitation.email)
    return Drafted("send_back", to, copies, words, link_of(invitation))


def copied(agency_return: AgencyReturn, *, at: datetime) -> tuple[Recipient, ...]:
    """Who gets a copy of what goes back: the JCR Group representative, the contact (P2.6)."""
    agency = agency_return.agency
    author = author_of(agency_return.request).email
    appointed = [
        Recipient(one.name, one.email)
        for one in representatives(agency_return.case, agency, at=at)
    ]
    found: dict[str, Recipient] = {}
    for one in (*appointed, *copies_of(agency, but=author)):
        if one.email.lower() != author.lower():
            found.setdefault(one.email.lower(), one)
    return tuple(found.values())


def issues(
    agency_return: AgencyReturn, found: Sequence[LiveFinding] | None = None
) -> list[str]:
    """Each issue that stands, in words, for the page that the Chair reads (K16)."""
    found = findings_of(agency_return) if found is None else found
    return [one.words for one in standing(found, Severity.STOP, Severity.ASK)]


def issues_in_words(found: Sequence[str]) -> str:
    """How many issues, for the log and the checklist."""
    if not found:
        return "No issues."
    return "1 issue." if len(found) == 1 else f"{len(found)} issues."


def outcome(check: QualityCheck) -> str:
    """The four outcomes of the first check as one sentence (P2.2)."""
    analysis = {True: "analysis present", False: "analysis missing", None: ""}
    dates = f"dates {check.get_dates_display().lower()}"
    signed = "signed" if check.signed else "not signed"
    said = [check.get_sufficiency_display(), dates, analysis[check.analysis], signed]
    return ", ".join(filter(None, said))


def _to_chair(
    kind: str, agency_return: AgencyReturn, by: Actor, at: datetime, **words: str
) -> Drafted:
    case = agency_return.case
    chairs = holders(case, Role.JCR_CHAIR, at=at)
    vices = [
        one for one in holders(case, Role.JCR_VICE_CHAIR, at=at) if one not in chairs
    ]
    readers = [Recipient(one.name, one.email) for one in (*chairs, *vices)]
    if not readers:
        raise NotYet(
            "Nobody is appointed as JCR Chair. Appoint the Chair first.", "P2.4"
        )
    said = {
        "reference": case.reference,
        "chair": readers[0].name,
        "agency": agency_return.agency.name,
        "round": str(agency_return.round),
        "received": in_full(agency_return.received_at or at),
        "officer": by.name,
        **words,
    }
    path = reverse(
        "agency_return", kwargs={"case_id": case.pk, "return_id": agency_return.pk}
    )
    link = Link(LinkKind.PAGE, path=path)
    return Drafted(kind, readers[0], tuple(readers[1:]), said, link)


def _reason(code: str, words: str) -> str:
    title = title_of(code) if form().knows(code) else _title(code)
    return "\n".join(filter(None, [f"{code}  {title}".strip(), words]))


def _title(code: str) -> str:
    """The title of a code that stands for a whole block or section; else nothing."""
    known = {one.code: one.title for one in form().questions}
    return known.get(code, "")


def _counted(stops: int, asks: int) -> str:
    """How many issues of which weight; not what they are."""
    if not stops + asks:
        return "No issues were found."
    weighed = [
        f"{stops} that must be settled before it can be accepted" if stops else "",
        f"{asks} to ask the agency about" if asks else "",
    ]
    return f"Issues were found: {' and '.join(filter(None, weighed))}."
