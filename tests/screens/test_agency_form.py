"""The agency's form: task list, sections, chronology, files, Word, check and send (P1.10, P1.11)."""

import re
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from rapidreview.case.models import AccessEntry
from rapidreview.scoping import receiving
from rapidreview.scoping.answering import draft_of
from rapidreview.scoping.models import AgencyReturn, SafetyItem
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
from tests.contents import contents
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
    version = re.search(r'name="version" value="(\d+)"', page.text)[1]
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


def test_rows_pasted_from_a_spreadsheet_are_added_below(
    author: Client, school: AgencyReturn
) -> None:
    pasted = 'Date\tSource\tEvent\r\n3 May 2024\tLog\t"Late,\nand hungry"\r\n4 May 2024\tLog\tWell'

    post(
        author,
        f"{FORM}chronology/",
        version="1",
        E1_1="May 2023",
        E7_1="First",
        pasted=pasted,
    )

    rows = [dict(row) for row in draft_of(school).rows]
    assert rows[0] == {"E1": "May 2023", "E7": "First"}
    assert rows[1] == {"E1": "3 May 2024", "E5": "Log", "E7": "Late,\nand hungry"}
    assert rows[2]["E7"] == "Well"


def test_a_stale_chronology_shows_both(author: Client, school: AgencyReturn) -> None:
    first = {"version": "1", "E7_1": "Theirs."}
    post(author, f"{FORM}chronology/", **first)

    page = post(author, f"{FORM}chronology/", version="1", E7_1="Mine.")

    assert page.status_code == 409
    assert "Theirs." in page.text
    assert "Mine." in page.text


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
    second = receiving.open_round(
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
