"""The forms of the report: they keep what was typed and never decide."""

from collections.abc import Sequence
from typing import Any, ClassVar, cast

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict

from rapidreview.door.dates import MomentField
from rapidreview.door.forms import PageForm
from rapidreview.people.actor import Actor
from rapidreview.people.models import User
from rapidreview.planning.forms import HappenedForm
from rapidreview.procedure.vocabulary import Partner
from rapidreview.report.points import POINTS, Judged, Point
from rapidreview.report.readers import Reader

LONGEST_TEXT = 60_000


class SectionForm(PageForm):
    """One section; ``insert`` names a source whose text is to be put at the end."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    taken = forms.CharField(required=False, max_length=20_000, widget=forms.HiddenInput)
    words = forms.CharField(
        label="Find in all answers, events and minutes", required=False, max_length=200
    )
    text = forms.CharField(
        label="Text", required=False, widget=forms.Textarea({"rows": 26})
    )
    reason = forms.CharField(
        label="Why the signed report is changed",
        required=False,
        max_length=4000,
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(self, *args: object, signed: bool, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        if not signed:
            del self.fields["reason"]

    def put_in(self, words: str, key: str = "") -> None:
        """Put ``words`` at the end of what was typed; nothing is stored.

        ``key`` says where they come from, for when the section is saved.
        """
        typed = cast("QueryDict", self.data).copy()
        typed["text"] = f"{typed.get('text', '').rstrip()}\n\n{words}".strip()
        kept = dict.fromkeys([*typed.get("taken", "").split(), *key.split()])
        typed["taken"] = " ".join(kept)
        self.data = typed

    def put_in_keys(self) -> list[str]:
        """Where the words that were put in come from."""
        return str(self.cleaned_data.get("taken", "")).split()

    def over(self, version: int) -> None:
        """The same words over what is stored now, so that saving again is a choice."""
        typed = cast("QueryDict", self.data).copy()
        typed["version"] = str(version)
        self.data = typed


class KeepForm(PageForm):
    """Why a version is kept."""

    what = forms.CharField(
        label="Why it is kept",
        max_length=200,
        error_messages={"required": "Say in a few words why this version is kept."},
    )


class UpdateForm(HappenedForm):
    """When the report was updated from the meeting."""


class GoForm(HappenedForm):
    """Nothing to fill in, unless it went before the case was taken in."""

    usually_now = True


class PeopleForm(HappenedForm):
    """To whom the report goes: the usual people are ticked."""

    usually_now = True
    people = forms.MultipleChoiceField(
        label="Who gets it",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one person."},
    )

    def __init__(self, *args: Any, readers: Sequence[Reader], **options: Any) -> None:
        super().__init__(*args, **options)
        self.readers = {str(one.user.pk): one.user for one in readers}
        box = self.fields["people"]
        if isinstance(box, forms.MultipleChoiceField):
            box.choices = [
                (str(one.user.pk), f"{one.user.name}: {one.why} ({one.user.email})")
                for one in readers
            ]
        box.initial = [str(one.user.pk) for one in readers if one.usual]

    def chosen(self) -> list[User]:
        """The people ticked."""
        return [self.readers[key] for key in self.cleaned_data["people"]]

    def told(self, by: Actor) -> dict[str, Any]:
        """The people ticked; and when, by whom, if it was done before."""
        given = super().told(by)
        del given["people"]
        return {"users": self.chosen(), **given}


class ReturnForm(PageForm):
    """What the Chair amended, or wants amended."""

    amendments = forms.CharField(
        label="What you amended, or want amended",
        max_length=8000,
        widget=forms.Textarea({"rows": 6}),
        error_messages={"required": "Say what you have amended, or want amended."},
    )


class QualityForm(HappenedForm):
    """Each point of quality assurance: met, or a note why not; then whether it goes out."""

    usually_now = True

    amendments = forms.CharField(
        label="Anything else to record",
        required=False,
        max_length=8000,
        widget=forms.Textarea({"rows": 4}),
    )
    signed_off = forms.ChoiceField(
        label="May this version be circulated?",
        choices=(
            ("yes", "Yes, I sign it off for circulation"),
            ("no", "No, not this version"),
        ),
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether this version may be circulated."},
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for one in POINTS:
            self.fields[f"met_{one.code}"] = forms.BooleanField(
                label=one.words, required=False, help_text=one.hint
            )
            self.fields[f"note_{one.code}"] = forms.CharField(
                label="If not: why", required=False, max_length=2000
            )

    def asked(self) -> list[tuple[Point, BoundField, BoundField]]:
        """Each point with its two boxes."""
        return [
            (one, self[f"met_{one.code}"], self[f"note_{one.code}"]) for one in POINTS
        ]

    def clean_signed_off(self) -> bool:
        """Yes or no, as a truth value."""
        return bool(self.cleaned_data["signed_off"] == "yes")

    def told(self, by: Actor) -> dict[str, Any]:
        """What was ticked and noted, by code; what else was said; when, and by whom."""
        given = super().told(by)
        points: Judged = {
            one.code: (
                bool(given.pop(f"met_{one.code}")),
                str(given.pop(f"note_{one.code}")),
            )
            for one in POINTS
        }
        return {"points": points, **given}


class SignOffForm(PageForm):
    """A partner's sign-off of a version, or its dissent."""

    partner = forms.ChoiceField(
        label="For which partner",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the partner you sign off for."},
    )
    agrees = forms.ChoiceField(
        label="Do you agree with the report?",
        choices=(("yes", "Yes, I sign it off"), ("no", "No, I do not agree")),
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether you agree."},
    )
    words = forms.CharField(
        label="In your own words",
        required=False,
        max_length=8000,
        widget=forms.Textarea({"rows": 6}),
        help_text="Needed where you do not agree. It stands in the report as you write it.",
    )
    occurred_at = MomentField(
        label="When you said so", required=False, help_text="Leave empty for now."
    )

    def __init__(
        self, *args: object, partners: Sequence[Partner], **options: object
    ) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        box = self.fields["partner"]
        if isinstance(box, forms.ChoiceField):
            box.choices = [(one.value, one.words) for one in partners]


class SignForm(PageForm):
    """The hash of the text that was read, and the Chair's confirmation."""

    only_form: ClassVar[bool] = True
    text_hash = forms.RegexField("[0-9a-f]{64}", widget=forms.HiddenInput)
    confirmed = forms.BooleanField(
        label="I confirm this statement",
        error_messages={"required": "Tick that you confirm the statement."},
    )

    def read_again(self) -> None:
        """Another text stands there now: nobody has confirmed that one."""
        typed = cast("QueryDict", self.data).copy()
        typed.pop("confirmed", None)
        self.data = typed
