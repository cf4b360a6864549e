"""The rows of text that came with a Word form and fitted none of its questions (P2.8)."""

from django.db import models

from rapidreview.case.models import CaseRow
from rapidreview.people.sealed import SealedText
from rapidreview.scoping.models import AgencyReturn


class UnplacedText(CaseRow):
    """Text of a Word form that fitted no question, until somebody places it (P2.8).

    Whatever is left out still stands in the form as it came, which is filed.
    """

    agency_return = models.ForeignKey(
        AgencyReturn, on_delete=models.PROTECT, related_name="unplaced"
    )
    number = models.PositiveSmallIntegerField()
    text = SealedText()
    where = SealedText()  # in the file, in words
    beside = models.CharField(max_length=12, blank=True)  # the code it stood next to

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(
                "agency_return", "number", name="unplaced_number_is_unique"
            ),
        )

    def __str__(self) -> str:
        return f"unplaced text {self.number} of {self.agency_return_id}"
