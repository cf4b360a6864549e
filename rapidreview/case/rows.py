"""Rows of one case that share the case whose key opens them."""

from rapidreview.case.models import Case, CaseRow


def share(case: Case, *rows: CaseRow | None) -> None:
    """Give rows of ``case`` the case at hand: not fetched again, nor joined once for each.

    A query that joins the same case half a dozen times is planned badly by a database.
    """
    for row in rows:
        if row is not None:
            row.case = case
