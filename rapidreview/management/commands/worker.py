"""``worker``: does the work in the background, on the schedules it makes sure of first."""

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django_q.models import Schedule

from rapidreview.mail.actions import DELIVER

# Each does whatever is due at its instant, so a missed or doubled run is harmless.
# Name: what is run, and every how many minutes.
SCHEDULES = {
    "letters": (DELIVER, 1),
    "reminders": ("rapidreview.scoping.jobs.remind", 5),
    "mailbox": ("rapidreview.scoping.jobs.take_in_mail", 2),
    "digests": ("rapidreview.quality.jobs.tell_the_team", 5),
    "packs": ("rapidreview.collation.jobs.make_packs", 1),
}


def ensure_schedules() -> None:
    """One row for each schedule; those that are there stay as they are."""
    for name, (function, minutes) in SCHEDULES.items():
        Schedule.objects.get_or_create(
            name=name,
            defaults={
                "func": function,
                "schedule_type": Schedule.MINUTES,
                "minutes": minutes,
                "repeats": -1,
            },
        )


class Command(BaseCommand):
    """Runs until it is stopped."""

    help = "Do the work in the background: deliver letters, remind agencies, read mail."

    def handle(self, *args: object, **options: object) -> None:
        """Ensure the schedules, then work the queue."""
        ensure_schedules()
        call_command("qcluster")
