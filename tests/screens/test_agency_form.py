"""The agency's form: task list, sections, chronology, files, Word, check and send (P1.10, P1.11)."""

import re

import pytest
from django.test import Client

from rapidreview.case.models import AccessEntry
from rapidreview.scoping.answering import draft_of
from rapidreview.scoping.models import AgencyReturn, SafetyItem
from tests.asking import (
    WRITTEN_AT,
    asked,
    entered,
    save,
)
from tests.cast import Cast, gather
from tests.contents import contents
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


def test_the_first_page_asks_who_will_write_and_records_the_answer(
    client: Client, school: AgencyReturn
) -> None:
    entered(school, client)
    assert "I will write this return" in client.get(FORM).text

    post(client, FORM)

    school.request.refresh_from_db()
    assert school.request.acknowledged_at is not None
    assert "About 60 minutes" in client.get(FORM).text


def test_every_page_of_the_form_opens_and_reading_changes_nothing(
    author: Client, school: AgencyReturn
) -> None:
    pages = [*"ABCDFGH", "chronology", "files", "word", "check"]
    before = contents(leaving_out=[AccessEntry])

    answers = [author.get(f"{FORM}{one}/") for one in pages for _ in range(2)]

    assert [one.status_code for one in answers] == [200] * 2 * len(pages)
    assert contents(leaving_out=[AccessEntry]) == before


def test_a_person_without_a_role_keeps_name_and_address(
    author: Client, school: AgencyReturn
) -> None:
    typed = {"A4-name": "Sam", "A4-role": "", "A4-contact": "sam@school.example"}

    post(author, f"{FORM}A/", version="1", **typed)

    page = author.get(f"{FORM}A/").text
    assert re.search(r'name="A4-contact"[^>]*value="sam@school.example"', page)
    assert draft_of(school).author == "Sam"


def test_a_value_that_the_page_does_not_ask_for_is_refused(
    author: Client, school: AgencyReturn
) -> None:
    answer = post(author, f"{FORM}D/", version="1", D3="Ours", state="received")

    assert answer.status_code == 400
    assert draft_of(school).get("D3") == ""


@pytest.mark.parametrize("section", ["E", "J", "Z", "AA", "a"])
def test_a_section_that_is_none_is_not_found(author: Client, section: str) -> None:
    assert author.get(f"{FORM}{section}/").status_code == 404


def test_what_the_partnership_filled_in_is_shown_and_has_no_field(
    author: Client,
) -> None:
    page = author.get(f"{FORM}B/").text

    assert "Bramwell Nettlecombe" in page
    assert 'name="B1_1"' not in page
    assert 'name="B3_1"' in page


def test_a_page_is_saved_as_typed_and_leads_to_the_next(
    author: Client, school: AgencyReturn
) -> None:
    answer = post(
        author,
        f"{FORM}B/",
        version="1",
        **{"B3_1": "27 March 2021", "B9_1": "yes", "B9_1-more": "From May\r\nto June"},
    )

    draft = draft_of(school)
    assert answer["Location"] == f"{FORM}C/"
    assert draft.get("B9_1") == "yes\nFrom May\nto June"
    assert "Saved 10:00" in author.get(f"{FORM}C/").text
    assert "We understood: 27 March 2021" in author.get(f"{FORM}B/").text


def test_another_person_is_added_without_losing_what_was_typed(
    author: Client, school: AgencyReturn
) -> None:
    answer = post(author, f"{FORM}C/", version="1", add="member", C1_1="Dulce Marvane")

    page = author.get(answer["Location"].partition("#")[0]).text
    assert 'value="Dulce Marvane"' in page
    assert 'name="C1_2"' in page
    assert "Person 2" in page


def test_a_choice_that_is_not_offered_keeps_the_page(
    author: Client, school: AgencyReturn
) -> None:
    page = post(
        author, f"{FORM}A/", version="1", A14="perhaps", **{"A4-name": "Typed name"}
    )

    assert page.status_code == 422
    assert "Typed name" in page.text
    assert "Choose one of the answers shown" in page.text
    assert draft_of(school).get("A14") == ""


def test_a_text_that_is_too_long_keeps_what_was_typed(
    author: Client, school: AgencyReturn
) -> None:
    page = post(author, f"{FORM}D/", version="1", D3="long " * 5000, D4="Short.")

    assert page.status_code == 422
    assert "Short." in page.text
    assert draft_of(school).get("D4") == ""


def test_a_colleagues_text_is_shown_beside_mine_and_saving_again_is_a_choice(
    author: Client, school: AgencyReturn
) -> None:
    save(school, D3="Written by a colleague.")

    page = post(author, f"{FORM}D/", version="1", D3="Written by me.")

    assert page.status_code == 409
    assert "Written by a colleague." in page.text
    assert "Written by me." in page.text
    version = re.findall(r'name="version" value="(\d+)"', page.text)[0]
    post(author, f"{FORM}D/", version=version, D3="Both of us.")
    assert draft_of(school).get("D3") == "Both of us."


def test_a_nil_return_shows_little_and_takes_two_minutes(
    author: Client, school: AgencyReturn
) -> None:
    post(
        author,
        f"{FORM}A/",
        version="1",
        A14="no",
        **{"A4-name": "Sam", "A5-name": "Grace"},
    )

    tasks = author.get(FORM).text
    page = author.get(f"{FORM}D/").text
    assert "Analysis" not in tasks
    assert "Chronology" not in tasks
    assert 'name="D1"' in page
    assert 'name="D3"' not in page


@pytest.mark.paragraph("P2.4")
def test_yes_to_g1_is_told_at_once_and_says_so(
    author: Client, school: AgencyReturn
) -> None:
    post(author, f"{FORM}G/", version="1", G1="yes", G2="His sister.")

    assert SafetyItem.objects.get().words == "His sister."
    assert "have been told" in author.get(f"{FORM}G/").text


def test_rows_are_saved_and_say_how_their_dates_were_understood(
    author: Client, school: AgencyReturn
) -> None:
    post(
        author,
        f"{FORM}chronology/",
        version="1",
        stay="1",
        E1_1="?12 March 2024",
        E7_1="Late.",
        E1_3="22.05/16",
        E7_3="Hungry.",
    )

    page = author.get(f"{FORM}chronology/").text
    assert [row["E1"] for row in draft_of(school).rows] == [
        "?12 March 2024",
        "22.05/16",
    ]
    assert "About 12 March 2024, uncertain" in page
    assert "We cannot rely on this as a date" in page


def test_a_stale_chronology_shows_both(author: Client, school: AgencyReturn) -> None:
    first = {"version": "1", "E7_1": "Theirs."}
    post(author, f"{FORM}chronology/", **first)

    page = post(author, f"{FORM}chronology/", version="1", E7_1="Mine.")

    assert page.status_code == 409
    assert "Theirs." in page.text
    assert "Mine." in page.text
