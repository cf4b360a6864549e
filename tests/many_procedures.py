"""Many versions of a procedure, each loaded and to come into force."""

from datetime import datetime, timedelta

from rapidreview.people.models import InForce, LoadedProcedure
from rapidreview.procedure.calendar import london_day
from tests.cast import Cast


def add_procedures(cast: Cast, numbers: range, at: datetime) -> None:
    """One more version for each number, and a day from which it is in force."""
    like = LoadedProcedure.objects.filter(partnership=cast.partnership)[:1].get()
    made = LoadedProcedure.objects.bulk_create(
        LoadedProcedure(
            partnership=cast.partnership,
            name=like.name,
            version=f"many-{number}",
            title=f"Version {number}",
            hash=f"{number:064}",
            written=like.written,
            said=like.said,
            loaded_at=at,
            loaded_by=cast.priya,
        )
        for number in numbers
    )
    InForce.objects.bulk_create(
        InForce(
            partnership=cast.partnership,
            procedure=row,
            from_day=london_day(at) + timedelta(days=10 + number),
            recorded_at=at,
            reason="Agreed.",
        )
        for number, row in zip(numbers, made, strict=True)
    )
