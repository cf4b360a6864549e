"""Files, the Word form, check and send, the receipt, another round (P1.11, P2.3)."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from rapidreview.scoping import asking_again
from rapidreview.scoping.answering import draft_of
from rapidreview.scoping.models import AgencyReturn
from rapidreview.scoping.signatures import DECLARATIONS
from tests.asking import (
    NIL,
    SENT_AT,
    WRITTEN_AT,
    asked,
    entered,
    filled,
    save,
    sent,
)
from tests.cast import Cast, gather
from tests.posting import post, stop_the_clock

pytestmark = [pytest.mark.django_db, pytest.mark.paragraph("P1.10")]
FORM = "/answer/form/"
CONFIRMED = {
    "signer_name": "Grace Merribeck",
    "signer_role": "Head teacher",
    "declarations": list(DECLARATIONS),
    "statement": "I have read it.",
}
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
def test_a_return_with_gaps_keeps_what_the_senior_manager_typed(
    author: Client, school: AgencyReturn
) -> None:
    page = post(author, f"{FORM}check/", **CONFIRMED)

    assert page.status_code == 422
    assert "I have read it." in page.text


@pytest.mark.paragraph("P1.11", "P2.3")
def test_a_nil_return_is_sent_once_however_often_it_is_pressed(
    author: Client, school: AgencyReturn
) -> None:
    save(school, **NIL)
    key = uuid4()

    answers = [post(author, f"{FORM}check/", key, **CONFIRMED) for _ in range(2)]

    school.refresh_from_db()
    assert [one["Location"] for one in answers] == [f"{FORM}receipt/"] * 2
    assert school.signatures.count() == 1
    assert school.reference in author.get(f"{FORM}receipt/").text


@pytest.mark.paragraph("P1.11")
def test_a_complete_return_is_confirmed_and_sent(client: Client, cast: Cast) -> None:
    school = filled(cast)
    entered(school, client)
    post(client, FORM)

    answer = post(client, f"{FORM}check/", **CONFIRMED)

    school.refresh_from_db()
    assert answer["Location"] == f"{FORM}receipt/"
    assert school.state == AgencyReturn.State.RECEIVED
    assert client.get(f"{FORM}D/")["Location"] == f"{FORM}receipt/"


@pytest.mark.paragraph("P1.11")
def test_the_author_cannot_confirm_and_is_told_why(
    author: Client, school: AgencyReturn
) -> None:
    save(school, **NIL)

    page = post(
        author, f"{FORM}check/", **{**CONFIRMED, "signer_name": "Sam Hollinfare"}
    )

    assert page.status_code == 409
    assert "must be another person than the author" in page.text


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
