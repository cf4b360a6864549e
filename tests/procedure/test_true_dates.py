"""What is entered after it happened: its true date, and how one enters it (P14.6)."""

import pytest

from rapidreview.procedure.duties import TaskState
from rapidreview.procedure.errors import Refused
from rapidreview.procedure.logkinds import LogKind as K
from rapidreview.procedure.true_dates import (
    Entered,
    entered_by,
    later_words,
    require_happened,
    require_in_order,
    require_since_the_call,
)
from tests.procedure.given import PROCEDURE, case, duty, facts_of, on_day
from tests.procedure.refusals import refuses

pytestmark = pytest.mark.paragraph("P14.6")
NOW = on_day(6, "10:00")


@pytest.mark.parametrize(
    ("task", "how"),
    [
        ("take_oversight", Entered.WORDS),
        ("tell_group", Entered.WORDS),
        ("send_invitations", Entered.WORDS),
        ("liaise", Entered.WORDS),
        ("timeline", Entered.WORDS),
        ("guidance", Entered.WORDS),
        ("minutes_saved", Entered.ON_ITS_PAGE),  # the files
        ("report_to_chair", Entered.ON_ITS_PAGE),  # a version of the report
        ("submit", Entered.WORDS),
        ("signed_report", Entered.ON_ITS_PAGE),  # the signature itself
        ("criteria", Entered.ON_ITS_PAGE),  # each answer and its reason
        ("name_minute_taker", Entered.PERSON),
        ("lead_professional", Entered.PERSON),
        ("confirm_senior_officers", Entered.PEOPLE),
        ("choose_agencies", Entered.ON_ITS_PAGE),  # rows of its own
        ("agree_dates", Entered.ON_ITS_PAGE),
        ("executive_slot", Entered.ON_ITS_PAGE),  # an agreed date, no entry of its own
        ("initial_check", Entered.ON_ITS_PAGE),  # one of each return
        ("sin", Entered.ON_ITS_PAGE),  # either of two entries
    ],
)
def test_a_task_that_later_stages_need_rows_of_is_entered_on_its_own_page(task, how):
    assert entered_by(PROCEDURE.tasks[task]) is how


def test_what_is_about_to_happen_cannot_be_entered():
    require_happened(None, NOW)
    require_happened(NOW, NOW)

    with refuses(Refused, match="Today, 11am has not come yet"):
        require_happened(on_day(6, "11:00"), NOW)


def test_nothing_of_the_review_was_done_before_the_call():
    require_since_the_call(case(), on_day(1, "09:40"), NOW)
    require_since_the_call(facts_of(), on_day(1, "08:00"), NOW)

    with refuses(Refused) as refused:
        require_since_the_call(case(), on_day(1, "09:30"), NOW)

    assert refused.value.words.startswith("Wednesday 4 November, 9:30am is before")


def test_moments_out_of_order_are_refused_with_both():
    sent, came = ("the form was sent", on_day(1)), ("the return came", on_day(3))
    require_in_order([sent, came], NOW)
    require_in_order([], NOW)

    with refuses(Refused) as refused:
        require_in_order([came, sent], NOW)

    assert refused.value.words == (
        "You entered that the form was sent Wednesday 4 November, midday, before the "
        "return came Friday 6 November, midday. Check both moments."
    )


@pytest.mark.parametrize(
    ("recorded_at", "words"),
    [
        (on_day(1, "23:00"), ""),
        (on_day(2, "08:00"), "recorded 1 day later"),
        (on_day(6, "10:00"), "recorded 7 days later"),  # the weekend counts
    ],
    ids=["the same day", "the next day", "a week later"],
)
def test_an_entry_says_how_much_later_it_was_recorded(recorded_at, words):
    assert later_words(on_day(1), recorded_at) == words


def test_what_was_done_before_is_done_with_its_true_date_and_not_late():
    told = duty(case((K.GROUP_TOLD, on_day(1, "14:00"))), "tell_group", NOW)

    assert (told.state, told.done_at) == (TaskState.DONE, on_day(1, "14:00"))


@pytest.mark.paragraph("P1.13")
def test_contacts_count_as_they_happened_in_whatever_order_they_were_entered():
    newest, oldest = (K.CHAIR_CONTACTED, on_day(5)), (K.CHAIR_CONTACTED, on_day(2))

    first = duty(case(newest, oldest), "liaise", NOW)
    second = duty(case(oldest, newest), "liaise", NOW)

    assert first.due_at == second.due_at == on_day(6, "23:59")
    assert first.state is TaskState.DUE_TODAY
