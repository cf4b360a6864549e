"""What comes back: asked for, filed, shared, answered, and what follows (P13.5)."""

from datetime import UTC, datetime, timedelta

import pytest

from rapidreview.casefolder.models import Release
from rapidreview.dailylog.facts import case_facts
from rapidreview.dailylog.plans import duties_for
from rapidreview.mail.models import Letter
from rapidreview.procedure.errors import AlreadyDone, Incomplete, NotYet, Refused
from rapidreview.procedure.logkinds import LogKind
from rapidreview.submission import ofsted, responses
from rapidreview.submission.models import Response
from rapidreview.submission.readers import have_it, recipients_for, responses_for
from tests.cast import Cast, gather, gather_elsewhere
from tests.opened import told
from tests.submitted import (
    ANSWERED_AT,
    CAME,
    SENT_AT,
    answered,
    bundled,
    receive,
    submitted,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
# Ten working days after Monday 23 November.
ASK_AT = datetime(2026, 12, 7, 10, 0, tzinfo=UTC)
REPLIED_AT = datetime(2026, 12, 9, 15, 0, tzinfo=UTC)


@pytest.fixture
def cast() -> Cast:
    gather_elsewhere()
    return gather()


def duties(case, at) -> dict[str, str]:
    found = duties_for(case, case_facts(case), at)
    return {one.task: one.state.value for one in found}


def answer(response, cast: Cast, **changed) -> Response:
    given = {"answered_at": REPLIED_AT, "at": REPLIED_AT, **CAME} | changed
    return responses.answer_queries(response, by=cast.actor("priya"), **given)


@pytest.mark.paragraph("P13.5")
def test_a_response_is_filed_in_three_and_may_ask_something(cast: Cast) -> None:
    response = answered(cast)

    assert response.document.document.subfolder == "III"
    came = told(response.case, LogKind.RESPONSE_RECEIVED)[0]
    asked = told(response.case, LogKind.PANEL_QUERIED)[0]
    assert came.occurred_at == asked.occurred_at == ANSWERED_AT
    assert came.location.startswith("III. Statutory Correspondence / Response of")
    assert "What will be different?" in asked.text


@pytest.mark.paragraph("P13.5")
def test_a_response_makes_its_duties_and_ends_the_waiting(cast: Cast) -> None:
    response = answered(cast)

    found = duties(response.case, ANSWERED_AT)

    assert (found["responses"], found["follow_up"]) == ("done", "not_needed")
    assert (found["answer_panel"], found["next_step"]) == ("open", "open")


@pytest.mark.paragraph("P13.5")
def test_a_response_that_asks_nothing_needs_no_answer(cast: Cast) -> None:
    response = answered(cast, view="agrees", queries="")

    assert "answer_panel" not in duties(response.case, ANSWERED_AT)
    with pytest.raises(Refused, match="asks nothing"):
        answer(response, cast)


@pytest.mark.paragraph("P13.5")
@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"queries": " \n"}, Incomplete),
        ({"received_at": SENT_AT - timedelta(minutes=1)}, Refused),
        ({"received_at": ANSWERED_AT + DAY}, Refused),
    ],
    ids=["a question without words", "before it was sent", "in the future"],
)
def test_a_response_that_cannot_be_is_refused(cast: Cast, changed, refusal) -> None:
    with pytest.raises(refusal):
        answered(cast, **changed)

    assert not Response.objects.exists()


@pytest.mark.paragraph("P13.5")
@pytest.mark.parametrize("body", ["panel", "ofsted"])
def test_nobody_answers_what_was_not_sent(cast: Cast, body: str) -> None:
    with pytest.raises(NotYet):
        receive(bundled(cast).case, cast, body=body)


@pytest.mark.paragraph("P13.4", "P13.5")
def test_ofsteds_response_is_its_own_and_does_not_end_the_wait_for_the_panel(
    cast: Cast,
) -> None:
    case = submitted(cast).case
    ofsted.decide_ofsted(
        case, required=True, why="Asked for.", sent_at=SENT_AT, sent_to="Ofsted",
        by=cast.actor("priya"), at=SENT_AT,
    )  # fmt: skip
    assert duties(case, SENT_AT)["ofsted_response"] == "waiting"

    receive(case, cast, body="ofsted", view="noted", queries="")

    found = duties(case, ANSWERED_AT)
    assert (found["ofsted_response"], found["responses"]) == ("done", "waiting")
    assert "Response of Ofsted" in told(case, LogKind.OFSTED_RESPONDED)[0].location


@pytest.mark.paragraph("P13.5")
def test_the_panel_is_asked_again_every_ten_working_days(cast: Cast) -> None:
    case = submitted(cast).case
    assert duties(case, ASK_AT)["follow_up"] == "due_today"

    responses.follow_up(
        case, words="By e-mail: in hand.", by=cast.actor("owen"), at=ASK_AT
    )

    assert duties(case, ASK_AT)["follow_up"] == "done"
    assert duties(case, ASK_AT + 14 * DAY)["follow_up"] == "due_today"
    entry = told(case, LogKind.PANEL_FOLLOWED_UP)[0]
    assert (entry.to, entry.text) == ("National Panel", "By e-mail: in hand.")


@pytest.mark.paragraph("P13.5")
def test_it_is_asked_in_words_after_submission_and_until_it_answers(
    cast: Cast,
) -> None:
    owen = cast.actor("owen")
    case = bundled(cast).case
    with pytest.raises(NotYet):
        responses.follow_up(case, words="x", by=owen, at=ASK_AT)

    response = answered(gather("Fellside", "FSCP"))
    with pytest.raises(AlreadyDone):
        responses.follow_up(response.case, words="x", by=owen, at=ASK_AT)


@pytest.mark.paragraph("P13.5")
@pytest.mark.parametrize(
    ("words", "occurred_at", "refusal"),
    [
        (" ", None, Incomplete),
        ("Asked.", ASK_AT + DAY, Refused),
        ("Asked.", SENT_AT - DAY, Refused),
    ],
)
def test_a_follow_up_says_what_happened_when_it_can_have(
    cast: Cast, words, occurred_at, refusal
) -> None:
    case = submitted(cast).case

    with pytest.raises(refusal):
        responses.follow_up(
            case,
            words=words,
            occurred_at=occurred_at,
            by=cast.actor("owen"),
            at=ASK_AT,
        )


@pytest.mark.paragraph("P13.5")
def test_a_response_is_shared_with_chair_group_and_senior_officers_by_letter(
    cast: Cast,
) -> None:
    response = answered(cast)

    responses.share_response(response, by=cast.actor("priya"), at=ANSWERED_AT)

    told_of = {one.name for one in have_it(response.document)}
    assert {cast.judith.name, cast.matthias.name, cast.helene.name} <= told_of
    assert told_of == {
        one.user.name for one in recipients_for(response.case, at=ANSWERED_AT)
    }
    letters = Letter.objects.filter(kind="response_shared")
    assert letters.count() == len(told_of)
    assert "different" not in letters[0].body
    assert responses_for(response.case, cast.matthias) == [response]


@pytest.mark.paragraph("P13.5")
def test_a_response_goes_to_nobody_who_is_not_on_the_list_and_to_nobody_twice(
    cast: Cast,
) -> None:
    response, priya = answered(cast), cast.actor("priya")
    share = responses.share_response

    for people, refusal in (([cast.oliver], Refused), ([], Incomplete)):
        with pytest.raises(refusal):
            share(response, people, by=priya, at=ANSWERED_AT)
    assert not Release.objects.exists()

    share(response, [cast.judith], by=priya, at=ANSWERED_AT)
    with pytest.raises(AlreadyDone):
        share(response, [cast.judith], by=priya, at=ANSWERED_AT)
    share(response, [cast.judith, cast.helene], by=priya, at=ANSWERED_AT)
    assert Letter.objects.filter(kind="response_shared").count() == 2


@pytest.mark.paragraph("P13.5")
def test_questions_are_answered_by_our_letter_filed_in_three(cast: Cast) -> None:
    response = answer(answered(cast), cast)

    assert response.answer.document.subfolder == "III"
    entry = told(response.case, LogKind.QUERY_ANSWERED)[0]
    assert (entry.occurred_at, entry.to) == (REPLIED_AT, "the National Panel")
    assert duties(response.case, REPLIED_AT)["answer_panel"] == "done"
    with pytest.raises(AlreadyDone):
        answer(response, cast)


@pytest.mark.paragraph("P13.5")
@pytest.mark.parametrize("moment", [ANSWERED_AT - DAY, REPLIED_AT + DAY])
def test_an_answer_goes_after_the_question_and_not_in_the_future(
    cast: Cast, moment: datetime
) -> None:
    with pytest.raises(Refused):
        answer(answered(cast), cast, answered_at=moment)


@pytest.mark.paragraph("P13.5")
def test_what_follows_is_decided_once_in_words(cast: Cast) -> None:
    response, priya = answered(cast), cast.actor("priya")
    with pytest.raises(Incomplete):
        responses.decide_next_step(response, words=" ", by=priya, at=REPLIED_AT)

    decided = responses.decide_next_step(
        response, words="Answer, then close.", by=priya, at=REPLIED_AT
    )

    assert decided.next_step == "Answer, then close."
    assert told(response.case, LogKind.NEXT_STEP_DECIDED)[0].text == decided.next_step
    assert duties(response.case, REPLIED_AT)["next_step"] == "done"
    with pytest.raises(AlreadyDone):
        responses.decide_next_step(response, words="Again.", by=priya, at=REPLIED_AT)


@pytest.mark.paragraph("P13.5")
@pytest.mark.parametrize("moment", [ANSWERED_AT - DAY, REPLIED_AT + DAY])
def test_the_next_step_is_decided_after_the_response_came(
    cast: Cast, moment: datetime
) -> None:
    response = answered(cast)

    with pytest.raises(Refused):
        responses.decide_next_step(
            response,
            words="Close.",
            occurred_at=moment,
            by=cast.actor("priya"),
            at=REPLIED_AT,
        )
