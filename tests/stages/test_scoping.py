"""Asking agencies: requests, letters, filed forms, due dates, links (P1.10)."""

from datetime import UTC, datetime, timedelta

import pytest

from rapidreview.casefolder.models import Document
from rapidreview.dailylog.facts import case_facts
from rapidreview.dailylog.plans import duties_for
from rapidreview.mail.models import Letter
from rapidreview.people.actor import SYSTEM
from rapidreview.procedure.errors import AlreadyDone, NotYet, Refused
from rapidreview.procedure.logkinds import LogKind
from rapidreview.scoping import actions
from rapidreview.scoping.models import AgencyReturn, Invitation
from rapidreview.scoping.rounds import author_of
from tests.asking import ASKED_AT, DUE_AT, asked, chosen, sent
from tests.cast import Cast, gather, gather_elsewhere
from tests.opened import opened, told

pytestmark = pytest.mark.django_db
LATER = ASKED_AT + timedelta(days=1)


@pytest.fixture
def cast() -> Cast:
    gather_elsewhere()
    return gather()


@pytest.mark.paragraph("P1.10", "P1.11")
def test_each_agency_gets_one_letter_due_day_five_at_five(cast: Cast) -> None:
    school = asked(cast, "SCH", "POL")

    letters = Letter.objects.filter(case=school.case, kind="request")
    assert school.due_at == DUE_AT
    assert letters.count() == 2
    letter = letters.get(key=f"request:{school.pk}")
    assert letter.to_email == cast.sam.email
    assert cast.matthias.email in letter.copies
    assert "Tuesday 10 November 2026, 17:00" in letter.subject


@pytest.mark.paragraph("P1.10")
def test_the_form_is_filed_in_one_without_a_word_about_the_child(cast: Cast) -> None:
    school = asked(cast)

    filed = Document.objects.get(case=school.case, sort=Document.Sort.REQUEST)
    letter = Letter.objects.get(key=f"request:{school.pk}")
    assert filed.subfolder == "I"
    for telling in ("Bramwell", "Nettlecombe", school.case.label, "27 March 2021"):
        assert telling not in letter.subject + letter.body + filed.title


@pytest.mark.paragraph("P1.10", "P0.1")
def test_the_log_says_to_whom_the_form_went_and_when_it_is_due(cast: Cast) -> None:
    school = asked(cast)

    entry = told(school.case, LogKind.RETURN_REQUESTED)[0]
    assert (entry.by, entry.agency) == (cast.owen.name, cast.school.name)
    assert cast.sam.name in entry.to
    assert "due Tuesday 10 November 2026, 17:00" in entry.text


@pytest.mark.paragraph("P1.8")
def test_only_an_agency_that_was_chosen_can_be_asked(cast: Cast) -> None:
    case = chosen(cast, "SCH")

    with pytest.raises(NotYet, match="has not been chosen"):
        actions.request_returns(case, [cast.police], by=cast.actor("owen"), at=ASKED_AT)


@pytest.mark.paragraph("P1.8", "P1.10")
def test_nobody_is_asked_before_the_agencies_are_confirmed(cast: Cast) -> None:
    with pytest.raises(NotYet):
        actions.request_returns(
            opened(cast), [cast.school], by=cast.actor("owen"), at=ASKED_AT
        )


@pytest.mark.paragraph("P1.10")
def test_an_agency_is_asked_once(cast: Cast) -> None:
    school = asked(cast)

    with pytest.raises(AlreadyDone, match="has been asked already"):
        actions.request_returns(
            school.case, [cast.school], by=cast.actor("owen"), at=LATER
        )


@pytest.mark.paragraph("P1.10")
def test_another_moment_needs_its_reason(cast: Cast) -> None:
    case = chosen(cast)
    thursday = datetime(2026, 11, 12, 12, 0, tzinfo=UTC)

    with pytest.raises(Refused, match="say why"):
        actions.request_returns(
            case, [cast.school], by=cast.actor("owen"), at=ASKED_AT, due_at=thursday
        )


@pytest.mark.paragraph("P1.10", "P1.6")
def test_another_moment_with_its_reason_moves_the_duty(cast: Cast) -> None:
    case = chosen(cast)
    monday = datetime(2026, 11, 9, 12, 0, tzinfo=UTC)

    school = actions.request_returns(
        case,
        [cast.school],
        by=cast.actor("owen"),
        at=ASKED_AT,
        due_at=monday,
        why="The school closes for a week.",
    )[0]

    duties = duties_for(case, case_facts(case), LATER)
    due = next(
        one
        for one in duties
        if (one.task, one.subject) == ("return_due", str(school.pk))
    )
    assert (school.due_at, due.due_at) == (monday, monday)


@pytest.mark.paragraph("P1.10")
def test_an_agency_added_late_is_due_on_day_five_too(cast: Cast) -> None:
    case = chosen(cast, "SCH", "POL")
    friday = datetime(2026, 11, 6, 10, 45, tzinfo=UTC)

    late = actions.request_returns(
        case, [cast.police], by=cast.actor("owen"), at=friday
    )

    assert late[0].due_at == DUE_AT


@pytest.mark.paragraph("P1.10")
def test_a_request_is_acknowledged_once(cast: Cast) -> None:
    request = asked(cast).request

    actions.acknowledge(request, by=cast.actor("owen"), at=LATER, note="Sam rang.")

    assert told(request.case, LogKind.REQUEST_ACKNOWLEDGED)[0].text == "Sam rang."
    with pytest.raises(AlreadyDone):
        actions.acknowledge(request, by=cast.actor("owen"), at=LATER)


@pytest.mark.paragraph("P1.10")
def test_passing_on_kills_the_old_link_and_writes_to_the_new_author(cast: Cast) -> None:
    school = asked(cast)
    before = author_of(school.request)

    after = actions.reassign(
        school.request,
        name="Perdita Lanyon",
        email="perdita@school.example",
        role="Deputy head",
        by=cast.actor("owen"),
        at=LATER,
    )

    before.refresh_from_db()
    letter = Letter.objects.get(kind="reassigned")
    assert (before.revoked_at, after.revoked_at) == (LATER, None)
    assert letter.to_email == "perdita@school.example"
    assert told(school.case, LogKind.REQUEST_REASSIGNED)[0].old == cast.sam.name


@pytest.mark.paragraph("P1.10")
def test_a_new_link_kills_the_old_one_and_goes_to_the_same_person(cast: Cast) -> None:
    school = asked(cast)
    before = author_of(school.request)

    after = actions.renew_link(school.request, by=cast.actor("owen"), at=LATER)

    assert after.nonce != before.nonce
    assert after.person_id_in_log == before.person_id_in_log
    live = Invitation.objects.filter(request=school.request, revoked_at__isnull=True)
    assert [one.pk for one in live] == [after.pk]


@pytest.mark.paragraph("P1.10")
def test_a_link_is_withdrawn_with_a_reason_and_only_once(cast: Cast) -> None:
    request = asked(cast).request
    by = cast.actor("owen")

    with pytest.raises(Refused):
        actions.revoke_link(request, by=by, at=LATER, reason=" ")
    actions.revoke_link(request, by=by, at=LATER, reason="Sent to the wrong school.")

    assert told(request.case, LogKind.LINK_REVOKED)[0].reason.startswith("Sent to")
    with pytest.raises(AlreadyDone):
        actions.revoke_link(request, by=by, at=LATER, reason="Again")


def test_not_me_tells_the_team_once(cast: Cast) -> None:
    school = asked(cast)
    invitation = author_of(school.request)

    for days in (1, 2):
        actions.not_me(invitation, by=SYSTEM, at=ASKED_AT + timedelta(days=days))

    written_to = [one.to_name for one in Letter.objects.filter(kind="not_me")]
    assert {cast.priya.name, cast.owen.name} <= {*written_to}
    assert len(written_to) == len({*written_to})
    assert len(told(school.case, LogKind.NOTED_COMMUNICATION)) == 1


def test_a_received_return_is_neither_passed_on_nor_renewed(cast: Cast) -> None:
    request = sent(cast).request

    with pytest.raises(AlreadyDone):
        actions.renew_link(request, by=cast.actor("owen"), at=LATER + timedelta(days=3))


def test_references_are_easy_to_read_out(cast: Cast) -> None:
    asked(cast, "SCH", "POL", "CSC")

    references = AgencyReturn.objects.values_list("reference", flat=True)
    assert len(set(references)) == 3
    assert all(
        one.startswith("R-") and not set(one[2:]) & set("01OILUV") for one in references
    )
