"""Where the report is."""

from django.urls import path

from rapidreview.report import views

CASE = "cases/<uuid:case_id>/report/"

urlpatterns = [
    path(CASE, views.report, name="report"),
    path(f"{CASE}word/", views.download_report, name="download_report"),
]
