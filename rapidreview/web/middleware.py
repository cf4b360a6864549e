"""What happens to every request before a view: its instant, its headers, its refusals."""

from collections.abc import Callable
from typing import cast

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

from rapidreview.door.requests import PageRequest
from rapidreview.people.clock import now

Answer = Callable[[HttpRequest], HttpResponse]
LAST_SEEN = "last_seen"


def clock(get_response: Answer) -> Answer:
    """Stamp ``request.at`` once: everything the request does happens at that instant."""

    def stamped(request: HttpRequest) -> HttpResponse:
        cast("PageRequest", request).at = now()
        return get_response(request)

    return stamped


def headers(get_response: Answer) -> Answer:
    """Pages are not kept by browsers or proxies, and nothing on them may be sniffed."""

    def answered(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not request.path.startswith(settings.STATIC_URL):
            response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("Permissions-Policy", "camera=(), microphone=()")
        return response

    return answered


def idle(get_response: Answer) -> Answer:
    """Sign out a session that nobody has used for a while (trust, row 18)."""

    def watched(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            at = cast("PageRequest", request).at.timestamp()
            seen = request.session.get(LAST_SEEN, at)
            if at - seen > settings.IDLE_LIMIT.total_seconds():
                logout(request)
            elif at - seen > 60 or LAST_SEEN not in request.session:
                request.session[LAST_SEEN] = at
        return get_response(request)

    return watched
