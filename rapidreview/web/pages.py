"""How a page is made: the Jinja2 environment and what every page is given."""

import re
from datetime import date, datetime
from typing import cast
from uuid import uuid4

from django.conf import settings
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from jinja2 import (
    ChoiceLoader,
    Environment,
    PackageLoader,
    PrefixLoader,
    pass_context,
)
from jinja2.runtime import Context

from rapidreview.desk.header import case_header
from rapidreview.desk.places import places_for
from rapidreview.door.requests import CaseRequest
from rapidreview.people.models import Partnership
from rapidreview.procedure.calendar import LONDON
from rapidreview.procedure.naming import spoken_date, spoken_moment

DESIGN = "govuk_frontend_jinja"


def environment(**options: object) -> Environment:
    """The environment of all pages: ours first, then the design system's macros."""
    ours = options.pop("loader")
    made = Environment(**options, trim_blocks=True, lstrip_blocks=True)  # type: ignore[arg-type]  # noqa: S701 - Django passes autoescape on
    theirs = PrefixLoader({DESIGN: PackageLoader(DESIGN)})
    made.loader = ChoiceLoader([ours, theirs])  # type: ignore[list-item]
    made.globals.update(static=static, url=_url, new_key=lambda: str(uuid4()))
    made.tests.update(numbered=_is_numbered)
    made.filters.update(day=_day, moment=_moment, clock=_clock)
    return made


def every_page(request: HttpRequest) -> dict[str, object]:
    """What the frame of a page needs; a page of a case gets its header too."""
    given: dict[str, object] = {
        "partnership": _partnership(request),
        "training": settings.TRAINING,
        "places": places_for(request),
        "at": getattr(request, "at", None),
    }
    if hasattr(request, "case"):
        given["case"] = request.case
        asked = cast("CaseRequest", request)
        given["header"] = SimpleLazyObject(lambda: case_header(asked))
    return given


def _partnership(request: HttpRequest) -> Partnership | None:
    """The partnership whose name stands on the page, where one is known."""
    if hasattr(request, "case"):
        return cast("Partnership", request.case.partnership)
    return getattr(request, "partnership", None)


def _url(name: str, **kwargs: object) -> str:
    return reverse(name, kwargs=kwargs)


def _is_numbered(paragraph: object) -> bool:
    """Whether it is a paragraph of docs/procedure.md: a partnership may number its own."""
    return re.fullmatch(r"P\d+\.\d+", str(paragraph)) is not None


def _day(on: date | datetime | str | None) -> str:
    """In words; a birth date comes from its sealed column in ISO form."""
    if not on:
        return ""
    if isinstance(on, str):
        on = date.fromisoformat(on)
    day = on.astimezone(LONDON).date() if isinstance(on, datetime) else on
    return spoken_date(day)


@pass_context
def _moment(context: Context, instant: datetime | None) -> str:
    if instant is None:
        return ""
    return spoken_moment(instant, cast("datetime", context.get("at") or instant))


def _clock(instant: datetime | None) -> str:
    return f"{instant.astimezone(LONDON):%H:%M}" if instant else ""
