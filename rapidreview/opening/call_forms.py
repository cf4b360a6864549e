"""The sheet of the call: one page, several forms, nothing stored until the case is opened (P1.1, P1.2)."""

from datetime import datetime
from itertools import chain
from typing import Any

from django.forms import BoundField
from django.http import QueryDict

from rapidreview.door.dates import DayField, MomentField
from rapidreview.door.forms import PageForm
from rapidreview.door.words import Line, Words
from rapidreview.opening.forms import ChildForm
from rapidreview.opening.given import (
    ChildGiven,
    FamilyGiven,
    Incident,
    Notification,
    problems,
)
from rapidreview.people.models import Partnership
from rapidreview.planning.choices import ChoiceOf, PersonField
from rapidreview.planning.spoken import CHANNELS

MOST = 12  # of children, and of family members, on one sheet


class CallForm(PageForm):
    """The call and the incident."""

    received_at = MomentField(
        label="When the Partnership was told",
        help_text="The day it was received is Day 1. For example 4 11 2026, 09:40. It may "
        "be days ago: then what was done since can be entered with its true dates.",
    )
    from_name = Line(label="Who rang or wrote")
    from_role = Line(label="Their role", required=False)
    channel = ChoiceOf(label="How", choices=CHANNELS)
    words = Words(label="What was said", required=False)
    occurred_at = MomentField(label="When the incident was")
    place = Line(label="Where it was", required=False)
    incident = Words(
        label="What happened", help_text="No more than is needed. Names are not needed."
    )
    la_aware_at = MomentField(
        label="When the local authority became aware",
        required=False,
        help_text="Their five working days for the SIN count from here. Leave empty if it "
        "is not known yet.",
    )
    la_aware_how = Line(label="How it became aware", required=False, limit=500)
    period_from = DayField(label="Information is asked for from", required=False)
    period_to = DayField(label="Information is asked for until", required=False)
    manager = PersonField(label="Who oversees the review")

    def clean(self) -> dict[str, Any]:
        """The period runs forward."""
        given = super().clean() or {}
        first, last = given.get("period_from"), given.get("period_to")
        if first and last and last < first:
            self.add_error("period_to", "The period must end after it begins.")
        return given


class FamilyForm(PageForm):
    """Somebody of the family or household."""

    name = Line(label="Name", required=False)
    relationship = Line(label="Relationship to the child", required=False, limit=60)
    born = DayField(label="Date of birth", required=False)
    address = Line(label="Address", required=False, limit=300)
    ethnicity = Line(label="Ethnicity", required=False, limit=100)
    household = Line(label="In the household?", required=False, limit=60)

    def clean(self) -> dict[str, Any]:
        """Anything that is known needs a name or a relationship beside it."""
        given = super().clean() or {}
        if any(given.values()) and not (
            given.get("name") and given.get("relationship")
        ):
            self.add_error(
                "name", "Enter the name and the relationship, or empty this person."
            )
        return given


class CallSheet:
    """All forms of the sheet. ``posted`` is None on the first look."""

    def __init__(
        self,
        posted: QueryDict | None,
        partnership: Partnership,
        people: Any,
        *,
        at: datetime,
        manager: Any = None,
    ) -> None:
        self.at, self.partnership = at, partnership
        self.posted = posted
        self.call = CallForm(posted, initial={"manager": manager})
        self.call.fields["manager"].queryset = people  # type: ignore[attr-defined]
        self.children = self._rows(ChildForm, "child", "children", least=1)
        self.family = self._rows(FamilyForm, "member", "family", least=0)

    def _rows(
        self, sort: type[PageForm], prefix: str, count: str, *, least: int
    ) -> list[Any]:
        """As many forms as the page had, and one more where it was asked for."""
        typed = self.posted.get(count, "") if self.posted else ""
        number = (
            int(typed)
            if typed.isascii() and typed.isdigit() and len(typed) < 3
            else least
        )
        rows = [
            sort(self.posted, prefix=f"{prefix}{place}")
            for place in range(max(least, min(number, MOST)))
        ]
        if self.asks_for(prefix) and len(rows) < MOST:
            rows.append(sort(None, prefix=f"{prefix}{len(rows)}"))
        return rows

    def asks_for(self, prefix: str) -> bool:
        """Whether the button "Add another" was pressed."""
        return bool(self.posted) and self.posted.get("add") == prefix  # type: ignore[union-attr]

    @property
    def grows(self) -> bool:
        """Whether only another child or person was asked for: nothing is judged then."""
        return self.asks_for("child") or self.asks_for("member")

    @property
    def forms(self) -> list[PageForm]:
        """Every form of the sheet, in its order."""
        return [self.call, *self.children, *self.family]

    def settle(self) -> None:
        """Leave out what was judged while the sheet only grows."""
        for form in self.forms:
            form.errors.clear()

    def is_valid(self) -> bool:
        """Each form by itself, then the dates against each other."""
        right = [form.is_valid() for form in self.forms]
        if not all(right):
            return False
        for problem in problems(
            self.notification, self.incident, self.given_children, at=self.at
        ):
            form = self.call if problem.child is None else self._told[problem.child]
            form.add_error(problem.field, problem.words)
        return not any(form.errors for form in self.forms)

    @property
    def status(self) -> int:
        """The status of the page: the worst of its forms."""
        return max(form.status for form in self.forms)

    @property
    def errors(self) -> list[tuple[str, BoundField | None]]:
        """Every sentence with its field, for the summary at the top."""
        return list(chain.from_iterable(_errors_of(form) for form in self.forms))

    @property
    def notification(self) -> Notification:
        """The call."""
        given = self.call.cleaned_data
        return Notification(
            given["received_at"],
            given["from_name"],
            given["from_role"],
            given["channel"],
            given["words"],
        )

    @property
    def incident(self) -> Incident:
        """The incident."""
        given = self.call.cleaned_data
        return Incident(
            given["occurred_at"],
            given["incident"],
            given["place"],
            given["la_aware_at"],
            given["la_aware_how"],
        )

    @property
    def given_children(self) -> list[ChildGiven]:
        """The children; one after the first of whom nothing was typed is left out."""
        return [form.given for form in self._told]

    @property
    def _told(self) -> list[ChildForm]:
        blank = ChildGiven()
        return [
            form
            for place, form in enumerate(self.children)
            if place == 0 or form.given != blank
        ]

    @property
    def given_family(self) -> list[FamilyGiven]:
        """The people of the family that were filled in."""
        return [
            FamilyGiven(
                **{**form.cleaned_data, "born": _iso(form.cleaned_data["born"])}
            )
            for form in self.family
            if form.cleaned_data["name"]
        ]


def _iso(born: Any) -> str:
    return str(born.isoformat()) if born else ""


def _errors_of(form: PageForm) -> list[tuple[str, BoundField | None]]:
    general = [(str(words), None) for words in form.non_field_errors()]
    return general + [(str(words), bound) for bound in form for words in bound.errors]
