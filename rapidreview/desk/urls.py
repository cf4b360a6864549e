"""Addresses of the desk."""

from django.urls import path

from rapidreview.desk import (
    calendar_views,
    date_views,
    folder_views,
    log_views,
    partnership_views,
    taken_in_views,
    views,
)

CASE = "cases/<uuid:case_id>/"
PARTNERSHIP = "partnerships/<uuid:partnership_id>/"

urlpatterns = [
    path("", views.my_day, name="my_day"),
    path("cases/", views.cases, name="cases"),
    path(CASE, views.overview, name="case"),
    path(f"{CASE}timeline/", views.timeline, name="timeline"),
    path(f"{CASE}dates/", date_views.set_timescales, name="set_timescales"),
    path(f"{CASE}dates/all/", date_views.choose_date, name="change_date"),
    path(f"{CASE}dates/<slug:task>/", date_views.change_date, name="change_date"),
    path(
        f"{CASE}correct/<slug:anchor>/",
        date_views.correct_anchor,
        name="correct_anchor",
    ),
    path(f"{CASE}people/", views.people, name="people"),
    path(f"{CASE}taken-in/", taken_in_views.taken_in, name="taken_in"),
    path(f"{CASE}log/", log_views.daily_log, name="daily_log"),
    path(f"{CASE}log/line/", log_views.write_log, name="write_log"),
    path(f"{CASE}log/print/", log_views.print_log, name="print_log"),
    path(
        f"{CASE}log/<int:seq>/correct/", log_views.correct_entry, name="correct_entry"
    ),
    path(f"{CASE}export/", log_views.export_case, name="export_case"),
    path(f"{CASE}export/bundle/", log_views.export_bundle, name="export_bundle"),
    path(f"{CASE}documents/", folder_views.documents, name="documents"),
    path(f"{CASE}documents/<uuid:version_id>/", folder_views.document, name="document"),
    path(f"{CASE}letters/", folder_views.outbox, name="outbox"),
    path(f"{CASE}letters/<uuid:letter_id>/", folder_views.letter, name="letter"),
    path("partnerships/", partnership_views.partnerships, name="partnerships"),
    path(
        "partnerships/<uuid:partnership_id>/",
        partnership_views.one_partnership,
        name="partnership",
    ),
    path(
        f"{PARTNERSHIP}calendar/", calendar_views.calendar, name="partnership_calendar"
    ),
    path(
        f"{PARTNERSHIP}calendar/<int:closure_id>/take-back/",
        calendar_views.take_back,
        name="take_day_back",
    ),
    path(f"{PARTNERSHIP}clocks/", calendar_views.clocks, name="partnership_clocks"),
    path("procedure/", views.procedure_page, name="procedure_page"),
    path("training/", views.who_can_sign_in, name="who_can_sign_in"),
]
