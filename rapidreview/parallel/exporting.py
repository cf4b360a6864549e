"""The export of a case that holds something: by whom, and what is marked in it (P14.7).

A bundle is verified as a whole, so nothing is cut out of it: it is either all there, with
what is held marked, or it is not for that person.
"""

from rapidreview.case.models import Case
from rapidreview.casefolder.export import Marks
from rapidreview.parallel.listed import unlisted, what_of
from rapidreview.parallel.reading import held_in, lets_of, standing
from rapidreview.procedure.disclosure import Reader, Way, may_leave, may_see
from rapidreview.procedure.errors import NotPermitted


def marks_of(case: Case) -> Marks:
    """What is held, by number, agency and code, and the files in which it is told."""
    items = [f"H{one.number}. {what_of(one)}" for one in standing(case)]
    form = [f"{one.agency_return.agency.name}: {one.code}" for one in unlisted(case)]
    return Marks((*items, *form), held_in(case).versions)


def require_may_export(case: Case, reader: Reader) -> None:
    """Raise NotPermitted for an export that carries what this person may not see.

    Who sees all that is held may export; of the others whoever exports when each item was
    released for an export, or to them.
    """
    if may_see(reader, ()):
        return
    items = standing(case)
    lets = lets_of(items)
    kept = [
        one
        for one in items
        if not may_leave(Way.EXPORT, lets.get(one.pk, ()))
        and not may_see(reader, lets.get(one.pk, ()))
    ]
    if kept or unlisted(case):
        raise NotPermitted(
            "Something of this case is held, so an export of it is the Partnership "
            "Manager’s. Ask them to export it."
        )
