"""What was done before about one agency's return: a few boxes a step, on one page (P14.6)."""

from collections.abc import Sequence
from datetime import time
from typing import Any

from django import forms

from rapidreview.casefolder.uploads import Upload, receive
from rapidreview.door.dates import MomentField
from rapidreview.door.forms import PageForm
from rapidreview.door.words import Line, Words
from rapidreview.people.models import Agency, AgencyPerson
from rapidreview.planning.choices import ChoiceOf
from rapidreview.quality.models import QualityCheck
from rapidreview.quality.taking_in import (
    CheckedBefore,
    DecidedBefore,
    ReturnBefore,
    SharedBefore,
)
from rapidreview.scoping.rounds import Named
from rapidreview.scoping.taking_in import AskedBefore, CameBefore

FIVE = time(17)
COLLEAGUES = "colleagues"  # the list of names that the boxes offer
LONGEST_NAME = 120
HOW = [
    ("by e-mail", "E-mail"),
    ("by post", "Post"),
    ("by hand", "By hand"),
    ("by telephone", "Telephone"),
]
READ, AS_IT_IS, TYPED = "read", "as_it_is", "typed"
WHAT_CAME = [
    (READ, "Our Word form: its answers are read into the return"),
    (AS_IT_IS, "Any other document: filed as it is, its answers stay in it"),
    (TYPED, "Its answers are typed in on the pages of the form"),
]
INVOLVED = [("yes", "Yes"), ("no", "No: a nil return")]
YES_NO = [("yes", "Yes"), ("no", "No")]
ANALYSIS = [*YES_NO, ("none", "Not applicable: a nil return")]
ANALYSIS_MEANS = {"yes": True, "no": False, "none": None}
ACCEPTED, SENT_BACK = "accepted", "sent_back"
DECISIONS = [(ACCEPTED, "Accepted"), (SENT_BACK, "Sent back to the agency")]
# What a step cannot do without, once anything was typed in it.
NEEDED = {
    "asked": ("at", "due_at", "by", "name", "email"),
    "came": ("at", "by", "how", "what"),
    "checked": ("at", "by", "sufficiency", "dates", "analysis", "signed"),
    "shared": ("at", "by"),
    "decided": ("at", "by", "decision"),
}
STEPS = tuple(NEEDED)
PREFILLED = {"asked": ("name", "email")}
NAMES = {
    "asked": "Form sent",
    "came": "Return received",
    "checked": "First check",
    "shared": "Shared with the Chair",
    "decided": "Decision",
}


class ReturnBeforeForm(PageForm):
    """Each step that is left; one in which nothing was typed is left alone."""

    only_form = True
    names = NAMES

    def __init__(
        self, *args: Any, agency: Agency, steps: Sequence[str], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.steps = steps
        boxes = _all_boxes(agency)
        for step in steps:
            self.fields |= {f"{step}_{name}": box for name, box in boxes[step].items()}

    def clean(self) -> dict[str, Any]:
        """A step in which something was typed is whole; one step at least is filled in."""
        given: dict[str, Any] = super().clean() or {}
        filled = [step for step in self.steps if self._is_filled(step)]
        for step in filled:
            for name in NEEDED[step]:
                self._require(step, name)
        if "came" in filled:
            self._require_document()
        if given.get("decided_decision") == SENT_BACK:
            self._require("decided", "due_at")
            self._require("decided", "reason")
        if not filled:
            self.add_error(
                None, "Fill in at least one step: when it was, and who did it."
            )
        return given

    def _is_filled(self, step: str) -> bool:
        """Whether anything was typed that did not stand there before."""
        before = PREFILLED.get(step, ())
        names = [n for n in self.fields if n.startswith(f"{step}_")]
        typed = [n for n in names if n.removeprefix(f"{step}_") not in before]
        return any(self.cleaned_data.get(n) or n in self.errors for n in typed)

    def _require(self, step: str, name: str) -> None:
        box = f"{step}_{name}"
        if box not in self.errors and not self.cleaned_data.get(box):
            self.add_error(box, f"{NAMES[step]}. Fill in: {self.fields[box].label}.")

    def _require_document(self) -> None:
        what = self.cleaned_data.get("came_what")
        if what in {READ, AS_IT_IS}:
            self._require("came", "file")
        if what == AS_IT_IS:
            self._require("came", "involved")
        if self.cleaned_data.get("came_signer"):
            self._require("came", "signer_role")

    def given(self) -> ReturnBefore:
        """The steps that were filled in. Raises Refused for a file that cannot be taken."""
        done = {step for step in self.steps if self._is_filled(step)}
        return ReturnBefore(
            asked=self._asked() if "asked" in done else None,
            came=self._came() if "came" in done else None,
            checked=self._checked() if "checked" in done else None,
            shared=self._shared() if "shared" in done else None,
            decided=self._decided() if "decided" in done else None,
        )

    def _asked(self) -> AskedBefore:
        typed = self.cleaned_data
        return AskedBefore(
            asked_at=typed["asked_at"],
            done_by=typed["asked_by"],
            due_at=typed["asked_due_at"],
            to=Named(typed["asked_name"], typed["asked_email"]),
            form=self._file("asked_file"),
        )

    def _came(self) -> CameBefore:
        typed = self.cleaned_data
        what = typed["came_what"]
        return CameBefore(
            received_at=typed["came_at"],
            done_by=typed["came_by"],
            channel=typed["came_how"],
            document=self._file("came_file"),
            reads=what == READ,
            involved=typed["came_involved"] == "yes" if what == AS_IT_IS else None,
            signer=typed["came_signer"],
            signer_role=typed["came_signer_role"],
        )

    def _checked(self) -> CheckedBefore:
        typed = self.cleaned_data
        return CheckedBefore(
            checked_at=typed["checked_at"],
            done_by=typed["checked_by"],
            sufficiency=typed["checked_sufficiency"],
            dates=typed["checked_dates"],
            analysis=ANALYSIS_MEANS[typed["checked_analysis"]],
            signed=typed["checked_signed"] == "yes",
        )

    def _shared(self) -> SharedBefore:
        typed = self.cleaned_data
        issues = tuple(
            one.strip() for one in typed["shared_issues"].splitlines() if one.strip()
        )
        return SharedBefore(typed["shared_at"], typed["shared_by"], issues)

    def _decided(self) -> DecidedBefore:
        typed = self.cleaned_data
        back = typed["decided_decision"] == SENT_BACK
        return DecidedBefore(
            decided_at=typed["decided_at"],
            done_by=typed["decided_by"],
            reason=typed["decided_reason"],
            due_at=typed["decided_due_at"] if back else None,
        )

    def _file(self, name: str) -> Upload | None:
        chosen = self.cleaned_data[name]
        return receive(chosen, email=True) if chosen else None


def _all_boxes(agency: Agency) -> dict[str, dict[str, forms.Field]]:
    """The boxes of every step; nothing is required until a step is begun."""
    author = agency.person(AgencyPerson.Part.AUTHOR)
    return {
        "asked": {
            "at": _moment("When it was sent"),
            "due_at": _moment("When the return was due", usual_time=FIVE),
            "by": _who("Who sent it"),
            "name": _line("To whom", initial=author.name if author else ""),
            "email": forms.EmailField(
                label="Their e-mail address",
                required=False,
                initial=author.email if author else "",
                help_text="For a link or a reminder later. Nothing is sent now.",
            ),
            "file": _document("The form as it was sent, if it was kept"),
        },
        "came": {
            "at": _moment("When it came"),
            "by": _who("Who received it"),
            "how": _choice("How it came", HOW),
            "what": _choice("What came", WHAT_CAME),
            "file": _document("The document"),
            "involved": _choice(
                "If it is filed as it is: was the agency involved?", INVOLVED
            ),
            "signer": _line("Senior manager who signed it, if one did"),
            "signer_role": _line("Their role"),
        },
        "checked": {
            "at": _moment("When it was checked"),
            "by": _who("Who checked it"),
            "sufficiency": _choice(
                "Did it hold sufficient information?", QualityCheck.Sufficiency.choices
            ),
            "dates": _choice("Were the dates adequate?", QualityCheck.Dates.choices),
            "analysis": _choice("Was there analysis?", ANALYSIS),
            "signed": _choice("Had a senior manager signed?", YES_NO),
        },
        "shared": {
            "at": _moment("When it was shared"),
            "by": _who("Who shared it"),
            "issues": _words(
                "Issues that the Chair was told of",
                help_text="One on each line. Leave empty if there were none.",
            ),
        },
        "decided": {
            "at": _moment("When it was decided"),
            "by": _who("Who decided"),
            "decision": _choice("The decision", DECISIONS),
            "reason": _words("Why"),
            "due_at": _moment("If it was sent back: due again", usual_time=FIVE),
        },
    }


def _moment(label: str, **options: Any) -> MomentField:
    return MomentField(label=label, required=False, **options)


def _line(label: str, **options: Any) -> Line:
    return Line(label=label, required=False, limit=LONGEST_NAME, **options)


def _who(label: str) -> Line:
    return _line(label, widget=forms.TextInput({"list": COLLEAGUES}))


def _words(label: str, **options: Any) -> Words:
    return Words(label=label, required=False, rows=2, limit=4000, **options)


def _choice(label: str, choices: Sequence[tuple[str, str]]) -> ChoiceOf:
    return ChoiceOf(label=label, choices=list(choices), required=False)


def _document(label: str) -> forms.FileField:
    return forms.FileField(label=label, required=False)
