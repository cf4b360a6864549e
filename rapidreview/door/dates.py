"""Dates and times as people type them: GOV.UK's three boxes, and a fourth for the time.

``DayField`` gives a ``date``, ``MomentField`` an aware UTC instant of London's clock. Nothing is
guessed: what is not a real date is refused in a sentence that names the field, and what was
typed stays in its boxes. ``subwidgets`` of the bound field are the boxes, each with
name, value, label and attributes.
"""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from rapidreview.procedure.calendar import LONDON

FIRST_YEAR, LAST_YEAR = 1900, 2199
MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
DIGITS = re.compile(r"[0-9]{1,4}")
CLOCK = re.compile(r"([0-9]{1,2})(?:[:.]?([0-9]{2}))? ?(am|pm)?")
SPOKEN_TIMES = {"noon": time(12), "midday": time(12), "midnight": time(0)}


class DayInput(forms.MultiWidget):
    """Three boxes: day, month, year."""

    kind = "date"
    boxes: tuple[tuple[str, str, int], ...] = (
        ("day", "Day", 2),
        ("month", "Month", 2),
        ("year", "Year", 4),
    )

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(
            {name: _box(name, width) for name, _, width in self.boxes}, attrs
        )

    def decompress(self, value: date | None) -> list[str | None]:
        """The boxes of a stored day."""
        if value is None:
            return [None] * len(self.boxes)
        return [str(value.day), str(value.month), str(value.year)]

    def subwidgets(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None
    ) -> Iterator[dict[str, Any]]:
        """Each box with its label, as a page draws it."""
        drawn = self.get_context(name, value, attrs)["widget"]["subwidgets"]
        for box, (_, label, _) in zip(drawn, self.boxes, strict=True):
            yield {**box, "label": label}

    def id_for_label(self, id_: str) -> str:
        """The first box: where a link of the error summary leads."""
        return f"{id_}_0" if id_ else id_


class MomentInput(DayInput):
    """Four boxes: day, month, year and the time of day."""

    kind = "moment"
    boxes = (*DayInput.boxes, ("time", "Time, like 14:00", 5))

    def decompress(self, value: date | None) -> list[str | None]:
        """The boxes of a stored instant, by London's clock."""
        if not isinstance(value, datetime):
            return [None] * len(self.boxes)
        local = value.astimezone(LONDON)
        return [*super().decompress(local.date()), f"{local:%H:%M}"]


class DayField(forms.Field):
    """A day that exists, as a ``date``."""

    widget = DayInput

    def to_python(self, value: list[str | None] | date | None) -> date | None:
        """The day, or None when every box is empty. Raises ValidationError."""
        if value is None or isinstance(value, date):
            return value
        boxes = [(box or "").strip() for box in value]
        if not any(boxes):
            return None
        return self.read(boxes)

    def read(self, boxes: list[str]) -> date:
        """The day in three boxes, of which one at least is filled."""
        missing = [
            name
            for name, box in zip(("day", "month", "year"), boxes, strict=False)
            if not box
        ]
        if missing:
            raise ValidationError(
                f"{self.called} must include a {' and a '.join(missing)}."
            )
        day, month, year = boxes[:3]
        if DIGITS.fullmatch(year) and len(year) != 4:
            raise ValidationError(
                f"{self.called}: the year must have four digits, like 2026."
            )
        found = _real_date(day, month, year)
        if found is None:
            raise ValidationError(f"{self.called} must be a real date, like 27 3 2026.")
        if not FIRST_YEAR <= found.year <= LAST_YEAR:
            raise ValidationError(f"{self.called} must be after {FIRST_YEAR}.")
        return found

    def validate(self, value: object) -> None:
        """A required field names itself when it is empty."""
        if self.required and value is None:
            raise ValidationError(f"Enter: {self.called}.", code="required")

    @property
    def called(self) -> str:
        """What an error calls the field."""
        return str(self.label or "The date")


class MomentField(DayField):
    """An instant on London's clock, in UTC; ``usual_time`` stands for an empty time box."""

    widget = MomentInput

    def __init__(self, *, usual_time: time | None = None, **options: Any) -> None:
        super().__init__(**options)
        self.usual_time = usual_time

    def read(self, boxes: list[str]) -> datetime:
        """The instant in four boxes. Raises ValidationError for an hour that never was."""
        day = super().read(boxes)
        typed = boxes[3] if len(boxes) > 3 else ""
        found = _time_of_day(typed) if typed else self.usual_time
        if found is None:
            raise ValidationError(f"{self.called} must include a time, like 14:00.")
        local = datetime.combine(day, found, LONDON)
        instant = local.astimezone(UTC)
        if instant.astimezone(LONDON).replace(tzinfo=None) != local.replace(
            tzinfo=None
        ):
            raise ValidationError(
                f"{self.called}: {typed} does not exist on that day, because the clocks "
                "go forward. Choose another time."
            )
        return instant


def _box(name: str, width: int) -> forms.TextInput:
    attrs = {"class": f"govuk-input--width-{width}"}
    return forms.TextInput(
        {**attrs, **({} if name == "time" else {"inputmode": "numeric"})}
    )


def _real_date(day: str, month: str, year: str) -> date | None:
    named = month.lower()
    month = next(
        (str(n) for n, one in enumerate(MONTHS, 1) if named in {one, one[:3]}), month
    )
    if not all(DIGITS.fullmatch(box) for box in (day, month, year)):
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _time_of_day(typed: str) -> time | None:
    """``14:00``, ``1400``, ``2pm``, ``2.30 pm``, ``noon``; None for anything else."""
    said = typed.strip().lower()
    if said in SPOKEN_TIMES:
        return SPOKEN_TIMES[said]
    match = CLOCK.fullmatch(said)
    if match is None or not (match[2] or match[3]):
        return None
    hour, half = int(match[1]), match[3]
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    try:
        return time(hour, int(match[2] or 0))
    except ValueError:
        return None
