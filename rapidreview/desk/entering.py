"""The longer form of a log entry: when it happened, of which kind, with whom (L3-L10)."""

from django import forms

from rapidreview.dailylog import actions
from rapidreview.desk.forms import BY_HAND, LONGEST
from rapidreview.door.dates import MomentField
from rapidreview.door.forms import PageForm
from rapidreview.door.requests import CaseRequest
from rapidreview.procedure.errors import Refused
from rapidreview.procedure.logkinds import LogKind


class EntryForm(PageForm):
    """One entry by hand; an empty moment means now."""

    only_form = True
    text = forms.CharField(
        label="What happened",
        widget=forms.Textarea,
        max_length=LONGEST,
        error_messages={
            "required": "Say what happened: an empty entry tells nobody anything."
        },
    )
    kind = forms.ChoiceField(
        label="What kind of entry is it?",
        choices=[(kind.value, kind.words) for kind in BY_HAND],
        initial=LogKind.NOTED_COMMUNICATION.value,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose what kind of entry it is.",
            "invalid_choice": "Choose one of the kinds listed.",
        },
    )
    occurred_at = MomentField(
        label="When did it happen?",
        required=False,
        help_text="Leave empty for now. An entry made on a later day says so.",
    )
    to = forms.CharField(label="With whom or to whom?", required=False, max_length=200)
    channel = forms.CharField(
        label="How? For example telephone or e-mail", required=False, max_length=60
    )

    def write(self, request: CaseRequest) -> None:
        """Write the entry. Raises Refused if it lies in the future."""
        given = self.cleaned_data
        if given["occurred_at"] and given["occurred_at"] > request.at:
            raise Refused("That moment has not come yet. Enter when it happened.")
        actions.write(
            request.case,
            LogKind(given["kind"]),
            by=request.actor,
            at=request.at,
            occurred_at=given["occurred_at"],
            text=given["text"],
            to=given["to"],
            channel=given["channel"],
        )
