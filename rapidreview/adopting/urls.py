"""Addresses of a partnership's procedures, and of the one that a case follows."""

from django.urls import path

from rapidreview.adopting import case_views, views

OURS = "partnerships/<uuid:partnership_id>/procedures/"

urlpatterns = [
    path(OURS, views.procedures, name="procedures"),
    path(f"{OURS}load/", views.load_procedure, name="load_procedure"),
    path(
        f"{OURS}shipped/<slug:shipped_id>/",
        views.shipped_procedure,
        name="shipped_procedure",
    ),
    path(
        f"{OURS}shipped/<slug:shipped_id>/file/",
        views.shipped_procedure_file,
        name="shipped_procedure_file",
    ),
    path(
        f"{OURS}<uuid:procedure_id>/", views.loaded_procedure, name="loaded_procedure"
    ),
    path(
        f"{OURS}<uuid:procedure_id>/file/",
        views.loaded_procedure_file,
        name="loaded_procedure_file",
    ),
    path(
        f"{OURS}<uuid:procedure_id>/preview/",
        views.preview_procedure,
        name="preview_procedure",
    ),
    path(
        f"{OURS}<uuid:procedure_id>/in-force/",
        views.put_in_force,
        name="put_in_force",
    ),
    path(
        "cases/<uuid:case_id>/procedure/",
        case_views.case_procedure,
        name="case_procedure",
    ),
]
