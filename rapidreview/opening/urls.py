"""Addresses of Day 1."""

from django.urls import path

from rapidreview.opening import notification_views, sheet_views, sin_views, views

CASE = "cases/<uuid:case_id>/"

urlpatterns = [
    path("cases/new/", views.new_case, name="new_case"),
    path(f"{CASE}notification/", notification_views.notification, name="notification"),
    path(f"{CASE}decision/", sin_views.csc_decision, name="csc_decision"),
    path(f"{CASE}partners/", sin_views.partners_agreed, name="partners_agreed"),
    path(f"{CASE}sin/", sin_views.record_sin, name="sin"),
    path(f"{CASE}sin/none/", sin_views.not_submitted, name="not_submitted"),
    path(f"{CASE}sin/withdrawn/", sin_views.withdraw_sin, name="withdraw_sin"),
    path(f"{CASE}sin/sheet/", sheet_views.sin_sheet, name="sin_sheet"),
    path(f"{CASE}sin/sheet/change/", sheet_views.change_sheet, name="change_sheet"),
    path(f"{CASE}sin/sheet/file/", sheet_views.file_sheet, name="file_sheet"),
    path(f"{CASE}areas/", sin_views.record_areas, name="record_areas"),
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
