"""Conflicts of interest: declared, settled, held at the door, in the minutes (M1, P7.1)."""

from datetime import timedelta

import pytest

from rapidreview.case.access import place_on
from rapidreview.case.models import Case
from rapidreview.casefolder.actions import release
from rapidreview.collation.models import Pack
from rapidreview.collation.readers import readers_of, recipients_for
from rapidreview.mail.models import Letter
from rapidreview.meeting import minutes
from rapidreview.meeting.attending import Came
from rapidreview.meeting.papers import Edition, minutes_paper
from rapidreview.meeting.presence import quorum_of
from rapidreview.planning.interests import (
    declare_interest,
    interests_of,
    settle_interest,
)
from rapidreview.planning.inviting import send_invitations
from rapidreview.procedure.errors import AlreadyDone, Incomplete, Refused
from rapidreview.procedure.logkinds import LogKind
from tests import met
from tests.cast import Cast, gather, gather_elsewhere
from tests.opened import told

pytestmark = pytest.mark.django_db
LATER = met.DATED_AT + timedelta(hours=1)
SETTLED = {
    "measure": "no_decision", "items": [], "no_papers": False, "reason": "",
    "decided_by": "Judith Hathersby",
}  # fmt: skip


@pytest.fixture
def cast() -> Cast:
    gather_elsewhere()
    return gather()


def declared(case: Case, cast: Cast, name: str = "matthias") -> object:
    user = getattr(cast, name)
    return declare_interest(
        case, name=user.name, user=user, words="His sister teaches there.",
        by=cast.actor("owen"), at=LATER,
    )  # fmt: skip


def settle(interest: object, cast: Cast, **changed: object) -> object:
    given = {**SETTLED, **changed}
    return settle_interest(interest, **given, by=cast.actor("owen"), at=LATER)


@pytest.mark.paragraph("P7.1")
def test_an_interest_is_declared_before_the_meeting_and_settled(cast: Cast) -> None:
    case = met.dated(cast)
    interest = declared(case, cast)
    assert interest.decided_at is None

    held = settle(interest, cast, measure="leaves", items=["M5", "M10"])

    assert held.done == "Leaves the room for M5, M10."
    assert told(case, LogKind.INTEREST_DECLARED)[0].text.endswith("teaches there.")
    assert told(case, LogKind.INTEREST_SETTLED)[0].new == held.done
    with pytest.raises(AlreadyDone):
        settle(interest, cast, measure="leaves", items=["M5", "M10"])


@pytest.mark.paragraph("P7.1")
@pytest.mark.parametrize(
    "changed",
    [{"measure": ""}, {"measure": "leaves"}, {"decided_by": " "}, {"measure": "odd"}],
    ids=["nothing", "for no item", "by nobody", "something else"],
)
def test_what_is_done_is_said_in_full(cast: Cast, changed: dict[str, object]) -> None:
    case = met.dated(cast)
    with pytest.raises(Incomplete):
        settle(declared(case, cast), cast, **changed)
    with pytest.raises(Incomplete, match="who declares"):
        declare_interest(case, name=" ", words="x", by=cast.actor("owen"), at=LATER)


@pytest.mark.paragraph("P7.1")
def test_who_sees_no_papers_loses_the_pack_and_is_given_none(cast: Cast) -> None:
    case = met.dated(cast)
    pack = Pack.objects.select_related("version__case").get(case=case)
    release(pack.version, [cast.matthias], at=met.DATED_AT)

    settle(declared(case, cast), cast, no_papers=True)

    assert cast.matthias not in readers_of(pack)
    assert cast.matthias not in {one.user for one in recipients_for(case, at=LATER)}
    with pytest.raises(Refused, match="sees no papers"):
        release(pack.version, [cast.matthias], at=LATER)
    assert place_on(case.pk, cast.matthias, at=LATER).sees_papers is False
    assert place_on(case.pk, cast.judith, at=LATER).sees_papers is True


@pytest.mark.paragraph("P7.1")
def test_who_takes_no_part_leaves_the_case_and_its_calendar(cast: Cast) -> None:
    case = met.dated(cast)
    send_invitations(case, place="Room 4", by=cast.actor("owen"), at=met.DATED_AT)

    settle(declared(case, cast), cast, measure="withdraws")

    assert place_on(case.pk, cast.matthias, at=LATER + timedelta(minutes=1)) is None
    gone = Letter.objects.get(kind="invitation_withdrawn")
    assert gone.to_name == cast.matthias.name
    assert "METHOD:CANCEL" in gone.calendar


def test_nobody_shuts_themselves_out_by_mistake(cast: Cast) -> None:
    case = met.dated(cast)
    with pytest.raises(Refused, match="somebody else"):
        settle(declared(case, cast, "owen"), cast, no_papers=True)


@pytest.mark.paragraph("P7.1")
def test_who_does_not_decide_is_not_counted_in_the_quorum(cast: Cast) -> None:
    meeting = met.prepared(cast)
    settle(declared(meeting.case, cast, "helene"), cast)

    officers = quorum_of(meeting, at=met.AGENDA_AT)[1]

    assert officers.there == ()
    assert "takes no part in the decision" in officers.said


@pytest.mark.paragraph("P7.1")
def test_an_interest_declared_in_the_room_is_in_the_minutes_with_what_was_done(
    cast: Cast,
) -> None:
    meeting = met.prepared(cast)
    number = meeting.attendances.get(name=cast.victor.name).number
    victor = Came(number, "present", conflict="He advises the school.")
    met.attended(meeting, cast, victor=victor)
    (interest,) = interests_of(meeting.case)
    settle(interest, cast, measure="leaves", items=["M5"])

    (conflict,) = minutes_paper(meeting, Edition(1)).conflicts

    assert conflict.name == cast.victor.name
    assert "He advises the school." in conflict.words
    assert "What was done: Leaves the room for M5. Decided by Judith" in conflict.words


def test_minutes_do_not_reach_who_sees_no_papers(cast: Cast) -> None:
    made = met.filed(cast)
    case = made.case
    interest = declare_interest(
        case, name=cast.nadia.name, user=cast.nadia, words="A friend.",
        by=cast.actor("owen"), at=met.AFTER,
    )  # fmt: skip
    settle_interest(
        interest, **{**SETTLED, "no_papers": True}, by=cast.actor("owen"), at=met.AFTER
    )

    with pytest.raises(Refused, match="was not invited"):
        minutes.circulate(made, [cast.nadia], by=cast.actor("owen"), at=met.AFTER)
