"""A world that is put back is the one that was made; and when builders build."""

from collections.abc import Callable
from typing import Any, TypeVar

import pytest
from django.db import transaction

from rapidreview.casefolder import storage
from rapidreview.casefolder.models import DocumentVersion
from rapidreview.dailylog.models import Log
from rapidreview.dailylog.proof import problems
from tests import make, worlds
from tests.cast import gather, gather_elsewhere
from tests.contents import contents
from tests.posting import signed_in
from tests.settled import accepted

pytestmark = pytest.mark.django_db
HERE = worlds.Place
T = TypeVar("T")


def undone(build: Callable[[], T], settings: Any) -> T:
    """What ``build`` answers in an empty database, which is empty again afterwards."""
    settings.FILES_ROOT = settings.FILES_ROOT / "another"
    worlds.begin(empty=True)
    with transaction.atomic():
        answer = build()
        transaction.set_rollback(True)
    return answer


def all_of_a_world() -> dict[str, object]:
    """All that can be seen of a world in which a return was accepted."""
    case = accepted(gather())
    files = [storage.read(one) for one in DocumentVersion.objects.order_by("pk")]
    assert problems(Log.objects.get(case=case)) == []
    return {**contents(), "files": files, "case": case.pk, "here": HERE.here}


def test_a_world_that_is_put_back_is_the_one_that_was_made(settings: Any) -> None:
    made, put_back = (undone(all_of_a_world, settings) for _ in range(2))

    assert made == put_back
    assert made["here"] is not None


def test_what_a_test_does_to_its_copy_is_not_in_the_next(settings: Any) -> None:
    first, second, third = (
        undone(lambda: make.case(gather()), settings) for _ in range(3)
    )
    second.reference = "CHANGED"

    fourth = undone(lambda: make.case(gather()), settings)

    assert len({id(one) for one in (first, second, third, fourth)}) == 4
    assert {first.reference, third.reference} == {fourth.reference}


def test_the_people_of_a_world_are_those_of_the_test(settings: Any) -> None:
    for _ in range(2):
        cast, case = undone(lambda: ((it := gather()), make.case(it)), settings)

        assert case.partnership is cast.partnership


def test_somebody_who_signs_in_leaves_the_world_as_it_is() -> None:
    cast = gather()
    signed_in(cast.priya)

    assert HERE.here is not None


def test_builders_build_once_a_test_has_written_something() -> None:
    cast = gather()
    cast.partnership.area = "Elsewhere"
    cast.partnership.save()

    assert HERE.here is None
    assert make.case(cast).partnership is cast.partnership
    assert HERE.here is None


def test_builders_build_where_a_setting_was_changed(settings: Any) -> None:
    settings.TRAINING = True
    gather()

    assert HERE.here is None


def test_two_partnerships_are_another_world_than_one() -> None:
    cast, other = gather(), gather_elsewhere()

    here, there = make.case(cast), make.case(other)

    assert {here.partnership_id, there.partnership_id} == {
        cast.partnership.pk,
        other.partnership.pk,
    }


@pytest.mark.parametrize(
    ("statement", "writes"),
    [
        ('SELECT "id" FROM "rapidreview_case"', False),
        ("RELEASE SAVEPOINT s1", False),
        ('INSERT INTO "django_session" ("session_key") VALUES (%s)', False),
        ('UPDATE "rapidreview_user" SET "last_login" = %s WHERE "id" = %s', False),
        ('UPDATE "rapidreview_user" SET "last_login" = %s, "name" = %s', True),
        ("ROLLBACK TO SAVEPOINT s1", True),
        ('INSERT INTO "rapidreview_case" ("id") VALUES (%s)', True),
        ("WITH gone AS (DELETE FROM x) SELECT 1", True),
    ],
)
def test_a_statement_that_may_write_is_known(statement: str, writes: bool) -> None:
    known = worlds.READS.match(statement) or worlds.BESIDE.match(statement)

    assert (known is None) is writes
