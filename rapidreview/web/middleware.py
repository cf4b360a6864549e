"""What happens to every request before a view: its instant, its headers, its refusals."""

from collections.abc import Callable
from io import BytesIO, IOBase
from typing import cast

from django.conf import settings
from django.contrib.auth import logout
from django.core.handlers.wsgi import LimitedStream, WSGIRequest
from django.http import HttpRequest, HttpResponse

from rapidreview.door.requests import PageRequest
from rapidreview.people.clock import now

Answer = Callable[[HttpRequest], HttpResponse]
LAST_SEEN, BEGAN = "last_seen", "began"


def clock(get_response: Answer) -> Answer:
    """Stamp ``request.at`` once: everything the request does happens at that instant."""

    def stamped(request: HttpRequest) -> HttpResponse:
        cast("PageRequest", request).at = now()
        return get_response(request)

    return stamped


class Announced(IOBase):
    """A request's body that is not taken for whole when its connection broke off early.

    Web servers hand on what has come as if it were all. Half a form could then be carried
    out: half a text, half the people ticked. Reading it raises ConnectionError instead,
    which Django answers with 403.
    """

    def __init__(self, body: IOBase, length: int) -> None:
        self._body, self._left = body, length

    def read(self, size: int | None = -1, /) -> bytes:
        """Up to ``size`` bytes. Raises ConnectionError for fewer than are still to come."""
        wanted = self._left if size is None or size < 0 else min(size, self._left)
        data: bytes = self._body.read(wanted)
        self._left -= len(data)
        if len(data) < wanted:
            raise ConnectionError("The connection broke off within the form.")
        return data


def whole(get_response: Answer) -> Answer:
    """Carry out no part of a form whose connection broke off before all of it had come."""

    def asked(request: HttpRequest) -> HttpResponse:
        if isinstance(request, WSGIRequest):
            body = cast("LimitedStream", request._stream)
            request._stream = cast("BytesIO", Announced(body, body.limit))
        return get_response(request)

    return asked


def headers(get_response: Answer) -> Answer:
    """Pages are not kept by browsers or proxies, and nothing on them may be sniffed."""

    def answered(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not request.path.startswith(settings.STATIC_URL):
            response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("Permissions-Policy", "camera=(), microphone=()")
        if request.method == "HEAD" and not response.streaming:
            response.content = b""
        return response

    return answered


def idle(get_response: Answer) -> Answer:
    """Sign out a session not used for a while, or ten hours old (trust, row 18)."""

    def watched(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            _watch(request, cast("PageRequest", request).at.timestamp())
        return get_response(request)

    return watched


def _watch(request: HttpRequest, at: float) -> None:
    session = request.session
    seen, began = session.get(LAST_SEEN, at), session.get(BEGAN, at)
    idle_too_long = at - seen > settings.IDLE_LIMIT.total_seconds()
    if idle_too_long or at - began > settings.SESSION_COOKIE_AGE:
        logout(request)
    elif at - seen > 60 or BEGAN not in session:
        session[LAST_SEEN], session[BEGAN] = at, began
