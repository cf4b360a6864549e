"""How the return came: late without a reason, or on another form (QC28; P1.11, P2.2)."""

from collections.abc import Iterator
from datetime import timedelta

from rapidreview.evidence.answers import Answers
from rapidreview.evidence.finding import Context, Finding, Severity, found

_DAY = timedelta(days=1)
_HOUR = timedelta(hours=1)


def check_arrival(answers: Answers, context: Context) -> Iterator[Finding]:
    """QC28: a note where it is late and says no reason, a stop where it is not our form."""
    if context.wrong_form:
        yield found("QC28", context.wrong_form, severity=Severity.STOP)
    if context.late_by > timedelta() and not answers.get("J6").strip():
        words = f"Returned {late_words(context.late_by)} late, no reason given."
        yield found("QC28", words, "J6")


def late_words(late_by: timedelta) -> str:
    """How late, as people say it: 3 days, 1 hour, less than an hour."""
    for unit, name in ((_DAY, "day"), (_HOUR, "hour")):
        if number := late_by // unit:
            return f"1 {name}" if number == 1 else f"{number} {name}s"
    return "less than an hour"
