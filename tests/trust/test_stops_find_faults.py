"""The proof of the stops can fail: each fault planted in the product is found (R6, R12)."""

from collections.abc import Iterator
from datetime import datetime
from email.message import Message
from pathlib import Path
from uuid import uuid4

import pytest
from django.urls import reverse
from pytest_django import Settings

from rapidreview.case.models import Case
from rapidreview.mail import delivery
from rapidreview.mail.actions import queue
from rapidreview.mail.models import Letter
from rapidreview.mail.words import Recipient
from rapidreview.web.middleware import Announced
from tests import make
from tests.cast import Cast, gather
from tests.posting import stop_the_clock
from tests.trust.browser_stops import pressed
from tests.trust.left import badly_delivered, differences, left_on
from tests.trust.stops import (
    Surroundings,
    mail_server_is_down,
    surroundings,
    worker_is_killed,
)
from tests.trust.visitor import Filled, Visitor

SENT = Letter.State.SENT


@pytest.fixture
def around(live_server, settings: Settings, tmp_path: Path) -> Iterator[Surroundings]:
    with surroundings(live_server.url, settings, tmp_path / "worker.log") as here:
        yield here


@pytest.fixture
def cast(around: Surroundings) -> Cast:
    stop_the_clock(around.settings, make.later(hours=3))
    return gather()


@pytest.fixture
def case(cast: Cast) -> Case:
    return make.case(cast)


def writes_five_letters(cast: Cast, at: datetime) -> None:
    """An act of the story, in small."""
    for number in range(5):
        queue(
            "group_told",
            case=None,
            partnership=cast.partnership,
            to=Recipient("Judith Hathersby", "judith@northmere.example"),
            words={"name": "Judith", "words": "Keep Friday free.", "minutes": "10"},
            key=f"letter {number}",
            at=at,
        )


def note(visitor: Visitor, case: Case) -> Filled:
    """A line for the Daily Log, typed and not yet sent; its last field can be missed."""
    page, to = reverse("case", args=[case.pk]), reverse("write_log", args=[case.pk])
    return visitor.fills(page, to, text="Spoke to the head teacher.", back=page)


def test_a_delivery_that_forgets_letters_when_the_server_is_down_is_found(
    around: Surroundings, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    forgets = Letter.objects.all().delete
    monkeypatch.setattr(delivery, "_put_off", lambda *_: forgets())

    with pytest.raises(AssertionError):
        mail_server_is_down(around, writes_five_letters)(cast, make.DAY_1)


def test_a_worker_that_marks_letters_before_they_are_sent_is_found(
    around: Surroundings, cast: Cast
) -> None:
    around.worker = ("-m", "tests.trust.faulty_worker")

    worker_is_killed(around, writes_five_letters)(cast, make.DAY_1)

    lost = badly_delivered(Letter.objects.all(), around.mail.taken, kills=around.kills)
    assert [one.partition(" never")[2] for one in lost] == [" came", " came"]


def test_a_browser_that_forgets_its_key_is_found(
    around: Surroundings, cast: Cast, case: Case
) -> None:
    owen = Visitor.signed_in(around.home, cast.owen)

    with pytest.raises(AssertionError, match="carried out twice"):
        pressed(owen, note(owen, case), again=note(owen, case))


def test_a_server_that_carries_out_half_a_form_is_found(
    around: Surroundings, cast: Cast, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    believes = lambda self, size=-1: self._body.read(size)  # noqa: E731
    monkeypatch.setattr(Announced, "read", believes)
    owen = Visitor.signed_in(around.home, cast.owen)

    with pytest.raises(AssertionError, match="half a form"):
        pressed(owen, note(owen, case))


def test_an_act_that_is_done_twice_or_not_at_all_is_found(
    cast: Cast, case: Case
) -> None:
    before = left_on(case)
    make.entry(case, cast)
    once = left_on(case)
    make.entry(case, cast)

    assert "+rows of LogEntry: 4" in differences(once, left_on(case))
    assert "-rows of LogEntry: 3" in differences(once, before)
    assert differences(once, once) == []


def letter(key: str, state: str = SENT) -> Letter:
    return Letter(key=key, state=state)


def copies(*letters: Letter) -> list[Message]:
    """The letters as they came, each as often as it is named."""
    came = [Message() for _ in letters]
    for message, one in zip(came, letters, strict=True):
        message["Message-ID"] = one.message_id
    return came


def test_each_way_of_delivering_badly_is_told() -> None:
    one, other, waits = letter("one"), letter("other"), letter("waits", "queued")
    stranger = letter(str(uuid4()))

    assert badly_delivered([one, other], copies(one, other)) == []
    assert badly_delivered([one], copies(one, one), kills=1) == []
    assert badly_delivered([one], copies(one, one)) == [
        "1 letters came again, after 0 kills"
    ]
    assert badly_delivered([one, other], copies(other)) == ["one never came"]
    assert badly_delivered([waits], copies(waits)) == ["waits is queued"]
    assert "nobody had written it" in badly_delivered([], copies(stranger))[0]
