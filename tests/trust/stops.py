"""The story with stops: at a step, mail server or worker are stopped, and started again."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django_q.conf import Conf
from django_q.models import Failure, OrmQ

from rapidreview.mail.delivery import LEASE, deliver_due
from rapidreview.mail.models import Letter
from rapidreview.procedure.calendar import at_time, london_day
from rapidreview.training.days.submitting import AFTER
from rapidreview.training.player import Act, Day, Player
from rapidreview.training.script import DAYS, END_OF_DAY
from tests.mail_server import Server, listening
from tests.trust.worker_process import PRODUCTS_OWN, Worker

QUEUED = Letter.State.QUEUED


@dataclass
class Surroundings:
    """What the product runs among: its mail server, its address, its settings."""

    mail: Server
    home: str
    settings: Any
    log: Path
    worker: tuple[str, ...] = PRODUCTS_OWN
    kills: int = 0


@contextmanager
def surroundings(home: str, settings: Any, log: Path) -> Iterator[Surroundings]:
    """A mail server, and a queue of jobs that waits for a worker in its own process."""
    settings.Q_CLUSTER = {**settings.Q_CLUSTER, "sync": False}
    with pytest.MonkeyPatch.context() as patch, listening(settings) as mail:
        patch.setattr(Conf, "SYNC", False)  # the library has read its setting long ago
        yield Surroundings(mail, home, settings, log)


Stop = Callable[[Surroundings, Act], Act]


@dataclass(frozen=True, slots=True)
class Place:
    """One step of the story, by its day and the name of its act, and what is stopped there."""

    day: Day
    act: str
    stop: Stop


def play(player: Player, around: Surroundings, places: Sequence[Place] = ()) -> None:
    """The whole story; at each of the places something is stopped, and started again."""
    left = {(one.day, one.act): one.stop for one in places}

    def stopped(day: Day, act: Act | None) -> Act | None:
        stop = left.pop((day, act.__name__), None) if act else None
        return stop(around, act) if stop and act else act

    days: list[tuple[Day, Any, Any]] = [(day, *DAYS[day]) for day in DAYS]
    for day, acts, between in (*days, ("after", AFTER, ())):
        last = player.story.events(day)[-1].at
        evening = at_time(london_day(last), END_OF_DAY)
        player.play(
            day,
            [stopped(day, act) for act in acts],
            [(time, stopped(day, act) or act) for time, act in between],
            until=evening,
        )
        while deliver_due(evening):
            pass
    assert not left, f"The story has no such step: {left.keys()}"


def mail_server_is_down(around: Surroundings, act: Act) -> Act:
    """Its port is closed while letters are due; the evening's delivery finds it again."""

    def stopped(player: Player, at: datetime) -> None:
        act(player, at)
        waiting = set(Letter.objects.filter(state=QUEUED))
        around.mail.goes_down()
        tries = [deliver_due(at + timedelta(minutes=later)) for later in (0, 2)]
        around.mail.comes_up()

        assert tries == [0, 0]
        assert set(Letter.objects.filter(state=QUEUED)) == waiting != set()

    return stopped


def mail_server_goes_down_halfway(around: Surroundings, act: Act) -> Act:
    """It takes three letters and is gone; the evening's delivery brings the rest."""

    def stopped(player: Player, at: datetime) -> None:
        act(player, at)
        third = len(around.mail.taken) + 3

        def hears(count: int) -> None:
            if count == third:
                around.mail.takes_no_more()

        around.mail.hears = hears
        went = deliver_due(at)
        around.mail.hears = int
        around.mail.goes_down()
        around.mail.comes_up()

        assert went == 3
        assert Letter.objects.filter(state=QUEUED).exists()

    return stopped


def worker_is_killed(around: Surroundings, act: Act) -> Act:
    """After the server said 250 to its third letter, and before it could mark that.

    Started again once the claim of the dead one is over, it brings the rest; the queue
    of jobs is worked to its end, the job that was lost with the dead one included.
    """

    def stopped(player: Player, at: datetime) -> None:
        act(player, at)
        _kill_at_third_letter(around, at)
        # The lost job comes back after five minutes by the computer's clock: let them pass.
        OrmQ.objects.update(lock=datetime.now(UTC))
        _work_off(around, at + 2 * LEASE)

        assert not OrmQ.objects.exists()
        assert not Failure.objects.exists()

    return stopped


def _kill_at_third_letter(around: Surroundings, at: datetime) -> None:
    third = len(around.mail.taken) + 3

    def hears(count: int) -> None:
        if count == third:
            worker.stands_still()  # so that it cannot mark what 250 is now said to
            asyncio.get_running_loop().call_later(0.1, worker.is_killed)

    with Worker(at, around.log, around.worker) as worker:
        around.mail.hears = hears
        worker.waits_for(worker.is_gone)
    around.mail.hears = int
    around.kills += 1
    assert len(around.mail.taken) == third


def _work_off(around: Surroundings, at: datetime) -> None:
    """A new worker, until nothing is due and no job is left; killed while it idles."""
    due = Letter.objects.filter(state=QUEUED)
    with Worker(at, around.log, around.worker) as worker:
        worker.waits_for(lambda: not due.exists() and not OrmQ.objects.exists())
