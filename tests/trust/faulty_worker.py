"""The product's worker with a fault planted in it, which the proof of the stops must find.

It marks a letter as sent when it claims it, and not when the mail server has taken it.
"""

from datetime import datetime

import django
from django.core.management import call_command

django.setup()

from rapidreview.mail import delivery  # noqa: E402 - needs the line above
from rapidreview.mail.models import Letter  # noqa: E402


def marked_too_early(letter: Letter, at: datetime) -> bool:
    """What should only claim it."""
    letter.state, letter.sent_at = Letter.State.SENT, at
    letter.save(update_fields=["state", "sent_at"])
    return True


if __name__ == "__main__":
    delivery._claim = marked_too_early
    call_command("worker")
