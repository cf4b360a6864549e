"""``export-case REF --out FILE``: one case as a bundle that anybody can verify."""
# ruff: noqa: N999 - people type the command with a hyphen

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from rapidreview.case.models import Case
from rapidreview.casefolder import actions
from rapidreview.parallel.exporting import marks_of
from rapidreview.people.actor import SYSTEM
from rapidreview.people.clock import now


class Command(BaseCommand):
    """Writes the bundle; the Daily Log says that the case was exported."""

    help = "Export a case as a bundle (zip)."

    def add_arguments(self, parser: CommandParser) -> None:
        """The case's reference, and where the bundle goes."""
        parser.add_argument("reference")
        parser.add_argument("--out", required=True, type=Path, metavar="FILE")

    def handle(self, *args: object, **options: object) -> None:
        """Export one case."""
        out = Path(str(options["out"]))
        case = _case(str(options["reference"]))
        data = actions.export_case(
            case,
            by=SYSTEM,
            at=now(),
            reason="On the command line",
            marks=marks_of(case),
        )
        try:
            out.write_bytes(data)
        except OSError as error:
            raise CommandError(
                f"{out} cannot be written: {error.strerror}", returncode=2
            ) from error
        self.stdout.write(str(out))


def _case(reference: str) -> Case:
    """The only case with this reference, in any partnership."""
    found = list(Case.objects.filter(reference=reference).select_related("partnership"))
    if len(found) != 1:
        count = "no case" if not found else f"{len(found)} cases"
        raise CommandError(
            f"There is {count} with the reference {reference}.", returncode=2
        )
    return found[0]
