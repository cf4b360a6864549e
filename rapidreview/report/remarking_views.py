"""The page of remarks: each with its words, place and reason; mended, or kept and why (P9.2)."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from rapidreview.case.models import Case
from rapidreview.door.forms import PageForm, carry_out
from rapidreview.door.pages import case_page
from rapidreview.door.requests import CaseRequest
from rapidreview.door.words import Line
from rapidreview.procedure.vocabulary import Deed
from rapidreview.report import remarking
from rapidreview.report.accepted import names_key
from rapidreview.report.doors import report_or_404
from rapidreview.report.remarking import Answered, Verdict
from rapidreview.report.text import content_now

MEND, KEEP, LATER = "mend", "keep", "later"


class RemarksForm(PageForm):
    """Of each remark that is open: mend it, keep it and why, or decide later."""

    only_form = True

    def __init__(self, *args: Any, found: list[Answered], **options: Any) -> None:
        super().__init__(*args, **options)
        for one in found:
            if one.is_open:
                self._add(one)

    def _add(self, one: Answered) -> None:
        mark = one.remark.mark
        self.fields[f"do_{mark}"] = forms.ChoiceField(
            label="What becomes of it",
            choices=(
                (MEND, "It is to be mended"),
                (KEEP, "It stays as it is"),
                (LATER, "Decide later"),
            ),
            widget=forms.RadioSelect,
            initial=MEND if one.answer else LATER,
        )
        self.fields[f"why_{mark}"] = Line(
            label="Why it stays", required=False, limit=500
        )

    def verdicts(self) -> dict[str, Verdict]:
        """What was decided, by the mark of the remark."""
        typed = self.cleaned_data
        chosen = {n.removeprefix("do_"): v for n, v in typed.items() if n[:3] == "do_"}
        return {
            mark: Verdict(said == KEEP, typed.get(f"why_{mark}", ""))
            for mark, said in chosen.items()
            if said != LATER
        }


@case_page(get=Deed.WRITE_REPORT, post=Deed.WRITE_REPORT)
def report_remarks(request: CaseRequest, case: Case) -> HttpResponse:
    """What to look at before the report goes out; nothing here blocks it."""
    report = report_or_404(case)
    content = content_now(report, version=report.version, facts=request.facts)
    found = remarking.remarks_on(report, content, names_key(case))
    form = RemarksForm(request.POST or None, found=found)
    if request.method == "POST" and carry_out(
        form,
        lambda: remarking.answer_remarks(
            report, form.verdicts(), by=request.actor, at=request.at
        ),
    ):
        messages.success(request, "Your answers are kept.")
        return redirect("report_remarks", case_id=case.pk)
    context = {
        "form": form,
        "open": [one for one in found if one.is_open],
        "kept": [one for one in found if not one.is_open],
    }
    return render(request, "report/remarks.html", context, status=form.status)
