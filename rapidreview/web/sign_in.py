"""Sign-in, by django-allauth, with sign-up closed: accounts are made by the manager."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.views import LoginView, LogoutView
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from rapidreview.people.models import User
from rapidreview.procedure.vocabulary import Deed


class ClosedAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody makes an account for themselves."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def authenticate(self, request: HttpRequest, **credentials: str) -> User | None:
        """Who this is; somebody who left is nobody, and is told no more than anybody."""
        found: User | None = super().authenticate(request, **credentials)
        return found if found is not None and found.is_active else None


class SignIn(LoginView):  # type: ignore[misc]
    """The sign-in page, in our own words."""

    template_name = "account/sign_in.html"

    def get_form(self, form_class: type[Form] | None = None) -> Form:
        """The form, its boxes named as everywhere else in the product."""
        form: Form = super().get_form(form_class)
        form.fields["login"].label = "E-mail address"
        form.fields["password"].help_text = ""
        return form

    def form_invalid(self, form: Form) -> HttpResponse:
        """The page again, with the status of every form that has to be mended."""
        response: HttpResponse = super().form_invalid(form)
        response.status_code = 422
        return response


_sign_in = SignIn.as_view()
_sign_out = LogoutView.as_view()


@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in with e-mail address and password.

    allauth counts every method but GET as a try. A gateway that asks for the head of each
    link in its office's letters would keep the office out, so HEAD is asked as GET.
    """
    method = request.method
    if method == "HEAD":
        request.method = "GET"
    response: HttpResponse = _sign_in(request)
    request.method = method
    return response


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out; by POST only, and the browser forgets what it holds of us."""
    response: HttpResponse = _sign_out(request)
    response["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response


sign_in.deeds = {"GET": Deed.SIGN_IN, "HEAD": Deed.SIGN_IN, "POST": Deed.SIGN_IN}  # type: ignore[attr-defined]
sign_out.deeds = {"POST": Deed.SIGN_IN}  # type: ignore[attr-defined]
