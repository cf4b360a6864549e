"""Where the Agency Returns Checklist and the pages of one return are."""

from django.urls import path

from rapidreview.quality import several_views, taking_in_views, views

CASE = "cases/<uuid:case_id>"
ONE = f"{CASE}/returns/<uuid:return_id>"

urlpatterns = [
    path(f"{CASE}/returns/", views.checklist_page, name="checklist"),
    path(f"{CASE}/returns/excel/", views.checklist_download, name="checklist_download"),
    path(f"{CASE}/returns/file/", views.file_checklist, name="file_checklist"),
    path(f"{CASE}/returns/all/", several_views.checklist_all, name="checklist_all"),
    path(
        f"{CASE}/returns/remind/", several_views.remind_several, name="remind_several"
    ),
    path(f"{CASE}/returns/share/", several_views.share_several, name="share_several"),
    path(
        f"{CASE}/returns/accept/", several_views.accept_several, name="accept_several"
    ),
    path(
        f"{CASE}/taken-in/agencies/<uuid:agency_id>/",
        taking_in_views.take_in_return,
        name="take_in_return",
    ),
    path(f"{ONE}/", views.agency_return, name="agency_return"),
    path(f"{ONE}/check/", views.record_check, name="record_check"),
    path(f"{ONE}/findings/dismiss/", views.dismiss_finding, name="dismiss_finding"),
    path(f"{ONE}/findings/add/", views.add_finding, name="add_finding"),
    path(f"{ONE}/share/", views.share_return, name="share_return"),
    path(f"{ONE}/comment/", views.comment_return, name="comment_return"),
    path(f"{ONE}/accept/", views.accept_return, name="accept_return"),
    path(f"{ONE}/send-back/", views.send_back_return, name="send_back_return"),
]
