"""Where the collation pack is."""

from django.urls import path

from rapidreview.collation import taking_in_views, views

CASE = "cases/<uuid:case_id>/pack/"

urlpatterns = [
    path(CASE, views.collation, name="collation"),
    path(
        "cases/<uuid:case_id>/taken-in/pack/",
        taking_in_views.take_in_pack,
        name="take_in_pack",
    ),
    path(f"{CASE}go-ahead/", views.give_go_ahead, name="give_go_ahead"),
    path(
        f"{CASE}attachments/<uuid:version_id>/",
        views.mark_attachment,
        name="mark_attachment",
    ),
    path(f"{CASE}make/", views.make_pack, name="make_pack"),
    path(f"{CASE}<int:number>/", views.open_pack, name="open_pack"),
    path(f"{CASE}<int:number>/release/", views.release_pack, name="release_pack"),
    path(f"{CASE}<int:number>/recall/", views.recall_pack, name="recall_pack"),
]
