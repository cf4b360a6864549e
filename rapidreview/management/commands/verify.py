"""``verify BUNDLE``: does an exported case hold? The same answers as the bundle's own script."""

import sys

from django.core.management.base import BaseCommand, CommandParser

from rapidreview.dailylog import verify


class Command(BaseCommand):
    """Exit status 0 verified, 1 not verified (JSON names the place), 2 not a bundle."""

    help = "Verify an exported case (a bundle)."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """One bundle: a zip file, or the folder it was unpacked into."""
        parser.add_argument("bundle")

    def handle(self, *args: object, **options: str) -> None:
        """Print the answer as JSON."""
        sys.exit(verify.main([options["bundle"]]))
