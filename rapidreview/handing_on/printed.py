"""The case on a page as a PDF: the same words and the same picture as on screen."""

from dataclasses import asdict
from datetime import datetime

from django.template.loader import render_to_string

from rapidreview.case.models import Case
from rapidreview.desk.picture import Picture
from rapidreview.handing_on.on_a_page import OnAPage
from rapidreview.paper.typeset import typeset

PICTURE = "handing_on/_picture_to_print.svg"


def page_pdf(case: Case, shown: OnAPage, picture: Picture, *, at: datetime) -> bytes:
    """One sheet of A4, tagged, its type as large as all of it allows."""
    drawn = render_to_string(PICTURE, {"picture": picture}) if picture.days else ""
    told = {
        "partnership": case.partnership.name,
        "marking": case.partnership.marking,
        "reference": case.reference,
        "picture": drawn.strip(),
        "described": picture.described or "The timeline of the review",
    }
    return typeset("on-a-page", {**asdict(shown), **told}, at=at)
