"""E-mails that come in: filed where they belong, never twice, and never mistaken for a return."""

from datetime import timedelta

import pytest

from rapidreview.case.models import Case
from rapidreview.casefolder.models import DocumentVersion
from rapidreview.mail.models import Letter, ReceivedMail
from rapidreview.procedure.errors import AlreadyDone, Refused
from rapidreview.procedure.logkinds import LogKind
from rapidreview.quality.records import records_of
from rapidreview.scoping import email_in, emailed_forms
from rapidreview.scoping.answering import draft_of
from rapidreview.scoping.email_reading import came_back
from rapidreview.scoping.models import AgencyReturn
from rapidreview.scoping.reminding import remind_if_due
from tests.asking import SENT_AT, asked
from tests.cast import Cast, gather, gather_elsewhere
from tests.emails import PDF_NAME, bounced, email, with_form
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


def file(case: Case, data: bytes, cast: Cast) -> email_in.Filed:
    return email_in.file_email(case, data, by=cast.actor("owen"), at=AT)


def folder(case: Case) -> list[tuple[str, str]]:
    """Subfolder and title of what came by e-mail."""
    filed = DocumentVersion.objects.filter(case=case).select_related("document")
    return [
        (one.document.subfolder, one.document.title)
        for one in filed.order_by("filed_at", "document__made_at")
        if "mail" in one.source
    ]


@pytest.mark.paragraph("P1.18", "P2.8")
def test_the_message_goes_to_iv_and_its_attachments_to_i(
    cast: Cast, school: AgencyReturn
) -> None:
    message = with_form(email(cast.sam.email), school)
    message.add_attachment(b"plain words", "text", "plain", filename="note.txt")

    filed = file(school.case, message.as_bytes(), cast)

    assert sorted(folder(school.case)) == [
        ("I", "form.docx"), ("I", "note.txt"), ("IV", "Our form"),
    ]  # fmt: skip
    assert (filed.mail.about, filed.attached) == (school.pk, 2)
    assert told(school.case, LogKind.EMAIL_FILED)[0].location.startswith("IV")
    assert filed.mail.form is not None
    assert (filed.mail.text, filed.mail.raw) == ("", "")


@pytest.mark.paragraph("P2.8")
def test_a_form_is_read_in_only_when_a_person_says_so(
    cast: Cast, school: AgencyReturn
) -> None:
    data = with_form(email(cast.sam.email), school, D3="From the e-mail.").as_bytes()
    mail = file(school.case, data, cast).mail
    school.refresh_from_db()
    assert school.state == AgencyReturn.State.DRAFT

    emailed_forms.take_in(
        mail, school, received_at=SENT_AT, by=cast.actor("owen"), at=AT
    )

    school.refresh_from_db()
    assert school.received_at == SENT_AT
    assert school.channel == "Word form, e-mail"
    assert draft_of(school).get("D3") == "From the e-mail."


def test_an_e_mail_without_a_form_has_none_to_read_in(
    cast: Cast, school: AgencyReturn
) -> None:
    mail = file(school.case, email(cast.sam.email).as_bytes(), cast).mail

    with pytest.raises(Refused, match="No form of ours"):
        emailed_forms.take_in(
            mail, school, received_at=SENT_AT, by=cast.actor("owen"), at=AT
        )


@pytest.mark.paragraph("P1.18")
def test_a_message_is_never_filed_twice(cast: Cast, school: AgencyReturn) -> None:
    first = email(cast.sam.email)
    copy = email(cast.sam.email, Received="from elsewhere by here")
    file(school.case, first.as_bytes(), cast)

    with pytest.raises(AlreadyDone, match="taken in before"):
        file(school.case, copy.as_bytes(), cast)
    assert ReceivedMail.objects.count() == 1


@pytest.mark.parametrize(
    ("sender", "subject", "how"),
    [
        ("stranger@else.example", "About {return_reference}", "names the reference"),
        ("SAM@northmere.example", "Hello", "speaks for the agency"),
        ("stranger@else.example", "Hello", ""),
    ],
)
def test_it_is_matched_by_reference_or_by_who_sent_it(
    cast: Cast, school: AgencyReturn, sender: str, subject: str, how: str
) -> None:
    words = subject.format(return_reference=school.reference)

    match = file(school.case, email(sender, words).as_bytes(), cast).match

    assert how in match.how
    assert (match.row is not None) == bool(how)


@pytest.mark.paragraph("P2.1")
def test_a_letter_that_came_back_is_shown_on_its_row_and_not_filed(
    cast: Cast, school: AgencyReturn
) -> None:
    remind_if_due(school, at=BEFORE)
    letter = Letter.objects.get(kind="chaser")

    file(school.case, bounced(letter), cast)

    (words,) = came_back(school.case)[school.pk]
    assert words.startswith("The letter of Monday 9 November 2026")
    assert words.endswith("came back: mailbox unknown.")
    assert words in records_of(school.case)[0].rounds[0].came_back
    assert folder(school.case) == []
    entry = told(school.case, LogKind.LETTER_RETURNED)[0]
    assert (entry.agency, entry.to) == (school.agency.name, cast.sam.name)


@pytest.mark.paragraph("P2.1")
def test_an_out_of_office_note_is_no_return(cast: Cast, school: AgencyReturn) -> None:
    remind_if_due(school, at=BEFORE)
    letter = Letter.objects.get(kind="chaser")
    note = email(
        cast.sam.email,
        "Automatic reply: Due",
        In_Reply_To=letter.message_id,
        Auto_Submitted="auto-replied",
    )

    file(school.case, note.as_bytes(), cast)

    assert "automatic answer" in came_back(school.case)[school.pk][0]
    assert folder(school.case) == []
    assert told(school.case, LogKind.AUTOMATIC_ANSWER)


def test_an_attachment_that_may_not_be_taken_stays_in_its_message(
    cast: Cast, school: AgencyReturn
) -> None:
    message = email(cast.sam.email)
    message.add_attachment(b"MZ\x90", "application", "pdf", filename=PDF_NAME)

    filed = file(school.case, message.as_bytes(), cast)

    assert "This is a program" in filed.refused[0]
    assert [place for place, _ in folder(school.case)] == ["IV"]


def test_what_is_no_e_mail_and_a_case_that_has_ended_are_refused(
    cast: Cast, school: AgencyReturn
) -> None:
    with pytest.raises(Refused, match="not an e-mail"):
        file(school.case, b"\n\nhello", cast)
    assert ReceivedMail.objects.count() == 0


@pytest.mark.paragraph("P2.8")
def test_a_form_says_itself_whose_it_is(cast: Cast, school: AgencyReturn) -> None:
    message = with_form(email("head@else.example", "Hello"), school)

    match = file(school.case, message.as_bytes(), cast).match

    assert (match.row, match.letter) == (school, None)
    assert "holds the form" in match.how


@pytest.mark.paragraph("P2.1")
def test_a_letter_that_our_own_server_refused_is_on_its_row_too(
    cast: Cast, school: AgencyReturn
) -> None:
    letter = Letter.objects.get(kind="request")
    letter.state, letter.problem = "failed", "The mail server answered 550."
    letter.save()

    (words,) = came_back(school.case)[school.pk]

    assert words.endswith("was not delivered: The mail server answered 550.")
