"""Nothing more is done on a closed case, by any action; all of it again once it is reopened."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import transaction

from rapidreview.case.models import Case
from rapidreview.collation.actions import collate, release
from rapidreview.meeting.deciding import agree_action
from rapidreview.meeting.executive import decide_executive_meeting
from rapidreview.opening.agencies import choose_agencies, tell_group
from rapidreview.opening.children import add_child
from rapidreview.opening.given import ChildGiven
from rapidreview.opening.sin import record_csc_decision
from rapidreview.people.actor import Actor
from rapidreview.planning.actions import record_contact
from rapidreview.planning.appointing import appoint
from rapidreview.planning.confirming import delegate
from rapidreview.procedure.errors import AlreadyDone, ProcedureError
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.vocabulary import Role
from rapidreview.quality.actions import comment
from rapidreview.quality.checklist import file_checklist
from rapidreview.quality.models import ShareWithChair
from rapidreview.quality.weighing import add_finding
from rapidreview.report.actions import begin_report
from rapidreview.retention.closing import close_case, reopen_case
from rapidreview.scoping.actions import request_returns
from rapidreview.scoping.asking_again import open_round
from rapidreview.scoping.chasing import chase
from rapidreview.scoping.models import AgencyReturn
from rapidreview.scoping.receiving import type_in
from tests import settled
from tests.asking import NIL, SENT_AT, asked
from tests.cast import Cast, gather
from tests.opened import told

pytestmark = [pytest.mark.django_db, pytest.mark.paragraph("P14.2", "P14.3")]
AT = settled.PACK_AT + timedelta(hours=1)
DUE_AT = AT + timedelta(days=2)


class Closed:
    """A case with an accepted return and a pack, which is closed; and its people."""

    def __init__(self) -> None:
        self.cast: Cast = gather()
        self.pack = settled.packed(self.cast)
        self.case: Case = settled.in_the_group(self.pack.case, self.cast)
        self.returned = AgencyReturn.objects.get(case=self.case)
        self.share = ShareWithChair.objects.get(case=self.case)


Act = Callable[[Closed, Actor, datetime], object]
# Each as somebody would do it on this case, were it open.
ACTS: dict[str, Act] = {
    "planning: contact": lambda w, by, at: record_contact(
        w.case,
        with_name="Judith",
        channel="E-mail",
        on_target=True,
        text="",
        by=by,
        at=at,
    ),
    "planning: appoint": lambda w, by, at: appoint(
        w.case, w.cast.dana, Role.EXECUTIVE_LEADER, by=by, at=at
    ),
    "planning: delegate": lambda w, by, at: delegate(
        w.case, tasks="Chasers", to=w.cast.owen, by=by, at=at
    ),
    "opening: decision of Children's Social Care": lambda w, by, at: (
        record_csc_decision(
            w.case, words="Met.", decided_by="Marcus Ingleforth", by=by, at=at
        )
    ),
    "opening: a child": lambda w, by, at: add_child(
        w.case, ChildGiven(name="Ines"), by=by, at=at
    ),
    "opening: an agency": lambda w, by, at: choose_agencies(
        w.case, [w.cast.police], with_name="Judith", reason="Named.", by=by, at=at
    ),
    "opening: the group": lambda w, by, at: tell_group(w.case, words="", by=by, at=at),
    "scoping: another round": lambda w, by, at: open_round(
        w.returned, reasons=[("E1", "Dates.")], due_at=DUE_AT, by=by, at=at
    ),
    "quality: comment": lambda w, by, at: comment(w.share, text="Seen.", by=by, at=at),
    "quality: checklist": lambda w, by, at: file_checklist(w.case, by=by, at=at),
    "collation: pack": lambda w, by, at: collate(w.case, by=by, at=at),
    "collation: release": lambda w, by, at: release(
        w.pack, [w.cast.judith], by=by, at=at
    ),
    "meeting: an action": lambda w, by, at: agree_action(
        w.case,
        words="One plan.",
        kind="single_agency",
        owner="Priya",
        due_at=DUE_AT,
        by=by,
        at=at,
    ),
    "meeting: the AD/DCS": lambda w, by, at: decide_executive_meeting(
        w.case, required=False, reason="No need.", decided_with="Priya", by=by, at=at
    ),
    "report: begin": lambda w, by, at: begin_report(w.case, by=by, at=at),
}


def test_what_is_done_on_an_open_case_is_refused_on_a_closed_one() -> None:
    world = Closed()
    by = world.cast.actor("priya")
    close_case(world.case, reason="Its work is done.", by=by, at=AT)

    closed = {name: _refusal(act, world, by) for name, act in ACTS.items()}
    reopen_case(world.case, reason="A query came.", by=by, at=AT)
    reopened = {name: _refusal(act, world, by) for name, act in ACTS.items()}

    ended = "This case has ended: nothing more is done on it."
    assert closed == dict.fromkeys(ACTS, ended)
    assert reopened == dict.fromkeys(ACTS, "")


def _refusal(act: Act, world: Closed, by: Actor) -> str:
    """The words with which an act is refused, if it is; what it does is taken back."""
    world.case.refresh_from_db()
    try:
        with transaction.atomic():
            act(world, by, AT)
            transaction.set_rollback(True)
    except ProcedureError as refusal:
        return refusal.words
    return ""


def test_an_awaited_return_is_refused_too_and_may_come_once_it_is_reopened() -> None:
    cast = gather()
    row = asked(cast)
    by = cast.actor("priya")
    close_case(row.case, reason="Ended early.", by=by, at=SENT_AT)

    for act in (_chased, _typed):
        with pytest.raises(AlreadyDone, match="This case has ended"):
            act(row, by)

    assert not told(row.case, LogKind.CHASER_SENT)
    reopen_case(row.case, reason="Too early.", by=by, at=SENT_AT)
    for act in (_chased, _typed):
        act(row, by)
    with pytest.raises(AlreadyDone, match=r"asked|request"):
        request_returns(row.case, [cast.school], by=by, at=SENT_AT)


def _chased(row: AgencyReturn, by: Actor) -> None:
    chase(row, channel="telephone", to_name="Sam", outcome="Today.", by=by, at=SENT_AT)


def _typed(row: AgencyReturn, by: Actor) -> None:
    type_in(row, NIL, None, channel="post", by=by, at=SENT_AT, received_at=SENT_AT)
    add_finding(row, severity="note", place="", words="Nil.", by=by, at=SENT_AT)
