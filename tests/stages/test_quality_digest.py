"""The letter of the day: once, on working days, only with something to say, and opaque."""

from datetime import datetime, timedelta

import pytest

from rapidreview.case.models import Case
from rapidreview.mail.models import Letter
from rapidreview.procedure.vocabulary import Outcome, Role
from rapidreview.quality import digest
from rapidreview.quality.digest import send_digests
from rapidreview.quality.jobs import tell_the_team
from rapidreview.scoping.reminding import remind_if_due
from tests import make
from tests.asking import asked, sent
from tests.cast import Cast, gather, gather_elsewhere
from tests.opened import BRAMWELL, opened
from tests.posting import stop_the_clock
from tests.procedure.given import london
from tests.settled import share

pytestmark = pytest.mark.django_db
MONDAY = london("2026-11-09 08:30")
REMINDED = london("2026-11-09 09:00")


@pytest.fixture
def cast() -> Cast:
    return gather()


def digests(person: str = "") -> list[Letter]:
    letters = Letter.objects.filter(kind="digest")
    return [one for one in letters if not person or one.to_name.startswith(person)]


def write(cast: Cast, at: datetime = MONDAY) -> int:
    return send_digests(cast.partnership, at=at)


@pytest.mark.paragraph("P2.1")
def test_the_letter_says_what_is_late_and_whom_the_system_reminded(cast: Cast) -> None:
    school = sent(cast, "SCH", "POL")
    police = school.case.returns.get(agency=cast.police)
    remind_if_due(police, at=REMINDED)

    write(cast, MONDAY + timedelta(days=1))

    body = digests("Owen")[0].body
    assert school.case.reference in body
    assert f"/cases/{school.case_id}/returns/" in body
    assert "Late: Aldermoss Primary School (check" in body
    assert "Due today: Fellmoor Constabulary (chase, Tue 10 Nov, 17:00)" in body
    assert "Reminded Mon 9 Nov, 09:00: Fellmoor Constabulary, Sam of POL" in body


@pytest.mark.paragraph("P2.1")
def test_it_names_no_child_and_no_label(cast: Cast) -> None:
    case = sent(cast).case

    write(cast)

    told = digests()[0].subject + digests()[0].body
    assert BRAMWELL.name.split()[0] not in told
    assert case.label not in told


@pytest.mark.paragraph("P2.1")
def test_each_of_the_team_has_it_once_a_day(cast: Cast) -> None:
    make.appoint(sent(cast).case, cast.oliver, Role.PARTNERSHIP_OFFICER)
    first = write(cast)

    assert write(cast, MONDAY + timedelta(minutes=5)) == 0
    assert write(cast, MONDAY + timedelta(days=1)) == first
    people = {one.to_name for one in digests()}
    assert {"Priya Ollerdale", "Oliver Lowenside"} <= people
    assert "Judith Hathersby" not in people


@pytest.mark.paragraph("P2.5")
def test_what_only_the_manager_decides_is_told_to_the_manager(cast: Cast) -> None:
    share(sent(cast), cast)

    write(cast)

    assert (
        "Waiting for you: Aldermoss Primary School (decide)" in digests("Priya")[0].body
    )
    assert digests("Owen") == []


@pytest.mark.parametrize(
    "at",
    ["2026-11-09 08:29", "2026-11-09 12:00", "2026-11-14 09:00"],
    ids=["before half past eight", "from noon on", "on a Saturday"],
)
def test_at_other_times_nothing_is_written(cast: Cast, at: str) -> None:
    sent(cast)

    assert write(cast, london(at)) == 0


def test_without_anything_to_say_nothing_is_written(cast: Cast) -> None:
    opened(cast)
    ended = sent(cast).case
    Case.objects.filter(pk=ended.pk).update(outcome=Outcome.NO_REVIEW)

    assert write(cast) == 0


def test_a_return_that_is_awaited_without_haste_is_no_news(cast: Cast) -> None:
    asked(cast)

    assert write(cast) == 0


def test_the_worker_writes_for_every_partnership(cast: Cast, settings: object) -> None:
    gather_elsewhere()
    sent(cast)
    stop_the_clock(settings, MONDAY + timedelta(minutes=1))

    assert tell_the_team() > 0
    assert tell_the_team() == 0


@pytest.mark.paragraph("P2.1")
def test_it_fits_one_screen_however_many_cases_and_returns_there_are(
    cast: Cast, settings
) -> None:
    settings.SITE_URL = "https://rapid-review.example"
    cases = [make.case(cast, number=one, label=f"L{one}") for one in range(1, 6)]

    parts = digest.fitting({case: [f"- {n}" for n in range(9)] for case in cases})

    lines = "\n\n".join(parts).splitlines()
    assert len(lines) == 3 * (1 + 3 + 1) + 3 + 1
    assert lines[4] == "- and 6 more, on this page"
    assert lines[-1].startswith("There is something in 2 more cases: https://")


@pytest.mark.paragraph("P2.1")
def test_nothing_is_left_out_that_fits(cast: Cast) -> None:
    (part,) = digest.fitting({make.case(cast): [f"- {n}" for n in range(9)]})

    assert part.splitlines()[1:] == [f"- {n}" for n in range(9)]
