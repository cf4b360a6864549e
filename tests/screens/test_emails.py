"""The pages of e-mails: of a case, and those that nobody has matched."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from rapidreview.mail.models import Letter, ReceivedMail
from rapidreview.people.models import User
from rapidreview.procedure.vocabulary import Role
from rapidreview.scoping import mailbox
from rapidreview.scoping.models import AgencyReturn
from rapidreview.scoping.reminding import remind_if_due
from tests import make
from tests.asking import SENT_AT, asked
from tests.cast import Cast, gather, gather_elsewhere, join
from tests.compound_files import compound
from tests.emails import bounced, email, saved_by_outlook, with_form
from tests.posting import boxes, post, signed_in, stop_the_clock
from tests.procedure.given import london

pytestmark = pytest.mark.django_db
AT = london("2026-11-09 10:00")


@pytest.fixture
def cast(settings: Any) -> Cast:
    stop_the_clock(settings, AT)
    return gather()


@pytest.fixture
def school(cast: Cast) -> AgencyReturn:
    return asked(cast)


@pytest.fixture
def owen(cast: Cast) -> Client:
    return signed_in(cast.owen)


def at(name: str, row: AgencyReturn, **keys: object) -> str:
    if "waiting" in name or "aside" in name:
        return reverse(name, kwargs={"partnership_id": row.case.partnership_id, **keys})
    return reverse(name, kwargs={"case_id": row.case_id, **keys})


def upload(
    client: Client, school: AgencyReturn, data: bytes, name: str = "form.eml"
) -> Any:
    file = SimpleUploadedFile(name, data)
    return post(client, at("case_mail", school), file=file)


@pytest.mark.paragraph("P1.18", "P2.8")
def test_an_e_mail_is_filed_and_its_form_read_in(
    cast: Cast, school: AgencyReturn, owen: Client
) -> None:
    answer = upload(owen, school, with_form(email(cast.sam.email), school).as_bytes())
    page = owen.get(answer["Location"]).content.decode()
    mail = ReceivedMail.objects.get()
    form = at("take_in_emailed_form", school, mail_id=mail.pk)
    asks = owen.get(form).content.decode()
    done = post(owen, form, row=str(school.pk), **boxes("received_at", SENT_AT))

    assert "The e-mail is filed in IV, one attachment in I." in page
    assert form in page
    assert "checked" in asks
    assert done.status_code == 302
    school.refresh_from_db()
    assert school.received_at == SENT_AT
    assert "Read in its form" not in owen.get(at("case_mail", school)).content.decode()


@pytest.mark.paragraph("P1.18", "P2.8")
def test_a_message_of_outlook_is_filed_as_it_came_and_its_form_read_in(
    cast: Cast, school: AgencyReturn, owen: Client
) -> None:
    data = saved_by_outlook(with_form(email(cast.sam.email), school))

    empty = owen.get(at("case_mail", school)).content.decode()
    upload(owen, school, data, "Our form.msg")
    page = owen.get(at("case_mail", school)).content.decode()
    mail = ReceivedMail.objects.get()
    keys = {"version_id": mail.document_id}
    handed = owen.get(at("document", school, **keys))

    assert 'accept=".eml,.msg"' in empty
    assert "saved as .eml or .msg" in empty
    assert "The e-mail is filed in IV, one attachment in I." in page
    assert at("take_in_emailed_form", school, mail_id=mail.pk) in page
    assert handed.content == data
    assert 'attachment; filename="message.msg"' in handed["Content-Disposition"]
    assert handed["Content-Type"] == "application/vnd.ms-outlook"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (saved_by_outlook(email("a@b.example"))[:-700], "damaged or not whole"),
        (compound({"WordDocument": b"x"}), "in an old format"),
        (b"", "is empty"),
    ],
)
def test_what_is_no_message_of_outlook_is_refused_in_words(
    cast: Cast, school: AgencyReturn, owen: Client, data: bytes, words: str
) -> None:
    page = upload(owen, school, data, "x.msg")

    assert page.status_code == 422
    assert words in page.content.decode()
    assert not ReceivedMail.objects.exists()


@pytest.mark.paragraph("P2.1")
def test_a_letter_that_came_back_is_on_the_checklist_and_on_the_request(
    cast: Cast, school: AgencyReturn, owen: Client
) -> None:
    remind_if_due(school, at=london("2026-11-09 09:00"))
    upload(owen, school, bounced(Letter.objects.get(kind="chaser")))
    words = "09:00 came back: mailbox unknown."
    request = at("request_page", school, request_id=school.request_id)

    for address in (at("checklist", school), request, at("case_mail", school)):
        assert words in owen.get(address).content.decode()


def test_what_is_no_e_mail_is_refused_and_the_empty_page_says_what_comes(
    cast: Cast, school: AgencyReturn, owen: Client
) -> None:
    empty = owen.get(at("case_mail", school)).content.decode()
    nothing = post(owen, at("case_mail", school))
    program = upload(owen, school, b"MZ not an e-mail")

    assert "No e-mail yet" in empty
    assert nothing.status_code == 422
    assert "This is a program" in program.content.decode()
    assert not ReceivedMail.objects.exists()


def test_a_form_is_not_read_in_without_saying_whose_it_is(
    cast: Cast, school: AgencyReturn, owen: Client
) -> None:
    upload(owen, school, with_form(email("x@else.example"), school).as_bytes())
    form = at("take_in_emailed_form", school, mail_id=ReceivedMail.objects.get().pk)

    page = post(owen, form, **boxes("received_at", SENT_AT))

    assert page.status_code == 422
    assert "Choose one." in page.content.decode()


def test_an_e_mail_without_a_form_has_no_page_for_it(
    cast: Cast, school: AgencyReturn, owen: Client
) -> None:
    upload(owen, school, email(cast.sam.email).as_bytes())
    mail = ReceivedMail.objects.get()

    assert (
        owen.get(at("take_in_emailed_form", school, mail_id=mail.pk)).status_code == 404
    )


@pytest.mark.paragraph("P1.18")
def test_what_nobody_matched_is_read_as_text_and_filed_with_a_case(
    cast: Cast, school: AgencyReturn, owen: Client
) -> None:
    message = email("x@else.example", "About a child")
    message.set_content("<b>Bold</b><script>x()</script>", subtype="html")
    mail = mailbox.take_in(message.as_bytes(), at=SENT_AT)
    listed = owen.get(at("waiting_mail", school)).content.decode()
    one = at("one_waiting_mail", school, mail_id=mail.pk)
    page = owen.get(one).content.decode()

    answer = post(owen, one, case=str(school.case_id))

    assert "About a child" in listed
    assert "Bold" in page
    assert "x()" not in page
    assert answer.status_code == 302
    assert "Nothing waits" in owen.get(at("waiting_mail", school)).content.decode()
    assert owen.get(one).status_code == 404


@pytest.mark.paragraph("P1.18")
def test_it_is_set_aside_with_a_reason(
    cast: Cast, school: AgencyReturn, owen: Client
) -> None:
    mail = mailbox.take_in(email("x@else.example").as_bytes(), at=SENT_AT)
    address = at("set_aside_mail", school, mail_id=mail.pk)

    refused = post(owen, address)
    answer = post(owen, address, reason="Advertising.")

    assert refused.status_code == 422
    assert answer.status_code == 302
    mail.refresh_from_db()
    assert mail.state == "set_aside"


def test_only_a_case_on_which_one_works_can_be_chosen(
    cast: Cast, school: AgencyReturn, owen: Client
) -> None:
    mail = mailbox.take_in(email("x@else.example").as_bytes(), at=SENT_AT)
    one = at("one_waiting_mail", school, mail_id=mail.pk)
    new = User.objects.create_user("new@northmere.example", "New Officer")
    join(cast.partnership, new, Role.PARTNERSHIP_OFFICER)
    officer = signed_in(new)

    assert "You work on no open case" in officer.get(one).content.decode()
    assert post(officer, one, case=str(school.case_id)).status_code == 422


def test_outsiders_and_the_chair_find_no_e_mail(
    cast: Cast, school: AgencyReturn, owen: Client
) -> None:
    mail = mailbox.take_in(email("x@else.example").as_bytes(), at=SENT_AT)
    elsewhere = gather_elsewhere()
    outsider = signed_in(elsewhere.priya)
    other = make.case(elsewhere)
    theirs = reverse("one_waiting_mail", kwargs={
        "partnership_id": elsewhere.partnership.pk, "mail_id": mail.pk,
    })  # fmt: skip

    assert outsider.get(at("case_mail", school)).status_code == 404
    assert outsider.get(at("waiting_mail", school)).status_code == 404
    assert outsider.get(theirs).status_code == 404
    assert signed_in(cast.judith).get(at("case_mail", school)).status_code == 403
    assert signed_in(cast.judith).get(at("waiting_mail", school)).status_code == 403
    assert other.pk != school.case_id
