"""Facts of a partnership's own procedure: recorded, agreed, of one agency."""

import pytest

from rapidreview.case.models import Case
from rapidreview.dailylog.facts import case_facts
from rapidreview.dailylog.plans import duties_for
from rapidreview.dailylog.reading import entries
from rapidreview.planning.own_facts import record_own_fact, recorded
from rapidreview.procedure.errors import NotYet, Refused
from rapidreview.procedure.vocabulary import Partner
from tests import make
from tests.cast import Cast, gather
from tests.own_procedure import adopt

pytestmark = [pytest.mark.django_db, pytest.mark.paragraph("P0.1")]
BOTH = (Partner.ICB, Partner.POLICE)


@pytest.fixture
def cast() -> Cast:
    return gather()


@pytest.fixture
def case(cast: Cast) -> Case:
    return adopt(cast)


def subjects(case: Case, task: str) -> list[tuple[str | None, str]]:
    """What a task is about, and how it stands, on Day 2."""
    wanted = duties_for(case, case_facts(case), make.later(days=1))
    return [(one.subject, one.state.value) for one in wanted if one.task == task]


def test_a_fact_of_an_agency_asks_that_agency(case: Case, cast: Cast) -> None:
    given = {"by": cast.actor("priya"), "at": make.later(hours=1)}

    record_own_fact(case, "agency_involved", agency=cast.school, **given)

    assert subjects(case, "agency_word") == [(str(cast.school.pk), "waiting")]
    record_own_fact(case, "agency_not_involved", agency=cast.school, **given)
    assert subjects(case, "agency_word") == [(str(cast.school.pk), "done")]
    assert cast.school.name in entries(case)[0].text


def test_an_agreed_fact_says_who_agreed(case: Case, cast: Cast) -> None:
    given = {"by": cast.actor("priya"), "at": make.later(hours=1)}
    with pytest.raises(NotYet, match="Still to agree: Police"):
        record_own_fact(case, "lead_member_told", agreed=BOTH[:1], **given)

    record_own_fact(
        case, "lead_member_told", agreed=BOTH, text="By telephone.", **given
    )

    told = entries(case)[0].text
    assert told.startswith("The Lead Member was told. By telephone. Agreed by ")
    assert subjects(case, "tell_lead_member") == [(None, "done")]
    assert [one.last_at for one in recorded(case, case_facts(case)) if one.last_at] == [
        make.later(hours=1)
    ]


@pytest.mark.parametrize("name", ["case_opened", "another"])
def test_only_a_fact_of_the_procedure_is_recorded(
    name: str, case: Case, cast: Cast
) -> None:
    before = len(entries(case))

    with pytest.raises(Refused, match="no such fact"):
        record_own_fact(case, name, by=cast.actor("priya"), at=make.later(hours=1))

    assert len(entries(case)) == before
