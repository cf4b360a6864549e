"""A review taken in while it is under way: true dates, late marks, no letter (P14.6)."""

from datetime import UTC, datetime, timedelta

import pytest

from rapidreview.case.models import Case
from rapidreview.casefolder.models import Document
from rapidreview.casefolder.uploads import Upload
from rapidreview.collation import taking_in as collation
from rapidreview.collation.readers import packs_for
from rapidreview.collation.taking_in import PackBefore
from rapidreview.dailylog.models import Log
from rapidreview.dailylog.printing import print_log
from rapidreview.dailylog.proof import problems
from rapidreview.dailylog.reading import entries
from rapidreview.mail.models import Letter
from rapidreview.meeting.actions import offer_premeet
from rapidreview.meeting.models import Meeting
from rapidreview.meeting.taking_in import (
    HeldBefore,
    MinutesBefore,
    PremeetBefore,
    take_in_premeet,
)
from rapidreview.procedure.duties import TaskState
from rapidreview.procedure.errors import AlreadyDone, Incomplete, NotYet, Refused
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.vocabulary import Role
from rapidreview.report.actions import begin_report
from tests.cast import Cast, gather
from tests.opened import NOW, told
from tests.procedure.given import on_day
from tests.taken import (
    DAY_6,
    OWEN,
    PDF,
    duty_of,
    enter,
    taken_in_case,
    with_agencies,
)

pytestmark = [pytest.mark.django_db, pytest.mark.paragraph("P14.6")]
DAY_1 = on_day(1, "14:00")
EMAIL = Upload(b"Subject: x\r\n\r\nx", "told.eml", "message/rfc822")


@pytest.fixture
def cast() -> Cast:
    return gather()


@pytest.fixture
def case(cast: Cast) -> Case:
    return taken_in_case(cast)


@pytest.mark.parametrize(
    ("opened_at", "words"),
    [
        (NOW, ""),
        (NOW + timedelta(days=1), "Taken in on Day 2."),
        (DAY_6, "Taken in on Day 6."),
        (datetime(2026, 11, 29, 10, 0, tzinfo=UTC), "Taken in on Day 18."),
    ],
    ids=["Day 1", "the next day", "Day 6", "after the fifteen days"],
)
def test_a_case_of_an_earlier_call_says_that_it_is_taken_in(
    cast: Cast, opened_at: datetime, words: str
) -> None:
    case = taken_in_case(cast, at=opened_at)

    said = [one.text.partition(" What")[0] for one in told(case, LogKind.CASE_TAKEN_IN)]
    assert said == ([words] if words else [])


def test_a_task_done_before_is_done_with_its_true_date(cast: Cast, case: Case) -> None:
    assert duty_of(case, "tell_group").state is TaskState.LATE

    enter(cast, case, "tell_group", DAY_1, words="By e-mail to all.")

    duty, entry = duty_of(case, "tell_group"), entries(case)[0]
    assert (duty.state, duty.done_at) == (TaskState.DONE, DAY_1)
    assert (entry.by, entry.done_by, entry.later, entry.text) == (
        "Priya Ollerdale",
        OWEN,
        "recorded 7 days later",
        "By e-mail to all.",
    )
    assert (entry.occurred_at, entry.recorded_at) == (DAY_1, DAY_6)
    assert not Letter.objects.exists()
    assert problems(Log.objects.get(case=case)) == []


@pytest.mark.paragraph("P1.17")
@pytest.mark.parametrize(
    ("task", "upload", "sort", "location"),
    [
        ("send_invitations", PDF, Document.Sort.OTHER, "II. Rapid Review meeting"),
        ("tell_group", EMAIL, Document.Sort.EMAIL, "IV. General Correspondence"),
    ],
)
def test_its_document_is_filed_in_its_subfolder(
    cast: Cast, case: Case, task: str, upload: Upload, sort: str, location: str
) -> None:
    enter(cast, case, task, DAY_1, upload=upload)

    done, filed = entries(case)[:2]
    assert done.location == f"{location} / {upload.name}, version 1"
    assert done.files == filed.files
    assert (filed.occurred_at, filed.done_by) == (DAY_1, OWEN)
    assert (
        Document.objects.get(case=case, sort=sort).subfolder == location.split(".")[0]
    )


@pytest.mark.parametrize(
    ("task", "when", "more", "error", "words"),
    [
        ("tell_group", on_day(1, "09:00"), {}, Refused, "before the Partnership was"),
        ("tell_group", on_day(7), {}, Refused, "has not come yet"),
        ("tell_group", DAY_1, {"done_by": " "}, Incomplete, "Say who did it"),
        ("choose_agencies", DAY_1, {}, Refused, "on its own page"),
        ("make_tea", DAY_1, {}, Refused, "no such task"),
        ("timeline", DAY_1, {}, NotYet, "comes after: SIN submitted"),
        ("name_minute_taker", DAY_1, {}, Incomplete, "Choose who it was"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_entered(
    cast: Cast,
    case: Case,
    task: str,
    when: datetime,
    more: dict,
    error: type,
    words: str,
) -> None:
    before = len(entries(case))

    with pytest.raises(error, match=words):
        enter(cast, case, task, when, **more)

    assert len(entries(case)) == before


def test_nothing_is_done_twice_but_an_earlier_true_date_counts(
    cast: Cast, case: Case
) -> None:
    assert duty_of(case, "take_oversight").done_at == DAY_6

    enter(cast, case, "take_oversight", DAY_1)

    assert duty_of(case, "take_oversight").done_at == DAY_1
    with pytest.raises(AlreadyDone, match="stands in the Daily Log already"):
        enter(cast, case, "take_oversight", on_day(2))


@pytest.mark.paragraph("P1.13")
def test_contacts_with_the_chair_are_entered_one_after_the_other(
    cast: Cast, case: Case
) -> None:
    for day in (5, 2, 3):
        enter(cast, case, "liaise", on_day(day), words=f"Of Day {day}.")

    assert len(told(case, LogKind.CHAIR_CONTACTED)) == 3
    assert duty_of(case, "liaise").state is TaskState.DUE_TODAY


@pytest.mark.paragraph("P0.4", "P1.6", "P1.14")
@pytest.mark.parametrize(
    ("task", "name", "role"),
    [
        ("name_minute_taker", "owen", Role.MINUTE_TAKER),
        ("lead_professional", "judith", Role.JCR_CHAIR),
        ("confirm_senior_officers", "helene", Role.SENIOR_OFFICER),
    ],
)
def test_who_was_named_has_the_role_from_now_on(
    cast: Cast, case: Case, task: str, name: str, role: Role
) -> None:
    person = cast.users[name]

    enter(cast, case, task, DAY_1, words="By telephone.", people=(person,))

    assert case.appointments.filter(user=person, role=role).exists()
    assert duty_of(case, task).done_at == DAY_1
    assert "By telephone." in entries(case)[0].text
    granted = [one for one in entries(case) if one.kind == LogKind.APPOINTMENT_MADE]
    assert not any(one.done_by for one in granted)  # access begins now


@pytest.mark.paragraph("P6.1", "P6.2")
def test_a_pack_that_was_made_outside_is_a_fact_with_its_dates(cast: Cast) -> None:
    case = with_agencies(cast)
    given = PackBefore(
        PDF, on_day(6, "08:00"), OWEN, on_day(6, "09:00"), (cast.judith,), "Her office"
    )

    pack = collation.take_in_pack(case, given, by=cast.actor("priya"), at=DAY_6)

    assert duty_of(case, "collate").done_at == on_day(6, "08:00")
    assert duty_of(case, "release_pack").done_at == on_day(6, "09:00")
    assert told(case, LogKind.PACK_RELEASED)[0].to == "Judith Hathersby, Her office"
    assert packs_for(case, cast.judith) == [pack]
    assert packs_for(case, cast.victor) == []
    assert not Letter.objects.exists()
    begin_report(case, by=cast.actor("owen"), at=DAY_6)


@pytest.mark.parametrize(
    ("changed", "error", "words"),
    [
        ({"released_at": on_day(5)}, Refused, "before the pack was made"),
        ({"made_at": on_day(7)}, Refused, "has not come yet"),
        ({}, Incomplete, "Say who was given the pack"),
    ],
)
def test_a_pack_that_cannot_be_is_refused(
    cast: Cast, changed: dict, error: type, words: str
) -> None:
    case = with_agencies(cast)
    usual = {"made_at": on_day(6, "08:00"), "released_at": on_day(6, "09:00")}
    given = PackBefore(PDF, done_by=OWEN, **{**usual, **changed})

    with pytest.raises(error, match=words):
        collation.take_in_pack(case, given, by=cast.actor("priya"), at=DAY_6)

    assert not case.packs.exists()


def test_nobody_outside_the_group_had_the_pack(cast: Cast) -> None:
    case = with_agencies(cast)
    given = PackBefore(PDF, on_day(5), OWEN, on_day(6, "08:00"), (cast.oliver,))

    with pytest.raises(Refused, match="Oliver Lowenside is not of the group"):
        collation.take_in_pack(case, given, by=cast.actor("priya"), at=DAY_6)


HELD = HeldBefore(
    on_day(2, "14:00"), on_day(2, "14:40"), "Miriam Stellbrook", "Sam\nOwen"
)
SENT = MinutesBefore(PDF, on_day(3, "09:00"), "Sam\nOwen")


@pytest.mark.paragraph("P1.9", "P0.5")
def test_a_pre_meet_that_was_held_is_entered_with_its_minutes(cast: Cast) -> None:
    case = with_agencies(cast)
    given = PremeetBefore(OWEN, DAY_1, HELD, SENT)

    take_in_premeet(case, cast.school, given, by=cast.actor("priya"), at=DAY_6)

    meeting = Meeting.objects.get(case=case)
    assert (meeting.closed_at, meeting.circulated_at) == (HELD.closed_at, SENT.sent_at)
    assert duty_of(case, "premeet").done_at == HELD.starts_at
    assert duty_of(case, "minutes").done_at == SENT.sent_at
    assert meeting.minutes.document.subfolder == "II"
    assert not Letter.objects.exists()


@pytest.mark.parametrize(
    ("given", "error", "words"),
    [
        (PremeetBefore(OWEN), Incomplete, "offered or held"),
        (PremeetBefore(OWEN, held=HELD), NotYet, "Offer this agency a pre-meet first"),
        (PremeetBefore(OWEN, on_day(3), HELD), Refused, "before the pre-meet was"),
        (PremeetBefore(OWEN, DAY_1, minutes=SENT), NotYet, "that the pre-meet was held"),
        (PremeetBefore(OWEN, DAY_1, HELD, MinutesBefore(PDF, on_day(3), " ")),
         Incomplete, "Say who was sent the minutes"),
    ],
)  # fmt: skip
def test_a_pre_meet_that_cannot_be_is_refused(
    cast: Cast, given: PremeetBefore, error: type, words: str
) -> None:
    case = with_agencies(cast)

    with pytest.raises(error, match=words):
        take_in_premeet(case, cast.school, given, by=cast.actor("priya"), at=DAY_6)

    assert not told(case, LogKind.PREMEET_NEEDED)


def test_a_pre_meet_offered_now_still_writes_its_letter(cast: Cast) -> None:
    case = with_agencies(cast)

    offer_premeet(case, cast.school, by=cast.actor("owen"), at=DAY_6)

    assert Letter.objects.get().kind == "premeet_offer"


def test_forty_late_entries_print(cast: Cast, case: Case) -> None:
    for number in range(40):
        enter(cast, case, "liaise", on_day(2) + timedelta(minutes=number))

    assert print_log(case, entries(case), at=DAY_6).startswith(b"%PDF")
    assert sum(one.late for one in entries(case)) == 41  # and the call itself
