"""The meetings are called: on the agreed date, with agenda, guidance and people (P1.16, P7.1, P7.3)."""

from datetime import timedelta

import pytest

from rapidreview.dailylog.facts import case_facts
from rapidreview.mail.models import Letter
from rapidreview.meeting import calling
from rapidreview.planning.actions import agree_date
from rapidreview.planning.inviting import send_invitations
from rapidreview.procedure.errors import AlreadyDone, Incomplete, NotYet, Refused
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.vocabulary import Role
from tests import make, met
from tests.cast import Cast, gather, gather_elsewhere
from tests.opened import opened, told

pytestmark = pytest.mark.django_db
CALLED = {"place": "Room 4", "at": met.AFTER}


@pytest.fixture
def cast() -> Cast:
    gather_elsewhere()
    return gather()


@pytest.mark.paragraph("P7.1")
def test_the_meeting_is_prepared_with_its_agenda_and_people(cast: Cast) -> None:
    meeting = met.prepared(cast)

    assert meeting.starts_at == met.STARTS
    assert [one.code for one in meeting.items.all()] == [f"M{n}" for n in range(1, 16)]
    names = [one.name for one in meeting.attendances.all()]
    assert names[:2] == ["Judith Hathersby", "Victor Aldersyke"]
    assert {"Helene Wintersea", "Matthias Dovecroft", "Nadia Underhay"} <= set(names)
    assert not {one.state for one in meeting.attendances.all()} - {"invited"}
    assert told(meeting.case, LogKind.MEETING_CALLED)[0].text == "Rapid Review meeting"


@pytest.mark.paragraph("P7.1")
def test_it_is_prepared_on_an_agreed_date_only_and_at_a_place(cast: Cast) -> None:
    undated = opened(cast)
    owen = cast.actor("owen")

    with pytest.raises(NotYet, match="Agree the date"):
        calling.prepare_meeting(undated, by=owen, **CALLED)
    agree_date(
        undated,
        "rapid_review_meeting",
        met.STARTS,
        agreed_with="Judith",
        by=owen,
        at=met.DATED_AT,
    )
    with pytest.raises(Incomplete, match="where"):
        calling.prepare_meeting(undated, place=" \n", by=owen, at=met.AGENDA_AT)


@pytest.mark.paragraph("P7.1")
def test_prepared_again_it_takes_over_what_changed(cast: Cast) -> None:
    meeting = met.prepared(cast)
    case, owen = meeting.case, cast.actor("owen")
    with pytest.raises(AlreadyDone):
        calling.prepare_meeting(case, place=met.PLACE, by=owen, at=met.AGENDA_AT)

    make.appoint(case, cast.sam, Role.JCR_MEMBER, agency=cast.police)
    again = calling.prepare_meeting(case, place="Room 4", by=owen, at=met.AGENDA_AT)

    assert (again.pk, again.place) == (meeting.pk, "Room 4")
    assert again.attendances.last().name == cast.sam.name
    entry = told(case, LogKind.MEETING_CALLED)[-1]
    assert met.PLACE in entry.old
    assert "Room 4" in entry.new


@pytest.mark.paragraph("P7.3")
def test_agenda_and_guidance_go_to_everybody_invited(cast: Cast) -> None:
    meeting = met.prepared(cast)

    sent = calling.send_agenda(meeting, by=cast.actor("owen"), at=met.AGENDA_AT)

    assert len(sent) == meeting.attendances.count()
    body = Letter.objects.filter(kind="agenda")[0].body
    assert "3. Immediate safety" in body
    assert all(line in body for line in meeting.case.guidance.splitlines())
    assert met.PLACE in body
    assert case_facts(meeting.case).has(LogKind.GUIDANCE_LINKED, str(meeting.pk))


@pytest.mark.paragraph("P7.1", "P7.3")
def test_an_agenda_never_names_a_date_that_has_changed(cast: Cast) -> None:
    meeting = met.prepared(cast)
    owen = cast.actor("owen")
    moved = met.STARTS + timedelta(hours=4)
    agree_date(
        meeting.case,
        "rapid_review_meeting",
        moved,
        agreed_with="Judith",
        reason="Court.",
        by=owen,
        at=met.AGENDA_AT,
    )

    with pytest.raises(NotYet, match="has changed"):
        calling.send_agenda(meeting, by=owen, at=met.AGENDA_AT)
    again = calling.prepare_meeting(
        meeting.case, place=met.PLACE, by=owen, at=met.AGENDA_AT
    )
    assert again.starts_at == moved
    assert calling.send_agenda(again, by=owen, at=met.AGENDA_AT)


@pytest.mark.paragraph("P1.6")
def test_officers_and_scrutineer_are_invited_too_each_with_a_calendar_entry(
    cast: Cast,
) -> None:
    case = met.dated(cast)

    letters = send_invitations(
        case, place="Room 4", by=cast.actor("owen"), at=met.DATED_AT
    )

    assert {one.to_name for one in letters} == {
        getattr(cast, name).name
        for name in ("judith", "victor", "matthias", "helene", "nadia")
    }
    assert all("BEGIN:VEVENT" in one.calendar for one in letters)


@pytest.mark.paragraph("P1.16")
def test_the_executive_meeting_is_called_by_letter_with_a_calendar_entry(
    cast: Cast,
) -> None:
    meeting = met.executive_called(cast)

    letters = Letter.objects.filter(kind="executive_invitation")
    assert {one.to_name for one in letters} == {
        getattr(cast, name).name for name in ("dana", "judith", "helene", "miriam")
    }
    assert all("BEGIN:VEVENT" in one.calendar for one in letters)
    facts = case_facts(meeting.case)
    assert facts.agreed["executive_meeting", None] == met.EXECUTIVE_STARTS
    dana = meeting.case.appointments.get(user=cast.dana)
    assert dana.role == Role.EXECUTIVE_LEADER


@pytest.mark.paragraph("P1.16")
def test_called_again_the_executive_meeting_moves(cast: Cast) -> None:
    meeting = met.executive_called(cast)
    later = met.EXECUTIVE_STARTS + timedelta(hours=2)

    again = calling.call_executive(
        meeting.case,
        starts_at=later,
        people=[cast.dana],
        by=cast.actor("owen"),
        **CALLED,
    )

    assert (again.pk, again.starts_at) == (meeting.pk, later)
    to_dana = Letter.objects.filter(kind="executive_invitation")
    sequences = [
        line
        for one in to_dana
        if one.to_name == cast.dana.name
        for line in one.calendar.splitlines()
        if line.startswith("SEQUENCE")
    ]
    assert sorted(sequences) == ["SEQUENCE:0", "SEQUENCE:2"]


@pytest.mark.paragraph("P1.16")
@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"starts_at": met.AFTER - timedelta(hours=1)}, Refused),
        ({"starts_at": met.EXECUTIVE_STARTS + timedelta(days=8)}, Refused),
        ({"starts_at": met.EXECUTIVE_STARTS + timedelta(days=1)}, Refused),
        ({"place": " "}, Incomplete),
        ({"people": []}, Incomplete),
    ],
    ids=["past", "after day 15", "a Saturday", "no place", "nobody"],
)
def test_the_executive_meeting_lies_ahead_and_before_submission(
    cast: Cast, changed: dict[str, object], refusal: type
) -> None:
    case = met.prepared(cast).case
    met.decide_executive(case, cast)
    given = {"starts_at": met.EXECUTIVE_STARTS, "people": [cast.dana], **CALLED}

    with pytest.raises(refusal):
        calling.call_executive(case, **{**given, **changed}, by=cast.actor("owen"))


@pytest.mark.paragraph("P1.16")
def test_nobody_from_outside_is_called(cast: Cast) -> None:
    case = met.prepared(cast).case
    met.decide_executive(case, cast)

    with pytest.raises(Refused, match="no part in this case"):
        calling.call_executive(
            case,
            starts_at=met.EXECUTIVE_STARTS,
            people=[cast.sam],
            by=cast.actor("owen"),
            **CALLED,
        )
