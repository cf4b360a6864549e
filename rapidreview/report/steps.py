"""Where the report stands on its way: each step, done or open, and where it is done."""

from dataclasses import dataclass
from datetime import datetime

from rapidreview.procedure.facts import CaseFacts
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.vocabulary import Deed


@dataclass(frozen=True, slots=True)
class Step:
    """A step: open once the log has ``after``, done with ``done``, again with ``again``."""

    words: str
    whose: str
    done: LogKind
    after: LogKind
    deed: Deed
    page: str
    paragraph: str
    again: LogKind | None = None


STEPS: tuple[Step, ...] = (
    Step(
        "Send it with the minutes",
        "Partnership Team",
        LogKind.MINUTES_SENT_WITH_REPORT,
        LogKind.MINUTES_FILED,
        Deed.CIRCULATE_REPORT,
        "send_with_minutes",
        "P7.6",
    ),
    Step(
        "Update it from the meeting",
        "Partnership Team",
        LogKind.REPORT_UPDATED,
        LogKind.MEETING_HELD,
        Deed.BEGIN_REPORT,
        "update_report",
        "P9.1",
    ),
    Step(
        "Send it to the Chair",
        "Partnership Team",
        LogKind.REPORT_SENT_TO_CHAIR,
        LogKind.REPORT_UPDATED,
        Deed.CIRCULATE_REPORT,
        "send_report_to_chair",
        "P9.2",
    ),
    Step(
        "Amend it and assure its quality",
        "Chair",
        LogKind.REPORT_QUALITY_ASSURED,
        LogKind.REPORT_SENT_TO_CHAIR,
        Deed.AMEND_REPORT,
        "review_report",
        "P9.2",
        again=LogKind.REPORT_SENT_TO_CHAIR,
    ),
    Step(
        "Confirm to whom it goes",
        "Chair",
        LogKind.CIRCULATION_CONFIRMED,
        LogKind.REPORT_QUALITY_ASSURED,
        Deed.CONFIRM_CIRCULATION,
        "confirm_circulation",
        "P9.3",
    ),
    Step(
        "Circulate it",
        "Partnership Team",
        LogKind.REPORT_CIRCULATED,
        LogKind.CIRCULATION_CONFIRMED,
        Deed.CIRCULATE_REPORT,
        "circulate_report",
        "P9.3",
        again=LogKind.CIRCULATION_CONFIRMED,
    ),
    Step(
        "Sign it",
        "Chair",
        LogKind.SIGNED_REPORT_RECEIVED,
        LogKind.REPORT_QUALITY_ASSURED,
        Deed.SIGN_REPORT,
        "sign_report",
        "P13.1",
        again=LogKind.SIGNATURE_VOIDED,
    ),
    Step(
        "File it in III",
        "Partnership Manager",
        LogKind.SIGNED_REPORT_FILED,
        LogKind.SIGNED_REPORT_RECEIVED,
        Deed.FILE_SIGNED_REPORT,
        "file_signed_report",
        "P13.2",
        again=LogKind.SIGNATURE_VOIDED,
    ),
)


@dataclass(frozen=True, slots=True)
class StepShown:
    """A step as the page shows it; ``state`` is one of the seven."""

    step: Step
    state: str
    done_at: datetime | None

    @property
    def is_open(self) -> bool:
        """Whether it can be done now."""
        return self.state == "open"


def steps(facts: CaseFacts) -> list[StepShown]:
    """Every step with its state; signing before what is voided counts no more."""
    return [_shown(one, facts) for one in STEPS]


def _shown(step: Step, facts: CaseFacts) -> StepShown:
    done = facts.last(step.done)
    again = facts.last(step.again) if step.again else None
    if done and (again is None or again.seq < done.seq):
        return StepShown(step, "done", done.at)
    return StepShown(step, "open" if _can_begin(step, facts) else "not_yet", None)


def _can_begin(step: Step, facts: CaseFacts) -> bool:
    """What must come first has come; filing waits for a signature that stands."""
    before = facts.last(step.after)
    if before is None or step.after is not LogKind.SIGNED_REPORT_RECEIVED:
        return before is not None
    voided = facts.last(LogKind.SIGNATURE_VOIDED)
    return voided is None or voided.seq < before.seq
