"""Text as people type it: a line or several, any script, kept as typed, with plain refusals."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

SAYS_NOTHING = {".", "-", "n/a", "na", "none", "?"}


class Line(forms.CharField):
    """One line. ``limit`` is in characters; a full stop alone is no answer."""

    def __init__(self, *, limit: int = 200, **options: Any) -> None:
        super().__init__(**options)
        self.limit = limit

    @property
    def called(self) -> str:
        """What an error calls the field."""
        return str(self.label or "The text")

    def validate(self, value: object) -> None:
        """Refuse nothing where something is needed, and more than fits."""
        said = str(value or "")
        if self.required and (not said or said.lower() in SAYS_NOTHING):
            raise ValidationError(f"Enter: {self.called}.", code="required")
        if len(said) > self.limit:
            raise ValidationError(
                f"{self.called} must be {self.limit:,} characters or fewer; "
                f"it has {len(said):,}."
            )


class Words(Line):
    """Several lines."""

    widget = forms.Textarea

    def __init__(self, *, limit: int = 5000, rows: int = 4, **options: Any) -> None:
        super().__init__(limit=limit, **options)
        self.widget.attrs["rows"] = rows
