"""Where a case is closed, reopened, held, and looked at again."""

from django.urls import path

from rapidreview.retention import views

CASE = "cases/<uuid:case_id>/"

urlpatterns = [
    path(f"{CASE}close/", views.close_case, name="close_case"),
    path(f"{CASE}reopen/", views.reopen_case, name="reopen_case"),
    path(f"{CASE}legal-hold/", views.legal_hold, name="legal_hold"),
    path(f"{CASE}legal-hold/<uuid:hold_id>/lift/", views.lift_hold, name="lift_hold"),
    path(f"{CASE}retention/", views.retention_review, name="retention_review"),
    path(f"{CASE}retention/day/", views.change_review, name="change_review"),
]
