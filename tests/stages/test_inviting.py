"""Calendars follow the meeting: called, moved, elsewhere, other people, called off (P1.6, P1.16)."""

from datetime import timedelta

import pytest

from rapidreview.case.invited import CalendarEntry
from rapidreview.case.models import Appointment, Case
from rapidreview.mail.models import Letter
from rapidreview.meeting import calling
from rapidreview.meeting.actions import decline_premeet, offer_premeet
from rapidreview.opening.sin import end_case
from rapidreview.planning.appointing import end_appointment
from rapidreview.planning.changing import change_date
from rapidreview.planning.entries import live_entries
from rapidreview.planning.inviting import call_off, record_reply, send_invitations
from rapidreview.planning.letters import MEETING
from rapidreview.procedure.errors import AlreadyDone, Incomplete, NotYet, Refused
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.vocabulary import Outcome, Role
from tests import make, met
from tests.asking import ASKED_AT, chosen
from tests.calendar_reader import Entry, read
from tests.cast import Cast, gather, gather_elsewhere
from tests.opened import told

pytestmark = pytest.mark.django_db
LATER = met.STARTS + timedelta(hours=3)
NEXT = met.DATED_AT + timedelta(hours=1)


@pytest.fixture
def cast() -> Cast:
    gather_elsewhere()
    return gather()


@pytest.fixture
def case(cast: Cast) -> Case:
    """Everybody was invited on day 6."""
    case = met.dated(cast)
    send_invitations(case, place="Room 4", by=cast.actor("owen"), at=met.DATED_AT)
    return case


def to(name: str) -> list[Entry]:
    """What this person's calendar was sent, in order."""
    mine = [one for one in Letter.objects.order_by("queued_at") if one.calendar]
    found = [read(one.calendar.encode()) for one in mine if one.to_name == name]
    return sorted(found, key=lambda one: one.sequence)


def moved(case: Case, cast: Cast) -> None:
    change_date(
        case, MEETING, LATER, agreed_with="Judith", reason="Court.",
        by=cast.actor("priya"), at=NEXT,
    )  # fmt: skip


@pytest.mark.paragraph("P1.6")
def test_called_moved_and_called_off_is_one_meeting_in_every_calendar(
    cast: Cast, case: Case
) -> None:
    moved(case, cast)
    call_off(
        case, MEETING, because="A strike.", by=cast.actor("owen"),
        at=NEXT + timedelta(hours=1),
    )  # fmt: skip

    got = to(cast.judith.name)
    assert [one.method for one in got] == ["REQUEST", "REQUEST", "CANCEL"]
    assert [one.sequence for one in got] == [0, 1, 2]
    assert len({one.uid for one in got}) == 1
    assert {one.zone for one in got} == {"Europe/London"}
    assert [one.starts_at for one in got] == [met.STARTS, LATER, LATER]
    assert not live_entries(case, MEETING, at=NEXT)
    assert told(case, LogKind.INVITATIONS_WITHDRAWN)[0].reason == "A strike."


@pytest.mark.paragraph("P1.6")
def test_called_again_after_it_was_called_off_the_entry_comes_back(
    cast: Cast, case: Case
) -> None:
    owen = cast.actor("owen")
    call_off(case, MEETING, because="A strike.", by=owen, at=NEXT)

    send_invitations(case, place="Room 4", by=owen, at=NEXT)

    assert [one.method for one in to(cast.judith.name)][-1] == "REQUEST"
    assert to(cast.judith.name)[-1].sequence == 2


@pytest.mark.paragraph("P1.6")
def test_a_meeting_elsewhere_moves_with_its_place(cast: Cast, case: Case) -> None:
    calling.prepare_meeting(
        case, place="By video", by=cast.actor("owen"), at=met.AGENDA_AT
    )

    assert [one.place for one in to(cast.judith.name)] == ["Room 4", "By video"]
    letter = Letter.objects.filter(kind="invitation").latest("queued_at")
    assert "replaces the invitation that you had" in letter.body


@pytest.mark.paragraph("P1.6")
def test_who_joins_is_invited_and_nobody_else_is_written_to(
    cast: Cast, case: Case
) -> None:
    make.appoint(case, cast.sam, Role.JCR_MEMBER, agency=cast.police)

    letters = send_invitations(case, place="Room 4", by=cast.actor("owen"), at=NEXT)

    assert [one.to_name for one in letters] == [cast.sam.name]
    with pytest.raises(AlreadyDone, match="already"):
        send_invitations(case, place="Room 4", by=cast.actor("owen"), at=NEXT)


@pytest.mark.paragraph("P0.6")
def test_who_leaves_the_case_is_asked_no_more(cast: Cast, case: Case) -> None:
    given = {"reason": "New post.", "by": cast.actor("priya"), "at": NEXT}
    first, *others = Appointment.objects.filter(case=case, user=cast.matthias)
    end_appointment(first, **given)
    assert to(cast.matthias.name)[-1].method == "REQUEST"

    for one in others:
        end_appointment(one, **given)

    assert to(cast.matthias.name)[-1].method == "CANCEL"
    assert to(cast.judith.name)[-1].method == "REQUEST"


@pytest.mark.paragraph("P1.2")
def test_the_end_of_a_case_clears_every_calendar(cast: Cast, case: Case) -> None:
    priya = cast.actor("priya")

    end_case(case, Outcome.OPENED_IN_ERROR, reason="Twice.", by=priya, at=NEXT)

    assert {one.method for one in to(cast.judith.name)} == {"REQUEST", "CANCEL"}
    assert not live_entries(case, MEETING, at=NEXT)


@pytest.mark.paragraph("P1.16")
def test_an_executive_meeting_that_is_not_wanted_after_all_leaves_the_calendars(
    cast: Cast,
) -> None:
    case = met.executive_called(cast).case

    met.decide_executive(case, cast, required=False, at=met.AFTER + timedelta(hours=1))

    assert [one.method for one in to(cast.dana.name)] == ["REQUEST", "CANCEL"]


@pytest.mark.paragraph("P1.6")
def test_a_past_meeting_is_not_called_off(cast: Cast, case: Case) -> None:
    owen = cast.actor("owen")
    with pytest.raises(Incomplete, match="why"):
        call_off(case, MEETING, because=" ", by=owen, at=NEXT)
    with pytest.raises(NotYet, match="Nobody is invited"):
        call_off(case, MEETING, because="Late.", by=owen, at=met.CLOSED)


@pytest.mark.paragraph("P1.6")
def test_a_reply_is_recorded_and_asked_for_again_when_the_meeting_moves(
    cast: Cast, case: Case
) -> None:
    entry = CalendarEntry.objects.get(case=case, user=cast.judith)
    given = {"by": cast.actor("owen"), "at": NEXT}
    record_reply(entry, reply="accepted", words="By telephone.", **given)
    with pytest.raises(AlreadyDone, match="already"):
        record_reply(entry, reply="accepted", words="By telephone.", **given)
    with pytest.raises(Refused, match="Choose"):
        record_reply(entry, reply="awaited", words="", **given)
    assert told(case, LogKind.INVITATION_ANSWERED)[0].new == "Accepted"

    moved(case, cast)

    entry.refresh_from_db()
    assert (entry.reply, entry.replied_at) == ("awaited", None)


@pytest.mark.paragraph("P1.9")
def test_a_pre_meet_is_suggested_to_calendars_and_leaves_them_if_not_wanted(
    cast: Cast,
) -> None:
    case, owen = chosen(cast), cast.actor("owen")
    offer_premeet(case, cast.school, starts_at=met.DATED_AT, by=owen, at=ASKED_AT)
    offer = read(Letter.objects.get(kind="premeet_offer").calendar.encode())
    people = CalendarEntry.objects.filter(case=case, subject=str(cast.school.pk))
    assert set(offer.attendees) == {one.email for one in people}

    decline_premeet(case, cast.school, reason="Not new.", by=owen, at=ASKED_AT)

    gone = [read(one.calendar.encode()) for one in withdrawn()]
    assert len(gone) == len(offer.attendees)
    assert {one.uid for one in gone} == {offer.uid}
    assert all(one.sequence > offer.sequence for one in gone)


def withdrawn() -> list[Letter]:
    return list(Letter.objects.filter(kind="invitation_withdrawn"))


def test_nothing_in_a_calendar_names_the_child(cast: Cast, case: Case) -> None:
    moved(case, cast)

    for letter in Letter.objects.filter(kind="invitation"):
        text = letter.calendar
        assert case.reference in text
        assert case.label not in text
        assert all(part not in text for part in ("Bramwell", "Nettlecombe"))
