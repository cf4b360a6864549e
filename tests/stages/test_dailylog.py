"""The Daily Log: entries, late ones, corrections, facts, and how it is read."""

import json
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from rapidreview.case.models import AgreedDate
from rapidreview.dailylog import actions
from rapidreview.dailylog.facts import case_facts
from rapidreview.dailylog.models import LogEntry
from rapidreview.dailylog.reading import entries
from rapidreview.people.models import Closure
from rapidreview.procedure.errors import Refused
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.vocabulary import Category
from tests import make
from tests.cast import gather, gather_elsewhere

pytestmark = pytest.mark.django_db


@pytest.mark.paragraph("P0.1")
def test_each_entry_is_chained_to_the_one_before() -> None:
    cast = gather()
    case = make.case(cast)

    third = make.entry(case, cast, text="Form sent to the school.")

    first, second, _ = LogEntry.objects.filter(log__case=case)
    assert first.prev == "0" * 64
    assert (second.prev, third.prev) == (first.entry_hash, second.entry_hash)
    case.log.refresh_from_db()
    assert (case.log.seq, case.log.head) == (3, third.entry_hash)


def test_the_header_holds_no_word_about_people() -> None:
    cast = gather()
    case = make.case(cast, notified=False)

    entry = make.entry(case, cast, text="The child was seen.", to="Judith Hathersby")

    header = json.loads(bytes(entry.header))
    assert not {"Priya", "Judith", "child"} & set(str(header).split())
    assert header["actor_id"] == str(cast.priya.pk)
    assert header["actor_role"] == "partnership_manager"


def test_the_body_lies_sealed_in_the_database() -> None:
    cast = gather()
    entry = make.entry(make.case(cast), cast, text="The child was seen.")

    assert b"child" not in bytes(entry.body.sealed)
    assert len(bytes(entry.body.salt)) > 32  # sealed too: 32 bytes, nonce and tag


@pytest.mark.paragraph("P2.7")
@pytest.mark.parametrize(
    ("hours_later", "late"),
    [(0, False), (10, False), (24, True)],
    ids=["at once", "the same day", "the next day"],
)
def test_an_entry_of_a_later_day_is_visibly_late(hours_later: int, late: bool) -> None:
    cast = gather()
    case = make.case(cast)

    make.entry(case, cast, at=make.later(hours=hours_later), occurred_at=make.DAY_1)

    assert entries(case)[0].late is late


def test_the_date_of_the_incident_is_no_late_entry() -> None:
    cast = gather()
    case = make.case(cast)
    long_before = make.later(days=-9)

    make.entry(case, cast, LogKind.INCIDENT_RECORDED, occurred_at=long_before)

    assert not entries(case)[0].late


def test_a_clock_put_back_is_noted_and_the_order_stays() -> None:
    cast = gather()
    case = make.case(cast, at=make.DAY_1)

    entry = make.entry(case, cast, at=make.DAY_1 - timedelta(hours=2))

    assert entry.clock_regressed
    assert [one.seq for one in entries(case)] == [3, 2, 1]


@pytest.mark.paragraph("P0.1")
def test_a_correction_leaves_the_earlier_entry_in_its_place() -> None:
    cast = gather()
    case = make.case(cast)
    wrong = make.entry(case, cast, text="Told at 10.")

    actions.correct(
        case, wrong.seq, by=cast.actor("owen"), at=make.DAY_1, text="At 11."
    )

    correction, earlier, *_ = entries(case)
    assert (correction.corrects, earlier.corrected_by) == (3, 4)
    assert earlier.text == "Told at 10."


def test_an_entry_that_is_not_there_cannot_be_corrected() -> None:
    cast = gather()
    case = make.case(cast)

    with pytest.raises(Refused, match="no entry 77"):
        actions.correct(case, 77, by=cast.actor("owen"), at=make.DAY_1, text="x")


@pytest.mark.paragraph("P0.6")
def test_both_names_stand_on_an_act_by_somebody_standing_in() -> None:
    cast = gather()
    case = make.case(cast)
    owen = cast.actor("owen")
    standing_in = type(owen)(
        owen.id,
        owen.name,
        "Partnership Manager",
        owen.roles,
        cast.priya.pk,
        "Priya Ollerdale",
    )

    actions.write(case, LogKind.NOTED_DECISION, by=standing_in, at=make.DAY_1)

    entry = entries(case)[0]
    assert (entry.by, entry.on_behalf) == ("Owen Tarnfield", "Priya Ollerdale")
    assert LogEntry.objects.last().on_behalf_of == cast.priya.pk


@pytest.mark.parametrize(
    "text",
    ["two\nlines", "  spaces kept ", "naïve café ✓", '"quotes" \\ and \u2028', "é"],
    ids=["lines", "spaces", "accents", "quotes", "not normalised"],
)
def test_text_is_kept_exactly_as_it_was_typed(text: str) -> None:
    cast = gather()
    case = make.case(cast)

    make.entry(case, cast, text=text)

    assert entries(case)[0].text == text


def test_half_a_character_is_refused_and_nothing_is_stored() -> None:
    cast = gather()
    case = make.case(cast)

    with pytest.raises(ValueError, match="surrogates"), transaction.atomic():
        make.entry(case, cast, text="\ud800")

    assert LogEntry.objects.filter(log__case=case).count() == 2


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, [5, 4, 3, 2, 1]),
        ({"kind": LogKind.CHAIR_CONTACTED}, [4]),
        ({"category": Category.COMMUNICATION}, [5, 4]),
        ({"agency": "Aldermoss Primary School"}, [5]),
        ({"person": "judith"}, [4]),
        ({"person": "Owen"}, [3]),
        ({"person": "Owen", "kind": LogKind.CHAIR_CONTACTED}, []),
    ],
    ids=["all", "kind", "category", "agency", "to", "by", "both"],
)
def test_the_log_is_filtered(filters: dict[str, object], found: list[int]) -> None:
    cast = gather()
    case = make.case(cast)
    make.entry(case, cast, by="owen")
    make.entry(case, cast, LogKind.CHAIR_CONTACTED, to="Judith Hathersby")
    make.entry(case, cast, LogKind.RETURN_REQUESTED, agency=cast.school.name)

    assert [one.seq for one in entries(case, **filters)] == found


def test_an_entry_says_on_which_day_of_the_case_it_happened() -> None:
    cast = gather()
    case = make.case(cast)

    make.entry(case, cast, at=make.later(days=5))  # Monday: the weekend does not count

    assert [one.day for one in entries(case)] == ["Day 4", "Day 1", "Day 1"]


def test_facts_are_the_headers_of_this_case_alone() -> None:
    here, there = gather(), gather_elsewhere()
    case, other = make.case(here), make.case(there)
    make.entry(other, there, LogKind.SIN_SUBMITTED)
    make.entry(case, here, LogKind.AGENCY_CHOSEN, subject=here.school)

    facts = case_facts(case)

    assert not facts.has(LogKind.SIN_SUBMITTED)
    assert facts.has(LogKind.AGENCY_CHOSEN, str(here.school.pk))
    assert facts.anchor("intention_notified") == make.DAY_1


def test_the_newest_agreed_date_and_the_closed_days_are_facts() -> None:
    cast = gather()
    case = make.case(cast)
    for days in (3, 5):
        AgreedDate.objects.create(
            case=case,
            task="sin",
            due_at=make.later(days=days),
            recorded_at=make.later(days=days),
        )
    day = make.later(days=1).date()
    Closure.objects.create(partnership=cast.partnership, on=day, name="Council shut")

    facts = case_facts(case)

    assert facts.agreed == {("sin", None): make.later(days=5)}
    assert facts.closures == {day: "Council shut"}


def test_facts_take_four_queries_however_long_the_log_is() -> None:
    cast = gather()
    case = make.case(cast)
    for _ in range(20):
        make.entry(case, cast)

    with CaptureQueriesContext(
        connection,
    ) as queries:
        case_facts(case)

    assert len(queries) == 4


def test_a_partnership_has_a_log_of_its_own() -> None:
    cast = gather()
    case = make.case(cast)

    entry = actions.write(
        cast.partnership, LogKind.NOTED_DECISION, by=cast.actor("priya"), at=make.DAY_1
    )

    assert entry.seq == 1
    assert entry.log != case.log
    assert actions.partnership_log(cast.partnership) == entry.log
