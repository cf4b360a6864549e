"""The one clock: read once a request, in commands, and at the entry of a job; never below."""

from datetime import UTC, datetime

from django.conf import settings


def now() -> datetime:
    """This instant, UTC; in training mode, the instant of the training case."""
    return datetime.now(UTC) + settings.CLOCK_OFFSET
