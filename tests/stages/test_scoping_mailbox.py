"""The team's mailbox: filed where that is sure, kept for a person where it is not (P1.18)."""

from datetime import timedelta

import pytest

from rapidreview.case.models import Case
from rapidreview.casefolder.models import DocumentVersion
from rapidreview.mail.models import Letter
from rapidreview.procedure.errors import AlreadyDone, Refused
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.vocabulary import Outcome
from rapidreview.scoping import email_in, mailbox
from rapidreview.scoping.email_reading import waiting_mail
from rapidreview.scoping.models import AgencyReturn
from rapidreview.scoping.reminding import remind_if_due
from tests.asking import SENT_AT, asked
from tests.cast import Cast, gather, gather_elsewhere
from tests.emails import email, with_form
from tests.opened import told
from tests.procedure.given import london

pytestmark = pytest.mark.django_db
AT = SENT_AT + timedelta(minutes=10)
BEFORE = london("2026-11-09 09:00")


@pytest.fixture
def cast() -> Cast:
    gather_elsewhere()
    return gather()


@pytest.fixture
def school(cast: Cast) -> AgencyReturn:
    return asked(cast)


def folder(case: Case) -> list[tuple[str, str]]:
    """Subfolder and title of what came by e-mail."""
    filed = DocumentVersion.objects.filter(case=case).select_related("document")
    return [
        (one.document.subfolder, one.document.title)
        for one in filed.order_by("filed_at", "document__made_at")
        if "mail" in one.source
    ]


@pytest.mark.paragraph("P1.18")
@pytest.mark.parametrize("person", ["sam", "owen"], ids=["the agency", "the Team"])
def test_the_mailbox_files_what_names_the_case_and_comes_from_somebody_known(
    cast: Cast, school: AgencyReturn, person: str
) -> None:
    sender = getattr(cast, person).email
    data = email(sender, f"FW: {school.case.reference} from the hospital").as_bytes()

    mail = mailbox.take_in(data, at=AT)

    assert mail is not None
    assert (mail.case, mail.state) == (school.case, "filed")
    assert folder(school.case)[0][0] == "IV"
    assert told(school.case, LogKind.EMAIL_FILED)[0].by == "The team’s mailbox"
    assert mailbox.take_in(data, at=AT) is None


@pytest.mark.paragraph("P1.18")
@pytest.mark.parametrize(
    ("sender", "subject"),
    [("stranger@else.example", "{case}"), ("stranger@else.example", "Hello")],
    ids=["a stranger who names the case", "a stranger"],
)
def test_what_is_not_sure_waits_for_a_person(
    cast: Cast, school: AgencyReturn, sender: str, subject: str
) -> None:
    data = email(sender, subject.format(case=school.case.reference)).as_bytes()

    mail = mailbox.take_in(data, at=AT)

    assert mail is not None
    assert (mail.case, mail.state, mail.text.strip()) == (
        None,
        "waiting",
        "Here it is.",
    )
    assert waiting_mail(cast.partnership) == [mail]
    assert mailbox.take_in(data, at=AT) is None


@pytest.mark.paragraph("P1.18")
def test_what_waits_is_filed_with_the_case_that_a_person_chooses(
    cast: Cast, school: AgencyReturn
) -> None:
    mail = mailbox.take_in(email("stranger@else.example").as_bytes(), at=AT)
    owen = cast.actor("owen")

    email_in.match_waiting(mail, school.case, by=owen, at=AT)

    mail.refresh_from_db()
    assert (mail.case, mail.state) == (school.case, "filed")
    assert (mail.subject, mail.text, mail.raw) == ("", "", "")
    assert folder(school.case) == [("IV", "Our form")]
    with pytest.raises(AlreadyDone, match="dealt with"):
        email_in.match_waiting(mail, school.case, by=owen, at=AT)


@pytest.mark.paragraph("P1.18")
def test_what_is_set_aside_leaves_only_that_it_came_and_why(
    cast: Cast, school: AgencyReturn
) -> None:
    mail = mailbox.take_in(email("shop@else.example", "Offer").as_bytes(), at=AT)
    with pytest.raises(Refused, match="why it is set aside"):
        email_in.set_aside(mail, reason=" ", by=cast.actor("owen"), at=AT)

    email_in.set_aside(mail, reason="Advertising.", by=cast.actor("owen"), at=AT)

    mail.refresh_from_db()
    assert (mail.state, mail.sender, mail.raw) == ("set_aside", "", "")
    assert waiting_mail(cast.partnership) == []


def test_our_own_letters_and_what_is_too_large_or_unreadable(
    cast: Cast, school: AgencyReturn
) -> None:
    letter = Letter.objects.first()
    ours = email("team@x.example", message_id=letter.message_id).as_bytes()

    assert mailbox.take_in(ours, at=AT) is None
    large = mailbox.take_in(email("a@b.example").as_bytes(), at=AT, whole=False)
    assert "too large" in large.problem


def test_the_mail_of_a_case_that_ended_waits(cast: Cast, school: AgencyReturn) -> None:
    remind_if_due(school, at=BEFORE)
    letter = Letter.objects.get(kind="chaser")
    Case.objects.filter(pk=school.case_id).update(outcome=Outcome.NO_REVIEW)

    mail = mailbox.take_in(email(cast.sam.email).as_bytes(), at=AT)

    assert letter.case_id == school.case_id
    assert mail.state == "waiting"


def test_mail_of_one_partnership_is_not_another_s(
    cast: Cast, school: AgencyReturn
) -> None:
    data = email(cast.sam.email, f"{school.case.reference}").as_bytes()
    theirs = data.replace(b"northmere-scp", b"saltmarsh-scp")

    mail = mailbox.take_in(theirs, at=AT)

    assert mail.partnership.short == "Saltmarsh SCP"
    assert mail.case is None


@pytest.mark.paragraph("P2.8")
def test_a_form_says_to_the_mailbox_which_case_it_belongs_to(
    cast: Cast, school: AgencyReturn
) -> None:
    message = with_form(email(cast.owen.email, "FW: form"), school)

    mail = mailbox.take_in(message.as_bytes(), at=AT)

    assert (mail.case, mail.about) == (school.case, school.pk)
