"""The page of the collation pack as the Team and the Chair see it."""

from collections.abc import Callable

import pytest
from django.urls import reverse

from rapidreview.case.models import Case
from rapidreview.collation.models import Pack
from rapidreview.mail.models import Letter
from rapidreview.procedure.vocabulary import Role
from rapidreview.scoping.models import AgencyReturn
from tests import make
from tests.asking import asked, sent
from tests.cast import Cast, gather, gather_elsewhere
from tests.posting import post, signed_in, stop_the_clock
from tests.settled import PACK_AT, accepted, check, packed

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(settings: object) -> Cast:
    stop_the_clock(settings, PACK_AT)
    return gather()


def at(case: Case, name: str = "collation", **more: int) -> str:
    return reverse(name, kwargs={"case_id": case.pk, **more})


@pytest.mark.paragraph("P6.1")
def test_the_page_says_who_is_in_who_is_not_and_why(cast: Cast) -> None:
    case = accepted(cast, "SCH", "POL")

    page = signed_in(cast.owen).get(at(case)).content.decode()

    assert "In the pack (1)" in page
    assert "Fellmoor Constabulary: awaited, due" in page
    assert "Make pack" not in page


@pytest.mark.paragraph("P6.1")
def test_the_chair_records_the_go_ahead_and_the_officer_makes_the_pack(
    cast: Cast,
) -> None:
    case = accepted(cast, "SCH", "POL")

    refused = post(signed_in(cast.owen), at(case, "give_go_ahead"), reason="I say so.")
    given = post(
        signed_in(cast.judith), at(case, "give_go_ahead"), reason="They will come."
    )
    page = signed_in(cast.owen).get(at(case)).content.decode()
    made = post(signed_in(cast.owen), at(case, "make_pack"))

    assert [refused.status_code, given.status_code, made.status_code] == [403, 302, 302]
    assert "Make pack, version 1" in page
    assert "They will come." in page
    assert Pack.objects.get(case=case).number == 1


def test_a_go_ahead_without_a_reason_stays_on_the_page(cast: Cast) -> None:
    case = accepted(cast, "SCH", "POL")

    answer = post(signed_in(cast.judith), at(case, "give_go_ahead"), reason="")

    assert answer.status_code == 422
    assert "Give the reason." in answer.content.decode()


@pytest.mark.paragraph("P6.1")
@pytest.mark.parametrize("made", [asked, lambda cast: check(sent(cast), cast)])
def test_a_pack_is_not_made_too_early(
    cast: Cast, made: Callable[[Cast], AgencyReturn]
) -> None:
    case = made(cast).case

    answer = post(signed_in(cast.owen), at(case, "make_pack"))

    assert answer.status_code == 409
    assert not case.packs.exists()


def test_a_case_without_agencies_has_a_page_all_the_same(cast: Cast) -> None:
    page = signed_in(cast.owen).get(at(make.case(cast)))

    assert "No return has been accepted yet" in page.content.decode()


@pytest.mark.paragraph("P6.2")
def test_recipients_and_letter_are_shown_before_the_release(cast: Cast) -> None:
    pack, priya = packed(cast), signed_in(cast.priya)
    make.appoint(pack.case, cast.nadia, Role.SCRUTINEER)

    page = priya.get(at(pack.case, "release_pack", number=1)).content.decode()
    answer = post(
        priya, at(pack.case, "release_pack", number=1), people=[str(cast.judith.pk)]
    )

    for one in (cast.judith, cast.victor, cast.matthias, cast.nadia):
        assert one.email in page
    assert "The pack is ready, reference" in page
    assert answer.status_code == 302
    assert [one.to_email for one in Letter.objects.filter(kind="pack_released")] == [
        cast.judith.email
    ]


@pytest.mark.parametrize("people", [[], ["not-a-person"]], ids=["nobody", "a stranger"])
def test_a_release_to_nobody_of_the_group_is_refused(
    cast: Cast, people: list[str]
) -> None:
    pack = packed(cast)

    answer = post(
        signed_in(cast.priya), at(pack.case, "release_pack", number=1), people=people
    )

    assert answer.status_code == 422
    assert not pack.version.releases.exists()


def test_a_pack_that_is_not_there_is_not_found(cast: Cast) -> None:
    case, priya = accepted(cast), signed_in(cast.priya)

    for name in ("open_pack", "release_pack", "recall_pack"):
        assert priya.get(at(case, name, number=7)).status_code == 404


def test_outsiders_find_nothing_and_readers_of_returns_do_not_release(
    cast: Cast,
) -> None:
    pack = packed(cast)
    outsider, judith = signed_in(gather_elsewhere().priya), signed_in(cast.judith)

    for name in ("open_pack", "release_pack", "recall_pack"):
        assert outsider.get(at(pack.case, name, number=1)).status_code == 404
    assert judith.get(at(pack.case, "release_pack", number=1)).status_code == 403
    assert post(judith, at(pack.case, "make_pack")).status_code == 403
