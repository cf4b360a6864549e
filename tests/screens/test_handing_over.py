"""A colleague takes over; the Team sees with whom a form is, and its links (P1.10, P1.11)."""

import html
import re

import pytest
from django.test import Client

from rapidreview.mail.models import Letter
from rapidreview.scoping.answering import draft_of
from rapidreview.scoping.models import AgencyReturn
from rapidreview.scoping.rounds import author_of, signer_of
from tests.asking import (
    SENT_AT,
    SIGNER,
    asked,
    entered,
    link_to,
    past_the_code,
    save,
    with_signer,
)
from tests.cast import Cast, gather, gather_elsewhere
from tests.posting import post, signed_in, stop_the_clock

pytestmark = [pytest.mark.django_db, pytest.mark.paragraph("P1.10")]
FORM = "/answer/form/"
COLLEAGUE = {"name": "Ines Farrow", "role": "Deputy", "email": "ines@northmere.example"}
OF_THE_SIGNER = ("new-link/", "withdraw-link/", "take-back/", "may-be-author/")


@pytest.fixture(autouse=True)
def _day_3(settings: object) -> None:
    stop_the_clock(settings, SENT_AT)


@pytest.fixture
def cast() -> Cast:
    return gather()


def page_of(agency_return: AgencyReturn, part: str = "") -> str:
    """The address of a page of its request."""
    return f"/cases/{agency_return.case_id}/requests/{agency_return.request_id}/{part}"


def test_the_author_hands_it_over_and_the_colleague_goes_on_with_what_was_written(
    client: Client, cast: Cast
) -> None:
    school = asked(cast)
    sam = entered(school, client)
    save(school, D3="Half a page.")

    answer = post(sam, f"{FORM}hand-over/", **COLLEAGUE)

    assert answer["Location"] == "/answer/handed-over/"
    assert "a link of their own" in sam.get(answer["Location"]).text
    assert sam.get(FORM).status_code == 410
    ines = past_the_code(author_of(school.request), Client())
    post(ines, FORM)
    assert "Half a page." in ines.get(f"{FORM}D/").text
    assert Letter.objects.filter(kind="handed_over").exists()


@pytest.mark.parametrize("email", ["", "ines", "sam@northmere.example"])
def test_a_wrong_address_is_refused_and_the_name_kept(
    client: Client, cast: Cast, email: str
) -> None:
    sam = entered(asked(cast), client)

    page = post(sam, f"{FORM}hand-over/", **{**COLLEAGUE, "email": email})

    assert page.status_code == 422
    assert "Ines Farrow" in page.text


def test_the_request_page_says_with_whom_it_is_and_lists_every_link(cast: Cast) -> None:
    school = with_signer(cast)
    past_the_code(signer_of(school.request), Client())

    page = signed_in(cast.owen).get(page_of(school)).text

    assert "The senior manager, Grace Merribeck, Head teacher" in page
    assert page.count('data-label="Last opened"') == 2
    assert "Not opened" in page  # the author's, in this test
    assert page_of(school, "signer/withdraw-link/") in page


@pytest.mark.paragraph("P1.11")
def test_the_officer_gives_it_back_to_the_author(cast: Cast) -> None:
    school = with_signer(cast)

    post(signed_in(cast.owen), page_of(school, "signer/take-back/"))

    school.refresh_from_db()
    assert school.state == AgencyReturn.State.DRAFT
    assert Letter.objects.filter(kind="sign_taken_back").exists()


def test_the_officer_renews_and_withdraws_the_link_for_signing(cast: Cast) -> None:
    school = with_signer(cast)
    owen = signed_in(cast.owen)

    post(owen, page_of(school, "signer/new-link/"))
    link = link_to(signer_of(school.request))
    assert Client().get(link).status_code == 200
    post(owen, page_of(school, "signer/withdraw-link/"), reason="Left the school")

    assert Client().get(link).status_code == 410
    assert author_of(school.request).revoked_at is None


@pytest.mark.paragraph("P1.11")
def test_only_the_manager_lets_the_author_sign_and_only_with_a_reason(
    cast: Cast,
) -> None:
    school = asked(cast)
    address = page_of(school, "signer/may-be-author/")
    priya, owen = signed_in(cast.priya), signed_in(cast.owen)

    assert post(owen, address, reason="A school of one.").status_code == 403
    assert post(priya, address, reason=" ").status_code == 422
    post(priya, address, reason="A school of one.")

    assert "A school of one." in owen.get(page_of(school)).text


@pytest.mark.parametrize("part", OF_THE_SIGNER)
def test_nobody_else_finds_these_pages(cast: Cast, part: str) -> None:
    school = with_signer(cast)

    address = page_of(school, f"signer/{part}")

    elsewhere = gather_elsewhere()
    assert signed_in(elsewhere.owen).get(address).status_code == 404
    assert signed_in(cast.sam).get(address).status_code == 404


@pytest.mark.parametrize("part", ["new-link/", "withdraw-link/"])
def test_before_the_author_asked_there_is_no_link_for_signing(
    cast: Cast, part: str
) -> None:
    address = page_of(asked(cast), f"signer/{part}")

    assert signed_in(cast.owen).get(address).status_code == 404


@pytest.mark.paragraph("P2.1")
def test_the_reminder_is_offered_for_who_has_the_form(cast: Cast) -> None:
    school = with_signer(cast)
    owen = signed_in(cast.owen)

    page = owen.get(page_of(school, "remind/")).text
    post(owen, page_of(school, "remind/"), channel="e-mail", to_name=SIGNER["name"])

    assert "Grace Merribeck, to sign" in page
    assert Letter.objects.filter(kind="sign_chaser").exists()


def test_a_return_on_paper_waits_until_the_form_is_taken_back(cast: Cast) -> None:
    school = with_signer(cast)

    page = signed_in(cast.owen).get(
        f"/cases/{school.case_id}/returns/{school.pk}/form/"
    )

    assert page.status_code == 409
    assert "Take it back first" in page.text


def two_writers(school: AgencyReturn) -> tuple[Client, Client]:
    """The author at two computers, or with a colleague at the second."""
    first, second = (entered(school, Client()) for _ in range(2))
    post(first, FORM)
    return first, second


def hidden(page: str) -> dict[str, str]:
    """The hidden values of a page of the form as it was opened."""
    found = dict(re.findall(r'name="(version|read)" value="([^"]*)"', page))
    return {name: html.unescape(value) for name, value in found.items()}


def test_two_write_different_answers_of_one_page_and_both_stay(cast: Cast) -> None:
    school = asked(cast)
    first, second = two_writers(school)
    mine, theirs = (hidden(one.get(f"{FORM}D/").text) for one in (first, second))

    post(first, f"{FORM}D/", D3="From the first.", **mine)
    answer = post(second, f"{FORM}D/", D3="", D4="From the second.", **theirs)

    draft = draft_of(school)
    assert answer.status_code == 302
    assert (draft.get("D3"), draft.get("D4")) == ("From the first.", "From the second.")


@pytest.mark.parametrize(
    ("keep", "stays"),
    [("mine", "From the second."), ("theirs", "From the first.")],
)
def test_two_write_the_same_answer_and_the_second_chooses(
    cast: Cast, keep: str, stays: str
) -> None:
    school = asked(cast)
    first, second = two_writers(school)
    opened = hidden(second.get(f"{FORM}D/").text)
    post(first, f"{FORM}D/", D3="From the first.", D2="Only here.", **opened)

    page = post(second, f"{FORM}D/", D3="From the second.", D2="", **opened)

    assert page.status_code == 409
    assert "From the first." in page.text
    assert "From the second." in page.text
    assert "Only here." in page.text  # what only a colleague changed is in its box
    again = hidden(page.text)
    given = {"D3": "From the second.", "D2": "Only here.", "keep-D3": keep}
    assert post(second, f"{FORM}D/", **given, **again).status_code == 302
    assert (draft_of(school).get("D3"), draft_of(school).get("D2")) == (
        stays,
        "Only here.",
    )


@pytest.mark.parametrize(
    ("keep", "stay"),
    [
        ("mine", ["Mine."]),
        ("theirs", ["Theirs."]),
        ("both", ["Theirs.", "Mine."]),
    ],
)
def test_two_write_the_chronology_and_the_second_chooses(
    cast: Cast, keep: str, stay: list[str]
) -> None:
    school = asked(cast)
    first, second = two_writers(school)
    place = f"{FORM}chronology/"
    post(first, place, version="1", E7_1="Theirs.")

    page = post(second, place, version="1", E7_1="Mine.")

    assert page.status_code == 409
    version = hidden(page.text)["version"]
    post(second, place, version=version, E7_1="Mine.", keep=keep)
    assert [row["E7"] for row in draft_of(school).rows] == stay
