"""The training case for the tests of evidence: its returns as answers, with the context."""

from datetime import date, datetime, timedelta
from functools import cache

from rapidreview.evidence.answers import Answers
from rapidreview.evidence.chronology import Row, row_from
from rapidreview.evidence.finding import ChildAsked, Context
from rapidreview.training.case_file import SUGGESTED_START, TrainingCase, load
from rapidreview.training.returns import TrainingReturn

STARTS = (SUGGESTED_START, date(2026, 12, 18), date(2027, 3, 24), date(2028, 3, 1))
KEYS = ("CSC", "POL", "HOS", "COM", "GPP", "SCH", "HOU_r1", "HOU_r2", "REC")


class Weekdays:
    """A calendar without bank holidays: Monday to Friday."""

    def next_working_day(self, day: date) -> date:
        while day.weekday() > 4:
            day += timedelta(days=1)
        return day

    def add(self, day: date, number: int) -> date:
        for _ in range(number):
            day = self.next_working_day(day + timedelta(days=1))
        return day


@cache
def story(start: date = SUGGESTED_START) -> TrainingCase:
    return load(start, Weekdays())


def answers_of(received: TrainingReturn, **changes: str) -> Answers:
    """A return as it came, with some answers changed."""
    values = {**received.answers_as_received, **changes}
    return Answers(values, received.rows, received.children)


def context_of(received: TrainingReturn, case: TrainingCase) -> Context:
    asked = tuple(
        ChildAsked(
            name=child["name"],
            other_names=tuple(child["other_names"]),
            born_on=case.day_before(child["born"]["days_before_day_1"]),
        )
        for child in case.case["children"]
    )
    period = case.case["period"]
    days = [case.day_before(period[end]["days_before_day_1"]) for end in ("from", "to")]
    return Context(
        today=received.received_at.date(),
        children=asked,
        incident_on=case.instant(case.case["incident"]["on"]).date(),
        usual_sources=tuple(case.agencies[received.agency].usual_sources),
        period=(days[0], days[1]),
        late_by=received.received_at - due_of(received, case),
    )


def due_of(received: TrainingReturn, case: TrainingCase) -> datetime:
    """Five working days for the first round and for an agency added later; noon after."""
    if received.round > 1:
        return received.received_at
    added = case.agencies[received.agency].added_on_day or 1
    return case.moment(added + 4, "17:00")


def rows_of(received: TrainingReturn) -> dict[str, Row]:
    """The chronology of a return, by the file's names for its rows."""
    return {
        row_id: row_from(
            cells, agency=received.agency, round_number=received.round, number=number
        )
        for number, (row_id, cells) in enumerate(
            zip(received.row_ids, received.rows, strict=True), start=1
        )
    }
