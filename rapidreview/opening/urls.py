"""Addresses of Day 1."""

from django.urls import path

from rapidreview.opening import notification_views, views

CASE = "cases/<uuid:case_id>/"

urlpatterns = [
    path("cases/new/", views.new_case, name="new_case"),
    path(f"{CASE}notification/", notification_views.notification, name="notification"),
    path(f"{CASE}decision/", notification_views.csc_decision, name="csc_decision"),
    path(
        f"{CASE}partners/", notification_views.partners_agreed, name="partners_agreed"
    ),
    path(f"{CASE}sin/", notification_views.record_sin, name="sin"),
    path(f"{CASE}children/", notification_views.show_children, name="children"),
    path(f"{CASE}children/add/", notification_views.add_child, name="add_child"),
    path(
        f"{CASE}children/<uuid:child_id>/",
        notification_views.change_child,
        name="change_child",
    ),
    path(f"{CASE}tell/", views.tell_group, name="tell_group"),
    path(f"{CASE}agencies/", views.choose_agencies, name="choose_agencies"),
    path(f"{CASE}end/", views.end_case, name="end_case"),
]
