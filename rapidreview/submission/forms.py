"""What people type about a submission and what comes back (P13.3-P13.5)."""

from typing import Any

from django import forms

from rapidreview.casefolder.uploads import Upload, receive
from rapidreview.collation.forms import ReleaseForm
from rapidreview.door.dates import MomentField
from rapidreview.door.words import Line, Words
from rapidreview.planning.choices import ChoiceOf
from rapidreview.planning.forms import YES_NO, HappenedForm, StepForm
from rapidreview.submission.models import Response
from rapidreview.submission.ofsted import SHARED_BY_THE_PANEL

CHANNELS = [
    (one, one)
    for one in ("National portal", "Secure e-mail", "By hand", "By post", "Another way")
]
LONGEST_LETTER = 10_000


class BundleForm(StepForm):
    """The covering letter, prefilled from what is known."""

    covering_letter = Words(
        label="Covering letter",
        limit=LONGEST_LETTER,
        rows=16,
        help_text="Change what you wish. It names no child, no birth date and no label of "
        "the case.",
    )


class RecordForm(StepForm):
    """When, where to, how and by whom the bundle was sent (S6, S9)."""

    sent_at = MomentField(label="When it was sent")
    sent_to = Line(label="To which address or portal")
    channel = ChoiceOf(label="How it was sent", choices=CHANNELS)
    sent_by = Line(label="Who sent it")
    late_because = Words(label="Why it is late", required=False, limit=2000, rows=3)
    reason = Words(
        label="Why this bundle was made after it was sent",
        required=False,
        limit=2000,
        rows=2,
        help_text="Only if it had gone before this bundle was made.",
    )

    def __init__(self, *args: Any, late: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not late:
            del self.fields["late_because"]


class CameForm(StepForm):
    """A file that came, or went: looked at before anything is stored."""

    file = forms.FileField(
        label="File",
        allow_empty_file=True,
        help_text="Word, PDF, a picture, or an e-mail saved as .eml or .msg. It is "
        "filed in III. Statutory Correspondence.",
        error_messages={"required": "Choose a file."},
    )

    def upload(self) -> Upload:
        """The file. Raises Refused for one that cannot be taken."""
        return receive(self.cleaned_data["file"], email=True)


class AcknowledgeForm(CameForm):
    """The Panel's acknowledgement (S7)."""

    received_at = MomentField(label="When it came")
    field_order = ("received_at", "file")


class OfstedForm(HappenedForm):
    """Whether Ofsted is sent the report, and why (P13.4)."""

    required = ChoiceOf(label="Is Ofsted to be sent the report?", choices=YES_NO)
    why = Words(label="Why", limit=2000, rows=3, initial=SHARED_BY_THE_PANEL)

    def clean_required(self) -> bool:
        """Yes or no, as a truth value."""
        return bool(self.cleaned_data["required"] == "yes")

    def clean(self) -> dict[str, Any]:
        """The words that stand there first are a reason against, not for."""
        given = super().clean() or {}
        if given.get("required") and given.get("why") == SHARED_BY_THE_PANEL:
            self.add_error("why", "Say why Ofsted is to be sent the report.")
        return given


class OfstedSentForm(StepForm):
    """When, and to whom at Ofsted, it was sent."""

    sent_at = MomentField(label="When it was sent")
    sent_to = Line(label="To whom at Ofsted")


class FollowUpForm(HappenedForm):
    """How the Panel was asked again."""

    words = Words(label="How you asked, and what was said", limit=2000)


class ResponseForm(CameForm):
    """A response of the National Panel or of Ofsted (S10, S12)."""

    body = ChoiceOf(label="Who answers", choices=Response.Body.choices)
    received_at = MomentField(label="When it came")
    view = ChoiceOf(label="What it says", choices=Response.View.choices)
    comments = Words(
        label="What it says of the quality of the review", required=False, limit=5000
    )
    queries = Words(
        label="What it asks",
        required=False,
        limit=5000,
        help_text="One question on each line. Each response that asks something is "
        "answered by letter.",
    )
    field_order = ("body", "received_at", "view", "comments", "queries", "file")


class AnswerForm(CameForm):
    """Our letter that answers what was asked (S11)."""

    answered_at = MomentField(label="When it was sent")
    field_order = ("answered_at", "file")


class NextStepForm(HappenedForm):
    """What follows from a response; nothing is filled in beforehand."""

    words = Words(label="What follows", limit=4000)


class ShareForm(ReleaseForm):
    """The people the response goes to: everybody of the list is ticked."""

    def __init__(self, *args: object, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["people"].label = "Who gets the response"
