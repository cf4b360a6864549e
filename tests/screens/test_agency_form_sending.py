"""Files, the Word form, check and send, the receipt, another round (P1.11, P2.3)."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from rapidreview.mail.models import Letter
from rapidreview.scoping import asking_again
from rapidreview.scoping.answering import draft_of
from rapidreview.scoping.models import AgencyReturn
from tests.asking import (
    NIL,
    SENT_AT,
    SIGNER,
    WRITTEN_AT,
    asked,
    entered,
    save,
    sent,
    sign,
    with_signer,
)
from tests.cast import Cast, gather
from tests.posting import post, stop_the_clock

pytestmark = [pytest.mark.django_db, pytest.mark.paragraph("P1.10")]
FORM = "/answer/form/"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


@pytest.fixture(autouse=True)
def _day_3(settings: object) -> None:
    stop_the_clock(settings, WRITTEN_AT)


@pytest.fixture
def cast() -> Cast:
    return gather()


@pytest.fixture
def school(cast: Cast) -> AgencyReturn:
    return asked(cast)


@pytest.fixture
def author(client: Client, school: AgencyReturn) -> Client:
    """A browser past code and acknowledgement."""
    entered(school, client)
    post(client, FORM)
    return client


def test_a_file_is_attached_listed_and_taken_off(
    author: Client, school: AgencyReturn
) -> None:
    picture = SimpleUploadedFile("drawing.png", PNG, "image/png")
    post(author, f"{FORM}files/", file=picture)
    attachment = school.attachments.get()
    assert "drawing.png" in author.get(f"{FORM}files/").text

    post(author, f"{FORM}files/{attachment.pk}/remove/")

    assert school.attachments.count() == 0


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("empty.pdf", b"", "is empty"),
        ("form.docx", b"MZ\x90\x00 a program", "program"),
        ("page.html", b"<html><script>", "type"),
    ],
)
def test_a_file_that_cannot_be_taken_is_refused_in_words(
    author: Client, school: AgencyReturn, name: str, data: bytes, said: str
) -> None:
    page = post(author, f"{FORM}files/", file=SimpleUploadedFile(name, data))

    assert page.status_code == 422
    assert said in page.text
    assert school.attachments.count() == 0


def test_a_file_of_another_return_is_not_found(author: Client) -> None:
    assert post(author, f"{FORM}files/{uuid4()}/remove/").status_code == 404


def test_the_word_form_is_downloaded_and_read_back(
    author: Client, school: AgencyReturn
) -> None:
    save(school, D3="So far.")
    download = author.get(f"{FORM}word/file/")
    assert download["Content-Disposition"].startswith("attachment")
    assert download["X-Content-Type-Options"] == "nosniff"

    back = SimpleUploadedFile("scoping-form.docx", download.content)
    answer = post(author, f"{FORM}word/", file=back)

    assert answer["Location"] == FORM
    assert draft_of(school).get("D3") == "So far."


def test_what_is_missing_is_listed_with_links(author: Client) -> None:
    page = author.get(f"{FORM}check/").text

    assert "Please answer A14" in page
    assert f'href="{FORM}A/#q-A14"' in page
    assert f'href="{FORM}chronology/#q-E"' in page


@pytest.mark.paragraph("P1.11")
def test_a_form_with_gaps_keeps_who_was_to_sign(
    author: Client, school: AgencyReturn
) -> None:
    page = post(author, f"{FORM}check/", **SIGNER)

    school.refresh_from_db()
    assert page.status_code == 422
    assert "grace@northmere.example" in page.text
    assert school.state == AgencyReturn.State.DRAFT


@pytest.mark.paragraph("P1.11")
def test_the_senior_manager_of_the_agency_is_offered(
    author: Client, cast: Cast
) -> None:
    page = author.get(f"{FORM}check/").text

    assert f'value="{cast.grace.name}"' in page
    assert f'value="{cast.grace.email}"' in page


@pytest.mark.paragraph("P1.11")
def test_a_nil_return_goes_to_be_signed_once_however_often_it_is_pressed(
    author: Client, school: AgencyReturn
) -> None:
    save(school, **NIL)
    key = uuid4()

    answers = [post(author, f"{FORM}check/", key, **SIGNER) for _ in range(2)]

    school.refresh_from_db()
    assert [one["Location"] for one in answers] == [f"{FORM}with/"] * 2
    assert school.state == AgencyReturn.State.WITH_SIGNER
    assert Letter.objects.filter(kind="sign_return").count() == 1
    assert "Grace Merribeck, Head teacher" in author.get(f"{FORM}with/").text


@pytest.mark.paragraph("P1.11")
def test_while_it_is_with_the_senior_manager_nothing_is_written(
    author: Client, school: AgencyReturn
) -> None:
    save(school, **NIL)
    post(author, f"{FORM}check/", **SIGNER)

    assert author.get(f"{FORM}D/")["Location"] == f"{FORM}with/"
    page = post(author, f"{FORM}D/", version="9", D3="An hour of writing.")

    assert page.status_code == 409
    assert "An hour of writing." in page.text
    assert draft_of(school).get("D3") == ""


@pytest.mark.paragraph("P1.11")
def test_the_author_takes_the_form_back_and_writes_again(
    author: Client, school: AgencyReturn
) -> None:
    save(school, **NIL)
    post(author, f"{FORM}check/", **SIGNER)

    answer = post(author, f"{FORM}take-back/")

    assert answer["Location"] == FORM
    assert author.get(f"{FORM}A/").status_code == 200
    assert Letter.objects.get(kind="sign_taken_back").to_email == SIGNER["email"]


@pytest.mark.paragraph("P1.11")
def test_the_author_cannot_be_the_one_to_sign_and_is_told_why(
    author: Client, school: AgencyReturn
) -> None:
    save(school, **NIL)

    page = post(author, f"{FORM}check/", **{**SIGNER, "name": "Sam Hollinfare"})

    assert page.status_code == 409
    assert "must be another person than the author" in page.text


@pytest.mark.paragraph("P1.11", "P2.3")
def test_once_signed_the_author_sees_the_receipt_and_who_signed(
    client: Client, cast: Cast
) -> None:
    school = with_signer(cast)
    entered(school, client)
    sign(school)

    page = client.get(f"{FORM}receipt/").text

    assert client.get(f"{FORM}D/")["Location"] == f"{FORM}receipt/"
    assert school.reference in page
    assert "The text we hold is the text that was signed." in page


@pytest.mark.paragraph("P2.6")
def test_a_later_round_shows_the_reason_at_its_question(
    client: Client, cast: Cast
) -> None:
    first = sent(cast)
    second = asking_again.open_round(
        first,
        reasons=[("D3", "Say why the visits ended."), ("E1", "No entry has a date.")],
        due_at=SENT_AT.replace(day=11),
        by=cast.actor("priya"),
        at=WRITTEN_AT.replace(hour=9),
    )
    entered(second, client)
    post(client, FORM)

    assert "D3, E1" in client.get(FORM).text
    assert "Say why the visits ended." in client.get(f"{FORM}D/").text
    assert "No entry has a date." in client.get(f"{FORM}chronology/").text
