"""The period about which an agency is asked (P1.10)."""

from datetime import date, datetime, timedelta

from rapidreview.case.models import Case
from rapidreview.procedure.calendar import london_day

USUAL_PERIOD = timedelta(days=731)  # two years back, where the case names no period


def period_of(case: Case, asked_at: datetime) -> tuple[date, date]:
    """First and last day: those of the case, else two years up to the day of asking."""
    last = case.period_to or london_day(asked_at)
    return case.period_from or last - USUAL_PERIOD, last
