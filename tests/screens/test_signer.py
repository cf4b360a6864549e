"""The senior manager's pages: read exactly what will be sent, sign, give back, pass on (P1.11)."""

import re
from uuid import uuid4

import pytest
from django.test import Client

from rapidreview.scoping import answering
from rapidreview.scoping.models import AgencyReturn, Answer
from rapidreview.scoping.rounds import signer_of
from rapidreview.scoping.signatures import DECLARATIONS, live_signature
from tests.asking import (
    SENT_AT,
    WRITTEN_AT,
    author,
    entered,
    filled,
    give_to_signer,
    link_to,
    past_the_code,
    sign,
    with_signer,
)
from tests.cast import Cast, gather
from tests.posting import post, signed_in, stop_the_clock
from tests.taken import PDF

pytestmark = [pytest.mark.django_db, pytest.mark.paragraph("P1.11")]
FORM = "/sign/form/"
PAGES = ("", "back/", "pass/", "receipt/")
ANOTHER = {"name": "Ines Farrow", "role": "Governor", "email": "ines@northmere.example"}


@pytest.fixture(autouse=True)
def _day_3(settings: object) -> None:
    stop_the_clock(settings, SENT_AT)


@pytest.fixture
def cast() -> Cast:
    return gather()


@pytest.fixture
def school(cast: Cast) -> AgencyReturn:
    return with_signer(cast)


@pytest.fixture
def grace(client: Client, school: AgencyReturn) -> Client:
    """The senior manager's browser, past the code."""
    return past_the_code(signer_of(school.request), client)


def confirmed(page: str, **changed: object) -> dict[str, object]:
    """What the page sends when everything on it is confirmed."""
    shown = re.findall(r'name="shown" value="([0-9a-f]{64})"', page)[0]
    return {
        "shown": shown,
        "name": "Grace Merribeck",
        "role": "Head teacher",
        "declarations": list(DECLARATIONS),
        "statement": "I have read it.",
        **changed,
    }


def test_the_link_opens_a_page_that_says_nothing_of_the_case(
    client: Client, school: AgencyReturn
) -> None:
    page = client.get(link_to(signer_of(school.request)))

    assert page.status_code == 200
    assert "g…@northmere.example" in page.text
    assert "A form to sign" in page.text
    for word in ("Bramwell", "Aldermoss", "Sam Hollinfare", "27 March"):
        assert word not in page.text


def test_everything_that_will_be_sent_is_there_to_read(
    grace: Client, school: AgencyReturn
) -> None:
    page = grace.get(FORM).text

    draft = answering.draft_of(school)
    for code in ("D3", "F1", "F5"):
        assert draft.get(code) in page
    assert "Sam Hollinfare, Teacher, sam@school.example" in page
    assert draft.rows[0]["E7"] in page
    for one in DECLARATIONS:
        assert one[1:] in page
    assert 'value="Grace Merribeck"' in page
    assert "<textarea" in page
    assert page.count('type="checkbox"') == 4


def test_signed_it_is_received_and_the_certificate_shown(
    grace: Client, school: AgencyReturn
) -> None:
    given = confirmed(grace.get(FORM).text)

    answer = post(grace, FORM, **given)

    school.refresh_from_db()
    page = grace.get(answer["Location"]).text
    assert answer["Location"] == f"{FORM}receipt/"
    assert school.state == AgencyReturn.State.RECEIVED
    assert live_signature(school).fingerprint in page
    assert "The text we hold is the text that was signed." in page
    assert grace.get(FORM)["Location"] == f"{FORM}receipt/"


def test_pressed_twice_it_is_signed_once(grace: Client, school: AgencyReturn) -> None:
    given, key = confirmed(grace.get(FORM).text), uuid4()

    answers = [post(grace, FORM, key, **given) for _ in range(2)]

    assert [one["Location"] for one in answers] == [f"{FORM}receipt/"] * 2
    assert school.signatures.count() == 1


def test_without_every_statement_nothing_is_signed_and_nothing_typed_is_lost(
    grace: Client, school: AgencyReturn
) -> None:
    given = confirmed(grace.get(FORM).text, declarations=list(DECLARATIONS[:3]))

    page = post(grace, FORM, **given)

    assert page.status_code == 422
    assert "Confirm each of the four statements." in page.text
    assert "I have read it." in page.text
    assert live_signature(school) is None


def test_a_text_that_changed_is_shown_again_and_confirmed_anew(
    grace: Client, school: AgencyReturn
) -> None:
    given = confirmed(grace.get(FORM).text)
    answer = Answer.objects.get(agency_return=school, code="D3")
    answer.text = "Quite another text."
    answer.save()

    page = post(grace, FORM, **given)

    assert page.status_code == 409
    assert "nothing was signed" in page.text
    assert "Quite another text." in page.text
    assert not re.search(r"<input[^>]* checked[ >]", page.text)
    again = confirmed(page.text)
    assert again["shown"] != given["shown"]
    assert post(grace, FORM, **again)["Location"] == f"{FORM}receipt/"


def test_given_back_the_author_sees_the_comment_on_the_task_list(
    grace: Client, school: AgencyReturn
) -> None:
    answer = post(grace, f"{FORM}back/", comment="F5 says nothing of the child.")

    assert answer["Location"] == "/sign/returned/"
    assert "Nothing was signed" in grace.get(answer["Location"]).text
    assert grace.get(FORM).status_code == 410
    sam = entered(school, Client())
    post(sam, "/answer/form/")
    page = sam.get("/answer/form/").text
    assert "F5 says nothing of the child." in page
    assert "Grace Merribeck gave the form back" in page


def test_it_is_not_given_back_without_a_comment(
    grace: Client, school: AgencyReturn
) -> None:
    page = post(grace, f"{FORM}back/", comment=" ")

    assert page.status_code == 422
    school.refresh_from_db()
    assert school.state == AgencyReturn.State.WITH_SIGNER


def test_passed_on_the_first_is_out_and_the_second_signs(
    grace: Client, school: AgencyReturn
) -> None:
    answer = post(grace, f"{FORM}pass/", **ANOTHER)

    assert answer["Location"] == "/sign/passed/"
    assert grace.get(FORM).status_code == 410
    ines = past_the_code(signer_of(school.request), Client())
    assert 'value="Ines Farrow"' in ines.get(FORM).text


@pytest.mark.parametrize("email", ["", "ines", "ines@northmere.example, b@c.example"])
def test_a_wrong_address_is_refused_in_words(
    grace: Client, school: AgencyReturn, email: str
) -> None:
    page = post(grace, f"{FORM}pass/", **{**ANOTHER, "email": email})

    assert page.status_code == 422
    assert "Enter one e-mail address like" in page.text
    assert "Ines Farrow" in page.text


def test_a_file_that_will_be_sent_is_read_and_one_of_another_return_is_not_found(
    client: Client, cast: Cast
) -> None:
    school = filled(cast)
    file = answering.attach(school, PDF, by=author(school), at=WRITTEN_AT)
    give_to_signer(school)
    grace = past_the_code(signer_of(school.request), client)

    download = grace.get(f"{FORM}files/{file.pk}/")

    assert f"{FORM}files/{file.pk}/" in grace.get(FORM).text
    assert download["Content-Disposition"].startswith("attachment")
    assert grace.get(f"{FORM}files/{uuid4()}/").status_code == 404


def test_the_certificate_is_on_the_page_of_the_return_for_those_who_may_read_it(
    cast: Cast, school: AgencyReturn
) -> None:
    address = f"/cases/{school.case_id}/returns/{school.pk}/certificate/"
    owen = signed_in(cast.owen)
    assert owen.get(address).status_code == 404  # nobody has signed yet

    sign(school)

    page = owen.get(address).text
    assert "Grace Merribeck" in page
    assert "London time" in page
    assert address in owen.get(address.removesuffix("certificate/")).text


def test_a_changed_return_says_that_its_signature_no_longer_covers_it(
    cast: Cast, school: AgencyReturn
) -> None:
    sign(school)
    answer = Answer.objects.get(agency_return=school, code="D3")
    answer.text = "Quite another text."
    answer.save()
    owen = signed_in(cast.owen)
    page = f"/cases/{school.case_id}/returns/{school.pk}/"

    assert "The signature no longer covers this return." in owen.get(page).text
    assert "is not the text that was signed" in owen.get(f"{page}certificate/").text
