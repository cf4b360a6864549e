"""What people type of the SIN: decisions, agreement, outcomes, areas (P1.2, P1.5)."""

from typing import Any

from django import forms

from rapidreview.door.dates import MomentField
from rapidreview.door.words import Line, Words
from rapidreview.opening.areas import areas_of, own_area
from rapidreview.opening.sin import SIN_WORDS, SUBMITTED, NoReview
from rapidreview.planning.choices import ChoiceOf
from rapidreview.planning.forms import YES_NO, HappenedForm, StepForm
from rapidreview.procedure.agreeing import Who
from rapidreview.procedure.vocabulary import SinOutcome

OWN, OTHER = "own", "other"
THEIRS = "Who told you, at Children’s Social Care"
TOLD_NOW = "Leave empty if you are told now."


class CscDecisionForm(HappenedForm):
    """The decision of Children's Social Care, as theirs (P1.2)."""

    decided_by = Line(label="Who decided at Children’s Social Care")
    words = Words(label="What they decided, in their words")


class PartnersForm(HappenedForm):
    """What the other safeguarding partners said, where the procedure asks none by name."""

    words = Words(label="Who was told, and whether they agree")


class PartnerForm(HappenedForm):
    """What one partner says of the notification; ``asked`` are those of the procedure."""

    partner = ChoiceOf(label="Which partner", choices=[])
    agrees = ChoiceOf(label="Do they agree to notify?", choices=YES_NO)
    given_by = Line(label="Who said so for them")
    words = Words(
        label="In their words",
        required=False,
        limit=2000,
        help_text="Needed where they do not agree.",
    )

    def __init__(self, *args: Any, asked: list[Who], **options: Any) -> None:
        super().__init__(*args, **options)
        self.asked = {one.value: one for one in asked}
        self.fields["partner"].choices = [  # type: ignore[attr-defined]
            (value, one.words) for value, one in self.asked.items()
        ]

    def clean_partner(self) -> Who:
        """The partner itself."""
        return self.asked[self.cleaned_data["partner"]]

    def clean_agrees(self) -> bool:
        """Yes or no, as a truth value."""
        return bool(self.cleaned_data["agrees"] == "yes")

    def clean(self) -> dict[str, Any]:
        """Dissent has its words."""
        given = super().clean()
        if given.get("agrees") is False and not given.get("words"):
            self.add_error("words", "Enter in their words why they do not agree.")
        return given


class SinForm(StepForm):
    """The SIN with its reference and copy, and whether a review follows (P1.2, P1.5)."""

    outcome = ChoiceOf(
        label="What came of the intention",
        choices=[(one.value, SIN_WORDS[one]) for one in SUBMITTED],
    )
    no_review = ChoiceOf(
        label="If no review is required: why",
        choices=[(one.value, one.words) for one in NoReview],
        required=False,
        help_text="Without a review this case ends; its folder and log stay.",
    )
    because = Words(
        label="More about why no review is required",
        required=False,
        rows=2,
        limit=2000,
        help_text="Needed for another reason.",
    )
    submitted_at = MomentField(label="When it was submitted", required=False)
    submitted_by = Line(label=THEIRS)
    told_at = MomentField(
        label="When you were told", required=False, help_text=TOLD_NOW
    )
    reference = Line(label="Reference of the SIN", required=False, limit=60)
    copy = forms.FileField(
        label="Copy of the SIN",
        required=False,
        help_text="A PDF or Word document. It is filed in I. Notification and scoping.",
    )

    def clean_outcome(self) -> SinOutcome:
        """The outcome itself."""
        return SinOutcome(self.cleaned_data["outcome"])

    def clean_no_review(self) -> NoReview | None:
        """The reason itself, if one is chosen."""
        chosen = self.cleaned_data["no_review"]
        return NoReview(chosen) if chosen else None

    def clean(self) -> dict[str, Any]:
        """A submitted SIN has its moment and reference; one without a review its reason."""
        given = super().clean() or {}
        for name in ("submitted_at", "reference"):
            if not given.get(name) and name not in self.errors:
                self.add_error(name, f"Enter: {self.fields[name].label}.")
        if given.get("outcome") is SinOutcome.NO_REVIEW:
            self._require_reason(given)
        return given

    def _require_reason(self, given: dict[str, Any]) -> None:
        if not given.get("no_review") and "no_review" not in self.errors:
            self.add_error("no_review", "Choose why no review is required.")
        if given.get("no_review") is NoReview.OTHER and not given.get("because"):
            self.add_error("because", "Enter why no review is required.")


class NotSubmittedForm(StepForm):
    """That no SIN is submitted (P1.2)."""

    told_by = Line(label=THEIRS)
    told_at = MomentField(
        label="When you were told", required=False, help_text=TOLD_NOW
    )
    why = Words(label="Why the criteria are not met", limit=2000)
    learning = Words(
        label="Where learning is taken instead",
        required=False,
        rows=2,
        limit=2000,
        help_text="For example a review of practice within one agency.",
    )


class WithdrawnForm(StepForm):
    """That the SIN was withdrawn (P1.2)."""

    told_by = Line(label=THEIRS)
    withdrawn_at = MomentField(
        label="When it was withdrawn",
        required=False,
        help_text="Leave empty if it is happening now.",
    )
    reason = Words(
        label="Why the criteria are not met after all",
        limit=2000,
        help_text="It stands in the Daily Log, not in the letters.",
    )


class AreasForm(HappenedForm):
    """Which area hosts the review, and where the children live (3.5)."""

    hosts = ChoiceOf(label="Where did the incident take place?", choices=[])
    host = Line(label="If in another area: which local authority", required=False)
    residing = Words(
        label="Where the children live",
        required=False,
        rows=2,
        limit=200,
        help_text="The local authority; where there are several, one on each line.",
    )
    words = Words(
        label="What was agreed with the other area, and with whom",
        required=False,
        limit=2000,
        help_text="Needed where another area hosts the review.",
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        areas, own = areas_of(self.case), own_area(self.case.partnership)
        self.fields["hosts"].choices = [  # type: ignore[attr-defined]
            (OWN, f"In our area, {own}"),
            (OTHER, "In the area of another partnership"),
        ]
        if areas.recorded:
            self.initial.setdefault("hosts", OTHER if areas.elsewhere else OWN)
        self.initial.setdefault("host", areas.host if areas.elsewhere else "")
        self.initial.setdefault("residing", "\n".join(areas.residing))

    def clean_residing(self) -> list[str]:
        """The areas, each once."""
        lines = self.cleaned_data["residing"].splitlines()
        return list(dict.fromkeys(filter(None, (one.strip() for one in lines))))

    def clean(self) -> dict[str, Any]:
        """Another area has its name, and what was agreed with it; ours has its own."""
        given = super().clean()
        hosts = given.pop("hosts", None)
        if hosts == OWN:
            given["host"] = own_area(self.case.partnership)
        elif hosts == OTHER:
            for name in ("host", "words"):
                if not given.get(name) and name not in self.errors:
                    self.add_error(name, f"Enter: {self.fields[name].label}.")
        return given
