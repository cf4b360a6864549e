"""Pages about the people of a meeting: replies, deputies, interests, called off (M1, M16)."""

import pytest
from django.urls import reverse

from rapidreview.case.invited import CalendarEntry
from rapidreview.case.models import Case
from rapidreview.meeting.deciding import agree_action
from rapidreview.meeting.models import Meeting
from rapidreview.people.models import User
from rapidreview.planning.interests import declare_interest, interests_of
from rapidreview.planning.inviting import send_invitations
from tests import met
from tests.cast import Cast, gather, gather_elsewhere
from tests.posting import boxes, post, signed_in, stop_the_clock
from tests.stages.test_meeting_deputies import sent_a_deputy

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(settings) -> Cast:
    stop_the_clock(settings, met.AGENDA_AT)
    gather_elsewhere()
    return gather()


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    meeting = met.prepared(cast)
    owen = cast.actor("owen")
    send_invitations(meeting.case, place=met.PLACE, by=owen, at=met.AGENDA_AT)
    return meeting


def at(case: Case, name: str, **more: object) -> str:
    return reverse(name, kwargs={"case_id": case.pk, **more})


def declared(case: Case, cast: Cast, name: str) -> int:
    user = getattr(cast, name)
    return declare_interest(
        case, name=user.name, user=user, words="A cousin works there.",
        by=cast.actor("owen"), at=met.AGENDA_AT,
    ).number  # fmt: skip


@pytest.mark.paragraph("P1.6")
def test_replies_are_recorded_and_seen_before_the_meeting(
    cast: Cast, meeting: Meeting
) -> None:
    case, owen = meeting.case, signed_in(cast.owen)
    entry = CalendarEntry.objects.get(case=case, user=cast.helene)
    address = at(case, "record_reply", entry_id=entry.pk)

    unsaid = post(owen, address, reply="", words="On leave.")
    done = post(owen, address, reply="declined", words="On leave.")

    assert (unsaid.status_code, done.status_code) == (422, 302)
    assert "On leave." in unsaid.text
    assert "1 declined" in owen.get(at(case, "replies")).text
    page = owen.get(at(case, "meetings")).text
    assert "4 no reply yet" in page
    assert "Senior officers of all three statutory partners: nobody (0 of 3)" in page
    assert post(owen, address, reply="declined", words="On leave.").status_code == 409


@pytest.mark.paragraph("P1.6")
def test_the_meeting_is_called_off_with_a_reason(cast: Cast, meeting: Meeting) -> None:
    case, owen = meeting.case, signed_in(cast.owen)
    address = at(case, "call_off_meeting")
    assert cast.helene.name in owen.get(address).text

    assert post(owen, address, because="").status_code == 422
    assert post(owen, address, because="A strike.").status_code == 302

    assert post(owen, address, because="A strike.").status_code == 409
    assert "Nobody is invited" in owen.get(address).text


@pytest.mark.paragraph("P7.1")
def test_the_chairs_word_on_a_deputy(cast: Cast, meeting: Meeting) -> None:
    case, judith = meeting.case, signed_in(cast.judith)
    row = sent_a_deputy(meeting, cast, "further_below")
    address = at(case, "judge_deputy", number=row.number)
    room = judith.get(at(case, "rapid_review_meeting")).text
    assert "The Chair has to accept them." in room
    assert address in room

    unreasoned = post(judith, address, accepted="yes", judged_by="Judith")
    done = post(judith, address, accepted="yes", words="Able.", judged_by="Judith")

    assert (unreasoned.status_code, done.status_code) == (422, 302)
    assert "May decide." in judith.get(at(case, "rapid_review_meeting")).text
    assert judith.get(at(case, "judge_deputy", number=1)).status_code == 404


@pytest.mark.paragraph("P7.1")
def test_an_interest_is_declared_and_settled(cast: Cast, meeting: Meeting) -> None:
    case, judith = meeting.case, signed_in(cast.judith)
    page = at(case, "interests")
    assert "Nobody has declared" in judith.get(page).text

    nobody = post(judith, page, words="A cousin works there.")
    done = post(judith, page, user=str(cast.victor.pk), words="A cousin works there.")
    settle = at(case, "settle_interest", number=1)
    unsaid = post(judith, settle, measure="leaves", decided_by="Judith")
    settled = post(judith, settle, measure="leaves", items=["M5"], decided_by="Judith")

    assert (nobody.status_code, done.status_code) == (422, 302)
    assert (unsaid.status_code, settled.status_code) == (422, 302)
    assert "Leaves the room for M5." in judith.get(page).text
    assert judith.get(at(case, "settle_interest", number=9)).status_code == 404


@pytest.mark.paragraph("P7.1")
def test_who_sees_no_papers_finds_none_whatever_the_role(
    cast: Cast, meeting: Meeting
) -> None:
    case, victor = meeting.case, signed_in(cast.victor)
    closed = ("collation", "report", "documents", "daily_log", "checklist", "interests")
    assert {victor.get(at(case, name)).status_code for name in closed} == {200}

    number = declared(case, cast, "victor")
    post(
        signed_in(cast.owen), at(case, "settle_interest", number=number),
        measure="no_decision", no_papers="on", decided_by="Judith",
    )  # fmt: skip

    assert {victor.get(at(case, name)).status_code for name in closed} == {403}
    assert {
        victor.get(at(case, name)).status_code for name in ("case", "meetings")
    } == {200}


@pytest.mark.paragraph("P14.1")
def test_an_action_stands_on_the_day_of_the_person_it_was_given_to(
    cast: Cast, meeting: Meeting, settings
) -> None:
    given = {"kind": "partnership", "by": cast.actor("owen"), "at": met.AGENDA_AT}
    for number, user in enumerate((cast.helene, None), start=1):
        agree_action(
            meeting.case, words=f"Do {number}.", owner=cast.helene.name,
            owner_user=user, due_at=met.CLOSED, meeting=meeting, **given,
        )  # fmt: skip
    stop_the_clock(settings, met.CLOSED)

    page = signed_in(cast.helene).get("/").text

    assert "A1, Helene Wintersea: Carry out the action" in page
    assert "A2, Helene Wintersea" not in page


@pytest.mark.paragraph("P1.6")
def test_a_moved_date_says_whose_calendars_move(cast: Cast, meeting: Meeting) -> None:
    address = at(meeting.case, "change_date", task="rapid_review_meeting")

    page = post(
        signed_in(cast.owen), address, agreed_with="Judith", reason="Court.",
        **boxes("due_at", met.CLOSED),
    )  # fmt: skip

    assert "moves in the calendars of 5 people" in page.text


def test_outsiders_and_officers_find_none_of_these_pages(
    cast: Cast, meeting: Meeting
) -> None:
    case = meeting.case
    number = declared(case, cast, "victor")
    entry = CalendarEntry.objects.filter(case=case)[0]
    pages = [
        at(case, "replies"), at(case, "record_reply", entry_id=entry.pk),
        at(case, "interests"), at(case, "settle_interest", number=number),
        at(case, "call_off_meeting"), at(case, "judge_deputy", number=3),
    ]  # fmt: skip

    for browser, status in (
        (signed_in(User.objects.get(email="oliver@saltmarsh.example")), 404),
        (signed_in(cast.helene), 403),
    ):
        got = {browser.get(page).status_code for page in pages}
        got |= {post(browser, page).status_code for page in pages[1:]}
        assert got == {status}
    assert interests_of(case)[0].decided_at is None
