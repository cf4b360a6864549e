"""Where the meetings are."""

from django.urls import path

from rapidreview.meeting import (
    attending_views,
    deciding_views,
    executive_views,
    meeting_views,
    minutes_views,
    taking_in_views,
    views,
)

PRE_MEETS = "cases/<uuid:case_id>/pre-meets/"
PRE_MEET = f"{PRE_MEETS}<uuid:agency_id>/"
ALL = "cases/<uuid:case_id>/meetings/"
REVIEW = f"{ALL}rapid-review/"
EXECUTIVE = f"{ALL}executive/"
MINUTES = f"{ALL}<uuid:meeting_id>/minutes/"

urlpatterns = [
    path(PRE_MEETS, views.pre_meet_list, name="pre_meets"),
    path(
        "cases/<uuid:case_id>/taken-in/pre-meets/<uuid:agency_id>/",
        taking_in_views.take_in_premeet,
        name="take_in_premeet",
    ),
    path(f"{PRE_MEET}offer/", views.offer_pre_meet, name="offer_pre_meet"),
    path(f"{PRE_MEET}decline/", views.decline_pre_meet, name="decline_pre_meet"),
    path(f"{PRE_MEET}held/", views.hold_pre_meet, name="hold_pre_meet"),
    path(f"{PRE_MEET}minutes/", views.circulate_minutes, name="circulate_minutes"),
    path(ALL, meeting_views.meetings, name="meetings"),
    path(f"{ALL}replies/", attending_views.replies, name="replies"),
    path(
        f"{ALL}replies/<uuid:entry_id>/",
        attending_views.record_reply,
        name="record_reply",
    ),
    path(f"{ALL}interests/", attending_views.interests, name="interests"),
    path(
        f"{ALL}interests/<int:number>/",
        attending_views.settle_interest,
        name="settle_interest",
    ),
    path(
        f"{REVIEW}call-off/", attending_views.call_off_meeting, name="call_off_meeting"
    ),
    path(
        f"{REVIEW}deputies/<int:number>/",
        attending_views.judge_one_deputy,
        name="judge_deputy",
    ),
    path(REVIEW, meeting_views.rapid_review_meeting, name="rapid_review_meeting"),
    path(f"{REVIEW}prepare/", meeting_views.prepare_meeting, name="prepare_meeting"),
    path(f"{REVIEW}agenda/", meeting_views.send_agenda, name="send_agenda"),
    path(f"{REVIEW}close/", meeting_views.close_meeting, name="close_meeting"),
    path(f"{REVIEW}walk-through/", deciding_views.walk_through, name="walk_through"),
    path(
        f"{REVIEW}views/<slug:partner>/",
        deciding_views.partner_view,
        name="partner_view",
    ),
    path(f"{REVIEW}actions/", deciding_views.agree_action, name="agree_action"),
    path(f"{REVIEW}approval/", deciding_views.approve_content, name="approve_content"),
    path(
        f"{EXECUTIVE}decision/",
        executive_views.decide_executive,
        name="decide_executive",
    ),
    path(f"{EXECUTIVE}call/", executive_views.call_executive, name="call_executive"),
    path(f"{EXECUTIVE}held/", executive_views.hold_executive, name="hold_executive"),
    path(f"{EXECUTIVE}shared/", executive_views.share_findings, name="share_findings"),
    path(MINUTES, minutes_views.meeting_minutes, name="meeting_minutes"),
    path(f"{MINUTES}before/", taking_in_views.take_in_minutes, name="take_in_minutes"),
    path(f"{MINUTES}draft/", minutes_views.preview_minutes, name="preview_minutes"),
    path(f"{MINUTES}correct/", minutes_views.correct_minutes, name="correct_minutes"),
    path(f"{MINUTES}circulate/", minutes_views.give_minutes, name="give_minutes"),
    path(
        f"{ALL}<uuid:meeting_id>/closed/",
        meeting_views.correct_close,
        name="correct_close",
    ),
    path(
        f"{MINUTES}<int:number>/<slug:form>/",
        minutes_views.open_minutes,
        name="open_minutes",
    ),
]
