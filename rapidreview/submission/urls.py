"""Where the submission is."""

from django.urls import path

from rapidreview.submission import response_views, views

CASE = "cases/<uuid:case_id>/submission/"
BUNDLE = f"{CASE}<int:number>/"
RESPONSE = f"{CASE}responses/<uuid:response_id>/"

urlpatterns = [
    path(CASE, views.submission, name="submission"),
    path(f"{CASE}bundle/", views.make_bundle, name="make_bundle"),
    path(BUNDLE, views.open_bundle, name="open_bundle"),
    path(
        f"{BUNDLE}files/<str:file_name>/", views.open_in_bundle, name="open_in_bundle"
    ),
    path(f"{BUNDLE}record/", views.record_submission, name="record_submission"),
    path(
        f"{BUNDLE}acknowledge/",
        views.acknowledge_submission,
        name="acknowledge_submission",
    ),
    path(f"{CASE}ofsted/", views.decide_ofsted, name="decide_ofsted"),
    path(f"{CASE}ofsted/sent/", views.sent_to_ofsted, name="sent_to_ofsted"),
    path(f"{CASE}ask/", response_views.follow_up, name="follow_up"),
    path(
        f"{CASE}responses/new/",
        response_views.receive_response,
        name="receive_response",
    ),
    path(
        f"{CASE}papers/<uuid:version_id>/",
        response_views.open_submission_paper,
        name="open_submission_paper",
    ),
    path(f"{RESPONSE}share/", response_views.share_response, name="share_response"),
    path(f"{RESPONSE}answer/", response_views.answer_panel, name="answer_panel"),
    path(f"{RESPONSE}next/", response_views.next_step, name="next_step"),
]
