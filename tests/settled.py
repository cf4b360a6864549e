"""Returns that were checked, shared, accepted or sent back; a pack that was made."""

from datetime import UTC, datetime, timedelta

from rapidreview.case.models import Case
from rapidreview.collation import actions as collation
from rapidreview.collation.models import Pack
from rapidreview.procedure.vocabulary import Role
from rapidreview.quality import actions as quality
from rapidreview.scoping import receiving
from rapidreview.scoping.models import AgencyReturn
from tests import make
from tests.asking import NIL, SENT_AT, asked, everything, sent
from tests.cast import Cast
from tests.worlds import remembered

CHECKED_AT = SENT_AT + timedelta(minutes=30)
SHARED_AT = SENT_AT + timedelta(minutes=40)
DECIDED_AT = SENT_AT + timedelta(hours=2)
AGAIN_BY = datetime(2026, 11, 9, 12, 0, tzinfo=UTC)
PACK_AT = datetime(2026, 11, 11, 14, 30, tzinfo=UTC)
OUTCOME = {
    "sufficiency": "sufficient",
    "dates": "adequate",
    "analysis": True,
    "signed": True,
}
REASONS = [("F3", "Say what your service saw."), ("E1", "No entry has a date.")]


def check(row: AgencyReturn, cast: Cast, **changed: object) -> AgencyReturn:
    """The first check of a received return, recorded by Owen."""
    outcome = {**OUTCOME, **changed}
    quality.record_initial_check(row, **outcome, by=cast.actor("owen"), at=CHECKED_AT)
    return row


def share(row: AgencyReturn, cast: Cast) -> AgencyReturn:
    """Checked, and shared with the Chair on the same day."""
    quality.share_with_chair(check(row, cast), by=cast.actor("owen"), at=SHARED_AT)
    return row


def accept(row: AgencyReturn, cast: Cast, reason: str = "Good enough.") -> AgencyReturn:
    """Checked, shared and accepted by Priya."""
    quality.accept(
        share(row, cast), reason=reason, by=cast.actor("priya"), at=DECIDED_AT
    )
    return row


@remembered
def accepted(cast: Cast, *codes: str) -> Case:
    """A case whose first agency's return was accepted; the others' are awaited."""
    row = accept(sent(cast, *codes), cast)
    return row.case


def send_back(row: AgencyReturn, cast: Cast) -> AgencyReturn:
    """Sent back by Priya; the second round."""
    return quality.send_back(
        row, reasons=REASONS, due_at=AGAIN_BY, by=cast.actor("priya"), at=DECIDED_AT
    )


@remembered
def typed(cast: Cast, **answers: str) -> AgencyReturn:
    """A return that came by post with these answers, signed on paper."""
    row = asked(cast)
    receiving.type_in(
        row,
        {**everything(), **answers},
        [],
        channel="post",
        by=cast.actor("owen"),
        at=SENT_AT,
        received_at=SENT_AT,
        signer_name="Grace Merribeck",
        signer_role="Head teacher",
    )
    return row


@remembered
def nil(cast: Cast, *codes: str) -> AgencyReturn:
    """A signed nil return."""
    row = asked(cast, *codes)
    receiving.type_in(
        row,
        NIL,
        None,
        channel="post",
        by=cast.actor("owen"),
        at=SENT_AT,
        received_at=SENT_AT,
        signer_name="Grace Merribeck",
        signer_role="Head teacher",
    )
    return row


def in_the_group(case: Case, cast: Cast) -> Case:
    """With a member of the group for the school and the scrutineer on the case."""
    make.appoint(case, cast.matthias, Role.JCR_MEMBER, agency=cast.school)
    make.appoint(case, cast.nadia, Role.SCRUTINEER)
    return case


@remembered
def packed(cast: Cast, *codes: str) -> Pack:
    """The first version of a pack, made by Owen."""
    case = accepted(cast, *codes)
    return collation.collate(case, by=cast.actor("owen"), at=PACK_AT)
