"""A case that is taken in on Day 6, and what was done of it before."""

from datetime import UTC, datetime

from django.test import Client
from django.urls import reverse

from rapidreview.case.models import Case
from rapidreview.casefolder.uploads import Upload
from rapidreview.dailylog.facts import case_facts
from rapidreview.dailylog.plans import duties_for
from rapidreview.opening.actions import open_case
from rapidreview.opening.agencies import choose_agencies
from rapidreview.people.models import Agency
from rapidreview.planning.taking_in import DoneBefore, record_done_before
from rapidreview.procedure.duties import Duty
from rapidreview.quality.taking_in import (
    CheckedBefore,
    DecidedBefore,
    ReturnBefore,
    SharedBefore,
    take_in_return,
)
from rapidreview.scoping.models import AgencyReturn
from rapidreview.scoping.rounds import Named
from rapidreview.scoping.taking_in import AskedBefore, CameBefore
from tests.cast import Cast
from tests.opened import BRAMWELL, CALL, HARM
from tests.procedure.given import on_day

DAY_6 = datetime(
    2026, 11, 11, 10, 5, tzinfo=UTC
)  # a Wednesday; the call was on the 4th
PDF = Upload(b"%PDF-1.7 as it came", "return.pdf", "application/pdf")
OWEN = "Owen Tarnfield"
SAM = Named("Sam Hollinfare", "sam@northmere.example")
ASKED = AskedBefore(on_day(1, "12:30"), OWEN, on_day(5, "17:00"), SAM)
CAME = CameBefore(
    received_at=on_day(3, "11:20"),
    done_by=OWEN,
    channel="by e-mail",
    document=PDF,
    involved=True,
    signer="Grace Merribeck",
    signer_role="Head teacher",
)
CHECKED = CheckedBefore(
    on_day(3, "11:50"), OWEN, "sufficient", "adequate", analysis=True, signed=True
)
SHARED = SharedBefore(on_day(3, "12:10"), OWEN, ("Two dates are unclear.",))
ACCEPTED = DecidedBefore(on_day(4, "09:30"), "Priya Ollerdale")
SENT_BACK = DecidedBefore(
    on_day(4, "09:30"), "Priya Ollerdale", "No entry has a date.", on_day(5, "12:00")
)
WHOLE = ReturnBefore(ASKED, CAME, CHECKED, SHARED, ACCEPTED)


def taken_in_case(cast: Cast, *, at: datetime = DAY_6) -> Case:
    """Opened by Priya ``at``, from the call of Day 1."""
    return open_case(
        cast.partnership, CALL, HARM, (BRAMWELL,), by=cast.actor("priya"), at=at
    )


def with_agencies(cast: Cast, *codes: str) -> Case:
    """A case whose agencies were confirmed on Day 1, which was entered on Day 6."""
    case = taken_in_case(cast)
    choose_agencies(
        case,
        [cast.agencies[code] for code in codes or ("SCH",)],
        with_name=cast.judith.name,
        by=cast.actor("priya").entering(OWEN),
        at=DAY_6,
        occurred_at=on_day(1, "11:00"),
    )
    return case


def enter(cast: Cast, case: Case, task: str, when: datetime, **more: object) -> None:
    """Priya enters on Day 6 that Owen did a task before."""
    given = DoneBefore(task, when, **{"done_by": OWEN, **more})
    record_done_before(case, given, by=cast.actor("priya"), at=DAY_6)


def take_in(cast: Cast, case: Case, given: ReturnBefore) -> AgencyReturn:
    """Priya enters what was done about the school's return; its newest round."""
    school: Agency = cast.school
    take_in_return(case, school, given, by=cast.actor("priya"), at=DAY_6)
    rows = case.returns.select_related("agency", "case__partnership", "request")
    return rows.filter(agency=school).latest("round")


def duty_of(case: Case, task: str, *, at: datetime = DAY_6) -> Duty:
    """The first duty of a task."""
    found = duties_for(case, case_facts(case), at)
    return next(one for one in found if one.task == task)


def page_of(case: Case, name: str = "taken_in", **keys: object) -> str:
    """The address of a page of a case."""
    return reverse(name, kwargs={"case_id": case.pk, **keys})


def about_school(case: Case, name: str, cast: Cast) -> str:
    """The address of a page, about the school where it is about an agency."""
    of_agency = name in {"take_in_return", "take_in_premeet"}
    return page_of(case, name, **({"agency_id": cast.school.pk} if of_agency else {}))


def text_of(client: Client, address: str) -> str:
    """A page that came."""
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.text
