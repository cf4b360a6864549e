"""Delivery through a real mail server: at least once, and always recognisable (R6, R7)."""

from collections.abc import Iterator

import pytest
from django_q.models import Schedule
from pytest_django import Settings

from rapidreview.mail.actions import queue
from rapidreview.mail.delivery import deliver_due
from rapidreview.mail.links import Link
from rapidreview.mail.models import Letter
from rapidreview.mail.words import Recipient
from rapidreview.management.commands.worker import ensure_schedules
from tests import make
from tests.cast import Cast, gather
from tests.mail_server import Server, listening

pytestmark = pytest.mark.django_db
JUDITH = Recipient("Judith Häthersby", "judith@northmere.example")
OWEN = Recipient("Owen Tarnfield", "owen@northmere.example")


@pytest.fixture
def smtp(settings: Settings) -> Iterator[Server]:
    with listening(settings) as server:
        yield server


@pytest.fixture
def cast() -> Cast:
    return gather()


def send(
    cast: Cast, kind: str = "group_told", key: str = "one", **changed: object
) -> Letter:
    words = {
        "name": JUDITH.name,
        "words": "Please keep Friday free. ✓",
        "minutes": "10",
    }
    values = {"case": None, "to": JUDITH, "at": make.DAY_1, "words": words} | changed
    return queue(kind, partnership=cast.partnership, key=key, **values)


def test_a_letter_arrives_whole_with_its_copies(cast: Cast, smtp: Server) -> None:
    letter = send(cast, copies=(OWEN,))

    assert deliver_due(make.DAY_1) == 1

    (message,) = smtp.taken
    assert message["Message-ID"] == f"<{letter.pk}@rapid-review>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Reply-To"] == cast.partnership.email
    assert "keep Friday free. ✓" in message.get_payload(decode=True).decode()
    assert smtp.recipients == [[JUDITH.email, OWEN.email]]
    letter.refresh_from_db()
    assert (letter.state, letter.attempts) == (Letter.State.SENT, 1)


def test_what_was_sent_is_not_sent_again(cast: Cast, smtp: Server) -> None:
    send(cast)
    deliver_due(make.DAY_1)

    assert deliver_due(make.later(days=2)) == 0
    assert len(smtp.taken) == 1


def test_a_worker_killed_after_250_sends_the_same_letter_once_more(
    cast: Cast, smtp: Server, settings: Settings
) -> None:
    send(cast)
    settings.EMAIL_BACKEND = "tests.mail_server.DyingBackend"
    with pytest.raises(SystemExit):
        deliver_due(make.DAY_1)

    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    deliver_due(make.later(minutes=4))  # the lease of the dead worker still runs
    assert len(smtp.taken) == 1
    deliver_due(make.later(minutes=6))

    first, second = smtp.taken
    assert first["Message-ID"] == second["Message-ID"]
    assert Letter.objects.get().state == Letter.State.SENT


@pytest.mark.parametrize("answer", ["421 closing", "451 greylisted, come again"])
def test_what_the_server_puts_off_is_tried_later_and_later(
    answer: str, cast: Cast, smtp: Server
) -> None:
    letter = send(cast)
    smtp.answers = [answer, answer]

    assert deliver_due(make.DAY_1) == 0
    letter.refresh_from_db()
    assert (letter.state, letter.next_at) == (
        Letter.State.QUEUED,
        make.later(minutes=2),
    )
    deliver_due(letter.next_at)
    letter.refresh_from_db()
    assert letter.next_at == make.later(minutes=6)
    assert deliver_due(letter.next_at) == 1


def test_what_the_server_refuses_for_good_is_not_tried_again(
    cast: Cast, smtp: Server
) -> None:
    letter = send(cast)
    smtp.answers = ["550 no such person judith@northmere.example"]

    deliver_due(make.DAY_1)

    letter.refresh_from_db()
    assert (letter.state, letter.problem) == (
        Letter.State.FAILED,
        "The mail server answered 550.",
    )
    assert deliver_due(make.later(days=1)) == 0


def test_one_bad_letter_does_not_hold_up_the_next(cast: Cast, smtp: Server) -> None:
    send(cast, key="bad")
    send(cast, key="good", at=make.later(minutes=1))
    smtp.answers = ["421 closing"]

    assert deliver_due(make.later(minutes=1)) == 1


def test_a_day_without_a_mail_server_loses_nothing(
    cast: Cast, smtp: Server, settings: Settings
) -> None:
    send(cast)
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    for hours in range(24):
        assert deliver_due(make.later(hours=hours)) == 0

    settings.EMAIL_PORT = port

    assert deliver_due(make.later(hours=25)) == 1
    assert "could not be reached" not in Letter.objects.get().problem


def test_after_three_days_somebody_is_told(
    cast: Cast, smtp: Server, settings: Settings
) -> None:
    letter = send(cast)
    settings.EMAIL_PORT = 1

    deliver_due(make.later(days=3, minutes=1))

    letter.refresh_from_db()
    assert letter.state == Letter.State.FAILED
    assert letter.problem.startswith("The mail server could not be reached")


def test_a_code_is_blanked_once_it_was_delivered(cast: Cast, smtp: Server) -> None:
    letter = send(cast, "code", code="4711 0815")

    deliver_due(make.DAY_1)

    assert "4711 0815" in smtp.taken[0].get_payload(decode=True).decode()
    letter.refresh_from_db()
    assert letter.body == ""


def test_the_link_is_in_the_letter_that_leaves(cast: Cast, smtp: Server) -> None:
    words = {"version": "1", "officer": "Owen", "phone": "01632 960102"}
    send(cast, "pack_released", words=words, link=Link("page", path="/cases/7/"))

    deliver_due(make.DAY_1)

    assert "/cases/7/" in smtp.taken[0].get_payload(decode=True).decode()


def test_the_worker_makes_its_schedules_once() -> None:
    ensure_schedules()
    ensure_schedules()

    schedule = Schedule.objects.get(name="letters")
    assert (schedule.func, schedule.minutes) == ("rapidreview.mail.jobs.deliver", 1)
