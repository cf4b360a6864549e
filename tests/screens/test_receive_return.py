"""Returns that reach the Team otherwise: Word, post, telephone; a late signature (P2.3, P2.8)."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from rapidreview.scoping.answering import draft_of
from rapidreview.scoping.models import AgencyReturn
from rapidreview.scoping.signatures import live_signature
from rapidreview.scoping.word import filled_form
from tests.asking import WRITTEN_AT, asked, save, sent
from tests.cast import Cast, gather
from tests.posting import boxes, post, signed_in, stop_the_clock

pytestmark = [pytest.mark.django_db, pytest.mark.paragraph("P2.3", "P2.8")]


@pytest.fixture(autouse=True)
def _day_3(settings: object) -> None:
    stop_the_clock(settings, WRITTEN_AT)


@pytest.fixture
def cast() -> Cast:
    return gather()


@pytest.fixture
def school(cast: Cast) -> AgencyReturn:
    return asked(cast)


def page_of(agency_return: AgencyReturn, part: str) -> str:
    """The address of a page of one round."""
    return f"/cases/{agency_return.case_id}/returns/{agency_return.pk}/{part}"


def test_a_word_form_is_taken_in_and_its_answers_read(
    cast: Cast, school: AgencyReturn
) -> None:
    save(school, D3="From the form.")
    form = SimpleUploadedFile("form.docx", filled_form(school, at=WRITTEN_AT))

    answer = post(signed_in(cast.owen), page_of(school, "word/"), file=form)

    school.refresh_from_db()
    assert answer["Location"].endswith(f"/requests/{school.request_id}/")
    assert (school.state, school.channel) == ("received", "Word form")
    assert draft_of(school).get("D3") == "From the form."


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("empty.docx", b"", "is empty"),
        ("form.pdf", b"%PDF-1.7\n%%EOF", "Word form"),
        ("form.docx", b"MZ\x90 program", "program"),
    ],
)
def test_what_is_no_form_is_refused_and_nothing_is_received(
    cast: Cast, school: AgencyReturn, name: str, data: bytes, said: str
) -> None:
    page = post(
        signed_in(cast.owen),
        page_of(school, "word/"),
        file=SimpleUploadedFile(name, data),
    )

    school.refresh_from_db()
    assert page.status_code == 422
    assert said in page.text
    assert school.state == AgencyReturn.State.DRAFT


def test_a_return_by_telephone_is_typed_on_the_same_pages(
    cast: Cast, school: AgencyReturn
) -> None:
    owen = signed_in(cast.owen)

    typed = post(owen, page_of(school, "form/D/"), version="1", D3="By telephone.")
    rows = post(
        owen,
        page_of(school, "form/chronology/"),
        version="2",
        E1_1="May 2024",
        E7_1="Late.",
    )

    assert typed["Location"] == page_of(school, "form/chronology/")
    assert rows["Location"] == page_of(school, "form/F/")
    assert draft_of(school).rows[0]["E7"] == "Late."
    assert "Type in the return" in owen.get(page_of(school, "form/")).text


def test_what_was_typed_is_received_with_when_it_came_and_who_signed(
    cast: Cast, school: AgencyReturn
) -> None:
    save(school, A14="yes", D3="By post.")
    came = {
        "channel": "by post",
        **boxes("received_at", WRITTEN_AT.replace(hour=9)),
        "signer_name": "Grace Merribeck",
        "signer_role": "Head teacher",
    }

    post(signed_in(cast.owen), page_of(school, "form/receive/"), **came)

    school.refresh_from_db()
    assert (school.state, school.received_at.hour) == ("received", 9)
    assert live_signature(school).name == "Grace Merribeck"


def test_a_moment_to_come_keeps_what_was_typed(
    cast: Cast, school: AgencyReturn
) -> None:
    came = {"channel": "by post", **boxes("received_at", WRITTEN_AT.replace(day=20))}

    page = post(signed_in(cast.owen), page_of(school, "form/receive/"), **came)

    assert page.status_code == 422
    assert 'value="20"' in page.text


@pytest.mark.paragraph("P1.11")
def test_a_signature_is_recorded_once(cast: Cast, school: AgencyReturn) -> None:
    save(school, A14="yes", D3="By post.")
    owen, key = signed_in(cast.owen), uuid4()
    came = {"channel": "by post", **boxes("received_at", WRITTEN_AT.replace(hour=9))}
    post(owen, page_of(school, "form/receive/"), **came)
    signed = {"name": "Grace Merribeck", "role": "Head", "how": "on paper"}

    for _ in range(2):
        post(owen, page_of(school, "signature/"), key, **signed)

    assert school.signatures.count() == 1


@pytest.mark.parametrize(
    "part",
    [
        "word/",
        "signature/",
        "form/",
        "form/A/",
        "form/chronology/",
        "form/files/",
        "form/receive/",
    ],
)
def test_only_the_team_opens_these_pages(
    cast: Cast, school: AgencyReturn, part: str
) -> None:
    assert signed_in(cast.owen).get(page_of(school, part)).status_code == 200
    assert signed_in(cast.judith).get(page_of(school, part)).status_code in {403, 404}
    outsider = signed_in(gather("Saltmarsh", "SSCP").owen)
    assert outsider.get(page_of(school, part)).status_code == 404


def test_a_received_return_is_typed_over_no_more(cast: Cast) -> None:
    school = sent(cast)

    page = post(
        signed_in(cast.owen), page_of(school, "form/D/"), version="1", D3="Other"
    )

    assert page.status_code == 409
    assert "can no longer be changed" in page.text
