"""A return is accepted or sent back from its page (P2.5, P2.6)."""

import pytest
from django.urls import reverse

from rapidreview.quality.models import QualityDecision
from rapidreview.scoping import answering
from rapidreview.scoping.models import AgencyReturn
from tests.asking import author, sent
from tests.cast import Cast, gather
from tests.posting import boxes, post, signed_in, stop_the_clock
from tests.settled import AGAIN_BY, DECIDED_AT, check, send_back, typed

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(settings: object) -> Cast:
    stop_the_clock(settings, DECIDED_AT)
    return gather()


def at(row: AgencyReturn, name: str = "agency_return") -> str:
    return reverse(name, kwargs={"case_id": row.case_id, "return_id": row.pk})


@pytest.mark.paragraph("P2.5")
def test_only_the_manager_decides(cast: Cast) -> None:
    row = check(sent(cast), cast)

    for name in ("owen", "judith", "miriam"):
        answer = post(signed_in(cast.users[name]), at(row, "accept_return"), reason="x")
        assert answer.status_code in (403, 404)
    answer = post(signed_in(cast.priya), at(row, "accept_return"), reason="Good.")

    assert answer.status_code == 302
    assert QualityDecision.objects.get(agency_return=row).accepted


@pytest.mark.paragraph("P2.5")
def test_accepting_with_a_stop_finding_asks_for_the_reason(cast: Cast) -> None:
    row, priya = check(typed(cast, F5=""), cast), signed_in(cast.priya)

    page = priya.get(at(row, "accept_return")).content.decode()
    answer = post(priya, at(row, "accept_return"), reason="")

    assert "F5 has not been answered." in page
    assert answer.status_code == 422
    assert not QualityDecision.objects.exists()


@pytest.mark.paragraph("P2.6")
def test_sending_back_begins_with_the_findings_and_shows_who_gets_a_copy(
    cast: Cast,
) -> None:
    row, priya = check(typed(cast, F5=""), cast), signed_in(cast.priya)

    page = priya.get(at(row, "send_back_return")).content.decode()

    assert cast.matthias.email in page
    assert 'value="F5"' in page


@pytest.mark.paragraph("P2.6")
def test_a_return_is_sent_back_question_by_question(cast: Cast) -> None:
    row = check(sent(cast), cast)
    asks = {"ask_0": "on", "code_0": "F3", "words_0": "Say what you saw."}

    answer = post(
        signed_in(cast.priya),
        at(row, "send_back_return"),
        **asks,
        **boxes("due_at", AGAIN_BY),
    )

    assert answer.status_code == 302, answer.content.decode()
    again = row.request.rounds.get(round=2)
    assert again.due_at == AGAIN_BY
    assert again.asked_again == "F3\tSay what you saw."


@pytest.mark.paragraph("P2.6")
@pytest.mark.parametrize(
    "asks",
    [
        {},
        {"ask_0": "on", "code_0": "Z9", "words_0": "What?"},
        {"ask_0": "on", "code_0": "F3", "words_0": ""},
        {"ask_0": "on", "code_0": "F5", "words_0": "How was it for Bramwell?"},
    ],
    ids=["nothing", "no such question", "no words", "the child's name"],
)
def test_what_cannot_be_sent_back_keeps_what_was_typed(
    cast: Cast, asks: dict[str, str]
) -> None:
    row = check(sent(cast), cast)

    answer = post(
        signed_in(cast.priya),
        at(row, "send_back_return"),
        **asks,
        **boxes("due_at", AGAIN_BY),
    )

    assert answer.status_code == 422
    assert asks.get("words_0", "") in answer.content.decode()
    assert row.request.rounds.count() == 1


@pytest.mark.paragraph("P2.6")
def test_the_second_round_shows_what_it_changed(cast: Cast) -> None:
    again = send_back(check(sent(cast), cast), cast)
    answering.save_answers(
        again, {"F3": "We saw him often."}, version=again.edit_version,
        by=author(again), at=DECIDED_AT,
    )  # fmt: skip

    page = signed_in(cast.owen).get(at(again)).content.decode()

    assert page.count('govuk-tag--blue">Changed') == 1
    assert "What round 1 said" in page
    assert "Say what your service saw." in page
