"""Several returns reminded, shared or accepted at once, from ticks on the checklist."""

import pytest
from django.test import Client
from django.urls import reverse

from rapidreview.case.models import Case
from rapidreview.mail.models import Letter
from rapidreview.procedure.logkinds import LogKind
from rapidreview.quality import weighing
from rapidreview.quality.findings import findings_of
from rapidreview.quality.models import QualityDecision, ShareWithChair
from rapidreview.scoping import actions
from rapidreview.scoping.models import AgencyReturn, Answer
from tests import make
from tests.asking import ASKED_AT, SENT_AT, asked, sent
from tests.cast import Cast, gather, gather_elsewhere
from tests.opened import told
from tests.posting import post, signed_in, stop_the_clock
from tests.settled import CHECKED_AT, check

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(settings: object) -> Cast:
    stop_the_clock(settings, CHECKED_AT)
    return gather()


@pytest.fixture
def school(cast: Cast) -> AgencyReturn:
    """The school's return has come, and its first check is recorded; the police's has not."""
    return check(sent(cast, "SCH", "POL"), cast)


def at(case: Case, name: str) -> str:
    return reverse(name, kwargs={"case_id": case.pk})


def ids(case: Case) -> list[str]:
    return [str(pk) for pk in case.returns.values_list("pk", flat=True)]


def settle(row: AgencyReturn, cast: Cast) -> None:
    """Set every finding aside, so that nothing stands in the way."""
    for one in findings_of(row):
        stored = row.findings.filter(code=one.code, place=one.place).first()
        weighing.dismiss_finding(
            stored, because="Seen.", by=cast.actor("owen"), at=CHECKED_AT
        )


@pytest.mark.paragraph("P2.1")
def test_rows_with_a_next_step_have_a_tick_and_the_page_a_button_for_each(
    cast: Cast, school: AgencyReturn
) -> None:
    page = signed_in(cast.priya).get(at(school.case, "checklist")).content.decode()
    officer = signed_in(cast.owen).get(at(school.case, "checklist")).content.decode()

    assert page.count('type="checkbox"') == 2
    assert at(school.case, "accept_several") in page
    assert at(school.case, "accept_several") not in officer


@pytest.mark.paragraph("P2.1")
def test_what_will_happen_to_each_is_said_before_and_nothing_has_happened(
    cast: Cast, school: AgencyReturn
) -> None:
    case = school.case
    before = Letter.objects.count()

    page = signed_in(cast.owen).get(at(case, "remind_several"), {"row": ids(case)})

    words = page.content.decode()
    assert "A reminder goes to Sam of POL, sam.pol@northmere.example" in words
    assert "It has come." in words
    assert Letter.objects.count() == before


@pytest.mark.paragraph("P2.1")
def test_those_that_can_be_are_reminded_in_one_press(cast: Cast) -> None:
    case = asked(cast, "SCH", "POL").case
    owen = signed_in(cast.owen)

    answer = post(owen, at(case, "remind_several"), row=ids(case))
    page = owen.get(answer["Location"]).content.decode()

    assert "Reminded: Aldermoss Primary School, Fellmoor Constabulary." in page
    assert len(told(case, LogKind.CHASER_SENT)) == 2
    assert Letter.objects.filter(kind="chaser").count() == 2


@pytest.mark.paragraph("P2.4")
def test_what_was_checked_is_shared_and_what_was_not_says_why(
    cast: Cast, school: AgencyReturn
) -> None:
    case, owen = school.case, signed_in(cast.owen)

    page = owen.get(at(case, "share_several"), {"row": ids(case)}).content.decode()
    answer = post(owen, at(case, "share_several"), row=ids(case))

    assert "Judith Hathersby" in page
    assert "It has not come." in page
    assert answer.status_code == 302
    assert ShareWithChair.objects.get().agency_return == school


@pytest.mark.paragraph("P2.5")
def test_the_manager_accepts_only_where_nothing_stops_it(
    cast: Cast, school: AgencyReturn
) -> None:
    case, priya = school.case, signed_in(cast.priya)
    rows = {"row": ids(case)}
    before = priya.get(at(case, "accept_several"), rows).content.decode()
    refused = post(priya, at(case, "accept_several"), **rows)
    settle(school, cast)

    answer = post(priya, at(case, "accept_several"), **rows)

    assert "it is accepted only with a reason" in before
    assert refused.status_code == 422
    assert answer.status_code == 302
    assert QualityDecision.objects.get().accepted


@pytest.mark.paragraph("P2.5")
def test_an_officer_accepts_nothing(cast: Cast, school: AgencyReturn) -> None:
    owen = signed_in(cast.owen)

    assert owen.get(at(school.case, "accept_several")).status_code == 403
    answer = post(owen, at(school.case, "accept_several"), row=ids(school.case))
    assert answer.status_code == 403


def test_what_goes_wrong_in_between_is_said_and_keeps_no_other(
    cast: Cast,
) -> None:
    case = asked(cast, "SCH", "POL").case
    invitation = case.returns.get(agency=cast.police).request.invitations.get()
    invitation.name, invitation.email = "Robin", "robin at the police"
    invitation.save()

    owen = signed_in(cast.owen)
    answer = post(owen, at(case, "remind_several"), row=ids(case))
    page = owen.get(answer["Location"]).content.decode()

    assert "Reminded: Aldermoss Primary School." in page
    assert "Not done for Fellmoor Constabulary: Enter one e-mail address" in page
    assert len(told(case, LogKind.CHASER_SENT)) == 1


def test_a_withdrawn_link_is_not_reminded_of(cast: Cast) -> None:
    school = asked(cast)
    actions.revoke_link(
        school.request, reason="Gone.", by=cast.actor("owen"), at=ASKED_AT
    )

    page = signed_in(cast.owen).get(
        at(school.case, "remind_several"), {"row": ids(school.case)}
    )

    assert "Its link was withdrawn" in page.content.decode()


@pytest.mark.parametrize("name", ["remind_several", "share_several", "accept_several"])
def test_outsiders_find_nothing_and_no_tick_is_said(cast: Cast, name: str) -> None:
    school = asked(cast)
    elsewhere = gather_elsewhere()
    outsider, other = signed_in(elsewhere.priya), asked(elsewhere)

    page = signed_in(cast.priya).get(at(school.case, name), {"row": [str(other.pk)]})

    assert "No agency was ticked" in page.content.decode()
    assert outsider.get(at(school.case, name)).status_code == 404
    assert signed_in(cast.judith).get(at(school.case, name)).status_code == 403


@pytest.mark.paragraph("P0.2")
def test_every_column_is_on_screen_with_the_reason_of_a_late_return(
    cast: Cast, school: AgencyReturn
) -> None:
    AgencyReturn.objects.filter(pk=school.pk).update(due_at=ASKED_AT)
    Answer.objects.update_or_create(
        agency_return=school,
        code="J6",
        defaults={
            "case": school.case,
            "text": "The head was away.",
            "answered_at": SENT_AT,
            "answered_by": "Sam",
        },
    )

    client: Client = signed_in(cast.owen)
    page = client.get(at(school.case, "checklist_all")).content.decode()
    short = client.get(at(school.case, "checklist")).content.decode()

    for words in ("Reminders", "Chair’s comment", "File location", "Involved?"):
        assert words in page
    assert "The head was away." in page
    assert "Late by" in short
    assert "The head was away." in short


def test_the_page_of_all_columns_has_its_empty_state_and_its_outsiders(
    cast: Cast,
) -> None:
    case = make.case(cast)
    outsider = signed_in(gather_elsewhere().priya)

    page = signed_in(cast.judith).get(at(case, "checklist_all")).content.decode()

    assert "No agency has been chosen yet" in page
    assert outsider.get(at(case, "checklist_all")).status_code == 404
