"""The picture of a request's case, with the state of each of its duties."""

from collections import defaultdict

from rapidreview.dailylog.plans import calendar_of, plan_for, procedure_for
from rapidreview.desk.header import case_header
from rapidreview.desk.picture import Picture, picture
from rapidreview.door.requests import CaseRequest


def pictured(request: CaseRequest) -> Picture:
    """The timeline as it stands now."""
    states: dict[str, list[str]] = defaultdict(list)
    for line in case_header(request).duties:
        states[line.task].append(line.state)
    return picture(
        procedure_for(request.case),
        plan_for(request.case, request.facts),
        calendar_of(request.case, request.facts),
        states,
        at=request.at,
    )
