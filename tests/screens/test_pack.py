"""The pack as those it is released to find it, open it, and lose it when it is recalled (P6.2)."""

import pytest
from django.urls import reverse

from rapidreview.collation.models import Pack
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.vocabulary import Role
from tests import make
from tests.cast import Cast, gather
from tests.posting import post, signed_in, stop_the_clock
from tests.settled import PACK_AT, packed

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(settings: object) -> Cast:
    stop_the_clock(settings, PACK_AT)
    return gather()


@pytest.fixture
def pack(cast: Cast) -> Pack:
    made = packed(cast)
    make.entry(made.case, cast, LogKind.GROUP_TOLD)
    make.appoint(made.case, cast.nadia, Role.SCRUTINEER)
    return made


def at(pack: Pack, name: str = "collation") -> str:
    number = {} if name == "collation" else {"number": pack.number}
    return reverse(name, kwargs={"case_id": pack.case_id, **number})


def release(pack: Pack, cast: Cast, *names: str) -> None:
    people = [str(cast.users[name].pk) for name in names]
    answer = post(signed_in(cast.priya), at(pack, "release_pack"), people=people)
    assert answer.status_code == 302


@pytest.mark.paragraph("P6.2")
def test_nobody_of_the_group_opens_a_pack_before_its_release(
    cast: Cast, pack: Pack
) -> None:
    matthias = signed_in(cast.matthias)

    assert matthias.get(at(pack)).status_code == 403
    assert matthias.get(at(pack, "open_pack")).status_code == 403
    assert signed_in(cast.nadia).get(at(pack, "open_pack")).status_code == 404


@pytest.mark.paragraph("P6.2")
def test_who_was_given_the_pack_opens_it_and_each_look_is_logged(
    cast: Cast, pack: Pack
) -> None:
    release(pack, cast, "matthias")
    matthias = signed_in(cast.matthias)

    page = matthias.get(at(pack)).content.decode()
    opened = matthias.get(at(pack, "open_pack"))

    assert "Open version 1 (PDF)" in page
    assert b"".join(opened).startswith(b"%PDF")
    looks = pack.case.access_entries.filter(
        route="open_pack", actor_id=cast.matthias.pk
    )
    assert looks.count() == 1


@pytest.mark.paragraph("P6.2")
def test_a_member_who_was_not_given_the_pack_does_not_find_it(
    cast: Cast, pack: Pack
) -> None:
    release(pack, cast, "judith")
    matthias = signed_in(cast.matthias)

    assert "No pack is released to you now." in matthias.get(at(pack)).content.decode()
    assert matthias.get(at(pack, "open_pack")).status_code == 404


@pytest.mark.paragraph("P6.2")
def test_a_recalled_pack_is_gone_at_the_next_click(cast: Cast, pack: Pack) -> None:
    release(pack, cast, "matthias", "nadia")
    priya, matthias = signed_in(cast.priya), signed_in(cast.matthias)

    refused = post(priya, at(pack, "recall_pack"), reason="")
    answer = post(priya, at(pack, "recall_pack"), reason="A name was left in.")

    assert (refused.status_code, answer.status_code) == (422, 302)
    gone = matthias.get(at(pack, "open_pack"))
    assert gone.status_code == 410
    assert "Version 1 of the pack was recalled." in gone.content.decode()
    assert "Version 1 was recalled" in matthias.get(at(pack)).content.decode()
    assert signed_in(cast.judith).get(at(pack, "open_pack")).status_code == 200
    assert "Recalled" in priya.get(at(pack)).content.decode()


def test_a_pack_that_was_not_released_is_not_recalled(cast: Cast, pack: Pack) -> None:
    answer = post(signed_in(cast.priya), at(pack, "recall_pack"), reason="No.")

    assert answer.status_code == 409
    assert "No." in answer.content.decode()
