"""Where what is handed on is."""

from django.urls import path

from rapidreview.handing_on import sheet_views, views

CASE = "cases/<uuid:case_id>/handed-on/"
ONE = f"{CASE}<int:number>/"

urlpatterns = [
    path(CASE, views.handed_on, name="handed_on"),
    path(f"{CASE}package/", views.make_package, name="make_package"),
    path(f"{ONE}hand/", views.hand_over, name="hand_package"),
    path(f"{ONE}receipt/", views.record_receipt, name="receive_package"),
    path(f"{ONE}files/<slug:form>/", views.open_package, name="open_package"),
    path(f"{CASE}tracker/", sheet_views.tracker_sheet, name="tracker_sheet"),
    path(f"{CASE}tracker/change/", sheet_views.change_tracker, name="change_tracker"),
    path(f"{CASE}tracker/<slug:form>/", sheet_views.tracker_file, name="tracker_file"),
    path(f"{CASE}briefing/", sheet_views.seven_minutes, name="seven_minutes"),
    path(
        "cases/<uuid:case_id>/on-a-page/", sheet_views.case_on_a_page, name="on_a_page"
    ),
    path(
        "cases/<uuid:case_id>/on-a-page/pdf/",
        sheet_views.on_a_page_pdf,
        name="on_a_page_pdf",
    ),
]
