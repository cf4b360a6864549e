"""The pack made in the background: asked for, seen on its way, filed once, or why not (P6.1)."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from rapidreview.case.models import Case
from rapidreview.casefolder import storage
from rapidreview.collation import jobs, making
from rapidreview.collation.models import Making, Pack
from rapidreview.procedure.errors import AlreadyDone, NotYet
from rapidreview.procedure.logkinds import LogKind
from tests.asking import sent
from tests.attached import attached, comes_late, files_of, release_all
from tests.cast import Cast, gather
from tests.opened import told
from tests.posting import stop_the_clock
from tests.settled import PACK_AT, accepted, check

pytestmark = pytest.mark.django_db
LATER = PACK_AT + timedelta(minutes=7)


@pytest.fixture
def cast(settings: object) -> Cast:
    stop_the_clock(settings, PACK_AT)
    return gather()


def waiting(case: Case, cast: Cast, **more: object) -> Making:
    """Asked for by Owen; no worker has come to it yet."""
    owen = cast.actor("owen")
    return Making.objects.create(
        case=case,
        asked_at=PACK_AT,
        asked_by_id=owen.id,
        asked_by=owen.name,
        asked_role=owen.role,
        moved_at=PACK_AT,
        **more,
    )


def clock() -> datetime:
    return LATER


@pytest.mark.paragraph("P6.1")
def test_a_pack_that_was_asked_for_is_made_as_the_act_of_who_asked(cast: Cast) -> None:
    case = accepted(cast)

    asked = making.ask_for_pack(case, by=cast.actor("owen"), at=PACK_AT)

    asked.refresh_from_db()
    assert (asked.state, asked.done) == (Making.State.MADE, asked.steps)
    assert told(case, LogKind.PACK_ASKED)[0].by == cast.owen.name
    assert told(case, LogKind.RETURNS_COLLATED)[0].by == cast.owen.name
    assert asked.pack == case.packs.get()


@pytest.mark.paragraph("P6.1")
def test_nobody_asks_for_a_pack_while_a_return_is_unsettled(cast: Cast) -> None:
    case = check(sent(cast), cast).case

    with pytest.raises(NotYet):
        making.ask_for_pack(case, by=cast.actor("owen"), at=PACK_AT)

    assert not Making.objects.exists()


@pytest.mark.paragraph("P6.1")
def test_a_pack_is_not_asked_for_while_one_is_being_made(cast: Cast) -> None:
    case = accepted(cast)
    waiting(case, cast)

    with pytest.raises(AlreadyDone, match="see how far"):
        making.ask_for_pack(case, by=cast.actor("owen"), at=PACK_AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        waiting(case, cast, state=Making.State.GOING)


@pytest.mark.paragraph("P6.1")
def test_after_each_step_the_row_says_how_far_it_is(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, seen = attached(cast), []
    release_all(case, cast)
    row, bind = waiting(case, cast), making.bind

    def watched(
        *given: object, told: Callable[[int, int], None], **more: object
    ) -> int:
        def seen_too(done: int, steps: int) -> None:
            told(done, steps)
            seen.append(Making.objects.values_list("done", "steps").get(pk=row.pk))

        return bind(*given, told=seen_too, **more)

    monkeypatch.setattr(making, "bind", watched)
    assert jobs.make_packs() == 1

    assert seen == [(done, 6) for done in range(7)]


@pytest.mark.paragraph("P6.1")
def test_only_one_worker_makes_it(cast: Cast) -> None:
    waiting(accepted(cast), cast)

    first, second = making.take_next(at=PACK_AT), making.take_next(at=PACK_AT)

    assert first is not None
    assert second is None


@pytest.mark.paragraph("P6.1")
def test_what_a_worker_left_lying_is_taken_up_again(cast: Cast) -> None:
    row = waiting(accepted(cast), cast)
    making.take_next(at=PACK_AT)

    again = making.take_next(at=LATER)

    assert again is not None
    assert (again.pk, again.attempts) == (row.pk, 2)


@pytest.mark.paragraph("P6.1")
def test_what_ended_the_worker_three_times_is_given_up_with_words(cast: Cast) -> None:
    case = accepted(cast)
    row = waiting(case, cast, attempts=making.MOST_ATTEMPTS)

    assert jobs.make_packs() == 0

    row.refresh_from_db()
    assert row.state == Making.State.FAILED
    assert "stopped 3 times" in row.why
    assert told(case, LogKind.PACK_NOT_MADE)[0].by == "Rapid Review"


@pytest.mark.paragraph("P6.1")
def test_a_pack_is_not_filed_if_what_goes_in_changed_meanwhile(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, bind = attached(cast), making.bind
    row = waiting(case, cast)

    def interrupted(*given: object, **more: object) -> int:
        release_all(case, cast)
        return bind(*given, **more)

    monkeypatch.setattr(making, "bind", interrupted)
    jobs.make_packs()

    row.refresh_from_db()
    assert (row.state, row.why) == (Making.State.FAILED, making.CHANGED)
    assert not Pack.objects.exists()


@pytest.mark.paragraph("P6.1")
def test_a_file_that_is_not_what_was_filed_stops_the_pack(cast: Cast) -> None:
    case = attached(cast)
    release_all(case, cast)
    version = files_of(case)[0].version
    place = storage._path(version.storage_name)
    place.write_bytes(place.read_bytes()[:-1] + b"?")
    row = waiting(case, cast)

    jobs.make_packs()

    row.refresh_from_db()
    assert row.state == Making.State.FAILED
    assert not Pack.objects.exists()


@pytest.mark.paragraph("P6.1")
def test_a_pack_that_grows_too_large_is_refused_with_what_to_do(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rapidreview.collation.binding.MOST_BYTES", 1024**2 // 64)
    row = waiting(accepted(cast), cast)

    jobs.make_packs()

    row.refresh_from_db()
    assert "Mark fewer attachments" in row.why


@pytest.mark.paragraph("P6.1")
def test_the_second_of_two_workers_files_nothing(cast: Cast) -> None:
    case = accepted(cast)
    row = waiting(case, cast)
    taken = making.take_next(at=PACK_AT)
    Making.objects.filter(pk=row.pk).update(state=Making.State.FAILED)

    assert taken is not None
    with pytest.raises(AlreadyDone, match="Another worker"), transaction.atomic():
        making._made(taken, clock)

    assert not Pack.objects.exists()


@pytest.mark.paragraph("P6.1")
def test_a_late_return_and_another_pack_make_version_2(cast: Cast) -> None:
    case = attached(cast, "SCH", "POL")
    comes_late(case, cast)
    for number in (1, 2):
        waiting(case, cast)
        jobs.make_packs()

        assert case.packs.count() == number
