"""The register, and how something comes to be held, with its refusals (P14.7)."""

from datetime import date

import pytest

from rapidreview.mail.models import Letter
from rapidreview.parallel import actions, register, releasing
from rapidreview.parallel.actions import Thing
from rapidreview.parallel.listed import proposals, unlisted
from rapidreview.parallel.models import HeldItem
from rapidreview.parallel.reading import held_in
from rapidreview.procedure.disclosure import Way
from rapidreview.procedure.errors import (
    AlreadyDone,
    Incomplete,
    Refused,
    Stale,
)
from rapidreview.procedure.logkinds import LogKind
from rapidreview.scoping.models import AgencyReturn
from tests import make
from tests.asking import SENT_AT
from tests.cast import Cast, gather
from tests.held import ON, UNTIL, hold, process, release
from tests.opened import told
from tests.settled import PACK_AT, accept, typed

pytestmark = [pytest.mark.django_db, pytest.mark.paragraph("P14.7")]
CANARY = "The yellow canary sang before the ambulance was called that night"


@pytest.fixture
def cast() -> Cast:
    return gather()


@pytest.fixture
def row(cast: Cast) -> AgencyReturn:
    """The school's return, with the canary in D3 and in G6, accepted."""
    made = typed(cast, D3=CANARY, G6=f"{CANARY}, too.", G5="police investigation")
    return accept(made, cast)


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"reason": " "}, Incomplete),
        ({"until_on": None}, Incomplete),
        ({"until_on": ON}, Refused),
    ],
)
def test_a_hold_needs_a_reason_and_an_end_in_sight(
    cast: Cast, row: AgencyReturn, changed: dict[str, object], refusal: type
) -> None:
    with pytest.raises(refusal):
        hold(row, cast, Thing(row, "D3"), **changed)

    assert not HeldItem.objects.exists()


def test_nothing_is_held_twice_or_of_another_case(
    cast: Cast, row: AgencyReturn
) -> None:
    item = hold(row, cast, Thing(row, "D3"))
    with pytest.raises(AlreadyDone):
        hold(row, cast, Thing(row, "D3"), process=item.process)
    with pytest.raises(Incomplete):
        hold(row, cast, process=item.process)

    other = make.case(cast, number=7, label="051126AA")
    stranger = make.document(other, cast).document
    with pytest.raises(Refused):
        hold(row, cast, Thing(document=stranger), process=item.process)


def test_an_answer_the_form_holds_is_listed_once_and_never_simply_ended(
    cast: Cast, row: AgencyReturn
) -> None:
    by = cast.actor("priya")
    assert [one.code for one in unlisted(row.case)] == ["G6"]

    item = actions.list_from_start(row, "G6", by=by, at=SENT_AT)

    assert unlisted(row.case) == []
    with pytest.raises(AlreadyDone):
        actions.list_from_start(row, "G6", by=by, at=SENT_AT)
    with pytest.raises(Refused):
        actions.end_hold(item, because="Enough.", by=by, at=SENT_AT)


def test_agencies_answers_are_proposals_until_a_person_takes_one_over(
    cast: Cast, row: AgencyReturn
) -> None:
    found = proposals(row.case, sees_held=False)
    assert [one.value for one in found[0].sorts] == ["police"]
    assert found[0].holds
    assert found[0].held == ()
    assert row.case.processes.count() == 0

    taken = process(row.case, cast, told_in=row)

    again = proposals(row.case, sees_held=True)[0]
    assert again.taken_over == (taken,)
    assert again.held == (("G6", f"{CANARY}, too."),)


def test_a_process_is_changed_by_one_person_at_a_time_and_ends_once(
    cast: Cast, row: AgencyReturn
) -> None:
    made, by = process(row.case, cast), cast.actor("owen")
    given = {"contact": "", "reference": "OP 7", "until_on": UNTIL, "by": by}
    register.change_process(made, led_by="DS Pell", edit_version=1, at=SENT_AT, **given)
    with pytest.raises(Stale):
        register.change_process(
            made, led_by="DS Orr", edit_version=1, at=SENT_AT, **given
        )
    ended = {"ended_on": ON, "because": "No charge.", "by": by, "at": SENT_AT}
    register.end_process(made, **ended)
    with pytest.raises(AlreadyDone):
        register.end_process(made, **ended)

    made.refresh_from_db()
    assert (made.led_by, made.ended_on) == ("DS Pell", ON)
    assert [one.text for one in told(row.case, LogKind.PROCESS_CHANGED)] == [
        "P1, police investigation."
    ]


def test_who_gets_an_item_is_told_by_letter_without_a_word_of_it(
    cast: Cast, row: AgencyReturn
) -> None:
    item = hold(row, cast, Thing(row, "D3"))

    release(item, cast, people=[cast.owen])

    letter = Letter.objects.get(kind="held_released")
    assert letter.to_email == cast.owen.email
    assert "canary" not in letter.body


def test_a_release_is_refused_without_anybody_or_to_an_outsider(
    cast: Cast, row: AgencyReturn
) -> None:
    item = hold(row, cast, Thing(row, "D3"))

    for to, refusal in (
        ({}, Incomplete),
        ({"people": [cast.sam]}, Refused),
        ({"people": [cast.owen], "agreed_by": ""}, Incomplete),
        ({"people": [cast.owen], "agreed_on": date(2026, 12, 1)}, Refused),
    ):
        with pytest.raises(refusal):
            release(item, cast, **to)

    assert not item.releases.exists()


def test_it_is_released_once_and_can_be_taken_back(
    cast: Cast, row: AgencyReturn
) -> None:
    item = hold(row, cast, Thing(row, "D3"))
    release(item, cast, ways=[Way.PACK])
    with pytest.raises(AlreadyDone):
        release(item, cast, ways=[Way.PACK])

    given = item.releases.get()
    by = cast.actor("priya")
    releasing.withdraw_release(given, because="The police asked.", by=by, at=PACK_AT)

    assert held_in(row.case, leaving=Way.PACK).hides_answer(row.pk, "D3")
    with pytest.raises(AlreadyDone):
        releasing.withdraw_release(given, because="Again.", by=by, at=PACK_AT)
