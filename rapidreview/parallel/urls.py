"""Where parallel processes and held items are."""

from django.urls import path

from rapidreview.parallel import held_views, views

CASE = "cases/<uuid:case_id>/parallel/"
PROCESS = f"{CASE}<uuid:process_id>/"
HELD = "cases/<uuid:case_id>/held/"
ONE = f"{HELD}<uuid:held_id>/"

urlpatterns = [
    path(CASE, views.parallel_processes, name="parallel_processes"),
    path(f"{CASE}new/", views.record_process, name="record_process"),
    path(f"{PROCESS}change/", views.change_process, name="change_process"),
    path(f"{PROCESS}end/", views.end_process, name="end_process"),
    path(HELD, held_views.held_items, name="held_items"),
    path(
        f"{HELD}returns/<uuid:return_id>/",
        held_views.hold_in_return,
        name="hold_in_return",
    ),
    path(
        f"{HELD}returns/<uuid:return_id>/<str:code>/",
        held_views.list_held,
        name="list_held",
    ),
    path(
        f"{HELD}documents/<uuid:version_id>/",
        held_views.hold_document,
        name="hold_document",
    ),
    path(ONE, held_views.held_item, name="held_item"),
    path(f"{ONE}file/", held_views.held_document, name="held_document"),
    path(f"{ONE}release/", held_views.release_held, name="release_held"),
    path(f"{ONE}hold-on/", held_views.hold_on, name="hold_on"),
    path(f"{ONE}end/", held_views.end_hold, name="end_hold"),
    path(
        f"{ONE}releases/<uuid:release_id>/withdraw/",
        held_views.withdraw_release,
        name="withdraw_release",
    ),
]
