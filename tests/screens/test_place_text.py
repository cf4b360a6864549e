"""The page on which unread text of a Word form is placed: agency and Team (P2.8)."""

import io

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from rapidreview.case.models import AccessEntry
from rapidreview.scoping.answering import draft_of
from rapidreview.scoping.models import AgencyReturn
from rapidreview.scoping.word import filled_form
from tests.asking import WRITTEN_AT, asked, entered, save, sent
from tests.cast import Cast, gather
from tests.contents import contents
from tests.posting import boxes, post, signed_in, stop_the_clock

pytestmark = [pytest.mark.django_db, pytest.mark.paragraph("P2.8")]
PLACE = "/answer/form/place/"
LOOSE = "Please <b>ring</b> before nine. " + "Words " * 400


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
    entered(school, client)
    post(client, "/answer/form/")
    return client


def word_form(school: AgencyReturn, *loose: str) -> SimpleUploadedFile:
    """The completed form, with text below its tables."""
    save(school, D3="What we did.")
    document = docx.Document(io.BytesIO(filled_form(school, at=WRITTEN_AT)))
    for text in loose:
        document.add_paragraph(text)
    saved = io.BytesIO()
    document.save(saved)
    return SimpleUploadedFile("form.docx", saved.getvalue())


def team_page(school: AgencyReturn, part: str) -> str:
    return f"/cases/{school.case_id}/returns/{school.pk}/{part}"


def test_the_agency_is_asked_where_its_text_belongs(author, school) -> None:
    answer = post(author, "/answer/form/word/", file=word_form(school, LOOSE))

    page = author.get(answer["Location"]).text
    assert answer["Location"] == PLACE
    assert "Please &lt;b&gt;ring&lt;/b&gt; before nine." in page
    assert "F12. What do you not know" in page
    assert "1 piece of text" in author.get("/answer/form/").text.replace("One", "1")


def test_a_text_is_placed_and_the_list_follows(author, school) -> None:
    post(author, "/answer/form/word/", file=word_form(school, "Ring first."))

    answer = post(author, PLACE, place_1="D3")

    assert answer["Location"] == "/answer/form/"
    assert draft_of(school).get("D3").endswith("Ring first.")
    assert author.get(PLACE).status_code == 302


def test_a_text_without_a_place_keeps_what_was_chosen_for_the_others(
    author, school
) -> None:
    post(author, "/answer/form/word/", file=word_form(school, "One.", "Two."))

    page = post(author, PLACE, place_1="F12", place_2="")

    assert page.status_code == 422
    assert "Text 2: choose a question, or leave it out." in page.text
    assert '<option value="F12" selected>' in page.text


@pytest.mark.parametrize("field", ["place_2", "state"])
def test_a_value_that_nobody_asked_for_is_refused(author, school, field: str) -> None:
    post(author, "/answer/form/word/", file=word_form(school, "One."))

    assert post(author, PLACE, place_1="D3", **{field: "D3"}).status_code == 400


def test_reading_the_page_changes_nothing(author, school) -> None:
    post(author, "/answer/form/word/", file=word_form(school, "One."))
    author.get(PLACE)
    before = contents(leaving_out=[AccessEntry])

    assert {author.get(PLACE).status_code for _ in range(2)} == {200}
    assert contents(leaving_out=[AccessEntry]) == before


@pytest.mark.paragraph("P2.3")
def test_the_team_places_and_receives(cast, school) -> None:
    owen, came = signed_in(cast.owen), WRITTEN_AT.replace(hour=9, minute=0)
    form = word_form(school, "Ring first.")

    answer = post(
        owen, team_page(school, "word/"), file=form, **boxes("received_at", came)
    )
    page = owen.get(answer["Location"])
    done = post(owen, team_page(school, "form/place/"), place_1="F12", **boxes("received_at", came))  # fmt: skip

    school.refresh_from_db()
    assert 'value="09:00"' in page.text
    assert done["Location"].endswith(f"/requests/{school.request_id}/")
    assert (school.state, school.received_at.hour) == ("received", 9)
    assert draft_of(school).get("F12").endswith("Ring first.")


def test_another_child_is_said_on_the_page(cast, school) -> None:
    save(school, B3_1="3 May 2009")
    owen = signed_in(cast.owen)

    answer = post(owen, team_page(school, "word/"), file=word_form(school))

    assert "does not match the request" in owen.get(answer["Location"]).text


def test_an_outsider_finds_nothing(school) -> None:
    outsider = signed_in(gather("Saltmarsh", "SSCP").owen)

    assert outsider.get(team_page(school, "form/place/")).status_code == 404
    assert post(outsider, team_page(school, "form/place/")).status_code == 404
    assert Client().get(PLACE).status_code in {404, 410}


def test_nothing_is_placed_in_a_return_that_was_received(cast) -> None:
    school = sent(cast)

    page = signed_in(cast.owen).get(team_page(school, "form/place/"))

    assert page.status_code == 409
