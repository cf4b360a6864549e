"""The Team's pages of a request: send, watch, pass on, remind, more time (P1.10, P2.1)."""

from uuid import uuid4

import pytest

from rapidreview.case.models import AccessEntry, Case
from rapidreview.mail.models import Letter
from rapidreview.scoping.models import AgencyReturn, Chaser, Extension, SafetyItem
from rapidreview.scoping.rounds import author_of
from tests.asking import ASKED_AT, WRITTEN_AT, asked, chosen, save, sent
from tests.cast import Cast, gather
from tests.contents import contents
from tests.posting import boxes, post, signed_in, stop_the_clock

pytestmark = pytest.mark.django_db
PAGES = ("", "acknowledge/", "pass-on/", "new-link/", "withdraw-link/", "remind/")


@pytest.fixture(autouse=True)
def _day_3(settings: object) -> None:
    stop_the_clock(settings, WRITTEN_AT)


@pytest.fixture
def cast() -> Cast:
    return gather()


@pytest.fixture
def school(cast: Cast) -> AgencyReturn:
    return asked(cast)


def page_of(agency_return: AgencyReturn, part: str = "") -> str:
    """The address of a page of its request."""
    return f"/cases/{agency_return.case_id}/requests/{agency_return.request_id}/{part}"


def sending(case: Case) -> str:
    """Where requests are sent from."""
    return f"/cases/{case.pk}/requests/send/"


@pytest.mark.paragraph("P1.10")
def test_who_gets_which_letter_is_shown_before_anything_is_sent(
    cast: Cast, settings: object
) -> None:
    stop_the_clock(settings, ASKED_AT)
    case = chosen(cast, "SCH", "POL")
    owen = signed_in(cast.owen)

    first = owen.get(sending(case)).text
    agencies = [str(cast.school.pk), str(cast.police.pk)]
    page = owen.get(sending(case), {"preview": "1", "agencies": agencies}).text

    assert "Tuesday 10 November 2026, 17:00" in first
    assert cast.sam.email in page
    assert cast.matthias.email in page
    assert "Send 2 requests" in page
    assert not Letter.objects.filter(kind="request").exists()


@pytest.mark.paragraph("P1.10")
def test_requests_are_sent_once_however_often_the_button_is_pressed(
    cast: Cast, settings: object
) -> None:
    stop_the_clock(settings, ASKED_AT)
    case = chosen(cast, "SCH", "POL")
    key, agencies = uuid4(), [str(cast.school.pk), str(cast.police.pk)]

    answers = [
        post(signed_in(cast.owen), sending(case), key, agencies=agencies)
        for _ in range(2)
    ]

    assert [one["Location"] for one in answers] == [f"/cases/{case.pk}/returns/"] * 2
    assert Letter.objects.filter(kind="request").count() == 2


@pytest.mark.paragraph("P1.10")
def test_another_moment_without_a_reason_keeps_what_was_typed(cast: Cast) -> None:
    case = chosen(cast)
    typed = {
        "agencies": [str(cast.school.pk)],
        **boxes("due_at", WRITTEN_AT.replace(day=12)),
    }

    page = post(signed_in(cast.owen), sending(case), **typed)

    assert page.status_code == 422
    assert "say why" in page.text
    assert 'value="12"' in page.text


def test_an_agency_of_another_partnership_cannot_be_asked(cast: Cast) -> None:
    case = chosen(cast)
    elsewhere = gather("Saltmarsh", "SSCP").school

    page = post(signed_in(cast.owen), sending(case), agencies=[str(elsewhere.pk)])

    assert page.status_code == 422
    assert not AgencyReturn.objects.exists()


@pytest.mark.parametrize("part", [*PAGES, "more-time/"])
def test_the_manager_opens_every_page_and_reading_changes_nothing(
    cast: Cast, school: AgencyReturn, part: str
) -> None:
    priya = signed_in(cast.priya)
    before = contents(leaving_out=[AccessEntry])

    answers = [priya.get(page_of(school, part)) for _ in range(2)]

    assert [one.status_code for one in answers] == [200, 200]
    assert contents(leaving_out=[AccessEntry]) == before


@pytest.mark.parametrize("part", PAGES)
def test_an_outsider_finds_nothing(cast: Cast, school: AgencyReturn, part: str) -> None:
    outsider = signed_in(gather("Saltmarsh", "SSCP").priya)

    assert outsider.get(page_of(school, part)).status_code == 404
    assert post(outsider, page_of(school, part)).status_code in {404, 405}


def test_a_request_of_another_case_is_not_found(
    cast: Cast, school: AgencyReturn
) -> None:
    other = asked(gather("Saltmarsh", "SSCP"))

    answer = signed_in(cast.priya).get(
        f"/cases/{school.case_id}/requests/{other.request_id}/"
    )

    assert answer.status_code == 404


@pytest.mark.parametrize("who", ["judith", "matthias", "miriam"])
def test_the_group_does_not_send_or_withdraw(
    cast: Cast, school: AgencyReturn, who: str
) -> None:
    browser = signed_in(cast.users[who])

    answer = post(browser, page_of(school, "withdraw-link/"), reason="Because")

    assert answer.status_code in {403, 404}
    assert author_of(school.request).revoked_at is None


def test_an_acknowledgement_is_recorded_and_shown(
    cast: Cast, school: AgencyReturn
) -> None:
    owen = signed_in(cast.owen)

    post(owen, page_of(school, "acknowledge/"), note="Sam rang.")

    assert "Not yet" not in owen.get(page_of(school)).text


@pytest.mark.parametrize(
    ("part", "typed", "said"),
    [
        ("pass-on/", {"name": "Perdita", "email": "a@b@c"}, "one e-mail address like"),
        ("pass-on/", {"name": "A\nBcc: x", "email": "p@school.example"}, "one line"),
        ("withdraw-link/", {"reason": " "}, "Say why"),
        (
            "remind/",
            {"channel": "telephone", "to_name": "Sam Hollinfare"},
            "what came of",
        ),
        (
            "remind/",
            {"channel": "pigeon", "to_name": "Sam Hollinfare"},
            "Select a valid",
        ),
    ],
)
def test_bad_input_is_refused_in_words(
    cast: Cast, school: AgencyReturn, part: str, typed: dict, said: str
) -> None:
    page = post(signed_in(cast.owen), page_of(school, part), **typed)

    assert page.status_code == 422
    assert said in page.text


@pytest.mark.paragraph("P2.1")
def test_a_telephone_reminder_is_recorded_once(
    cast: Cast, school: AgencyReturn
) -> None:
    owen, key = signed_in(cast.owen), uuid4()
    call = {
        "channel": "telephone",
        "to_name": "Sam Hollinfare",
        "outcome": "On Monday.",
    }

    for _ in range(2):
        post(owen, page_of(school, "remind/"), key, **call)

    assert Chaser.objects.count() == 1
    assert "On Monday." in owen.get(page_of(school)).text


@pytest.mark.paragraph("P1.4")
@pytest.mark.parametrize(("granted", "due"), [("yes", 12), ("no", 10)])
def test_more_time_is_decided_by_the_manager(
    cast: Cast, school: AgencyReturn, granted: str, due: int
) -> None:
    wanted = {
        "asked_by": "Sam Hollinfare",
        **boxes("asked_at", WRITTEN_AT),
        "granted": granted,
        **boxes("new_due_at", WRITTEN_AT.replace(day=12)),
        "reason": "Clinics all week.",
        "decided_with": "Judith Hathersby",
        "agreed": "jcr_chair",
        "confirmed": "yes",
    }

    post(signed_in(cast.priya), page_of(school, "more-time/"), **wanted)

    school.refresh_from_db()
    assert Extension.objects.get().granted == (granted == "yes")
    assert school.due_at.day == due


@pytest.mark.paragraph("P1.4", "P0.7")
def test_more_time_is_shown_old_to_new_and_wants_the_chair(
    cast: Cast, school: AgencyReturn
) -> None:
    priya, page = signed_in(cast.priya), page_of(school, "more-time/")
    wanted = {
        "asked_by": "Sam Hollinfare",
        **boxes("asked_at", WRITTEN_AT),
        "granted": "yes",
        **boxes("new_due_at", WRITTEN_AT.replace(day=12)),
        "reason": "Clinics all week.",
        "decided_with": "Judith Hathersby",
    }

    alone = post(priya, page, **wanted)
    shown = post(priya, page, agreed="jcr_chair", **wanted)

    assert (alone.status_code, shown.status_code) == (409, 200)
    assert "Still to agree: JCR Chair" in alone.text
    assert "Tuesday 10 November 2026, 17:00" in shown.text
    assert "Thursday 12 November 2026, 10:00" in shown.text
    assert "The National Panel’s clock does not move" in shown.text
    assert not Extension.objects.exists()


@pytest.mark.paragraph("P2.4")
def test_a_safety_item_stays_open_until_the_child_is_safe(
    cast: Cast, school: AgencyReturn
) -> None:
    save(school, G1="yes", G2="His sister.")
    item = SafetyItem.objects.get()
    address = f"/cases/{school.case_id}/safety/{item.pk}/"
    priya = signed_in(cast.priya)

    assert post(priya, address, outcome=" ").status_code == 422
    post(priya, address, outcome="Her social worker was told.")
    item.refresh_from_db()
    assert item.closed_at is None
    post(priya, address, outcome="She is driven to school.", closed="on")

    item.refresh_from_db()
    assert item.closed_at is not None


@pytest.mark.paragraph("P2.3")
def test_a_received_return_shows_its_reference_and_who_signed(cast: Cast) -> None:
    school = sent(cast)

    page = signed_in(cast.owen).get(page_of(school)).text

    assert school.reference in page
    assert "Signed by Grace Merribeck, Head teacher" in page
