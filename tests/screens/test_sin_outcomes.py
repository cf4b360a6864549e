"""The partners one by one, no SIN, a SIN withdrawn, the areas: the pages."""

from dataclasses import replace
from datetime import timedelta

import pytest

from rapidreview.mail.models import Letter
from rapidreview.opening.actions import open_case
from rapidreview.opening.agencies import tell_group
from rapidreview.opening.sin import record_sin
from rapidreview.planning.appointing import appoint
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.vocabulary import Outcome, Role, SinOutcome
from tests.cast import gather, gather_elsewhere
from tests.opened import BRAMWELL, CALL, HARM, NOW, opened_by_2025, told
from tests.posting import boxes, post, signed_in, stop_the_clock

pytestmark = [pytest.mark.django_db, pytest.mark.paragraph("P1.2")]
DISSENT = {
    "partner": "police",
    "agrees": "no",
    "given_by": "Chief Inspector Ashfold",
    "words": "Wait for the doctors.",
}
NONE = {"told_by": "Marcus Ingleforth", "why": "No abuse or neglect."}
WITHDRAWN = {"told_by": "Marcus Ingleforth", "reason": "A medical cause."}
HOSTED = {"hosts": "other", "host": "Saltmarsh", "words": "They host; Ada Brook."}


@pytest.fixture(autouse=True)
def _day_1(settings):
    stop_the_clock(settings, NOW + timedelta(hours=1))


@pytest.fixture
def cast():
    return gather()


@pytest.fixture
def case(cast):
    return opened_by_2025(cast)


@pytest.fixture
def priya(cast, case):
    return signed_in(cast.priya)


def at(case, path):
    return f"/cases/{case.pk}/{path}"


def submitted(case, cast):
    given = {"submitted_by": "Marcus", "reference": "SIN-1", "submitted_at": NOW}
    by, outcome = cast.actor("priya"), SinOutcome.REVIEW_REQUIRED
    record_sin(case, outcome=outcome, by=by, at=NOW, **given)


def test_each_partner_is_shown_with_what_it_says(case, priya) -> None:
    answer = post(priya, at(case, "partners/"), **DISSENT)

    assert answer["Location"] == at(case, "notification/")
    page = priya.get(at(case, "notification/")).text
    assert "does not agree. Chief Inspector Ashfold" in page
    assert "Wait for the doctors." in page
    assert page.count("not asked yet.") == 2


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"words": ""}, "Enter in their words why they do not agree."),
        ({"partner": "school"}, "Choose one of the list."),
        ({"agrees": ""}, "Choose: Do they agree to notify?"),
        ({"given_by": ""}, "Enter: Who said so for them."),
    ],
)
def test_an_answer_that_cannot_be_is_refused(case, priya, changed, words) -> None:
    page = post(priya, at(case, "partners/"), **{**DISSENT, **changed})

    assert page.status_code == 422
    assert words in page.text
    assert not told(case, LogKind.PARTNER_ANSWERED)


def test_a_senior_officer_reads_the_stage_and_records_nothing(
    cast, case, priya
) -> None:
    helene = signed_in(cast.helene)
    appoint(case, cast.helene, Role.SENIOR_OFFICER, by=cast.actor("priya"), at=NOW)
    post(priya, at(case, "people/officers/"), users=str(cast.helene.pk))

    page = helene.get(at(case, "notification/"))

    assert page.status_code == 200
    assert "Due by Monday 9 November 2026. Day 2 of 5." in page.text
    assert "Next:</strong> record" not in page.text
    assert "A child in hospital." not in page.text
    assert helene.get(at(case, "sin/sheet/")).status_code == 403


def test_where_awareness_is_missing_it_is_asked_for_first(cast, priya) -> None:
    unaware = replace(HARM, la_aware_at=None, la_aware_how="")
    by = cast.actor("priya")
    case = open_case(cast.partnership, CALL, unaware, [BRAMWELL], by=by, at=NOW)

    page = priya.get(at(case, "notification/")).text

    assert "No latest day yet" in page
    assert "never from the incident" in page
    assert page.count("Record when the local authority became aware") == 1
    assert at(case, "correct/awareness/") in page


def test_awareness_is_recorded_first_without_a_reason_for_a_correction(
    cast, priya
) -> None:
    unaware = replace(HARM, la_aware_at=None, la_aware_how="")
    by = cast.actor("priya")
    case = open_case(cast.partnership, CALL, unaware, [BRAMWELL], by=by, at=NOW)
    typed = {**boxes("new_at", HARM.la_aware_at), "reason": "At the strategy meeting."}

    page = priya.get(at(case, "correct/awareness/")).text
    post(priya, at(case, "correct/awareness/"), confirmed="yes", **typed)

    assert "Record a date" in page
    assert "Why it is corrected" not in page
    entry = told(case, LogKind.LA_AWARE_RECORDED)[0]
    assert (entry.text, entry.reason) == ("At the strategy meeting.", "")
    stage = priya.get(at(case, "notification/")).text
    assert "Due by Monday 9 November 2026." in stage
    assert "At the strategy meeting." in stage


def test_that_there_is_no_sin_ends_the_case(case, priya) -> None:
    answer = post(priya, at(case, "sin/none/"), **NONE)

    assert answer["Location"] == at(case, "notification/")
    page = priya.get(at(case, "notification/")).text
    assert "This case has ended." in page
    assert "Not submitted: the criteria are not met." in page
    assert at(case, "sin/none/") not in page
    assert post(priya, at(case, "sin/none/"), **NONE).status_code == 409


def test_a_submitted_sin_is_not_unsaid(cast, case, priya) -> None:
    submitted(case, cast)

    page = post(priya, at(case, "sin/none/"), **NONE)

    assert page.status_code == 409
    assert "A SIN was submitted." in page.text
    assert "No abuse or neglect." in page.text


def test_who_is_told_of_a_withdrawal_stands_on_the_page(cast, case, priya) -> None:
    submitted(case, cast)
    tell_group(case, by=cast.actor("priya"), at=NOW)

    page = priya.get(at(case, "sin/withdrawn/")).text
    answer = post(priya, at(case, "sin/withdrawn/"), **WITHDRAWN)

    assert cast.judith.email in page
    assert "The duty to review has ended with it." in page
    assert answer.status_code == 302
    assert Letter.objects.filter(kind="sin_withdrawn").count() == 3
    case.refresh_from_db()
    assert case.outcome == Outcome.SIN_WITHDRAWN


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"reason": ""}, "Enter: Why the criteria are not met after all."),
        (boxes("withdrawn_at", NOW + timedelta(days=2)), "has not come yet"),
        (boxes("withdrawn_at", HARM.occurred_at), "before it was submitted"),
    ],
)
def test_a_withdrawal_that_cannot_be_is_refused(
    cast, case, priya, changed, words
) -> None:
    submitted(case, cast)

    page = post(priya, at(case, "sin/withdrawn/"), **{**WITHDRAWN, **changed})

    assert page.status_code == 422
    assert words in page.text
    assert 'value="Marcus Ingleforth"' in page.text


def test_only_a_submitted_sin_is_withdrawn(case, priya) -> None:
    page = post(priya, at(case, "sin/withdrawn/"), **WITHDRAWN)

    assert page.status_code == 409
    assert "Only a SIN that was submitted" in page.text


def test_the_team_alone_ends_a_case_by_its_outcome(cast, case) -> None:
    outsider = gather_elsewhere().priya

    for path, typed in (("sin/none/", NONE), ("sin/withdrawn/", WITHDRAWN)):
        assert post(signed_in(cast.judith), at(case, path), **typed).status_code == 403
        assert post(signed_in(outsider), at(case, path), **typed).status_code == 404

    assert not told(case, LogKind.CASE_ENDED)


def test_another_host_is_warned_of_with_what_to_do(case, priya) -> None:
    post(priya, at(case, "areas/"), residing="City of Northmere", **HOSTED)

    page = priya.get(at(case, "notification/")).text
    assert "Saltmarsh hosts this review, not your partnership" in page
    assert (
        "Hosted by Saltmarsh, not by your partnership" in priya.get(at(case, "")).text
    )
    end = priya.get(at(case, "end/")).text
    assert "The incident took place in Saltmarsh, which hosts the review." in end


def test_our_own_area_hosts_without_many_words(case, priya) -> None:
    answer = post(priya, at(case, "areas/"), hosts="own", residing="Saltmarsh")

    assert answer.status_code == 302
    case.refresh_from_db()
    assert case.host_area == "City of Northmere"
    assert "hosts this review" not in priya.get(at(case, "notification/")).text


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"host": ""}, "Enter: If in another area: which local authority."),
        ({"words": ""}, "Enter: What was agreed with the other area"),
        ({"hosts": ""}, "Choose: Where did the incident take place?"),
    ],
)
def test_areas_that_cannot_be_are_refused(case, priya, changed, words) -> None:
    page = post(priya, at(case, "areas/"), **{**HOSTED, **changed})

    assert page.status_code == 422
    assert words in page.text
    assert not told(case, LogKind.AREAS_RECORDED)
