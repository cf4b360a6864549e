"""Stops of browsers: closed within a form, and before the answer to it has come."""

from collections.abc import Callable, Mapping
from datetime import datetime

from django.urls import reverse

from rapidreview.dailylog.models import LogEntry
from rapidreview.mail.models import Letter
from rapidreview.people.models import Received
from rapidreview.scoping import answering
from rapidreview.scoping.links import actor_of, cookie_for, cookie_of
from rapidreview.scoping.models import Invitation
from rapidreview.scoping.rounds import author_of, signer_of
from rapidreview.training.days.returning import SIGNER
from rapidreview.training.player import Act, Player
from rapidreview.training.returns import TrainingReturn
from tests.posting import stop_the_clock
from tests.trust.stops import Stop, Surroundings
from tests.trust.visitor import Filled, Visitor
from tests.trust.worker_process import until

Typed = Mapping[str, object]


def browser_is_closed(
    person: str,
    page: str,
    fills: Callable[[Player], Typed] = lambda _: {},
    **of_page: Callable[[Player], object],
) -> Stop:
    """``person`` does the act in a browser that is closed twice on the way.

    ``page`` is the name of its address, ``of_page`` what the address holds besides the case;
    ``fills`` says what is typed.
    """

    def stop(around: Surroundings, _: Act) -> Act:
        def stopped(player: Player, at: datetime) -> None:
            stop_the_clock(around.settings, at)
            parts = {name: of(player) for name, of in of_page.items()}
            address = reverse(page, kwargs={"case_id": player.the_case.pk, **parts})
            visitor = Visitor.signed_in(around.home, player.user(person))
            pressed(visitor, visitor.fills(address, **fills(player)))

        return stopped

    return stop


def pressed(visitor: Visitor, form: Filled, again: Filled | None = None) -> None:
    """Send a form: 1. half of it; 2. all, and be gone before the answer; 3. ``again``.

    It is carried out once, at the second time; the third says so.
    """
    before = _traces()
    visitor.sends_half(form)
    assert _traces() == before, "half a form was carried out"

    visitor.sends_and_is_gone(form)
    received = Received.objects.filter(pk=form.key).exclude(location="")
    until(received.exists, lambda: visitor.sends(form).text)
    once = _traces()

    answer = visitor.sends(again or form)
    assert _traces() == once, "a form was carried out twice"
    assert answer.status == 302
    assert "This was already received" in visitor.opens(answer.leads_to).text


def _traces() -> tuple[list[str], int, int]:
    """What the product did so far."""
    kinds = LogEntry.objects.order_by("id").values_list("kind", flat=True)
    return list(kinds), Letter.objects.count(), Received.objects.count()


def author_closes_the_form(code: str, section: str) -> Stop:
    """An agency's return, whose author is interrupted in a long section, and at sending;
    so is the senior manager at signing.

    What was saved is there in another browser, which has passed the code again.
    """

    def stop(around: Surroundings, _: Act) -> Act:
        def stopped(player: Player, at: datetime) -> None:
            stop_the_clock(around.settings, at)
            told = player.told(code)
            texts = {
                code: text
                for code, text in told.answers.items()
                if code.startswith(section)
            }
            _write(player, told, at, without={*texts, *SIGNER})

            first = _author(around, player, code, at)
            form = first.fills(f"/answer/form/{section}/", **texts)
            pressed(first, form)
            second = _author(around, player, code, at)
            kept = dict(second.fills(form.address).fields)
            assert {c: kept[c].strip() for c in texts} == texts

            pressed(second, second.fills("/answer/form/check/", **_signer(told)))
            third = _past_the_code(around, signer_of(player.latest(code).request), at)
            form = third.fills("/sign/form/", **_signature(told))
            pressed(third, form)

        return stopped

    return stop


def _write(
    player: Player, told: TrainingReturn, at: datetime, *, without: set[str]
) -> None:
    """The rest of the return, page by page, on another day perhaps."""
    answers = {c: text for c, text in told.answers.items() if c not in without}
    row = player.latest(told.agency)
    by = actor_of(author_of(row.request))
    answering.save_answers(row, answers, version=row.edit_version, by=by, at=at)
    row = player.latest(told.agency)
    answering.save_chronology(row, told.rows, version=row.edit_version, by=by, at=at)


def _author(around: Surroundings, player: Player, code: str, at: datetime) -> Visitor:
    """The author of a return, past the code, in a browser just opened."""
    return _past_the_code(around, author_of(player.latest(code).request), at)


def _past_the_code(
    around: Surroundings, invitation: Invitation | None, at: datetime
) -> Visitor:
    assert invitation
    name, _ = cookie_of(Invitation.Part(invitation.part))
    return Visitor(around.home, **{name: cookie_for(invitation, at)})


def _signer(told: TrainingReturn) -> Typed:
    name = told.signer_name
    return {"name": name, "role": told.answers["J3"]}


def _signature(told: TrainingReturn) -> Typed:
    return {
        "name": told.signer_name,
        "role": told.answers["J3"],
        "declarations": told.answers["J1"].splitlines(),
        "statement": told.statement,
    }
