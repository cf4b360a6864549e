"""The pages on which minutes, report and signature of before are entered (P14.6)."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from rapidreview.case.models import Case
from rapidreview.dailylog.reading import Entry, entries
from rapidreview.mail.models import Letter
from rapidreview.meeting.models import Meeting
from rapidreview.procedure.logkinds import LogKind
from rapidreview.report.reading import live_signature, newest_version
from tests.cast import Cast, gather
from tests.paper import papers
from tests.posting import boxes, post, signed_in, stop_the_clock
from tests.procedure.given import on_day
from tests.taken import OWEN, page_of, text_of
from tests.taken_later import (
    CLOSED,
    DAY_14,
    JUDITH,
    MINUTED,
    MIRIAM,
    SIGNED,
    STARTS,
    days_1_to_6,
    executive_before,
    late_case,
    met_before,
    minuted_before,
    written_before,
)

pytestmark = [pytest.mark.django_db, pytest.mark.paragraph("P14.6")]
LONG = "A long story. " * 100


@pytest.fixture
def cast() -> Cast:
    return gather()


@pytest.fixture
def case(cast: Cast, settings: object) -> Case:
    stop_the_clock(settings, DAY_14)
    found = late_case(cast)
    days_1_to_6(cast, found)
    return found


@pytest.fixture
def meeting(cast: Cast, case: Case) -> Meeting:
    return met_before(cast, case)


@pytest.fixture
def priya(cast: Cast) -> Client:
    return signed_in(cast.priya)


def pdf(name: str = "written.pdf") -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, papers.pdf(), "application/pdf")


def told(case: Case, kind: LogKind) -> Entry:
    """The newest entry of a kind."""
    return next(one for one in entries(case) if one.kind == kind)


def where(meeting: Meeting, name: str) -> str:
    """The page, about the meeting where it is about one."""
    of_one = {"take_in_minutes", "meeting_minutes"}
    keys = {"meeting_id": meeting.pk} if name in of_one else {}
    return page_of(meeting.case, name, **keys)


@pytest.mark.parametrize(
    "name", ["take_in_minutes", "take_in_report", "take_in_signed"]
)
def test_only_the_team_opens_them(cast: Cast, meeting: Meeting, name: str) -> None:
    page = where(meeting, name)

    assert signed_in(cast.owen).get(page).status_code == 200
    assert signed_in(cast.judith).get(page).status_code == 403
    assert signed_in(cast.sam).get(page).status_code == 404
    assert post(signed_in(cast.judith), page).status_code == 403


@pytest.mark.paragraph("P7.5")
def test_minutes_are_filed_from_their_page(meeting: Meeting, priya: Client) -> None:
    assert "They were written before" in text_of(
        priya, where(meeting, "meeting_minutes")
    )
    typed = {**boxes("made_at", MINUTED), "done_by": MIRIAM, "document": pdf()}

    answer = post(priya, where(meeting, "take_in_minutes"), **typed)

    assert answer["Location"] == where(meeting, "meeting_minutes")
    assert "As they were written" in text_of(priya, answer["Location"])
    assert told(meeting.case, LogKind.MINUTES_FILED).late


@pytest.mark.paragraph("P0.5")
def test_executive_minutes_say_to_whom_they_went(
    cast: Cast, case: Case, priya: Client
) -> None:
    meeting = executive_before(cast, case)
    meeting.minutes_made.all().delete()
    typed = {**boxes("made_at", on_day(13, "12:00")), "done_by": MIRIAM}
    page, dana = where(meeting, "take_in_minutes"), str(cast.dana.pk)

    unsaid = post(priya, page, **typed, document=pdf(), people=[dana])
    nobody = post(
        priya, page, **typed, document=pdf(), **boxes("circulated_at", DAY_14)
    )

    assert "Enter when they were circulated." in unsaid.text
    assert "Choose who was given them." in nobody.text
    assert not meeting.minutes_made.exists()


@pytest.mark.paragraph("P6.3")
def test_a_version_is_filed_from_its_page(case: Case, priya: Client) -> None:
    page = page_of(case, "take_in_report")
    assert "The first version begins the report" in text_of(priya, page)
    typed = {"number": "0.1", **boxes("made_at", on_day(6, "16:00")), "done_by": OWEN}

    answer = post(priya, page, **typed, document=pdf(), what="Begun")

    assert answer["Location"] == page
    assert "The newest version here is 0.1" in text_of(priya, page)
    report = text_of(priya, page_of(case, "report"))
    assert "As it was written" in report
    assert "Word<span" not in report


@pytest.mark.parametrize(
    ("changed", "status", "words"),
    [
        ({"document": None}, 422, "Choose the document of this version."),
        ({"number": "first"}, 422, "as 0.4 or 1.0"),
        ({"what": LONG}, 422, "200 characters or fewer"),
        (boxes("made_at", on_day(15)), 422, "has not come yet"),
        (
            {"document": SimpleUploadedFile("x.exe", b"MZ\x90 x")},
            422,
            "program",
        ),
    ],
)
def test_a_bad_version_keeps_what_was_typed(
    case: Case, priya: Client, changed: dict, status: int, words: str
) -> None:
    typed = {"number": "0.1", **boxes("made_at", on_day(6)), "done_by": OWEN}

    answer = post(
        priya,
        page_of(case, "take_in_report"),
        **{**typed, "document": pdf(), **changed},
    )

    assert answer.status_code == status
    assert words in answer.text
    assert OWEN in answer.text
    assert newest_version(case) is None


@pytest.mark.paragraph("P13.1", "P13.2")
def test_a_signed_report_is_entered_and_filed(
    cast: Cast, case: Case, priya: Client
) -> None:
    written_before(cast, case)
    page = page_of(case, "take_in_signed")
    assert JUDITH in text_of(priya, page)
    typed = {
        **boxes("signed_at", SIGNED),
        "signed_by": JUDITH,
        "role": "JCR Chair",
        **boxes("filed_at", on_day(13, "16:00")),
    }

    nobody = post(priya, page, **typed, document=pdf("signed.pdf"))
    answer = post(priya, page, **typed, document=pdf("signed.pdf"), filed_by=OWEN)

    assert "Enter who filed it." in nobody.text
    report = text_of(priya, answer["Location"])
    assert "SHA-256 of the file" in report
    assert told(case, LogKind.SIGNED_REPORT_FILED).done_by == OWEN
    assert "The report is signed" in text_of(priya, page)
    assert "The report is signed" in text_of(priya, page_of(case, "take_in_report"))


def test_a_moment_is_wanted_for_who_filed_it(case: Case, priya: Client) -> None:
    answer = post(priya, page_of(case, "take_in_signed"), filed_by=OWEN)

    assert "Enter when it was filed." in answer.text
    assert live_signature(case) is None


@pytest.mark.paragraph("P1.15", "P9.3")
@pytest.mark.parametrize("name", ["decide_executive", "confirm_circulation"])
def test_the_team_enters_what_the_chair_did_and_says_so(
    cast: Cast, case: Case, priya: Client, name: str
) -> None:
    written_before(cast, case)
    page, sam = page_of(case, name), signed_in(cast.sam)

    answer = post(priya, page, required="yes", reason="x", decided_with="y")

    assert answer.status_code == 422
    assert "Who did it, before the case was taken in" in answer.text
    assert sam.get(page).status_code == 404


@pytest.mark.paragraph("P1.15")
def test_a_decision_of_the_chair_is_entered(case: Case, priya: Client) -> None:
    typed = {"required": "yes", "reason": "Waiting lists.", "decided_with": "Helene"}

    post(
        priya,
        page_of(case, "decide_executive"),
        **typed,
        **boxes("occurred_at", CLOSED),
        done_by=JUDITH,
    )

    assert told(case, LogKind.EXECUTIVE_MEETING_DECIDED).done_by == JUDITH
    assert not Letter.objects.exists()


@pytest.mark.paragraph("P7.1")
def test_the_room_asks_when_and_who_for_a_meeting_of_before(
    meeting: Meeting, priya: Client
) -> None:
    page = page_of(meeting.case, "rapid_review_meeting")
    assert "Was this before the case was taken in?" in text_of(priya, page)
    item = meeting.items.get(code="M1")

    post(
        priya,
        page,
        read=str(meeting.edit_version),
        read_M1=str(item.edit_version),
        notes_M1="Everybody came.",
        **boxes("occurred_at", STARTS),
        done_by=MIRIAM,
    )

    noted = told(meeting.case, LogKind.MEETING_NOTED)
    assert (noted.done_by, noted.occurred_at) == (MIRIAM, STARTS)


@pytest.mark.paragraph("P9.1", "P9.2", "P7.6", "P9.3")
def test_the_report_goes_its_way_of_before_without_letters(
    cast: Cast, meeting: Meeting, priya: Client
) -> None:
    case = meeting.case
    minuted_before(cast, meeting)
    written_before(cast, case)
    people = [str(one.pk) for one in (cast.judith, cast.matthias)]
    steps = (
        ("send_with_minutes", OWEN, on_day(8, "10:00"), {"people": people}),
        ("update_report", OWEN, on_day(9, "15:00"), {}),
        ("send_report_to_chair", OWEN, on_day(10, "10:00"), {}),
        ("confirm_circulation", JUDITH, on_day(12, "11:00"), {"people": people}),
        ("circulate_report", OWEN, on_day(12, "12:00"), {}),
    )

    for name, who, when, more in steps:
        moment = boxes("occurred_at", when)
        answer = post(priya, page_of(case, name), done_by=who, **moment, **more)
        assert answer.status_code == 302, name

    circulated = told(case, LogKind.REPORT_CIRCULATED)
    assert (circulated.occurred_at, circulated.done_by) == (steps[-1][2], OWEN)
    assert not Letter.objects.exists()


def test_the_page_of_tasks_leads_to_where_each_is_entered(
    cast: Cast, case: Case, priya: Client
) -> None:
    text = text_of(priya, page_of(case))
    assert "Hold the Rapid Review meeting" in text
    assert page_of(case, "take_in_report") in text
    assert page_of(case, "send_report_to_chair") not in text

    written_before(cast, case)
    text = text_of(priya, page_of(case))
    assert page_of(case, "send_report_to_chair") in text
    assert page_of(case, "decide_executive") in text
    assert page_of(case, "take_in_signed") in text
