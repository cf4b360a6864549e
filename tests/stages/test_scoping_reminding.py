"""Reminders that go by themselves: from the author to the Chair, and never once too often."""

import logging
from datetime import datetime, timedelta

import pytest

from rapidreview.case.models import Case
from rapidreview.mail.delivery import as_read
from rapidreview.mail.models import Letter
from rapidreview.people.models import AgencyPerson
from rapidreview.procedure.chasing import Step, Whom
from rapidreview.procedure.errors import AlreadyDone
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.vocabulary import Outcome, Role
from rapidreview.scoping import actions, chasing, jobs, rhythm
from rapidreview.scoping.models import AgencyReturn
from rapidreview.scoping.reminding import awaited_rounds, coming, remind_if_due
from rapidreview.scoping.rounds import author_of, leave_without_link
from tests.asking import (
    DUE_AT,
    asked,
    filled,
    give_to_signer,
    sent,
    sign,
    with_signer,
)
from tests.cast import Cast, gather
from tests.opened import told
from tests.posting import stop_the_clock
from tests.procedure.given import london

pytestmark = pytest.mark.django_db
BEFORE = london("2026-11-09 09:00")  # a Monday; due on Tuesday, 17:00
ON, LATE = london("2026-11-10 12:00"), london("2026-11-11 09:30")
LATER, LAST = london("2026-11-12 09:30"), london("2026-11-13 09:30")


@pytest.fixture
def cast() -> Cast:
    return gather()


@pytest.fixture
def school(cast: Cast) -> AgencyReturn:
    return asked(cast)


def kinds(case: Case) -> list[tuple[str, str]]:
    """Which letters of reminding went to whom, first to last."""
    letters = Letter.objects.filter(case=case, kind__startswith="chaser")
    return [(one.kind, one.to_email) for one in letters.order_by("queued_at")]


@pytest.mark.paragraph("P2.1")
def test_reminders_go_from_the_author_to_the_chair(
    cast: Cast, school: AgencyReturn
) -> None:
    for at in (BEFORE, ON, LATE, LATER, LAST, LAST + timedelta(days=7)):
        remind_if_due(school, at=at)

    assert kinds(school.case) == [
        ("chaser", cast.sam.email),
        ("chaser", cast.sam.email),
        ("chaser_accountable", cast.grace.email),
        ("chaser_representative", cast.matthias.email),
        ("chaser_chair", cast.judith.email),
    ]
    entries = told(school.case, LogKind.CHASER_SENT)
    assert (len(entries), entries[0].by) == (5, "Rapid Review")
    assert "1 working day before" in entries[0].text


@pytest.mark.paragraph("P2.1")
def test_only_the_author_has_the_link_and_gets_a_copy_of_what_the_manager_gets(
    cast: Cast, school: AgencyReturn
) -> None:
    remind_if_due(school, at=LATE)

    letter = Letter.objects.get(kind="chaser_accountable")
    assert letter.link_ref is None
    assert cast.sam.email in letter.copies
    assert school.case.reference in letter.subject


@pytest.mark.paragraph("P1.11")
def test_while_the_senior_manager_has_the_form_they_are_reminded_and_not_the_author(
    cast: Cast,
) -> None:
    waiting = with_signer(cast)
    said = coming(waiting, at=ON - timedelta(minutes=5))

    for at in (ON, LATE, LATER):
        remind_if_due(waiting, at=at)

    assert said.endswith(f"to {cast.grace.name}, who is to sign")
    letters = Letter.objects.filter(kind__in=("sign_chaser", "sign_late"))
    assert [(one.kind, one.to_email) for one in letters.order_by("queued_at")] == [
        ("sign_chaser", cast.grace.email),
        ("sign_late", cast.grace.email),
    ]
    assert kinds(waiting.case) == [("chaser_representative", cast.matthias.email)]
    assert all("/sign/" in as_read(one).body for one in letters)


@pytest.mark.paragraph("P2.1")
def test_a_second_run_and_a_second_worker_remind_nobody_again(
    cast: Cast, school: AgencyReturn
) -> None:
    stale = AgencyReturn.objects.get(pk=school.pk)
    remind_if_due(school, at=ON)

    assert remind_if_due(stale, at=ON) == []
    assert remind_if_due(stale, at=ON + timedelta(minutes=5)) == []
    assert len(kinds(school.case)) == 1


@pytest.mark.paragraph("P2.1")
def test_after_a_stop_only_the_newest_goes_late(
    cast: Cast, school: AgencyReturn
) -> None:
    remind_if_due(school, at=LATER + timedelta(hours=3))

    assert [kind for kind, _ in kinds(school.case)] == ["chaser_representative"]


@pytest.mark.paragraph("P2.1")
def test_a_return_that_came_is_not_reminded_of(cast: Cast) -> None:
    school = sent(cast)

    assert remind_if_due(school, at=LATE) == []
    assert awaited_rounds() == []


@pytest.mark.paragraph("P2.1")
def test_a_withdrawn_link_stops_the_reminders_and_a_new_one_begins_them(
    cast: Cast, school: AgencyReturn
) -> None:
    owen = cast.actor("owen")
    actions.revoke_link(school.request, reason="Gone.", by=owen, at=BEFORE)

    assert remind_if_due(school, at=ON) == []
    assert coming(school, at=ON) == ""

    actions.renew_link(school.request, by=owen, at=ON)
    assert remind_if_due(school, at=ON) == []
    assert len(remind_if_due(school, at=LATE)) == 1


@pytest.mark.paragraph("P14.6")
def test_a_return_that_was_taken_in_without_a_link_is_reminded_of_by_nobody(
    cast: Cast, school: AgencyReturn
) -> None:
    author_now = author_of(school.request)
    leave_without_link(author_now, at=author_now.made_at)

    for at in (BEFORE, ON, LATE, LATER, LAST):
        assert remind_if_due(school, at=at) == []


@pytest.mark.paragraph("P1.4")
def test_more_time_begins_the_rhythm_again(cast: Cast, school: AgencyReturn) -> None:
    remind_if_due(school, at=BEFORE)
    chasing.grant_extension(
        school,
        asked_by=cast.sam.name,
        asked_at=BEFORE,
        new_due_at=london("2026-11-12 17:00"),
        reason="The head is away.",
        decided_with=cast.judith.name,
        agreed=(Role.PARTNERSHIP_MANAGER, Role.JCR_CHAIR),
        by=cast.actor("priya"),
        at=BEFORE + timedelta(hours=1),
    )

    assert remind_if_due(school, at=ON) == []
    assert "Wednesday 11 November" in coming(school, at=ON)
    assert len(remind_if_due(school, at=london("2026-11-11 09:00"))) == 1


@pytest.mark.paragraph("P1.2")
def test_nobody_is_reminded_on_a_case_that_has_ended(
    cast: Cast, school: AgencyReturn
) -> None:
    Case.objects.filter(pk=school.case_id).update(outcome=Outcome.NO_REVIEW)

    with pytest.raises(AlreadyDone):
        remind_if_due(AgencyReturn.objects.get(pk=school.pk), at=ON)
    assert awaited_rounds() == []


@pytest.mark.paragraph("P2.1")
def test_where_nobody_is_named_the_author_gets_it_and_the_row_says_so(
    cast: Cast, school: AgencyReturn
) -> None:
    cast.school.people.filter(part=AgencyPerson.Part.SENIOR_MANAGER).delete()

    (chaser,) = remind_if_due(school, at=LATE)

    assert kinds(school.case) == [("chaser_late", cast.sam.email)]
    assert "none is named" in chaser.outcome


@pytest.mark.paragraph("P2.1")
def test_a_letter_that_cannot_be_written_is_said_and_tried_no_more(
    cast: Cast, school: AgencyReturn
) -> None:
    cast.school.people.filter(part=AgencyPerson.Part.SENIOR_MANAGER).update(
        email="grace at school"
    )

    (chaser,) = remind_if_due(school, at=LATE)

    assert chaser.outcome.startswith("Not sent: Enter one e-mail address")
    assert remind_if_due(school, at=LATE) == []


@pytest.mark.paragraph("P2.1")
def test_the_partnership_sets_its_own_rhythm_in_its_own_log(
    cast: Cast, school: AgencyReturn
) -> None:
    own = cast.partnership
    given = {"by": cast.actor("priya"), "at": BEFORE}
    rhythm.remove_step(own, step="-1 09:00 author", **given)
    rhythm.add_step(own, step=Step(-1, "08:00", Whom.CHAIR), **given)
    school.refresh_from_db()

    assert not rhythm.is_usual(own)
    remind_if_due(school, at=BEFORE)
    assert [kind for kind, _ in kinds(school.case)] == ["chaser_chair"]
    rhythm.take_usual(own, **given)
    assert rhythm.is_usual(own)


@pytest.mark.paragraph("P2.1")
def test_the_worker_reminds_of_each_and_none_keeps_another_from_it(
    cast: Cast, settings: object, caplog: pytest.LogCaptureFixture
) -> None:
    first = asked(cast, "SCH", "POL")
    stop_the_clock(settings, ON)
    AgencyReturn.objects.filter(pk=first.pk).update(
        due_at=datetime(2035, 1, 2, tzinfo=DUE_AT.tzinfo)
    )

    with caplog.at_level(logging.WARNING):
        assert jobs.remind() == 1
    assert "cannot be counted" in caplog.text
    assert jobs.remind() == 0


@pytest.mark.paragraph("P2.3")
def test_a_return_that_comes_stops_the_next_reminder(cast: Cast) -> None:
    school = filled(cast)
    remind_if_due(school, at=BEFORE)
    give_to_signer(school)
    sign(school)

    assert remind_if_due(school, at=ON) == []
