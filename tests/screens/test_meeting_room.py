"""The one page to type into while the meeting goes on, and its close (P7.1, P7.2, P0.5)."""

import pytest
from django.urls import reverse

from rapidreview.case.models import Case
from rapidreview.meeting import noting
from rapidreview.meeting.models import Meeting
from tests import met
from tests.cast import Cast, gather
from tests.posting import boxes, post, signed_in, stop_the_clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(settings: object) -> Cast:
    stop_the_clock(settings, met.CLOSED)
    return gather()


def at(case: Case, name: str = "rapid_review_meeting") -> str:
    return reverse(name, kwargs={"case_id": case.pk})


def typed(meeting: Meeting, **changed: str) -> dict[str, str]:
    """What a browser sends: every box as it was when the page was opened, but ``changed``."""
    sent = {"read": str(meeting.edit_version), "new_name": "", "new_role": ""}
    for row in meeting.attendances.all():
        for name in ("state", "deputy", "seniority", "conflict"):
            box = f"{name}_{row.number}"
            sent |= dict.fromkeys((box, f"initial-{box}"), getattr(row, name))
    for item in meeting.items.all():
        box = f"notes_{item.code}"
        sent |= dict.fromkeys((box, f"initial-{box}"), item.notes)
        sent[f"read_{item.code}"] = str(item.edit_version)
    return {**sent, **changed}


def notes(meeting: Meeting) -> dict[str, str]:
    return {one.code: one.notes for one in meeting.items.all() if one.notes}


@pytest.mark.paragraph("P7.1")
def test_one_press_saves_attendance_and_notes(cast: Cast) -> None:
    meeting, miriam = met.prepared(cast), signed_in(cast.miriam)
    sent = typed(
        meeting,
        state_1="present",
        state_4="apologies",
        deputy_4="Petra Holmwick",
        seniority_4="May decide",
        notes_M3="Both are safe.",
        notes_M9="- the joint clinic\r\n- the notes",
        new_name="Ottoline Kittleborn",
        new_role="Guest",
    )

    answer = post(miriam, at(meeting.case), **sent)

    assert answer["Location"] == at(meeting.case)
    assert notes(meeting) == {
        "M3": "Both are safe.",
        "M9": "- the joint clinic\n- the notes",
    }
    rows = {one.number: one for one in meeting.attendances.all()}
    assert (rows[1].state, rows[4].deputy) == ("present", "Petra Holmwick")
    assert rows[10].name == "Ottoline Kittleborn"
    assert "Last saved today, 12:40pm" in miriam.get(at(meeting.case)).content.decode()


@pytest.mark.paragraph("P7.1")
@pytest.mark.parametrize(
    ("go", "leads_to"),
    [
        ("walk_through", "walk-through/"),
        ("action", "actions/"),
        ("approval", "approval/"),
        ("close", "close/"),
        ("view_icb", "views/icb/"),
        ("elsewhere", ""),
    ],
)
def test_save_and_go_on_loses_nothing(cast: Cast, go: str, leads_to: str) -> None:
    meeting = met.prepared(cast)
    sent = typed(meeting, notes_M3="Both are safe.", go=go)

    answer = post(signed_in(cast.miriam), at(meeting.case), **sent)

    assert answer["Location"] == at(meeting.case) + leads_to
    assert notes(meeting) == {"M3": "Both are safe."}


@pytest.mark.paragraph("P7.1")
def test_a_deputy_without_seniority_keeps_everything_that_was_typed(cast: Cast) -> None:
    meeting = met.prepared(cast)
    sent = typed(meeting, deputy_4="Petra Holmwick", notes_M3="Both are safe.")

    answer = post(signed_in(cast.miriam), at(meeting.case), **sent)

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "how senior Petra Holmwick is" in page
    assert "Both are safe." in page
    assert notes(meeting) == {}


def test_a_very_long_note_is_refused_and_kept(cast: Cast) -> None:
    meeting = met.prepared(cast)
    sent = typed(meeting, notes_M5="word " * 5000)

    answer = post(signed_in(cast.miriam), at(meeting.case), **sent)

    assert answer.status_code == 422
    assert "must be 20,000 characters or fewer" in answer.content.decode()


def test_two_who_type_under_different_items_do_not_meet(cast: Cast) -> None:
    meeting = met.prepared(cast)
    opened = typed(meeting, notes_M4="The police spoke.")
    noting.write_item(
        meeting,
        "M3",
        "Both are safe.",
        edit_version=1,
        by=cast.actor("owen"),
        at=met.DURING,
    )

    answer = post(signed_in(cast.miriam), at(meeting.case), **opened)

    assert answer.status_code == 302
    assert notes(meeting) == {"M3": "Both are safe.", "M4": "The police spoke."}


def test_two_who_type_under_the_same_item_compare_both_texts(cast: Cast) -> None:
    meeting, miriam = met.prepared(cast), signed_in(cast.miriam)
    opened = typed(meeting, notes_M3="All are safe.")
    noting.write_item(
        meeting,
        "M3",
        "Two are safe.",
        edit_version=1,
        by=cast.actor("owen"),
        at=met.DURING,
    )

    stale = post(miriam, at(meeting.case), **opened)

    page = stale.content.decode()
    assert stale.status_code == 409
    assert "Two are safe." in page
    assert "All are safe." in page
    assert 'name="read_M3" value="2"' in page
    assert (
        post(miriam, at(meeting.case), **{**opened, "read_M3": "2"}).status_code == 302
    )
    assert notes(meeting) == {"M3": "All are safe."}


def test_two_who_mark_attendance_compare_both(cast: Cast) -> None:
    meeting, miriam = met.prepared(cast), signed_in(cast.miriam)
    opened = typed(meeting, state_1="apologies")
    met.attended(meeting, cast)

    stale = post(miriam, at(meeting.case), **opened)

    assert stale.status_code == 409
    assert "Judith Hathersby: present" in stale.content.decode()
    assert 'name="read" value="2"' in stale.content.decode()


@pytest.mark.paragraph("P7.2")
def test_the_chair_reads_the_notes_and_decides_from_the_same_page(cast: Cast) -> None:
    meeting = met.decided(met.noted(met.prepared(cast), cast), cast)
    judith = signed_in(cast.judith)

    page = judith.get(at(meeting.case)).content.decode()

    assert "Everybody is safe." in page
    assert "<textarea" not in page
    assert at(meeting.case, "walk_through") in page
    assert at(meeting.case, "decide_executive") in page
    assert post(judith, at(meeting.case), **typed(meeting)).status_code == 403


@pytest.mark.paragraph("P7.5")
def test_once_the_minutes_are_filed_the_page_is_read_only(cast: Cast) -> None:
    meeting, miriam = met.filed(cast).meeting, signed_in(cast.miriam)

    page = miriam.get(at(meeting.case)).content.decode()
    sent = typed(meeting, notes_M3="Otherwise.")

    assert "The minutes are filed" in page
    assert 'name="notes_M3"' not in page
    assert post(miriam, at(meeting.case), **sent).status_code == 409


@pytest.mark.paragraph("P0.5", "P7.1")
def test_the_close_says_what_is_missing_and_what_may_follow(cast: Cast) -> None:
    meeting, miriam = met.prepared(cast), signed_in(cast.miriam)
    moment = boxes("closed_at", met.CLOSED)
    given = {"quorum_met": "yes", "quorum_words": "All three were heard.", **moment}
    given |= {"minute_taker": "Miriam Stellbrook"}

    page = miriam.get(at(meeting.case, "close_meeting")).content.decode()
    early = post(miriam, at(meeting.case, "close_meeting"), **given)

    assert "Immediate safety (M3): nothing is noted" in page
    assert "Whether the AD/DCS are to meet is not decided" in page
    assert 'value="13"' in page  # the day of the meeting; its time is typed
    assert early.status_code == 422
    meeting.refresh_from_db()
    assert meeting.closed_at is None


@pytest.mark.paragraph("P0.4", "P0.5", "P7.1")
def test_the_meeting_closes_and_is_not_closed_again(cast: Cast) -> None:
    meeting, miriam = met.ready(cast), signed_in(cast.miriam)
    moment = boxes("closed_at", met.CLOSED)
    given = {"quorum_met": "yes", "quorum_words": "All three were heard.", **moment}
    given |= {"minute_taker": "Miriam Stellbrook"}
    address = at(meeting.case, "close_meeting")

    assert "Judith Hathersby, Victor" in miriam.get(address).content.decode()
    unsaid = post(miriam, address, **{**given, "quorum_met": ""})
    unseen = post(miriam, address, **{**given, "quorum_words": ""})
    done = post(miriam, address, **given)

    assert "Say on what it rests" in unseen.text
    assert (unsaid.status_code, done.status_code) == (422, 302)
    meeting.refresh_from_db()
    assert (meeting.closed_at, meeting.quorum_met) == (met.CLOSED, True)
    assert "It closed" in miriam.get(address).content.decode()
    assert post(miriam, address, **given).status_code == 409


def test_there_is_no_room_before_the_meeting_is_prepared(cast: Cast) -> None:
    case, miriam = met.dated(cast), signed_in(cast.miriam)

    for name in ("rapid_review_meeting", "close_meeting", "walk_through"):
        assert miriam.get(at(case, name)).status_code == 409
