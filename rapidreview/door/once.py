"""A POST is carried out once: pressed twice, refreshed, sent again, it happens once (R12)."""

import hashlib
from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from rapidreview.people.models import Received
from rapidreview.procedure.errors import AlreadyDone
from rapidreview.procedure.naming import spoken_moment

KEY_FIELD = "idempotency_key"
NOT_THE_BODY = {KEY_FIELD, "csrfmiddlewaretoken"}


def carried_out(
    request: HttpRequest, do: Callable[[], HttpResponse], *, actor: str, at: datetime
) -> HttpResponse:
    """What ``do`` answers, kept in one transaction with the memory of its key.

    1. A key seen before answers as it did then; with another body it is refused.
    2. Anything but a redirect stores nothing: what was typed comes back to be mended.
    """
    key = _key(request)
    body_hash = _body_hash(request)
    with transaction.atomic():
        earlier = _remember(key, actor, request.path, body_hash, at)
        if earlier is not None:
            return _as_before(request, earlier, actor, body_hash, at)
        response = do()
        if not 300 <= response.status_code < 400:
            transaction.set_rollback(True)
        else:
            Received.objects.filter(pk=key).update(location=response["Location"])
    return response


def request_id(request: HttpRequest) -> str:
    """The key of this request, for the headers of the log; empty where it has none."""
    try:
        return str(_key(request))
    except BadRequest:
        return ""


def _key(request: HttpRequest) -> UUID:
    given = request.POST.getlist(KEY_FIELD)
    try:
        return UUID(given[0]) if len(given) == 1 else UUID("")
    except ValueError as error:
        raise BadRequest(
            "This form came without its key. Open the page again and send it once more."
        ) from error


def _body_hash(request: HttpRequest) -> str:
    digest = hashlib.sha256()
    for name, values in sorted(request.POST.lists()):
        if name not in NOT_THE_BODY:
            digest.update(repr((name, values)).encode())
    for name, files in sorted(request.FILES.lists()):
        for one in files:
            digest.update(repr((name, getattr(one, "name", ""))).encode())
            for chunk in one.chunks():
                digest.update(chunk)
            one.seek(0)
    return digest.hexdigest()


def _remember(
    key: UUID, actor: str, route: str, body_hash: str, at: datetime
) -> Received | None:
    """Insert the key; the earlier row where it was there before."""
    try:
        with transaction.atomic():
            Received.objects.create(
                key=key, actor=actor, route=route, body_hash=body_hash, received_at=at
            )
    except IntegrityError:
        return Received.objects.get(pk=key)
    return None


def _as_before(
    request: HttpRequest, earlier: Received, actor: str, body_hash: str, at: datetime
) -> HttpResponse:
    same = (earlier.actor, earlier.route, earlier.body_hash)
    if same != (actor, request.path, body_hash):
        raise AlreadyDone(
            "This form was sent before with other words in it. Nothing was changed "
            "now. Open the page again to see what is stored."
        )
    received = spoken_moment(earlier.received_at, at)
    messages.info(request, f"This was already received, {received}. It was done once.")
    return HttpResponseRedirect(earlier.location)
