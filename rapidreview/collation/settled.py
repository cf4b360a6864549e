"""Whether the pack may be made now: every return settled, or the Chair's go-ahead (P6.1, 4.2 s)."""

from datetime import datetime

from rapidreview.case.models import Case
from rapidreview.collation.content import Content, content_of
from rapidreview.collation.standing import excused
from rapidreview.dailylog.facts import case_facts
from rapidreview.procedure.errors import NotYet
from rapidreview.procedure.requirements import require_open, require_settled


def locked(case: Case) -> Case:
    """The case itself, held: two versions are never made of one number."""
    rows = Case.objects.select_for_update(of=("self",)).select_related("partnership")
    return rows.get(pk=case.pk)


def content_to_collate(case: Case, *, at: datetime) -> Content:
    """What goes into the pack that may be made now.

    Raises NotYet while a return is not settled and the Chair has not said to go ahead
    without that agency, and while there is no return at all.
    """
    content, facts = content_of(case, at=at), case_facts(case)
    require_open(facts)
    requested = [str(one.current.pk) for one in content.found if one.current]
    settled = [str(one.accepted.pk) for one in content.included if one.accepted]
    require_settled(facts, requested, settled)
    waiting = {one.agency for one in content.missing} - excused(case)
    if waiting:
        raise NotYet(
            f"Not settled yet: {', '.join(sorted(waiting))}. Settle these returns, or ask "
            "the Chair for a recorded go-ahead without them.",
            "P6.1",
        )
    if not settled:
        raise NotYet("There is no accepted return to collate yet.", "P6.1")
    return content
