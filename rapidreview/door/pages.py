"""Every route declares its deeds here; a view without them fails the route walk.

``case_page``  a page of one case: outsiders get 404, whatever they ask
``partnership_page``  a page of one partnership: 404 for everybody who has no role in it
``page``       a page for anybody signed in, of no case
``open_page``  a page for anybody at all: sign-in, links and codes
"""

from collections.abc import Callable, Collection
from dataclasses import replace
from functools import wraps
from typing import Any, cast
from uuid import UUID

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed

from rapidreview.case.access import Place, note_access, place_on
from rapidreview.dailylog.facts import case_facts
from rapidreview.door.once import carried_out, request_id
from rapidreview.door.requests import (
    CaseRequest,
    PageRequest,
    PartnershipRequest,
)
from rapidreview.people.actor import Actor
from rapidreview.people.models import Partnership, roles_in
from rapidreview.procedure.errors import NotPermitted
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.permissions import PAPERS, may
from rapidreview.procedure.vocabulary import Deed, Role

View = Callable[..., HttpResponse]
READING = ("GET", "HEAD")


def case_page(
    *, get: Deed | None = None, post: Deed | None = None
) -> Callable[[View], View]:
    """Declare a page of a case; the view gets ``(request, case, …)``."""

    def declare(view: View) -> View:
        def enter(
            request: HttpRequest, deed: Deed, case_id: UUID, **rest: Any
        ) -> HttpResponse:
            asked = _enter_case(request, case_id, deed)
            note_access(
                case=asked.case,
                actor_id=asked.user.id,
                route=_route(request),
                subject=" ".join(str(value) for value in rest.values())[:80],
                at=asked.at,
            )
            return _answer(asked, lambda: view(asked, asked.case, **rest))

        return _declared(view, enter, get, post, signed_in=True)

    return declare


def partnership_page(
    *, get: Deed | None = None, post: Deed | None = None
) -> Callable[[View], View]:
    """Declare a page of a partnership; the view gets ``(request, partnership, …)``."""

    def declare(view: View) -> View:
        def enter(
            request: HttpRequest, deed: Deed, partnership_id: UUID, **rest: Any
        ) -> HttpResponse:
            asked = _enter_partnership(request, partnership_id, deed)
            note_access(
                case=None,
                partnership=asked.partnership,
                actor_id=asked.user.id,
                route=_route(request),
                subject=" ".join(str(value) for value in rest.values())[:80],
                at=asked.at,
            )
            return _answer(asked, lambda: view(asked, asked.partnership, **rest))

        return _declared(view, enter, get, post, signed_in=True)

    return declare


def page(
    *, get: Deed | None = None, post: Deed | None = None
) -> Callable[[View], View]:
    """Declare a page of no case, for anybody who is signed in."""

    def declare(view: View) -> View:
        def enter(request: HttpRequest, deed: Deed, **rest: Any) -> HttpResponse:
            asked = cast("PageRequest", request)
            asked.actor = Actor(
                asked.user.id, asked.user.name, "", request_id=request_id(request)
            )
            return _answer(asked, lambda: view(asked, **rest))

        return _declared(view, enter, get, post, signed_in=True)

    return declare


def open_page(
    *, get: Deed | None = None, post: Deed | None = None
) -> Callable[[View], View]:
    """Declare a page that needs no account; its GET shows nothing of any case."""

    def declare(view: View) -> View:
        def enter(request: HttpRequest, deed: Deed, **rest: Any) -> HttpResponse:
            asked = cast("PageRequest", request)
            return _answer(asked, lambda: view(asked, **rest))

        return _declared(view, enter, get, post, signed_in=False)

    return declare


def _declared(
    view: View, enter: View, get: Deed | None, post: Deed | None, *, signed_in: bool
) -> View:
    deeds = {"GET": get, "HEAD": get, "POST": post}

    @wraps(view)
    def asked(request: HttpRequest, **rest: Any) -> HttpResponse:
        deed = deeds.get(request.method or "")
        if deed is None:
            return HttpResponseNotAllowed([name for name, one in deeds.items() if one])
        if signed_in and not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)
        return enter(request, deed=deed, **rest)

    asked.deeds = deeds  # type: ignore[attr-defined]
    return asked


def _enter_case(request: HttpRequest, case_id: UUID, deed: Deed) -> CaseRequest:
    """Load the case, or 404; then ask whether the deed is this person's now."""
    asked = cast("CaseRequest", request)
    place = place_on(case_id, asked.user, at=asked.at)
    if place is None:
        raise Http404
    facts = case_facts(place.case)
    done = facts.kinds
    if not may(place.roles, Deed.SEE_CASE, done):
        raise Http404
    allowed = _allowed(place, done)
    if not allowed(deed):
        raise NotPermitted(
            "You are working on this case, but this is not yours to open or do. "
            "Ask the Partnership Manager if you need it."
        )
    asked.case = place.case
    asked.actor = replace(place.actor, request_id=request_id(request))
    asked.facts, asked.roles = facts, place.roles
    asked.may = allowed
    return asked


def _allowed(place: Place, done: Collection[LogKind]) -> Callable[[Deed], bool]:
    """What the roles allow, less the papers for who declared an interest."""
    return lambda deed: (
        may(place.roles, deed, done) and (place.sees_papers or deed not in PAPERS)
    )


def _enter_partnership(
    request: HttpRequest, partnership_id: UUID, deed: Deed
) -> PartnershipRequest:
    """Load the partnership, or 404; then ask whether the deed is this person's."""
    asked = cast("PartnershipRequest", request)
    partnership = Partnership.objects.filter(pk=partnership_id).first()
    roles = roles_in(partnership, asked.user, at=asked.at) if partnership else None
    if partnership is None or not roles:
        raise Http404
    if not may(roles, deed, ()):
        raise NotPermitted(
            "You work in this partnership, but this is not yours to open or do. "
            "Ask the Partnership Manager if you need it."
        )
    first = min(roles, key=list(Role).index)
    asked.partnership, asked.roles = partnership, roles
    asked.actor = Actor(
        asked.user.id,
        asked.user.name,
        first.words,
        roles,
        request_id=request_id(request),
    )
    asked.may = lambda wanted: may(roles, wanted, ())
    return asked


def _answer(asked: PageRequest, view: Callable[[], HttpResponse]) -> HttpResponse:
    if asked.method in READING:
        return view()
    actor = getattr(asked, "actor", None)
    return carried_out(
        asked, view, actor=str(actor.id) if actor else "link", at=asked.at
    )


def _route(request: HttpRequest) -> str:
    match = request.resolver_match
    return match.view_name[:120] if match else ""
