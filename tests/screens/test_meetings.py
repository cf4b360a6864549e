"""The page of all meetings: for the Team and the Chair, and for those who only read (P7.1, P1.15)."""

import pytest
from django.test import Client
from django.urls import reverse

from rapidreview.case.models import Case
from rapidreview.mail.models import Letter
from rapidreview.meeting import calling, minutes
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.vocabulary import Role
from tests import make, met
from tests.cast import Cast, gather, gather_elsewhere
from tests.posting import boxes, post, signed_in, stop_the_clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return gather()


def page(case: Case, name: str = "meetings", **ids: object) -> str:
    return reverse(name, kwargs={"case_id": case.pk, **ids})


def told_of_it(case: Case, cast: Cast) -> Case:
    """The group is told and invited, as on day 1."""
    for kind in (LogKind.GROUP_TOLD, LogKind.INVITATIONS_SENT):
        make.entry(case, cast, kind)
    return case


def text(browser: Client, address: str) -> str:
    return browser.get(address).content.decode()


@pytest.mark.paragraph("P7.1")
def test_each_meeting_stands_with_its_next_step(cast: Cast, settings: object) -> None:
    stop_the_clock(settings, met.AGENDA_AT)
    case, owen = met.dated(cast), signed_in(cast.owen)
    assert "Prepare the meeting" in text(owen, page(case))

    meeting = calling.prepare_meeting(
        case, place=met.PLACE, by=cast.actor("owen"), at=met.AGENDA_AT
    )
    assert "Send the agenda" in text(owen, page(case))
    calling.send_agenda(meeting, by=cast.actor("owen"), at=met.AGENDA_AT)

    shown = text(owen, page(case))
    assert "Open the meeting" in shown
    assert met.PLACE in shown
    assert "None has been offered." in shown


@pytest.mark.paragraph("P1.15")
def test_the_open_executive_decision_is_a_warning(cast: Cast, settings: object) -> None:
    stop_the_clock(settings, met.DURING)
    case = met.dated(cast)

    for_owen = text(signed_in(cast.owen), page(case))
    for_judith = text(signed_in(cast.judith), page(case))

    assert "Not decided yet: whether the Director" in for_owen
    assert "Due today, 5pm." in for_owen
    assert "The Chair decides" in for_owen
    assert page(case, "decide_executive") in for_judith
    met.decide_executive(case, cast)
    assert "Not decided yet: whether" not in text(signed_in(cast.owen), page(case))


@pytest.mark.paragraph("P0.5")
def test_the_rolled_24_hours_stand_beside_the_strict_ones(
    cast: Cast, settings: object
) -> None:
    stop_the_clock(settings, met.AFTER)
    meeting = met.closed(cast)

    shown = text(signed_in(cast.miriam), page(meeting.case))

    assert "<strong>Monday 16 November, 12:40pm</strong>" in shown
    assert "rolled, because 24 hours end tomorrow, 12:40pm" in shown
    assert "Look at the draft minutes" in shown


@pytest.mark.paragraph("P7.3")
def test_a_member_reads_when_where_and_which_guidance(
    cast: Cast, settings: object
) -> None:
    stop_the_clock(settings, met.AFTER)
    case = told_of_it(met.prepared(cast).case, cast)

    shown = text(signed_in(cast.matthias), page(case))

    assert "Friday 13 November 2026, 10:00" in shown
    assert "Working Together to Safeguard Children 2018" in shown
    assert "None yet. You will get a letter" in shown
    assert "Prepare the meeting" not in shown
    assert page(case, "rapid_review_meeting") not in shown


@pytest.mark.paragraph("P0.5", "P7.6")
def test_a_reader_opens_the_minutes_that_were_given_to_them(
    cast: Cast, settings: object
) -> None:
    stop_the_clock(settings, met.AFTER)
    made = met.filed(cast)
    case, matthias = told_of_it(made.case, cast), signed_in(cast.matthias)
    ids = {"meeting_id": made.meeting_id, "number": 1}
    word, pdf = (page(case, "open_minutes", **ids, form=one) for one in ("word", "pdf"))
    assert matthias.get(pdf).status_code == 404

    minutes.circulate(made, [cast.matthias], by=cast.actor("owen"), at=met.AFTER)

    assert pdf in text(matthias, page(case))
    assert matthias.get(pdf)["Content-Type"] == "application/pdf"
    assert "attachment" in matthias.get(word)["Content-Disposition"]
    elsewhere = page(case, "open_minutes", **{**ids, "number": 2}, form="pdf")
    assert matthias.get(elsewhere).status_code == 404
    assert signed_in(cast.nadia).get(pdf).status_code == 404


@pytest.mark.paragraph("P1.16")
def test_an_executive_leader_sees_the_meeting_they_are_invited_to(
    cast: Cast, settings: object
) -> None:
    stop_the_clock(settings, met.AFTER)
    case = met.executive_called(cast).case
    make.appoint(case, cast.sam, Role.EXECUTIVE_LEADER)

    for_dana = text(signed_in(cast.dana), page(case))
    for_sam = text(signed_in(cast.sam), page(case))

    assert "Friday 20 November 2026, 09:00" in for_dana
    assert "Friday 20 November 2026, 09:00" not in for_sam
    assert met.PLACE not in for_dana


@pytest.mark.paragraph("P7.1")
def test_the_place_is_asked_for_and_kept(cast: Cast, settings: object) -> None:
    stop_the_clock(settings, met.AGENDA_AT)
    case, owen = met.dated(cast), signed_in(cast.owen)
    address = page(case, "prepare_meeting")

    empty = post(owen, address, place="")
    long = post(owen, address, place="x" * 301)
    done = post(owen, address, place="Room 4")

    assert (empty.status_code, long.status_code, done.status_code) == (422, 422, 302)
    assert "x" * 301 in long.content.decode()
    assert case.meetings.get().place == "Room 4"
    assert "Room 4" in text(owen, address)


@pytest.mark.paragraph("P7.3")
def test_the_agenda_is_read_before_it_goes(cast: Cast, settings: object) -> None:
    stop_the_clock(settings, met.AGENDA_AT)
    case, owen = met.prepared(cast).case, signed_in(cast.owen)
    address = page(case, "send_agenda")

    shown = text(owen, address)
    sent = post(owen, address)

    assert "3. Immediate safety" in shown
    assert cast.matthias.email in shown
    assert sent.status_code == 302
    assert Letter.objects.filter(kind="agenda").exists()


def test_before_the_date_is_agreed_there_is_nothing_to_prepare(
    cast: Cast, settings: object
) -> None:
    stop_the_clock(settings, make.DAY_1)
    case = make.case(cast)
    priya = signed_in(cast.priya)

    assert "not agreed yet" in text(priya, page(case, "prepare_meeting"))
    assert post(priya, page(case, "prepare_meeting"), place="Room 4").status_code == 409
    assert priya.get(page(case, "send_agenda")).status_code == 409


@pytest.mark.paragraph("P0.5")
def test_a_mistyped_close_is_corrected_with_its_reason(
    cast: Cast, settings: object
) -> None:
    stop_the_clock(settings, met.AFTER)
    meeting = met.closed(cast)
    miriam = signed_in(cast.miriam)
    address = page(meeting.case, "correct_close", meeting_id=meeting.pk)
    earlier = boxes("closed_at", met.DURING)

    assert post(miriam, address, **earlier, reason="").status_code == 422
    assert post(miriam, address, **earlier, reason="Mistyped.").status_code == 302

    meeting.refresh_from_db()
    assert meeting.closed_at == met.DURING


def test_others_do_not_find_the_meetings(cast: Cast, settings: object) -> None:
    stop_the_clock(settings, met.AFTER)
    meeting, elsewhere = met.prepared(cast), gather_elsewhere()
    case = told_of_it(meeting.case, cast)
    matthias = signed_in(cast.matthias)

    assert signed_in(elsewhere.priya).get(page(case)).status_code == 404
    for name in ("prepare_meeting", "send_agenda", "rapid_review_meeting"):
        assert matthias.get(page(case, name)).status_code == 403
    assert signed_in(cast.judith).get(page(case, "close_meeting")).status_code == 403
