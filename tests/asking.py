"""A case whose agencies have been asked, and answers an agency might give."""

from datetime import UTC, datetime

from django.test import Client

from rapidreview.case.models import Case
from rapidreview.evidence.form import Kind, form, needed_codes
from rapidreview.mail.delivery import as_read
from rapidreview.mail.links import token
from rapidreview.mail.models import Letter
from rapidreview.opening.agencies import choose_agencies
from rapidreview.people.actor import Actor
from rapidreview.procedure.vocabulary import Role
from rapidreview.scoping import answering, confirming, to_signer
from rapidreview.scoping.actions import request_returns
from rapidreview.scoping.letters import DOORS
from rapidreview.scoping.links import actor_of
from rapidreview.scoping.models import AgencyReturn, Invitation, Signature
from rapidreview.scoping.rounds import author_of, signer_of
from rapidreview.scoping.signatures import DECLARATIONS, fingerprint_of
from tests.cast import Cast
from tests.opened import opened
from tests.posting import post
from tests.worlds import remembered

ASKED_AT = datetime(2026, 11, 4, 12, 30, tzinfo=UTC)  # a Wednesday, day 1
DUE_AT = datetime(2026, 11, 10, 17, 0, tzinfo=UTC)  # day 5
WRITTEN_AT = datetime(2026, 11, 6, 10, 0, tzinfo=UTC)
SENT_AT = datetime(2026, 11, 6, 11, 20, tzinfo=UTC)
ROW = {"E1": "3 May 2024", "E5": "Safeguarding log", "E6": "Child", "E7": "Late."}
NIL = {"A14": "no", "B3_1": "27 March 2021", "D1": "Attendance register", "G1": "no"}
SIGNER = {
    "name": "Grace Merribeck",
    "role": "Head teacher",
    "email": "grace@northmere.example",
}
SIGNED = {
    "name": "Grace Merribeck",
    "role": "Head teacher",
    "declarations": DECLARATIONS,
    "statement": "I have read it against the file.",
}


@remembered
def chosen(cast: Cast, *codes: str) -> Case:
    """A case on which the agencies are chosen, and nobody is asked yet."""
    case = opened(cast)
    agencies = [cast.agencies[code] for code in codes or ("SCH",)]
    choose_agencies(
        case, agencies, with_name=cast.judith.name, by=cast.actor("priya"), at=ASKED_AT
    )
    return case


@remembered
def asked(cast: Cast, *codes: str) -> AgencyReturn:
    """The first round of the school, or of the first agency named, asked on day 1."""
    case = chosen(cast, *codes)
    agencies = [cast.agencies[code] for code in codes or ("SCH",)]
    return request_returns(case, agencies, by=cast.actor("owen"), at=ASKED_AT)[0]


def author(agency_return: AgencyReturn) -> Actor:
    """The author behind the link."""
    return actor_of(author_of(agency_return.request))


def everything(children: int = 1) -> dict[str, str]:
    """An answer to every question an involved agency is asked."""
    first = {"A14": "yes", "G1": "no"}
    return {
        code: first.get(code) or _any_answer(code)
        for code in needed_codes(first, children)
    }


def _any_answer(code: str) -> str:
    question = form().question(code)
    if question.choices:
        return question.choices[-1]
    if question.kind is Kind.PERSON:
        return "Sam Hollinfare | Teacher | sam@school.example"
    return "12 March 2021" if question.kind is Kind.DATE else f"What we know of {code}."


def save(agency_return: AgencyReturn, **answers: str) -> None:
    """Save answers as the author."""
    answering.save_answers(
        agency_return,
        answers,
        version=agency_return.edit_version,
        by=author(agency_return),
        at=WRITTEN_AT,
    )


@remembered
def filled(cast: Cast, *codes: str) -> AgencyReturn:
    """A round in which everything is answered, with one row of chronology."""
    agency_return = asked(cast, *codes)
    save(agency_return, **everything())
    answering.save_chronology(
        agency_return,
        [ROW],
        version=agency_return.edit_version,
        by=author(agency_return),
        at=WRITTEN_AT,
    )
    return agency_return


@remembered
def with_signer(cast: Cast, *codes: str) -> AgencyReturn:
    """A round that is complete, and with the school's head teacher."""
    agency_return = filled(cast, *codes)
    give_to_signer(agency_return)
    return agency_return


def give_to_signer(agency_return: AgencyReturn, **changed: str) -> Invitation:
    """The author sends it to the senior manager."""
    given = {**SIGNER, "at": SENT_AT, **changed}
    return to_signer.send_to_signer(agency_return, by=author(agency_return), **given)


def signer(agency_return: AgencyReturn) -> Actor:
    """The senior manager behind the link for signing."""
    return actor_of(signer_of(agency_return.request))


def sign(agency_return: AgencyReturn, **changed: object) -> Signature:
    """The senior manager signs what is shown."""
    given = {
        **SIGNED,
        "shown": fingerprint_of(agency_return),
        "by": signer(agency_return),
        "at": SENT_AT,
        **changed,
    }
    return confirming.sign_and_send(agency_return, **given)


@remembered
def sent(cast: Cast, *codes: str) -> AgencyReturn:
    """A round that was sent, signed by the school's head teacher."""
    agency_return = with_signer(cast, *codes)
    sign(agency_return)
    return agency_return


def link_to(invitation: Invitation) -> str:
    """The address in the letter, as the browser is given it."""
    door = DOORS[Invitation.Part(invitation.part)]
    return f"/{door}/{token(invitation.pk, invitation.nonce)}/"


def code_in_letter(invitation: Invitation) -> str:
    """The code in the newest letter that carries one."""
    letter = Letter.objects.filter(kind="code", case=invitation.case).latest(
        "queued_at"
    )
    line = next(one for one in as_read(letter).body.splitlines() if "code is" in one)
    return line.partition(":")[2].strip()


def manager_of(case: Case) -> Actor:
    """The Partnership Manager of a case, as an actor."""
    held = case.appointments.select_related("user").get(role=Role.PARTNERSHIP_MANAGER)
    roles = frozenset({Role.PARTNERSHIP_MANAGER})
    return Actor(held.user_id, held.user.name, "Partnership Manager", roles)


def entered(agency_return: AgencyReturn, client: Client) -> Client:
    """A browser past the code."""
    return past_the_code(author_of(agency_return.request), client)


def past_the_code(invitation: Invitation, client: Client) -> Client:
    """A browser past the code of this link."""
    link = link_to(invitation)
    post(client, f"{link}send-code/")
    post(client, f"{link}code/", code=code_in_letter(invitation))
    return client
