"""When a review may be handed to a local review, and what a hand-over goes through (P13.5)."""

from collections.abc import Collection
from datetime import datetime

from rapidreview.procedure.errors import AlreadyDone, Incomplete, NotSigned, NotYet
from rapidreview.procedure.facts import CaseFacts
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.sending import require_after, require_happened

# Views of the Panel after which a partnership may turn to a local review.
LEADS_ON = frozenset({"local_review", "disagrees"})


def leads_to_local_review(
    decided: bool | None,  # noqa: FBT001 - the answer of the walk-through
    views: Collection[str],
) -> str:
    """What leads to a local review, in words; empty where nothing does (P7.2, P13.5).

    ``decided`` is the meeting's answer, ``views`` are those of the Panel's responses.
    """
    if decided:
        return "The Rapid Review meeting decided that a local review is carried out."
    if "local_review" in views:
        return "The National Panel suggests a local review."
    if LEADS_ON & set(views):
        return "The National Panel does not agree with the decision against one."
    return ""


def require_local_review(lead: str) -> None:
    """Raise NotYet where neither meeting nor Panel leads to a local review (P13.5)."""
    if not lead:
        raise NotYet(
            "Nothing leads to a local review: the meeting decided against one, and no "
            "response of the National Panel suggests one.",
            "P13.5",
        )


def require_signed(signed: bool) -> None:  # noqa: FBT001 - a yes or no of the report
    """Raise NotSigned before the Chair has signed what stands in the report (P13.1)."""
    if not signed:
        raise NotSigned(
            "This is made from the report once the Chair has signed it.", "P13.1"
        )


def require_named(**said: str) -> None:
    """Raise Incomplete for the first of these that is empty; names are said as words."""
    for name, text in said.items():
        if not text.strip():
            raise Incomplete(f"Say {name.replace('_', ' ')}.", "P13.5")


def require_to_hand(
    handed_at: datetime, made_at: datetime, was: datetime | None, at: datetime
) -> None:
    """A package is handed over once, after it was made, and not in the future (P13.5)."""
    if was is not None:
        raise AlreadyDone("This package has been handed over.", "P13.5")
    require_happened(handed_at, at, "P13.5")
    require_after(handed_at, made_at, "The package was made", "P13.5")


def require_to_receive(
    received_at: datetime,
    handed_at: datetime | None,
    was: datetime | None,
    at: datetime,
) -> None:
    """Its receipt comes once, and after it was handed over (P13.5)."""
    if handed_at is None:
        raise NotYet("Record first when the package was handed over.", "P13.5")
    if was is not None:
        raise AlreadyDone("The receipt of this package is recorded.", "P13.5")
    require_happened(received_at, at, "P13.5")
    require_after(received_at, handed_at, "The package was handed over", "P13.5")


def is_converted(facts: CaseFacts) -> bool:
    """Whether the Rapid Review became a local review: a package was handed over."""
    return facts.has(LogKind.REVIEW_HANDED_OVER)
