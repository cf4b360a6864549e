"""How tests press buttons: a browser that is signed in, at an instant, with a key per form."""

from datetime import UTC, date, datetime
from typing import Any, cast
from uuid import UUID, uuid4

from django.http import HttpResponse
from django.test import Client

from rapidreview.people.models import User
from rapidreview.procedure.calendar import LONDON


def post(
    client: Client, address: str, key: UUID | None = None, **fields: Any
) -> HttpResponse:
    """Send a form with its idempotency key; the same ``key`` again is a second press."""
    typed = {name: value for name, value in fields.items() if value is not None}
    given = {"idempotency_key": str(key or uuid4()), **typed}
    return cast("HttpResponse", client.post(address, given))


def signed_in(user: User) -> Client:
    """A browser in which ``user`` is signed in."""
    client = Client()
    client.force_login(user)
    return client


def stop_the_clock(settings: Any, at: datetime) -> None:
    """Every request from now on happens at about ``at``."""
    settings.CLOCK_OFFSET = at - datetime.now(UTC)


def boxes(name: str, when: date) -> dict[str, str]:
    """What three boxes of a date send, and the fourth of a moment."""
    local = when.astimezone(LONDON) if isinstance(when, datetime) else when
    sent = {
        f"{name}_day": local.day,
        f"{name}_month": local.month,
        f"{name}_year": local.year,
    }
    typed = {key: str(value) for key, value in sent.items()}
    if isinstance(local, datetime):
        typed[f"{name}_time"] = f"{local:%H:%M}"
    return typed
