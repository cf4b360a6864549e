"""Every address of the product: sign-in, then the rooms in the order of the procedure."""

from django.urls import include, path

from rapidreview.web.sign_in import sign_in, sign_out

urlpatterns = [
    path("sign-in/", sign_in, name="sign_in"),
    path("sign-in/", sign_in, name="account_login"),  # as allauth calls it
    path("sign-out/", sign_out, name="sign_out"),
    path("", include("rapidreview.planning.urls")),
    path("", include("rapidreview.opening.urls")),
    path("", include("rapidreview.adopting.urls")),
    path("", include("rapidreview.scoping.urls")),
    path("", include("rapidreview.parallel.urls")),
    path("", include("rapidreview.quality.urls")),
    path("", include("rapidreview.collation.urls")),
    path("", include("rapidreview.meeting.urls")),
    path("", include("rapidreview.report.urls")),
    path("", include("rapidreview.submission.urls")),
    path("", include("rapidreview.learning.urls")),
    path("", include("rapidreview.handing_on.urls")),
    path("", include("rapidreview.retention.urls")),
    path("", include("rapidreview.desk.urls")),
]

handler400 = "rapidreview.web.refusals.bad_request"
handler403 = "rapidreview.web.refusals.not_permitted"
handler404 = "rapidreview.web.refusals.not_found"
handler500 = "rapidreview.web.refusals.fault"
