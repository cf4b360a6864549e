"""Minutes that were written before: true dates, nobody written to (P14.6)."""

import pytest

from rapidreview.case.models import Case
from rapidreview.casefolder.uploads import Upload
from rapidreview.dailylog.reading import Entry, entries
from rapidreview.mail.models import Letter
from rapidreview.meeting.minutes import correct_minutes
from rapidreview.meeting.minutes_before import WrittenMinutes, take_in_minutes
from rapidreview.meeting.models import Meeting
from rapidreview.procedure.errors import (
    AlreadyDone,
    Incomplete,
    NotYet,
    ProcedureError,
    Refused,
)
from rapidreview.procedure.logkinds import LogKind
from tests.cast import Cast, gather
from tests.procedure.given import on_day
from tests.taken_later import (
    DAY_14,
    JUDITH,
    MINUTED,
    MIRIAM,
    WORD,
    days_1_to_6,
    executive_before,
    late_case,
    met_before,
    minuted_before,
)

pytestmark = [pytest.mark.django_db, pytest.mark.paragraph("P14.6")]
PRIYA = "Priya Ollerdale"
LATER = on_day(14, "18:00")
PICTURE = Upload(b"\x89PNG", "page.png", "image/png")


@pytest.fixture
def cast() -> Cast:
    return gather()


@pytest.fixture
def case(cast: Cast) -> Case:
    found = late_case(cast)
    days_1_to_6(cast, found)
    return found


@pytest.fixture
def meeting(cast: Cast, case: Case) -> Meeting:
    return met_before(cast, case)


def newest(case: Case, kind: LogKind) -> Entry:
    """The newest entry of a kind."""
    return next(one for one in entries(case) if one.kind == kind)


@pytest.mark.paragraph("P7.5", "P1.17")
def test_minutes_are_filed_as_they_were_written(cast: Cast, meeting: Meeting) -> None:
    minutes = minuted_before(cast, meeting)

    filed = newest(meeting.case, LogKind.MINUTES_FILED)
    assert (filed.occurred_at, filed.done_by, filed.late) == (MINUTED, MIRIAM, True)
    assert minutes.hashes == (minutes.word.sha256,)
    assert not Letter.objects.exists()


@pytest.mark.paragraph("P7.5")
def test_a_correction_of_them_is_made_here(cast: Cast, meeting: Meeting) -> None:
    minutes = minuted_before(cast, meeting)

    corrected = correct_minutes(
        minutes,
        what="A date",
        asked_by=JUDITH,
        agreed_by=JUDITH,
        items={},
        by=cast.actor("priya"),
        at=DAY_14,
    )

    assert corrected.number == 2
    assert len(corrected.hashes) == 2


WRITTEN = {"document": WORD, "made_at": MINUTED, "done_by": MIRIAM}


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"document": PICTURE}, Refused),
        ({"done_by": " "}, Incomplete),
        ({"made_at": on_day(15)}, Refused),
        ({"made_at": on_day(7, "15:00")}, Refused),  # before the meeting closed
        ({"circulated_at": on_day(8, "11:00")}, Refused),  # they go with the report
    ],
)
@pytest.mark.paragraph("P7.5", "P7.6")
def test_minutes_that_cannot_be_are_refused(
    cast: Cast,
    meeting: Meeting,
    changed: dict[str, object],
    refusal: type[ProcedureError],
) -> None:
    given = WrittenMinutes(**{**WRITTEN, **changed})

    with pytest.raises(refusal):
        take_in_minutes(meeting, given, by=cast.actor("priya"), at=DAY_14)
    assert not meeting.minutes_made.exists()


@pytest.mark.paragraph("P7.5")
def test_minutes_are_filed_once_and_after_the_close(
    cast: Cast, case: Case, meeting: Meeting
) -> None:
    minuted_before(cast, meeting)
    with pytest.raises(AlreadyDone):
        minuted_before(cast, meeting)

    Meeting.objects.filter(pk=meeting.pk).update(closed_at=None)
    with pytest.raises(NotYet):
        minuted_before(cast, meeting)


@pytest.mark.paragraph("P1.15", "P1.16", "P0.5")
def test_the_meeting_with_the_executives_is_entered_with_its_minutes(
    cast: Cast, case: Case
) -> None:
    executive_before(cast, case)

    sent = newest(case, LogKind.MINUTES_CIRCULATED)
    assert (sent.occurred_at, sent.late) == (on_day(13, "13:00"), True)
    assert newest(case, LogKind.EXECUTIVE_MEETING_DECIDED).done_by == JUDITH
    assert not Letter.objects.exists()
