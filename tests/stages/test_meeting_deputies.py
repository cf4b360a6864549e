"""Deputies: their grade, the Chair's word, and what it does to the quorum (M16, P7.1)."""

import pytest

from rapidreview.case.invited import CalendarEntry
from rapidreview.meeting.attending import Came, record_attendance
from rapidreview.meeting.deputies import deputies_of, deputy_on, judge_deputy
from rapidreview.meeting.models import Attendance, Meeting
from rapidreview.meeting.papers import Edition, minutes_paper
from rapidreview.meeting.presence import quorum_of
from rapidreview.planning.inviting import record_reply, send_invitations
from rapidreview.procedure.errors import AlreadyDone, Incomplete, NotYet, Refused
from rapidreview.procedure.logkinds import LogKind
from tests import met
from tests.cast import Cast, gather, gather_elsewhere
from tests.opened import told

pytestmark = pytest.mark.django_db
WORD = {"accepted": True, "words": "She knows the case.", "judged_by": "Judith"}


@pytest.fixture
def cast() -> Cast:
    gather_elsewhere()
    return gather()


def sent_a_deputy(
    meeting: Meeting, cast: Cast, grade: str, name: str = "Petra Holmwick"
) -> Attendance:
    """Helene, a senior officer, sends somebody."""
    number = meeting.attendances.get(name=cast.helene.name).number
    meeting.refresh_from_db()
    line = Came(number, "apologies", deputy=name, grade=grade)
    (row,) = record_attendance(
        meeting, [line], edit_version=meeting.edit_version, by=cast.actor("owen"),
        at=met.AGENDA_AT,
    )  # fmt: skip
    return row


def judge(row: Attendance, cast: Cast, **changed: object) -> Attendance:
    return judge_deputy(
        row, **{**WORD, **changed}, by=cast.actor("owen"), at=met.AGENDA_AT
    )


@pytest.mark.paragraph("P7.1")
def test_one_grade_below_is_senior_enough_and_counts(cast: Cast) -> None:
    meeting = met.prepared(cast)
    sent_a_deputy(meeting, cast, "one_below")

    officers = quorum_of(meeting, at=met.AGENDA_AT)[1]

    assert officers.there == ("Petra Holmwick for Helene Wintersea",)


@pytest.mark.paragraph("P7.1")
def test_another_counts_by_the_chairs_word_which_is_in_log_and_minutes(
    cast: Cast,
) -> None:
    meeting = met.prepared(cast)
    row = sent_a_deputy(meeting, cast, "further_below")
    assert quorum_of(meeting, at=met.AGENDA_AT)[1].there == ()
    (shown,) = deputies_of(meeting, tuple(meeting.attendances.all()))
    assert not shown.enough

    judge(row, cast)

    assert len(quorum_of(meeting, at=met.AGENDA_AT)[1].there) == 1
    entry = told(meeting.case, LogKind.DEPUTY_JUDGED)[0]
    assert "accepted by Judith. She knows the case." in entry.text
    notes = [one.note for one in minutes_paper(meeting, Edition(1)).present]
    assert any("accepted by Judith" in note for note in notes)


@pytest.mark.paragraph("P7.1")
def test_against_the_procedure_the_chair_gives_a_reason(cast: Cast) -> None:
    meeting = met.prepared(cast)
    row = sent_a_deputy(meeting, cast, "further_below")

    with pytest.raises(Incomplete, match="reason"):
        judge(row, cast, words=" ")
    with pytest.raises(Incomplete, match="Chair"):
        judge(row, cast, judged_by="")
    judge(row, cast, accepted=False, words="")
    with pytest.raises(AlreadyDone):
        judge(row, cast, accepted=False, words="")


@pytest.mark.paragraph("P7.1")
def test_another_deputy_is_judged_anew(cast: Cast) -> None:
    meeting = met.prepared(cast)
    judge(sent_a_deputy(meeting, cast, "further_below"), cast)

    row = sent_a_deputy(meeting, cast, "further_below", name="Ines Quarrington")

    assert row.deputy_accepted is None
    assert deputy_on(meeting.case, row.number) == row


def test_there_is_a_deputy_to_judge_and_a_grade_of_the_list(cast: Cast) -> None:
    meeting = met.prepared(cast)
    row = meeting.attendances.get(name=cast.helene.name)

    with pytest.raises(NotYet, match="No deputy"):
        judge(row, cast)
    assert deputy_on(meeting.case, row.number) is None
    with pytest.raises(Refused, match="how senior"):
        sent_a_deputy(meeting, cast, "colonel")


def test_once_the_minutes_are_filed_a_word_has_its_reason(cast: Cast) -> None:
    meeting = met.prepared(cast)
    row = sent_a_deputy(meeting, cast, "further_below")
    meeting.refresh_from_db()
    met.attended(
        meeting,
        cast,
        helene=Came(row.number, "apologies", deputy=row.deputy, grade="same"),
    )
    made = met.close(met.decided(met.noted(meeting, cast), cast), cast)
    met.minutes.file_minutes(made, by=cast.actor("miriam"), at=met.AFTER)

    with pytest.raises(Refused, match="minutes are filed"):
        judge(row, cast)


@pytest.mark.paragraph("P1.6")
def test_who_declined_is_not_expected_to_make_the_quorum(cast: Cast) -> None:
    meeting = met.prepared(cast)
    owen = cast.actor("owen")
    send_invitations(meeting.case, place=met.PLACE, by=owen, at=met.AGENDA_AT)
    assert quorum_of(meeting, at=met.AGENDA_AT)[1].there == (cast.helene.name,)

    entry = CalendarEntry.objects.get(case=meeting.case, user=cast.helene)
    record_reply(entry, reply="declined", words="", by=owen, at=met.AGENDA_AT)

    assert quorum_of(meeting, at=met.AGENDA_AT)[1].there == ()
