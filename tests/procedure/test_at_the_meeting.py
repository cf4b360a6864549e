"""What must be so before a meeting is closed, minuted, or done without (P0.5, P1.16, P7.1)."""

from datetime import UTC, datetime, timedelta

import pytest

from rapidreview.procedure import at_the_meeting as guards
from rapidreview.procedure.errors import (
    AlreadyDone,
    Incomplete,
    NotYet,
    ProcedureError,
    Refused,
)
from rapidreview.procedure.facts import CaseFacts, Fact
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.vocabulary import Partner
from tests.procedure.refusals import refuses

STARTS = datetime(2026, 11, 13, 10, 0, tzinfo=UTC)
NOW = datetime(2026, 11, 13, 16, 0, tzinfo=UTC)
READY = {
    "minute_taker": "Miriam",
    "present": 9,
    "unmarked": [],
    "safety": "Everybody is safe.",
    "walked_through": True,
}
NOTHING = CaseFacts()


def held() -> CaseFacts:
    kind = LogKind.EXECUTIVE_MEETING_HELD
    return CaseFacts((Fact(kind, "m", NOW, NOW, "judith", 1),))


@pytest.mark.paragraph("P0.5")
@pytest.mark.parametrize(
    ("closed_at", "words"),
    [
        (STARTS, "it cannot have closed"),
        (STARTS - timedelta(hours=1), "it cannot have closed"),
        (NOW + timedelta(minutes=1), "has not come yet"),
        (NOW - timedelta(days=1), "it cannot have closed"),
    ],
    ids=["as it began", "before it began", "to come", "the day before"],
)
def test_a_meeting_does_not_close_when_it_cannot_have(
    closed_at: datetime, words: str
) -> None:
    with refuses(Refused, match=words):
        guards.require_plausible_close(STARTS, closed_at, NOW)


@pytest.mark.paragraph("P0.5")
def test_a_meeting_closes_on_its_own_day() -> None:
    guards.require_plausible_close(STARTS, STARTS + timedelta(hours=2), NOW)

    with refuses(Refused, match="Friday 13 November 2026, so it did not close"):
        guards.require_plausible_close(
            STARTS, STARTS + timedelta(days=3), NOW + timedelta(days=4)
        )


def test_what_happened_has_happened() -> None:
    guards.require_past(None, NOW, "P7.1")
    guards.require_past(NOW, NOW, "P7.1")
    with refuses(Refused):
        guards.require_past(NOW + timedelta(seconds=1), NOW, "P7.1")


@pytest.mark.paragraph("P0.4", "P7.1", "P7.2")
@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"minute_taker": " "}, "minute-taker"),
        ({"present": 0}, "who was present"),
        ({"unmarked": ["Helene", "Victor"]}, "Helene, Victor"),
        ({"safety": ""}, "immediate safety"),
        ({"walked_through": False}, "Walk through the criteria"),
    ],
    ids=["minute-taker", "nobody", "not marked", "safety", "criteria"],
)
def test_a_record_with_gaps_does_not_close(
    changed: dict[str, object], words: str
) -> None:
    guards.require_ready_to_close(**READY)
    with refuses(Incomplete, match=words):
        guards.require_ready_to_close(**{**READY, **changed})


@pytest.mark.paragraph("P7.1")
def test_a_deputy_comes_with_their_seniority() -> None:
    guards.require_seniority("Anselm", "", "")
    guards.require_seniority("Anselm", "Petra", "One grade below; may decide")
    with refuses(Incomplete, match="Petra"):
        guards.require_seniority("Anselm", "Petra", " ")


@pytest.mark.paragraph("P7.5")
def test_what_lies_behind_filed_minutes_changes_with_a_reason_only() -> None:
    guards.require_reason_once_filed(filed=False, because="")
    guards.require_reason_once_filed(filed=True, because="A slip.")
    with refuses(Refused, match="correct the minutes"):
        guards.require_reason_once_filed(filed=True, because="")


@pytest.mark.paragraph("P1.15", "P1.16")
@pytest.mark.parametrize(
    ("required", "facts", "refusal"),
    [(None, NOTHING, NotYet), (False, NOTHING, NotYet), (True, held(), AlreadyDone)],
    ids=["not decided", "not required", "held"],
)
def test_the_executive_meeting_is_called_only_if_it_is_wanted(
    required: bool | None, facts: CaseFacts, refusal: type[ProcedureError]
) -> None:
    guards.require_executive_wanted(NOTHING, required=True)
    with refuses(refusal):
        guards.require_executive_wanted(facts, required=required)


@pytest.mark.paragraph("P1.16")
def test_findings_are_shared_instead_of_a_meeting_or_after_it() -> None:
    guards.require_sharing_open(NOTHING, required=False)
    guards.require_sharing_open(held(), required=True)
    with refuses(NotYet, match="decides otherwise"):
        guards.require_sharing_open(NOTHING, required=True)
    with refuses(NotYet, match="Decide first"):
        guards.require_sharing_open(NOTHING, required=None)


def test_each_statutory_partner_is_called_by_its_name() -> None:
    assert [one.words for one in Partner] == [
        "Local authority",
        "Integrated care board",
        "Police",
    ]
