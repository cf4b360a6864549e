"""Addresses of planning."""

from django.urls import path

from rapidreview.planning import own_fact_views, people_views, views

CASE = "cases/<uuid:case_id>/"

urlpatterns = [
    path(f"{CASE}facts/", own_fact_views.own_facts, name="own_facts"),
    path(f"{CASE}contact/", views.contact, name="contact"),
    path(f"{CASE}discussed/", views.discuss_timeline, name="discuss_timeline"),
    path(f"{CASE}oversight/", views.take_oversight, name="take_oversight"),
    path(f"{CASE}delegate/", views.delegate, name="delegate"),
    path(f"{CASE}invitations/", views.invitations, name="invitations"),
    path(f"{CASE}people/appoint/", people_views.appoint, name="appoint"),
    path(f"{CASE}people/stand-in/", people_views.stand_in, name="stand_in"),
    path(
        f"{CASE}people/<uuid:appointment_id>/end/",
        people_views.end_appointment,
        name="end_appointment",
    ),
    path(
        f"{CASE}people/lead/", people_views.lead_professional, name="lead_professional"
    ),
    path(
        f"{CASE}people/officers/", people_views.senior_officers, name="senior_officers"
    ),
    path(f"{CASE}people/minutes/", people_views.minute_taker, name="minute_taker"),
]
