"""A running case is moved to another procedure on purpose, with the comparison in its log."""

from datetime import timedelta

import pytest

from rapidreview.adopting import actions
from rapidreview.adopting.comparing import Comparison, compare_case
from rapidreview.adopting.reading import target, targets
from rapidreview.case.models import Case
from rapidreview.dailylog.facts import case_facts
from rapidreview.dailylog.models import LogEntry
from rapidreview.dailylog.plans import duties_for, plan_for, procedure_for
from rapidreview.dailylog.sealing import read_header
from rapidreview.mail.models import Letter
from rapidreview.people.models import LoadedProcedure
from rapidreview.procedure.definition import Procedure, shipped
from rapidreview.procedure.errors import (
    AlreadyDone,
    CalendarUnknown,
    Refused,
    Stale,
)
from rapidreview.procedure.logkinds import LogKind
from tests import make
from tests.adopted import ENDLESS, loaded
from tests.cast import Cast, gather, gather_elsewhere
from tests.opened import NOW, opened, told

pytestmark = [pytest.mark.django_db, pytest.mark.paragraph("P1.4")]
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def cast() -> Cast:
    return gather()


@pytest.fixture
def case(cast: Cast) -> Case:
    return opened(cast)


@pytest.fixture
def own(cast: Cast, case: Case) -> Procedure:
    return target(case, str(loaded(cast).pk))


def moved(cast: Cast, case: Case, to: Procedure, **given: object) -> Comparison:
    shown = compare_case(case, to, at=LATER).mark
    usual = {
        "shown": shown,
        "version": case.edit_version,
        "reason": "The partners agreed.",
    }
    return actions.move_case(
        case, to, by=cast.actor("priya"), at=LATER, **usual | given
    )


def test_a_moved_case_follows_the_other_procedure(cast, case, own) -> None:
    moved(cast, case, own)

    case.refresh_from_db()
    assert (case.procedure, case.procedure_version) == (own.id, own.version)
    assert procedure_for(case) == own
    assert case.guidance == own.guidance_words
    facts = case_facts(case)
    assert "tell_lead_member" in {one.task for one in duties_for(case, facts, LATER)}
    assert "tell_lead_member" in {one.id for one in plan_for(case, facts).tasks}


def test_the_log_holds_old_and_new_and_every_date_that_moves(cast, case, own) -> None:
    before = procedure_for(case)

    moved(cast, case, own)

    (entry,) = told(case, LogKind.PROCEDURE_CHANGED)
    assert entry.reason == "The partners agreed."
    assert before.hash in entry.old
    assert before.version in entry.old
    assert own.hash in entry.new
    assert (
        "Tell the Lead Member: added, by the end of Thursday 5 November" in entry.text
    )
    assert "Guidance before:" in entry.text


def test_entries_from_then_on_are_made_under_the_other_procedure(
    cast, case, own
) -> None:
    before = case.procedure_hash
    moved(cast, case, own)
    make.entry(case, cast, at=LATER)

    entries = LogEntry.objects.filter(log__case=case).order_by("seq")
    made_under = [read_header(one)["config_hash"] for one in entries]

    assert {*made_under[:-2]} == {before}
    assert made_under[-2:] == [own.hash, own.hash]


def test_those_affected_are_told_by_letter_and_by_reference_only(
    cast, case, own
) -> None:
    moved(cast, case, own)

    letters = Letter.objects.filter(case=case, kind="dates_changed")
    assert "Judith Hathersby" in {one.to_name for one in letters}
    assert "Priya Ollerdale" not in {one.to_name for one in letters}
    body = letters[0].body
    assert "The review now follows Rapid Review in the county" in body
    assert "Tell the Lead Member" in body
    assert "Nettlecombe" not in body


def test_what_is_done_keeps_its_date(cast, case, own) -> None:
    make.entry(case, cast, LogKind.GROUP_TOLD, at=NOW)

    compared = compare_case(case, own, at=LATER)

    assert "Tell the JCR Group" not in {one.title for one in compared.lines}


def test_agreed_dates_of_tasks_that_stay_stay_with_the_case(cast, case, own) -> None:
    make.entry(case, cast, LogKind.SIN_SUBMITTED, at=NOW)
    before = case_facts(case).agreed

    moved(cast, case, own)

    assert case_facts(case).agreed == before


def test_a_shipped_procedure_is_kept_when_a_case_is_moved_to_it(cast, case) -> None:
    moved(cast, case, target(case, "shipped:rapid-review-2025"))

    row = LoadedProcedure.objects.get(name="rapid-review-2025")
    assert row.hash == case.procedure_hash


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"shown": "of another day"}, Stale),
        ({"version": 7}, Stale),
        ({"reason": ""}, Refused),
    ],
)
def test_a_case_that_was_changed_meanwhile_is_not_moved(
    cast, case, own, given, error
) -> None:
    with pytest.raises(error):
        moved(cast, case, own, **given)

    case.refresh_from_db()
    assert case.procedure == "rapid-review-2018"
    assert told(case, LogKind.PROCEDURE_CHANGED) == []


def test_two_who_move_it_at_once_do_not_both_succeed(cast, case, own) -> None:
    first, second = Case.objects.get(pk=case.pk), Case.objects.get(pk=case.pk)
    moved(cast, first, own)

    with pytest.raises(Stale):
        moved(cast, second, shipped("rapid-review-2025"))


def test_it_is_not_moved_to_what_it_follows(cast, case) -> None:
    with pytest.raises(AlreadyDone, match="follows this procedure already"):
        moved(cast, case, procedure_for(case))


def test_nothing_happens_to_a_case_that_has_ended(cast, case, own) -> None:
    make.entry(case, cast, LogKind.CASE_ENDED, at=NOW)

    with pytest.raises(AlreadyDone, match="has ended"):
        moved(cast, case, own)


def test_a_procedure_whose_dates_nobody_knows_is_no_target(cast, case) -> None:
    endless = target(case, str(loaded(cast, ENDLESS).pk))

    with pytest.raises(CalendarUnknown):
        moved(cast, case, endless)


def test_what_a_case_may_be_moved_to_is_its_partnerships_own(cast, case, own) -> None:
    there = loaded(gather_elsewhere())

    assert [words for _, words in targets(case)] == [
        "Rapid Review in the county, version 2026-09",
        "Rapid Review by the guidance of 2025, version 1.0, as it comes with the product",
    ]
    for chosen in (str(there.pk), "shipped:elsewhere", "nonsense", ""):
        with pytest.raises(Refused, match="Choose one"):
            target(case, chosen)
