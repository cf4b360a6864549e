"""To which case and which return a message belongs: by what it answers, says, or who sent it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from rapidreview.case.access import held_at
from rapidreview.case.models import Case
from rapidreview.case.rows import with_case
from rapidreview.mail.models import Letter
from rapidreview.paper.mime import Email
from rapidreview.paper.word_layout import ReadForm
from rapidreview.people.models import AgencyPerson, Membership, Partnership
from rapidreview.procedure.vocabulary import Outcome, Role
from rapidreview.scoping.models import AgencyReturn, Invitation

OUR_ID = re.compile(r"<([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})@rapid-review>")
RETURN_REFERENCE = re.compile(r"\bR-[2-9A-Z]{6}\b")
TEAM = (Role.PARTNERSHIP_MANAGER, Role.PARTNERSHIP_OFFICER)


@dataclass(frozen=True, slots=True)
class Match:
    """The return a message is about, if one, the letter of ours that it answers, and why."""

    row: AgencyReturn | None
    letter: Letter | None
    how: str


def is_ours(email: Email) -> bool:
    """Whether we wrote it: a copy of our own letter."""
    return OUR_ID.fullmatch(email.message_id) is not None


def answered(partnership: Partnership, email: Email) -> Letter | None:
    """The letter of ours that a message answers or gives back."""
    ids = [UUID(found[1]) for one in email.refers_to if (found := OUR_ID.match(one))]
    letters = Letter.objects.filter(pk__in=ids, partnership=partnership)
    return letters.select_related("case", "partnership").first()


def case_of(
    partnership: Partnership, email: Email, forms: Sequence[ReadForm] = ()
) -> Case | None:
    """The one open case that a message belongs to: by letter, reference, form, or sender."""
    letter = answered(partnership, email)
    if letter and letter.case:
        return letter.case
    cases = Case.objects.filter(partnership=partnership, outcome=Outcome.OPEN)
    said = f"{email.subject}\n{email.text}"
    on_forms = {one.reference for one in forms}
    named = [
        one
        for one in cases
        if one.reference in on_forms or _stands_in(one.reference, said)
    ]
    told = AgencyReturn.objects.filter(reference__in=RETURN_REFERENCE.findall(said))
    named += list(cases.filter(pk__in=told.values("case_id")))
    asked = [one for one in cases if not named and _round_of(one, email)]
    found = {one.pk: one for one in (*named, *asked)}
    return next(iter(found.values())) if len(found) == 1 else None


def match_in(case: Case, email: Email, forms: Sequence[ReadForm] = ()) -> Match:
    """What a message is about, on a case."""
    letter = answered(case.partnership, email)
    if letter and letter.case_id == case.pk:
        row = round_at(case, letter.to_email)
        return Match(row, letter, "It answers a letter of ours.")
    said = f"{email.subject}\n{email.text}"
    told = set(RETURN_REFERENCE.findall(said))
    for row in newest_rounds(case):
        if row.reference in told:
            return Match(row, None, f"It names the reference {row.reference}.")
        if any(_is_form_of(row, one) for one in forms):
            return Match(row, None, "It holds the form that this agency was sent.")
    found = _round_of(case, email)
    return Match(found, None, "Its sender speaks for the agency." if found else "")


def newest_rounds(case: Case) -> Sequence[AgencyReturn]:
    """The newest round of every request of a case, by agency."""
    rows = case.returns.select_related("agency", "request").order_by("round")
    newest = {one.request_id: one for one in with_case(rows, case)}
    return sorted(newest.values(), key=lambda one: one.agency.name.casefold())


def round_at(case: Case, address: str) -> AgencyReturn | None:
    """The newest round of the one agency of the case for which an address speaks."""
    people = AgencyPerson.objects.filter(email__iexact=address)
    agencies = set(people.values_list("agency_id", flat=True))
    rows = newest_rounds(case)
    found = {one.pk: one for one in rows if one.agency_id in agencies}
    if not found:
        invited = _invited(case, address)
        found = {one.pk: one for one in rows if one.request_id in invited}
    return next(iter(found.values())) if len(found) == 1 else None


def addresses_of(case: Case) -> dict[str, UUID]:
    """Each address that speaks for one agency of the case, and its newest round."""
    rows = newest_rounds(case)
    by_agency = {one.agency_id: one.pk for one in rows}
    by_request = {one.request_id: one.pk for one in rows}
    people = AgencyPerson.objects.filter(agency__in=by_agency)
    invited = with_case(Invitation.objects.filter(case=case), case)
    return {one.email.lower(): by_agency[one.agency_id] for one in people} | {
        one.email.lower(): by_request[one.request_id] for one in invited
    }


def is_known(partnership: Partnership, case: Case, email: Email, at: datetime) -> bool:
    """Whether the sender's address is one of the Team's, or of an agency of the case.

    An address is easily forged: it lets a message be filed, and proves nothing.
    """
    address = email.sender_address
    if not address:
        return False
    team = Membership.objects.filter(
        held_at(at), partnership=partnership, role__in=TEAM, user__email__iexact=address
    )
    return team.exists() or round_at(case, address) is not None


def _is_form_of(row: AgencyReturn, form: ReadForm) -> bool:
    same = form.agency.casefold() == row.agency.name.casefold()
    return same and form.reference == row.case.reference


def _round_of(case: Case, email: Email) -> AgencyReturn | None:
    return round_at(case, email.sender_address) if email.sender_address else None


def _invited(case: Case, address: str) -> set[UUID]:
    """The requests that somebody with this address was invited to answer."""
    rows: Iterable[Invitation] = Invitation.objects.filter(case=case)
    wanted = address.lower()
    return {
        one.request_id for one in with_case(rows, case) if one.email.lower() == wanted
    }


def _stands_in(reference: str, said: str) -> bool:
    return bool(re.search(rf"(?<![\w-]){re.escape(reference)}(?![\w-])", said))
