"""Where the actions are."""

from django.urls import path

from rapidreview.learning import views

CASE = "cases/<uuid:case_id>/actions/"
ONE = f"{CASE}<uuid:action_id>/"

urlpatterns = [
    path(CASE, views.actions, name="actions"),
    path(f"{ONE}change/", views.change_action, name="change_action"),
    path(f"{ONE}done/", views.finish_action, name="finish_action"),
    path(f"{ONE}drop/", views.drop_action, name="drop_action"),
    path(f"{ONE}impact/", views.record_impact, name="record_impact"),
]
