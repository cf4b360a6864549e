"""The page of the pack: attachments that are marked, progress, what changed, who opened what."""

from datetime import timedelta

import pytest
from django.urls import reverse

from rapidreview.case.models import Case
from rapidreview.collation import actions
from rapidreview.collation.models import Making, ReleaseMark
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.vocabulary import Role
from tests import make
from tests.attached import attached, comes_late, files_of
from tests.cast import Cast, gather, gather_elsewhere
from tests.opened import told
from tests.posting import post, signed_in, stop_the_clock
from tests.settled import PACK_AT, accepted, packed

pytestmark = pytest.mark.django_db
YES = {"released": "yes", "title": "The plan", "reason": "The group needs it."}


@pytest.fixture
def cast(settings: object) -> Cast:
    stop_the_clock(settings, PACK_AT)
    return gather()


def page_of(case: Case, person: object) -> str:
    address = reverse("collation", kwargs={"case_id": case.pk})
    return signed_in(person).get(address).content.decode()


def mark_page(case: Case) -> str:
    version = files_of(case)[0].version.pk
    return reverse(
        "mark_attachment", kwargs={"case_id": case.pk, "version_id": version}
    )


@pytest.mark.paragraph("P6.2")
def test_a_file_is_marked_for_release_on_its_page(cast: Cast) -> None:
    case, owen = attached(cast), signed_in(cast.owen)

    before = page_of(case, cast.owen)
    page = owen.get(mark_page(case)).content.decode()
    answer = post(owen, mark_page(case), **YES)

    assert "Not marked, so not in the pack" in before
    assert 'value="Child A plan"' in page
    assert answer.status_code == 302
    assert "Yes: its pages, as “The plan”" in page_of(case, cast.owen)


@pytest.mark.paragraph("P6.2")
@pytest.mark.parametrize("missing", ["released", "title", "reason"])
def test_a_decision_that_is_not_whole_stays_on_the_page(
    cast: Cast, missing: str
) -> None:
    case = attached(cast)

    answer = post(signed_in(cast.owen), mark_page(case), **{**YES, missing: ""})

    assert answer.status_code == 422
    assert "There is a problem" in answer.content.decode()
    assert not ReleaseMark.objects.exists()


@pytest.mark.paragraph("P6.2")
def test_no_needs_no_title_and_a_decision_is_not_made_twice(cast: Cast) -> None:
    case, owen = attached(cast), signed_in(cast.owen)
    no = {"released": "no", "title": "", "reason": "It names the aunt."}

    first, second = post(owen, mark_page(case), **no), post(owen, mark_page(case), **no)

    assert (first.status_code, second.status_code) == (302, 409)


def test_only_the_team_of_the_case_marks_files_that_came_with_returns(
    cast: Cast,
) -> None:
    case = attached(cast)
    outsider, judith = signed_in(gather_elsewhere().priya), signed_in(cast.judith)
    other = reverse(
        "mark_attachment",
        kwargs={"case_id": case.pk, "version_id": case.pk},
    )

    assert outsider.get(mark_page(case)).status_code == 404
    assert judith.get(mark_page(case)).status_code == 403
    assert signed_in(cast.owen).get(other).status_code == 404


@pytest.mark.paragraph("P6.1")
def test_who_asks_for_a_pack_may_leave_and_finds_it_on_the_page(cast: Cast) -> None:
    case = accepted(cast)
    address = reverse("make_pack", kwargs={"case_id": case.pk})

    answer = post(signed_in(cast.owen), address)

    assert answer.status_code == 302
    page = page_of(case, cast.owen)
    assert "Look at version 1 (PDF)" in page
    assert "is being made" not in page


@pytest.mark.paragraph("P6.1")
def test_the_page_says_how_far_a_pack_is(cast: Cast) -> None:
    case, owen = accepted(cast), cast.actor("owen")
    row = Making.objects.create(
        case=case,
        asked_at=PACK_AT,
        asked_by_id=owen.id,
        asked_by=owen.name,
        asked_role=owen.role,
        moved_at=PACK_AT,
    )
    waits = page_of(case, cast.priya)
    Making.objects.filter(pk=row.pk).update(state="going", done=2, steps=5)

    going = page_of(case, cast.priya)
    again = post(
        signed_in(cast.owen), reverse("make_pack", kwargs={"case_id": case.pk})
    )

    assert "It begins within a minute." in waits
    assert "2 of 5 steps are done." in going
    assert "See how far it is" in going
    assert "Make pack" not in going
    assert again.status_code == 409


@pytest.mark.paragraph("P6.1")
def test_the_page_says_why_a_pack_was_not_made(cast: Cast) -> None:
    case, owen = accepted(cast), cast.actor("owen")
    Making.objects.create(
        case=case,
        asked_at=PACK_AT,
        asked_by_id=owen.id,
        asked_by=owen.name,
        asked_role=owen.role,
        moved_at=PACK_AT,
        state=Making.State.FAILED,
        why="It was too large.",
    )

    page = page_of(case, cast.owen)

    assert "was not made." in page
    assert "It was too large." in page
    assert "Make pack, version 1" in page


@pytest.mark.paragraph("P6.1")
def test_a_late_return_makes_the_page_propose_another_version(cast: Cast) -> None:
    case = attached(cast, "SCH", "POL")
    judith, owen = cast.actor("judith"), cast.actor("owen")
    actions.give_go_ahead(case, reason="They will come.", by=judith, at=PACK_AT)
    actions.collate(case, by=owen, at=PACK_AT)
    before = page_of(case, cast.owen)

    comes_late(case, cast)

    page = page_of(case, cast.owen)
    assert "Changed since version 1" not in before
    assert "Added: Fellmoor Constabulary: return" in page
    assert "Version 2 would say so on its cover." in page


@pytest.mark.paragraph("P6.2")
def test_the_team_sees_who_opened_which_version_and_how_often(cast: Cast) -> None:
    pack = packed(cast)
    make.entry(pack.case, cast, LogKind.GROUP_TOLD)
    make.appoint(pack.case, cast.matthias, Role.JCR_MEMBER, agency=cast.school)
    people, priya = [cast.judith, cast.matthias], cast.actor("priya")
    actions.release(pack, people, by=priya, at=PACK_AT - timedelta(minutes=1))
    matthias = signed_in(cast.matthias)
    address = reverse("open_pack", kwargs={"case_id": pack.case_id, "number": 1})
    for _ in range(2):
        assert matthias.get(address).status_code == 200

    page = page_of(pack.case, cast.priya)

    assert f"{cast.matthias.name}: opened 2 times, last" in page
    assert f"{cast.judith.name}: not opened yet" in page
    assert told(pack.case, LogKind.PACK_RELEASED)
