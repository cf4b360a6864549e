"""E-mails as pages show them: those of a case, those that wait, letters that came back."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.shortcuts import get_object_or_404

from rapidreview.case.models import Case
from rapidreview.mail.models import Letter, ReceivedMail
from rapidreview.people.models import Partnership
from rapidreview.scoping.email_in import came_back_words
from rapidreview.scoping.email_matching import addresses_of, newest_rounds
from rapidreview.scoping.models import AgencyReturn
from rapidreview.scoping.prefilled import in_full

Kind, State = ReceivedMail.Kind, ReceivedMail.State


@dataclass(frozen=True, slots=True)
class MailShown:
    """One message of a case; ``may_take_in`` where its form is still awaited."""

    row: ReceivedMail
    agency: str
    words: str
    may_take_in: bool


def mail_of(case: Case) -> list[MailShown]:
    """Every message of a case, newest first: a fixed number of queries."""
    rows = case.received_mail.select_related(
        "partnership", "letter__case", "document__document__case", "document__case",
        "form__case",
    ).defer("raw", "text")  # fmt: skip
    rounds = case.returns.select_related("agency")
    agencies = {one.pk: one.agency.name for one in rounds}
    awaited = bool(awaited_rounds_of(case))
    return [
        MailShown(
            one,
            agencies.get(one.about, "") if one.about else "",
            _words(one),
            awaited and one.form_id is not None,
        )
        for one in rows
    ]


def mail_of_case(case: Case, mail_id: UUID) -> ReceivedMail:
    """One message of a case, or 404."""
    rows = case.received_mail.select_related("partnership", "form__case")
    return get_object_or_404(rows, pk=mail_id)


def waiting_mail(partnership: Partnership) -> list[ReceivedMail]:
    """What waits for a person to match it, the oldest first."""
    rows = partnership.received_mail.filter(state=State.WAITING)
    return list(rows.select_related("partnership").defer("raw").order_by("came_at"))


def waiting_one(partnership: Partnership, mail_id: UUID) -> ReceivedMail:
    """One that waits, or 404."""
    rows = partnership.received_mail.filter(state=State.WAITING)
    return get_object_or_404(
        rows.select_related("partnership").defer("raw"), pk=mail_id
    )


def came_back(case: Case) -> Mapping[UUID, Sequence[str]]:
    """Of each round: which letters came back, or got an automatic answer."""
    rows = case.received_mail.exclude(kind=Kind.MESSAGE).exclude(about=None)
    found: defaultdict[UUID, list[str]] = defaultdict(list)
    for one in rows.select_related("partnership", "letter__case").order_by("came_at"):
        if one.about:
            found[one.about].append(came_back_words(one, one.letter))
    for row, words in _not_delivered(case):
        found[row].append(words)
    return found


def _not_delivered(case: Case) -> Iterator[tuple[UUID, str]]:
    """Letters to agencies that our own mail server refused for good."""
    failed = list(case.letters.filter(state=Letter.State.FAILED).order_by("queued_at"))
    where = addresses_of(case) if failed else {}
    for letter in failed:
        letter.case = case
        row = where.get(letter.to_email.lower())
        if row is not None:
            when = in_full(letter.queued_at)
            yield row, f"The letter of {when} was not delivered: {letter.problem}"


def awaited_rounds_of(case: Case) -> list[AgencyReturn]:
    """The rounds that a form can still be read into."""
    received = AgencyReturn.State.RECEIVED
    return [one for one in newest_rounds(case) if one.state != received]


def _words(mail: ReceivedMail) -> str:
    if mail.kind != Kind.MESSAGE:
        return came_back_words(mail, mail.letter)
    return mail.document.document.title if mail.document else ""
