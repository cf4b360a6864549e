"""The request as our views know it: with its instant, its actor and, on a case, the case."""

from collections.abc import Callable
from datetime import datetime

from django.http import HttpRequest

from rapidreview.case.models import Case
from rapidreview.people.actor import Actor
from rapidreview.people.models import Partnership, User
from rapidreview.procedure.facts import CaseFacts
from rapidreview.procedure.vocabulary import Deed, Role


class PageRequest(HttpRequest):
    """A request inside the door. ``at`` is stamped once, by the middleware."""

    at: datetime
    actor: Actor
    user: User


class CaseRequest(PageRequest):
    """A request for a page of one case by somebody who has a place on it.

    ``may`` answers whether this person may do a deed on this case now.
    """

    case: Case
    facts: CaseFacts
    roles: frozenset[Role]
    may: Callable[[Deed], bool]


class PartnershipRequest(PageRequest):
    """A request for a page of one partnership by somebody who has a role in it."""

    partnership: Partnership
    roles: frozenset[Role]
    may: Callable[[Deed], bool]
