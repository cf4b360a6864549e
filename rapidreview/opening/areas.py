"""Where it happened and where the children live: one area hosts the review (handbook, 3.5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from rapidreview.case.models import Case
from rapidreview.dailylog import actions as dailylog
from rapidreview.dailylog.facts import case_facts
from rapidreview.dailylog.models import LogEntry
from rapidreview.people.actor import Actor
from rapidreview.people.models import Partnership
from rapidreview.planning.spoken import listed
from rapidreview.procedure.errors import AlreadyDone, Refused
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.requirements import require_open

LONGEST = 200  # of all residing areas together
NOT_RECORDED = "not recorded"


@dataclass(frozen=True, slots=True)
class Areas:
    """Host area and residing areas, as recorded; ``elsewhere`` if another area hosts."""

    host: str
    residing: tuple[str, ...]
    elsewhere: bool

    @property
    def recorded(self) -> bool:
        """Whether anything is."""
        return bool(self.host or self.residing)

    @property
    def residing_words(self) -> str:
        """The residing areas as a sentence lists them."""
        return listed(self.residing)


def own_area(partnership: Partnership) -> str:
    """What the partnership's own area is called."""
    return partnership.area or partnership.name


def areas_of(case: Case) -> Areas:
    """The areas of a case, as recorded."""
    host = case.host_area
    own = own_area(case.partnership).casefold()
    residing = tuple(case.residing_area.splitlines())
    return Areas(host, residing, bool(host) and host.casefold() != own)


@transaction.atomic
def record_areas(
    case: Case,
    *,
    host: str,
    residing: Sequence[str],
    words: str,
    by: Actor,
    at: datetime,
    occurred_at: datetime | None = None,
) -> LogEntry:
    """Which area hosts the review, and where the children live; ``words`` say what the areas
    agreed. One host: its clock is the only local one.

    Raises Refused for a host elsewhere without words, AlreadyDone where nothing changes.
    """
    require_open(case_facts(case))
    before = _told(areas_of(case))
    case.host_area = host.strip()
    case.residing_area = "\n".join(filter(None, (one.strip() for one in residing)))
    after = areas_of(case)
    _require_areas(case, after, words)
    if before == _told(after) and not words.strip():
        raise AlreadyDone("The areas stand so already.", "P1.2")
    case.save(update_fields=["host_area", "residing_area"])
    return dailylog.write(
        case,
        LogKind.AREAS_RECORDED,
        by=by,
        at=at,
        occurred_at=occurred_at,
        text=words,
        old=before,
        new=_told(after),
    )


def _require_areas(case: Case, after: Areas, words: str) -> None:
    if not after.host:
        raise Refused("Say which area hosts the review.", "P1.2")
    if len(case.residing_area) > LONGEST:
        raise Refused(
            f"The residing areas must be {LONGEST} characters or fewer together.",
            "P1.2",
        )
    if after.elsewhere and not words.strip():
        raise Refused(
            "Another area hosts this review. Say what was agreed, and with whom.",
            "P1.2",
        )


def _told(areas: Areas) -> str:
    host, residing = areas.host, areas.residing_words
    return f"Host: {host or NOT_RECORDED}; residing: {residing or NOT_RECORDED}"
