"""What is looked at before a case is closed, and what of it is still open (P14.2)."""

import pytest

from rapidreview.procedure.logkinds import LogKind
from rapidreview.retention.checklist import (
    ACTIONS,
    LOG,
    OTHERS,
    SAFETY,
)
from tests import asking, make
from tests.acted import agreed, done
from tests.cast import gather
from tests.ended import AT, checks

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return gather()


@pytest.fixture
def case(cast):
    return make.case(cast)


@pytest.mark.paragraph("P14.2")
def test_the_checklist_names_safety_actions_steps_and_the_log(cast) -> None:
    row = asking.asked(cast)
    case = row.case
    row.safety_items.create(case=case, words="Alone.", raised_at=row.asked_at)
    done(agreed(case, cast), cast, AT)
    agreed(case, cast, owner="Owen Tarnfield")

    found = checks(case)

    assert found[SAFETY] == ["Aldermoss Primary School says that a child may be unsafe"]
    assert found[ACTIONS] == ["A2, Owen Tarnfield: late"]
    assert found[LOG] == []
    assert any("Aldermoss Primary School: Return" in one for one in found[OTHERS])
    assert "Alone." not in str(found)


@pytest.mark.paragraph("P14.2")
def test_the_checklist_says_where_the_log_does_not_hold(case, cast) -> None:
    make.entry(case, cast)

    case.log.seq = 9
    case.log.save()

    assert checks(case)[LOG] == [
        "Entry 4: the head of the log names another last entry"
    ]


PANEL = {
    "No response is awaited": LogKind.REPORT_SUBMITTED,
    "Nothing that follows from a response is undecided": LogKind.RESPONSE_RECEIVED,
    "No question of the National Panel is unanswered": LogKind.PANEL_QUERIED,
}


@pytest.mark.paragraph("P14.2", "P13.5")
@pytest.mark.parametrize("words", PANEL)
def test_the_checklist_says_what_the_panel_still_has_to_do_or_to_get(
    case, cast, words
) -> None:
    assert checks(case)[words] == []

    make.entry(case, cast, PANEL[words], subject="r1", at=make.later(days=20))

    assert checks(case)[words]
