"""Timescales, a changed date, a corrected anchor, contacts: the pages."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from rapidreview.dailylog.facts import case_facts
from rapidreview.mail.models import Letter
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.vocabulary import Outcome
from tests.cast import gather, gather_elsewhere
from tests.opened import HARM, NOW, TOLD_AT, opened, told
from tests.posting import boxes, post, signed_in, stop_the_clock

pytestmark = pytest.mark.django_db
MEETING = "rapid_review_meeting"
DAY_7 = datetime(2026, 11, 12, 14, 0, tzinfo=UTC)
DAY_8 = datetime(2026, 11, 13, 10, 0, tzinfo=UTC)
LATE = datetime(2026, 11, 25, 10, 0, tzinfo=UTC)
PAGES = (
    *("dates/", "dates/all/", f"dates/{MEETING}/", "correct/call/", "contact/"),
    *("discussed/", "oversight/", "delegate/", "invitations/"),
)


@pytest.fixture(autouse=True)
def _day_1(settings):
    stop_the_clock(settings, NOW)


@pytest.fixture
def cast():
    return gather()


@pytest.fixture
def case(cast):
    return opened(cast)


def at(case, path):
    return f"/cases/{case.pk}/{path}"


@pytest.mark.parametrize("path", PAGES)
def test_the_team_sees_the_page_the_chair_may_not_and_outsiders_find_nothing(
    cast, case, path
) -> None:
    outsider = gather_elsewhere().priya

    page = signed_in(cast.owen).get(at(case, path))

    assert page.status_code == 200, page.text
    assert "Why: " in page.text
    assert signed_in(cast.judith).get(at(case, path)).status_code == 403
    assert signed_in(cast.dana).get(at(case, path)).status_code == 404
    assert signed_in(outsider).get(at(case, path)).status_code == 404


@pytest.mark.paragraph("P1.4", "P1.6")
def test_timescales_are_prefilled_from_the_plan_and_set(cast, case) -> None:
    priya = signed_in(cast.priya)
    assert 'name="rapid_review_meeting_day"' in priya.get(at(case, "dates/")).text

    answer = post(
        priya, at(case, "dates/"), agreed_with="Judith", **boxes(MEETING, DAY_7)
    )

    assert answer["Location"] == at(case, "timeline/")
    assert case_facts(case).agreed[MEETING, None] == DAY_7
    assert "Agreed already" in priya.get(at(case, "dates/")).text


@pytest.mark.paragraph("P1.5")
def test_what_moves_is_shown_before_a_date_is_changed(cast, case) -> None:
    priya, page = signed_in(cast.priya), at(case, f"dates/{MEETING}/")
    typed = {**boxes("due_at", DAY_8), "agreed_with": "Judith", "reason": "Court."}

    shown = post(priya, page, **typed)

    assert shown.status_code == 200
    assert "What moves" in shown.text
    assert "Friday 13 November 2026, 10:00" in shown.text
    assert not case_facts(case).agreed
    assert post(priya, page, confirmed="yes", **typed).status_code == 302
    assert case_facts(case).agreed[MEETING, None] == DAY_8


@pytest.mark.parametrize(
    ("due_at", "reason", "words"),
    [
        (DAY_8 + timedelta(days=1), "Court.", "is not a working day (Saturday). The"),
        (DAY_8.replace(year=2030), "Court.", "known from 2012 to 2028 only"),
        (DAY_8, "", "Enter: Why the date changes."),
    ],
)
def test_a_date_that_cannot_be_is_refused_and_what_was_typed_stays(
    cast, case, due_at, reason, words
) -> None:
    page = post(
        signed_in(cast.priya),
        at(case, f"dates/{MEETING}/"),
        confirmed="yes",
        agreed_with="Judith Hathersby",
        reason=reason,
        **boxes("due_at", due_at),
    )

    assert page.status_code == 422
    assert words in page.text
    assert 'value="Judith Hathersby"' in page.text
    assert not case_facts(case).agreed


@pytest.mark.paragraph("P1.5", "P1.6")
def test_what_the_reason_must_answer_is_shown_before_it_is_confirmed(
    cast, case
) -> None:
    typed = {"agreed_with": "Judith", "reason": "Court.", **boxes("due_at", LATE)}

    page = post(signed_in(cast.priya), at(case, f"dates/{MEETING}/"), **typed).text

    assert "The reason must answer this:" in page
    assert "is after day 15, Tuesday 24 November 2026" in page
    assert "That is after “Update the report from the meeting”" in page
    assert "You wrote: Court." in page


@pytest.mark.paragraph("P1.5")
def test_a_confirmed_change_tells_those_whose_dates_move(cast, case) -> None:
    typed = {"agreed_with": "Judith", "reason": "Court.", **boxes("due_at", DAY_7)}

    post(signed_in(cast.priya), at(case, f"dates/{MEETING}/"), confirmed="yes", **typed)

    told_to = Letter.objects.filter(kind="dates_changed")
    assert cast.judith.name in {one.to_name for one in told_to}


def test_a_task_that_the_procedure_does_not_have_is_not_found(cast, case) -> None:
    assert signed_in(cast.priya).get(at(case, "dates/tea/")).status_code == 404
    assert signed_in(cast.priya).get(at(case, "correct/tea/")).status_code == 404


@pytest.mark.paragraph("P1.1")
def test_a_mistyped_call_is_corrected_after_its_dates_were_shown(cast, case) -> None:
    priya, page = signed_in(cast.priya), at(case, "correct/call/")
    right = TOLD_AT - timedelta(days=1)
    typed = {**boxes("new_at", right), "reason": "The e-mail shows the third."}

    shown = post(priya, page, **typed)

    assert "What moves" in shown.text
    assert post(priya, page, confirmed="yes", **typed).status_code == 302
    assert case_facts(case).anchor("intention_notified") == right


def test_an_incident_after_the_call_is_refused_on_the_page(cast, case) -> None:
    typed = {**boxes("new_at", TOLD_AT + timedelta(minutes=1)), "reason": "Later."}

    page = post(signed_in(cast.priya), at(case, "correct/incident/"), **typed)

    assert page.status_code == 422
    assert "cannot be after" in page.text
    assert case_facts(case).anchor("incident") == HARM.occurred_at


@pytest.mark.paragraph("P0.7")
def test_a_correction_beyond_the_known_holidays_is_refused_on_the_page(
    cast, case
) -> None:
    priya, call = signed_in(cast.priya), at(case, "correct/call/")
    earlier = {**boxes("new_at", TOLD_AT.replace(year=2008)), "reason": "Typed."}
    typed = {**boxes("new_at", TOLD_AT.replace(year=2009)), "reason": "Typed."}
    post(priya, at(case, "correct/incident/"), confirmed="yes", **earlier)

    for confirmed in (None, "yes"):
        page = post(priya, call, confirmed=confirmed, **typed)
        assert page.status_code == 422
        assert "known from 2012 to 2028 only" in page.text
    assert case_facts(case).anchor("intention_notified") == TOLD_AT


CONTACT = {"with_name": "Judith", "channel": "Telephone", "on_target": "yes"}


@pytest.mark.paragraph("P1.13")
def test_a_contact_is_recorded_once_however_often_it_is_sent(cast, case) -> None:
    owen, key = signed_in(cast.owen), uuid4()

    for _ in range(2):
        answer = post(owen, at(case, "contact/"), key, text="On target.", **CONTACT)
        assert answer.status_code == 302

    assert len(told(case, LogKind.CHAIR_CONTACTED)) == 1


def test_the_same_key_with_other_words_is_refused(cast, case) -> None:
    owen, key = signed_in(cast.owen), uuid4()
    post(owen, at(case, "contact/"), key, text="One.", **CONTACT)

    answer = post(owen, at(case, "contact/"), key, text="Two.", **CONTACT)

    assert answer.status_code == 409


def test_a_contact_cannot_be_in_the_future(cast, case) -> None:
    typed = {
        **CONTACT,
        **boxes("occurred_at", NOW + timedelta(days=1)),
        "text": "Kept.",
    }

    page = post(signed_in(cast.owen), at(case, "contact/"), **typed)

    assert page.status_code == 422
    assert "has not come yet" in page.text
    assert "Kept." in page.text


def test_the_timeline_waits_for_the_sin_and_says_so(cast, case) -> None:
    typed = {"with_name": "Judith", "channel": "Telephone", "text": "They stand."}

    page = post(signed_in(cast.priya), at(case, "discussed/"), **typed)

    assert page.status_code == 409
    assert "Record the SIN" in page.text
    assert "They stand." in page.text


@pytest.mark.paragraph("P1.3")
def test_an_officer_who_does_not_stand_in_cannot_take_oversight(cast, case) -> None:
    page = post(signed_in(cast.owen), at(case, "oversight/"), text="Mine.")

    assert page.status_code == 403
    assert "who stands in" in page.text


@pytest.mark.paragraph("P1.6")
def test_the_invitation_is_shown_with_its_place_before_it_is_sent(cast, case) -> None:
    owen, page = signed_in(cast.owen), at(case, "invitations/")
    assert "not agreed yet" in owen.get(page).text
    post(owen, at(case, "dates/"), agreed_with="Judith", **boxes(MEETING, DAY_7))

    unseen = post(owen, page, place="Room 4", send="yes")
    sent = post(owen, page, place="Room 4", shown="Room 4", send="yes")

    assert unseen.status_code == 200
    assert "Where: Room 4" in unseen.text
    assert "Send 3 invitations" in unseen.text
    assert sent.status_code == 302
    assert len(told(case, LogKind.INVITATIONS_SENT)) == 1


def test_nothing_is_changed_on_a_case_that_has_ended(cast, case) -> None:
    priya = signed_in(cast.priya)
    ends = {"outcome": Outcome.OPENED_IN_ERROR.value, "reason": "Twice."}
    assert post(priya, at(case, "end/"), **ends).status_code == 302

    page = post(priya, at(case, "contact/"), text="Late.", **CONTACT)

    assert page.status_code == 409
    assert "This case has ended" in page.text
