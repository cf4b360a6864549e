"""Where the report is."""

from django.urls import path

from rapidreview.report import (
    chair_views,
    compared_views,
    edited_views,
    remarking_views,
    sending_views,
    taking_in_views,
    views,
    writing_views,
)

CASE = "cases/<uuid:case_id>/report/"
VERSION = f"{CASE}versions/<str:version>/"

urlpatterns = [
    path(CASE, views.report, name="report"),
    path(f"{CASE}read/", views.read_report, name="read_report"),
    path(f"{CASE}keep/", views.keep_report_version, name="keep_report_version"),
    path(f"{CASE}file/", views.file_signed_report, name="file_signed_report"),
    path(f"{VERSION}word/", views.report_word, name="report_word"),
    path(f"{VERSION}pdf/", views.report_pdf, name="report_pdf"),
    path(
        f"{CASE}sections/<str:report_code>/",
        writing_views.report_section,
        name="report_section",
    ),
    path(f"{CASE}remarks/", remarking_views.report_remarks, name="report_remarks"),
    path(f"{CASE}compare/", compared_views.compare_report, name="compare_report"),
    path(
        f"{CASE}compare/word/",
        compared_views.compare_report_word,
        name="compare_report_word",
    ),
    path(f"{CASE}edited/", edited_views.edited_reports, name="edited_reports"),
    path(
        f"{CASE}edited/<int:number>/",
        edited_views.edited_report,
        name="edited_report",
    ),
    path(
        f"{CASE}edited/<int:number>/word/",
        edited_views.edited_report_word,
        name="edited_report_word",
    ),
    path(f"{CASE}update/", writing_views.update_report, name="update_report"),
    path(
        f"{CASE}with-minutes/",
        sending_views.send_with_minutes,
        name="send_with_minutes",
    ),
    path(
        f"{CASE}to-chair/",
        sending_views.send_report_to_chair,
        name="send_report_to_chair",
    ),
    path(f"{CASE}circulate/", sending_views.circulate_report, name="circulate_report"),
    path(f"{VERSION}sign-off/", sending_views.sign_off_report, name="sign_off_report"),
    path(f"{CASE}review/", chair_views.review_report, name="review_report"),
    path(f"{CASE}return/", chair_views.return_report, name="return_report"),
    path(
        f"{CASE}circulation/",
        chair_views.confirm_circulation,
        name="confirm_circulation",
    ),
    path(f"{CASE}before/", taking_in_views.take_in_report, name="take_in_report"),
    path(
        f"{CASE}signed-before/", taking_in_views.take_in_signed, name="take_in_signed"
    ),
    path(f"{CASE}sign/", chair_views.sign_report, name="sign_report"),
]
