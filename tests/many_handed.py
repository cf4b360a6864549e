"""Packages for a local review, as many as wanted."""

from datetime import datetime

from rapidreview.case.models import Case
from rapidreview.handing_on.models import HandOver
from tests import make
from tests.cast import Cast


def add_hand_over(case: Case, cast: Cast, at: datetime, number: int = 1) -> HandOver:
    """One package, not handed over yet, with its three files."""
    names = ("word", "pdf", "package")
    files = {
        name: make.document(
            case, cast, title=f"{name} {number}", subject="hand_over", at=at
        )
        for name in names
    }
    return HandOver.objects.create(
        case=case,
        number=number,
        lead="The National Panel suggests a local review.",
        to_name="Rosalind Merrowby",
        to_role="lead reviewer",
        made_by="Priya",
        made_at=at,
        **files,
    )


def add_hand_overs(case: Case, cast: Cast, numbers: range, at: datetime) -> None:
    """Further packages, one in ten: each is three files, which take their time."""
    for n in numbers[::10]:
        add_hand_over(case, cast, at, 2 + n)
