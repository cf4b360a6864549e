"""A clock that is longer for a time: recorded, shown on running cases, taken back (P0.7)."""

from dataclasses import replace
from datetime import date

import pytest

from rapidreview.case.models import Case
from rapidreview.dailylog.facts import case_facts
from rapidreview.dailylog.models import LogEntry
from rapidreview.dailylog.plans import day_words
from rapidreview.desk.changing import add_rule
from rapidreview.mail.models import Letter
from rapidreview.people.models import ClockRule
from rapidreview.planning.clock_rules import Rule, preview_rule, rules_recorded
from rapidreview.planning.effects import lines_of
from rapidreview.procedure.definition import shipped
from rapidreview.procedure.errors import AlreadyDone, CalendarUnknown, Refused
from rapidreview.procedure.logkinds import LogKind
from tests import make
from tests.cast import Cast, gather
from tests.opened import opened, told
from tests.procedure.given import on_day

pytestmark = [pytest.mark.django_db, pytest.mark.paragraph("P0.7")]
LONGER = Rule("panel", 20, date(2026, 11, 1), None, "The Panel’s letter of 9 November.")
AT = on_day(4)


@pytest.fixture
def cast() -> Cast:
    return gather()


@pytest.fixture
def case(cast: Cast) -> Case:
    case = opened(cast)
    make.entry(case, cast, LogKind.SIN_SUBMITTED, at=on_day(3))
    return case


def record(cast: Cast, rule: Rule) -> None:
    add_rule(cast.partnership, rule, by=cast.actor("priya"), at=AT)


def test_only_its_clock_moves_and_no_other_deadline(cast: Cast, case: Case) -> None:
    (effect,) = preview_rule(cast.partnership, LONGER, at=AT)

    record(cast, LONGER)

    assert [str(one) for one in lines_of(effect)] == [
        "Panel clock: last day: Friday 27 November 2026 → Friday 4 December 2026"
    ]
    panel = day_words(case, case_facts(case), AT).clocks[1]
    assert (panel.of, panel.latest_on) == (20, date(2026, 12, 4))


def test_it_stands_in_both_logs_and_manager_and_chair_are_told(
    cast: Cast, case: Case
) -> None:
    record(cast, LONGER)

    own = LogEntry.objects.get(log__partnership=cast.partnership, log__case=None)
    (entry,) = told(case, LogKind.CLOCK_RULE_CHANGED)
    assert own.kind == LogKind.CLOCK_RULE_CHANGED
    assert entry.text.startswith(
        "The Panel clock is 20 working days long if it begins on or after Sunday 1 N"
    )
    assert entry.reason == LONGER.reason
    assert [one.to_name for one in Letter.objects.filter(kind="dates_changed")] == [
        cast.judith.name
    ]


def test_the_newest_rule_counts_and_the_files_own_length_takes_one_back(
    cast: Cast, case: Case
) -> None:
    record(cast, LONGER)
    record(cast, replace(LONGER, length=15, reason="Withdrawn."))

    panel = day_words(case, case_facts(case), AT).clocks[1]
    assert (panel.of, panel.latest_on) == (15, date(2026, 11, 27))
    rules = rules_recorded(cast.partnership, shipped("rapid-review-2018"))
    assert {one.reason for one in rules} == {LONGER.reason, "Withdrawn."}


def test_a_clock_that_began_outside_its_days_does_not_move(
    cast: Cast, case: Case
) -> None:
    later = replace(LONGER, begins_on=date(2026, 12, 1), ends_on=date(2026, 12, 31))

    (effect,) = preview_rule(cast.partnership, later, at=AT)

    assert effect.count == 0


@pytest.mark.parametrize(
    ("changed", "error", "words"),
    [
        ({"clock": "kitchen"}, Refused, "has no such clock"),
        ({"length": 0}, Refused, "from 1 to 999"),
        ({"length": 15}, Refused, "is that long already"),
        ({"length": 900}, CalendarUnknown, "known from 2012 to 2028"),
        ({"ends_on": date(2026, 10, 1)}, Refused, "before it begins"),
        ({"ends_on": date(2031, 1, 1)}, CalendarUnknown, "known from 2012 to 2028"),
    ],
)
def test_a_rule_that_makes_no_sense_is_refused_in_words(
    cast: Cast, case: Case, changed: dict, error: type[Exception], words: str
) -> None:
    with pytest.raises(error, match=words):
        record(cast, replace(LONGER, **changed))

    assert not ClockRule.objects.exists()


def test_the_same_rule_again_is_refused(cast: Cast, case: Case) -> None:
    record(cast, LONGER)

    with pytest.raises(AlreadyDone, match="stands so already"):
        record(cast, LONGER)
