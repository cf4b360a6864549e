"""Rows of one case that share the case whose key opens them."""

from collections.abc import Iterable
from typing import TypeVar

from rapidreview.case.models import Case, CaseRow

Row = TypeVar("Row", bound=CaseRow)


def share(case: Case, *rows: CaseRow | None) -> None:
    """Give rows of ``case`` the case at hand: not fetched again, nor joined once for each.

    A query that joins the same case half a dozen times is planned badly by a database.
    """
    for row in rows:
        if row is not None:
            row.case = case


def with_case(rows: Iterable[Row], case: Case) -> list[Row]:
    """``rows`` of ``case`` as a list, each with the case at hand."""
    held = list(rows)
    share(case, *held)
    return held
