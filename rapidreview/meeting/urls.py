"""Where the pre-meets are."""

from django.urls import path

from rapidreview.meeting import taking_in_views, views

CASE = "cases/<uuid:case_id>/pre-meets/"
ONE = f"{CASE}<uuid:agency_id>/"

urlpatterns = [
    path(CASE, views.pre_meet_list, name="pre_meets"),
    path(
        "cases/<uuid:case_id>/taken-in/pre-meets/<uuid:agency_id>/",
        taking_in_views.take_in_premeet,
        name="take_in_premeet",
    ),
    path(f"{ONE}offer/", views.offer_pre_meet, name="offer_pre_meet"),
    path(f"{ONE}decline/", views.decline_pre_meet, name="decline_pre_meet"),
    path(f"{ONE}held/", views.hold_pre_meet, name="hold_pre_meet"),
    path(f"{ONE}minutes/", views.circulate_minutes, name="circulate_minutes"),
]
