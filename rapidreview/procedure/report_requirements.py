"""Guards of the report: its order, its versions' numbers, and when it may be signed (P9.1-P13.2).

As in requirements.py, each looks at facts or values and raises a ProcedureError whose
words say what happened and what to do.
"""

import re
from collections.abc import Sequence

from rapidreview.procedure.errors import AlreadyDone, Incomplete, NotYet, Refused
from rapidreview.procedure.facts import CaseFacts
from rapidreview.procedure.logkinds import LogKind

FIRST_VERSION = "0.1"
NUMBER = re.compile(r"[0-9]{1,3}\.[0-9]{1,3}")
BEFORE: dict[LogKind, str] = {
    LogKind.REPORT_BEGUN: "Begin the report first.",
    LogKind.MEETING_HELD: "Record first when the Rapid Review meeting closed.",
    LogKind.MINUTES_SENT_WITH_REPORT: (
        "Send the minutes with the report to the group first."
    ),
    LogKind.REPORT_UPDATED: "Update the report from the meeting first.",
    LogKind.REPORT_SENT_TO_CHAIR: "Send the report to the Chair first.",
}


def require_before(facts: CaseFacts, kind: LogKind, paragraph: str) -> None:
    """Raise NotYet until the log has an entry of ``kind``, one of ``BEFORE``."""
    if not facts.has(kind):
        raise NotYet(BEFORE[kind], paragraph)


def is_signed(facts: CaseFacts) -> bool:
    """Whether the Chair's last signature still covers the report (P13.1)."""
    signed = facts.last(LogKind.SIGNED_REPORT_RECEIVED)
    voided = facts.last(LogKind.SIGNATURE_VOIDED)
    return signed is not None and (voided is None or voided.seq < signed.seq)


def require_unsigned(facts: CaseFacts) -> None:
    """Raise AlreadyDone while a signature covers the report (P13.1)."""
    if is_signed(facts):
        raise AlreadyDone(
            "The report is signed. Changing a section, with a reason, takes the "
            "signature away; then this can be done again.",
            "P13.1",
        )


def require_reason_to_change(facts: CaseFacts, reason: str) -> None:
    """Raise Refused where a signed report is changed without saying why (4.2 t)."""
    if is_signed(facts) and not reason.strip():
        raise Refused(
            "The report is signed, and a change takes the signature away. Say why it is "
            "changed.",
            "P13.1",
        )


def require_ready_to_sign(missing: Sequence[str]) -> None:
    """Raise Incomplete naming everything that a signature still waits for (P13.1)."""
    if missing:
        raise Incomplete(f"Before it is signed: {' '.join(missing)}", "P13.1")


def require_later_number(number: str, newest: str) -> None:
    """Raise Refused for what is no number of a version, or not after ``newest`` (P14.6)."""
    if not NUMBER.fullmatch(number):
        raise Refused("Enter the number of the version as 0.4 or 1.0.", "P14.6")
    if _taken_apart(number) <= _taken_apart(newest):
        raise Refused(
            f"Version {newest} is kept already. Enter a later number, the earliest version "
            "first.",
            "P14.6",
        )


def next_draft(number: str) -> str:
    """The number of the next version that is kept: 0.2 after 0.1, 1.1 after 1.0."""
    whole, part = _taken_apart(number)
    return f"{whole}.{part + 1}"


def next_signed(number: str) -> str:
    """The number a signature makes: 1.0 after 0.4, 2.0 after 1.1."""
    return f"{_taken_apart(number)[0] + 1}.0"


def _taken_apart(number: str) -> tuple[int, int]:
    whole, _, part = number.partition(".")
    return int(whole), int(part)
