"""The calendar and the clocks of a partnership: what is known, and changes of it (P0.7).

A change is shown first, date by date on every running case, then confirmed.
"""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from rapidreview.dailylog.plans import calendar_on
from rapidreview.desk import changing
from rapidreview.desk.calendar_pages import (
    DONE,
    Shown,
    bank_holidays,
    clocks_of,
    recorded_day,
    recorded_days,
    shown_to,
)
from rapidreview.door.forms import carry_out
from rapidreview.door.pages import partnership_page
from rapidreview.door.requests import PartnershipRequest
from rapidreview.people.models import Closure, Partnership
from rapidreview.people.procedures import in_force
from rapidreview.planning import calendar_days, clock_rules
from rapidreview.planning.calendar_forms import (
    DayForm,
    RuleForm,
    TakeBackForm,
    TwoStepForm,
)
from rapidreview.procedure.calendar import london_day
from rapidreview.procedure.vocabulary import Deed


@partnership_page(get=Deed.SEE_PARTNERSHIP, post=Deed.CHANGE_CALENDAR)
def calendar(request: PartnershipRequest, own: Partnership) -> HttpResponse:
    """The bank holidays that are known, the partnership's own days, and a day more."""
    form = DayForm(request.POST or None)
    shown = _shown(request, form, lambda: _add_day(request, own, form))
    if shown and shown.is_done:
        messages.success(request, "The day is recorded. Those affected get a letter.")
        return redirect("partnership_calendar", partnership_id=own.pk)
    today = london_day(request.at)
    known, years = calendar_on(own, today), (today.year, today.year + 1)
    given = {
        "form": form,
        "shown": shown,
        "holidays": bank_holidays(known, years),
        "years": years,
        "last_year": known.last_year,
        "days": recorded_days(own),
        "may_change": request.may(Deed.CHANGE_CALENDAR),
    }
    return render(request, "planning/calendar.html", given, status=form.status)


def _add_day(request: PartnershipRequest, own: Partnership, form: DayForm) -> Shown:
    day = form.day()
    if form.is_confirmed:
        changing.add_day(own, day, by=request.actor, at=request.at)
        return DONE
    effects = calendar_days.preview_day(own, day, at=request.at)
    return shown_to(request.user, day.words, effects, at=request.at)


@partnership_page(get=Deed.CHANGE_CALENDAR, post=Deed.CHANGE_CALENDAR)
def take_back(
    request: PartnershipRequest, own: Partnership, closure_id: int
) -> HttpResponse:
    """A recorded day is as the calendar has it again, with its reason."""
    closure = recorded_day(own, closure_id)
    day = calendar_days.day_of(closure)
    form = TakeBackForm(request.POST or None)
    shown = _shown(request, form, lambda: _take_back(request, closure, form))
    if shown and shown.is_done:
        messages.success(request, "The day is taken back. Those affected get a letter.")
        return redirect("partnership_calendar", partnership_id=own.pk)
    given = {"form": form, "shown": shown, "day": day, "own": own}
    return render(request, "planning/take_day_back.html", given, status=form.status)


def _take_back(
    request: PartnershipRequest, closure: Closure, form: TakeBackForm
) -> Shown:
    if form.is_confirmed:
        reason = form.cleaned_data["reason"]
        changing.take_day_back(closure, reason=reason, by=request.actor, at=request.at)
        return DONE
    effects = calendar_days.preview_taken_back(closure, at=request.at)
    words = calendar_days.words_taken_back(closure)
    return shown_to(request.user, words, effects, at=request.at)


@partnership_page(get=Deed.SEE_PARTNERSHIP, post=Deed.CHANGE_CALENDAR)
def clocks(request: PartnershipRequest, own: Partnership) -> HttpResponse:
    """The clocks of the procedure in force, the rules for a time, and one more."""
    procedure = in_force(own, london_day(request.at))
    form = RuleForm(request.POST or None, procedure=procedure)
    shown = _shown(request, form, lambda: _add_rule(request, own, form))
    if shown and shown.is_done:
        messages.success(request, "The rule is recorded. Those affected get a letter.")
        return redirect("partnership_clocks", partnership_id=own.pk)
    given = {
        "form": form,
        "shown": shown,
        "procedure": procedure,
        "clocks": clocks_of(procedure),
        "rules": clock_rules.rules_recorded(own, procedure),
        "may_change": request.may(Deed.CHANGE_CALENDAR),
    }
    return render(request, "planning/clocks.html", given, status=form.status)


def _add_rule(request: PartnershipRequest, own: Partnership, form: RuleForm) -> Shown:
    rule = form.rule()
    if form.is_confirmed:
        changing.add_rule(own, rule, by=request.actor, at=request.at)
        return DONE
    effects = clock_rules.preview_rule(own, rule, at=request.at)
    words = clock_rules.rule_words(in_force(own, london_day(request.at)), rule)
    return shown_to(request.user, words, effects, at=request.at)


def _shown(
    request: PartnershipRequest, form: TwoStepForm, act: Callable[[], Shown]
) -> Shown | None:
    """What came of a right form; None before it is sent, or where it is refused."""
    found: list[Shown] = []
    if request.method == "POST" and carry_out(form, lambda: found.append(act())):
        return found[0]
    return None
