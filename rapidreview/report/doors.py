"""How a page of the report comes by its report and its version: or there is no such page."""

from django.http import Http404

from rapidreview.case.models import Case
from rapidreview.door.requests import CaseRequest
from rapidreview.procedure.vocabulary import Deed
from rapidreview.report.models import Report, ReportVersion
from rapidreview.report.readers import versions_for
from rapidreview.report.reading import newest_version, report_of, version_on


def version_to_see(request: CaseRequest, case: Case, number: str) -> ReportVersion:
    """A version; for a reader only if it was given to them, else there is none."""
    found = version_on(case, number)
    if found is None:
        raise Http404
    sees_all = request.may(Deed.SEE_RETURNS)
    if not sees_all and found not in versions_for(case, request.user):
        raise Http404
    return found


def report_or_404(case: Case) -> Report:
    """The report of the case; there is no such page before it is begun."""
    found = report_of(case)
    if found is None:
        raise Http404
    return found


def newest_or_404(case: Case) -> ReportVersion:
    """The newest version that was kept; there is one as soon as the report is begun."""
    found = newest_version(case)
    if found is None:
        raise Http404
    return found
