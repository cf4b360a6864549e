"""The agency's way in: link, code, cookie; and every way that stays shut (P1.10)."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from rapidreview.case.models import AccessEntry
from rapidreview.mail.models import Letter
from rapidreview.opening.sin import end_case
from rapidreview.procedure.vocabulary import Outcome
from rapidreview.scoping import actions
from rapidreview.scoping.models import AgencyReturn, Invitation
from rapidreview.scoping.rounds import author_of
from tests.asking import WRITTEN_AT, asked, code_in_letter, entered, link_to, sent
from tests.cast import Cast, gather
from tests.contents import contents
from tests.posting import post, stop_the_clock

pytestmark = [pytest.mark.django_db, pytest.mark.paragraph("P1.10")]
TELLING = (
    "Bramwell",
    "Nettlecombe",
    "041126BN",
    "27 March",
    "Aldermoss",
    "sam@northmere",
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
def invitation(school: AgencyReturn) -> Invitation:
    return author_of(school.request)


def test_the_landing_page_says_nothing_of_the_case(
    client: Client, cast: Cast, invitation: Invitation
) -> None:
    page = client.get(link_to(invitation))

    assert page.status_code == 200
    assert cast.partnership.name in page.text
    assert "s…@northmere.example" in page.text
    assert not [word for word in TELLING if word in page.text]


def test_reading_the_link_twice_changes_nothing_and_sets_no_cookie(
    client: Client, invitation: Invitation
) -> None:
    before = contents(leaving_out=[AccessEntry])
    address = link_to(invitation)

    answers = [
        ask(one)
        for ask in (client.get, client.head)
        for one in (address, f"{address}code/") * 2
    ]

    assert contents(leaving_out=[AccessEntry]) == before
    assert not any("answer" in one.cookies for one in answers)
    assert not Letter.objects.filter(kind="code").exists()


def test_the_code_opens_the_form_with_a_guarded_cookie(
    client: Client, school: AgencyReturn, invitation: Invitation
) -> None:
    address = link_to(invitation)
    post(client, f"{address}send-code/")

    answer = post(client, f"{address}code/", code=code_in_letter(invitation))

    cookie = answer.cookies["answer"]
    assert answer["Location"] == "/answer/form/"
    assert (cookie["path"], cookie["samesite"]) == ("/answer/", "Lax")
    assert cookie["httponly"]
    assert "I will write this return" in client.get("/answer/form/").text


def test_six_wrong_codes_and_the_right_one_is_refused(
    client: Client, invitation: Invitation
) -> None:
    address = f"{link_to(invitation)}code/"
    post(client, f"{link_to(invitation)}send-code/")

    wrong = [post(client, address, code=f"0000 000{n}") for n in range(5)]
    sixth = post(client, address, code=code_in_letter(invitation))

    assert [one.status_code for one in wrong] == [302] * 5
    assert sixth.status_code == 429
    assert "Wait 10 minutes" in sixth.text
    assert "answer" not in client.cookies


def test_while_the_code_is_locked_no_other_is_sent(
    client: Client, invitation: Invitation
) -> None:
    address = link_to(invitation)
    post(client, f"{address}send-code/")
    for n in range(5):
        post(client, f"{address}code/", code=f"0000 000{n}")

    page = post(client, f"{address}send-code/")

    assert page.status_code == 429
    assert "then ask for a new one" in page.text
    assert Letter.objects.filter(kind="code").count() == 1


def test_a_wrong_code_says_how_many_tries_are_left(
    client: Client, invitation: Invitation
) -> None:
    post(client, f"{link_to(invitation)}send-code/")

    post(client, f"{link_to(invitation)}code/", code="1234 5678")

    page = client.get(f"{link_to(invitation)}code/")
    assert "You can try 4 more times" in page.text


def test_no_code_typed_is_a_mistake_and_not_a_try(
    client: Client, invitation: Invitation
) -> None:
    post(client, f"{link_to(invitation)}send-code/")

    page = post(client, f"{link_to(invitation)}code/", code=" ")

    invitation.refresh_from_db()
    assert (page.status_code, invitation.code_tries) == (422, 0)


def test_pressed_twice_one_code_is_sent(client: Client, invitation: Invitation) -> None:
    key = uuid4()

    for _ in range(2):
        post(client, f"{link_to(invitation)}send-code/", key)

    assert Letter.objects.filter(kind="code").count() == 1


@pytest.mark.parametrize("part", ["", "code/"])
def test_a_dead_link_is_a_kind_page_that_says_nothing(
    client: Client, cast: Cast, school: AgencyReturn, invitation: Invitation, part: str
) -> None:
    address = link_to(invitation)
    actions.revoke_link(
        school.request, by=cast.actor("owen"), at=WRITTEN_AT, reason="Wrong school"
    )

    page = client.get(f"{address}{part}")

    assert page.status_code == 410
    assert cast.partnership.phone in page.text
    assert not [word for word in TELLING if word in page.text]


@pytest.mark.paragraph("P1.2")
def test_a_link_of_a_review_that_has_ended_says_so_kindly(
    client: Client, cast: Cast, school: AgencyReturn, invitation: Invitation
) -> None:
    inside, ends = entered(school, Client()), {"reason": "De-notified."}
    by = cast.actor("priya")
    end_case(school.case, Outcome.SIN_WITHDRAWN, by=by, at=WRITTEN_AT, **ends)

    page = client.get(link_to(invitation))
    typed = post(inside, "/answer/form/B/", B1="What I had typed.")

    assert page.status_code == typed.status_code == 410
    for one in (page, typed):
        assert "Nothing more is needed from you." in one.text
        assert cast.partnership.phone in one.text
        assert not [word for word in (*TELLING, "De-notified") if word in one.text]
    assert "This review has ended" in typed.text
    assert "What I had typed." in typed.text


@pytest.mark.parametrize("token", ["x", "form.", "0" * 60, "%2e%2e", "a>"])
def test_a_made_up_link_is_dead(client: Client, token: str) -> None:
    page = client.get(f"/answer/{token}/")

    assert page.status_code in {404, 410}


def test_a_link_is_dead_after_the_return_was_sent(client: Client, cast: Cast) -> None:
    school = sent(cast)

    assert client.get(link_to(author_of(school.request))).status_code == 410


def test_this_is_not_me_tells_the_team(client: Client, invitation: Invitation) -> None:
    answer = post(client, f"{link_to(invitation)}not-me/")

    assert "The partnership team has been told" in client.get(answer["Location"]).text
    assert Letter.objects.filter(kind="not_me").exists()


@pytest.mark.parametrize(
    "address",
    ["form/", "form/A/", "form/chronology/", "form/files/", "form/word/", "form/word/file/",
     "form/check/", "form/receipt/"],
)  # fmt: skip
def test_without_the_code_no_page_of_the_form_opens(
    client: Client, school: AgencyReturn, address: str
) -> None:
    assert client.get(f"/answer/{address}").status_code == 410
    assert post(client, f"/answer/{address}").status_code in {405, 410}


def test_a_withdrawn_link_ends_an_open_visit(
    client: Client, cast: Cast, school: AgencyReturn
) -> None:
    entered(school, client)
    actions.revoke_link(
        school.request, by=cast.actor("owen"), at=WRITTEN_AT, reason="Left the school"
    )

    assert client.get("/answer/form/").status_code == 410


def test_a_visit_ends_after_four_hours(
    client: Client, school: AgencyReturn, settings: object
) -> None:
    entered(school, client)

    stop_the_clock(settings, WRITTEN_AT + timedelta(hours=4, minutes=1))

    assert "Open the link in our letter again" in client.get("/answer/form/").text


def test_what_was_typed_too_late_is_given_back(
    client: Client, school: AgencyReturn, settings: object
) -> None:
    entered(school, client)
    stop_the_clock(settings, WRITTEN_AT + timedelta(hours=5))

    page = post(client, "/answer/form/D/", version="1", D3="An hour of writing.")

    assert page.status_code == 410
    assert "An hour of writing." in page.text
    assert school.answers.filter(code="D3").count() == 0


def test_another_agencys_cookie_shows_only_its_own_form(
    client: Client, cast: Cast
) -> None:
    school = asked(cast, "SCH", "POL")
    police = school.case.returns.get(agency=cast.police)
    entered(police, client)
    post(client, "/answer/form/")

    post(client, "/answer/form/D/", version="1", D3="From the police.")

    assert school.answers.filter(code="D3").count() == 0
    assert police.answers.get(code="D3").text == "From the police."
