"""Error pages: what happened, and what to do, with the honest HTTP status."""

from collections.abc import Callable

from django.core.exceptions import BadRequest, RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from rapidreview.procedure.errors import ProcedureError


class Refusals:
    """Middleware that turns what the procedure refuses into a page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; a method that the page does not know gets words too."""
        response = self.get_response(request)
        if response.status_code == 405 and not response.content:
            page = told(request, 405, "Open it again from your day, or from a link.")
            page["Allow"] = response["Allow"]
            return page
        return response

    def process_exception(
        self, request: HttpRequest, error: Exception
    ) -> HttpResponse | None:
        """A page for a refusal; anything else is a fault and goes on."""
        if isinstance(error, ProcedureError):
            return told(request, error.status, error.words, error.paragraph)
        if isinstance(error, BadRequest) and error.args:
            return told(request, 400, str(error))
        return None


def told(
    request: HttpRequest, status: int, words: str, paragraph: str = ""
) -> HttpResponse:
    """The one error page."""
    heading = HEADINGS.get(status, "Something went wrong")
    return render(
        request,
        "errors/told.html",
        {
            "heading": heading,
            "words": words,
            "paragraph": paragraph,
            "behind_link": request.path.startswith(BEHIND_LINKS),
        },
        status=status,
    )


# Pages behind a link take no notice of who is signed in, and lead nowhere else.
BEHIND_LINKS = ("/answer/", "/sign/")
HEADINGS = {
    400: "We could not read that",
    403: "That is not yours to do",
    404: "We can’t find that page",
    405: "That page can’t be opened this way",
    409: "That can’t be done as things stand",
    410: "This link no longer works",
    413: "That is too large",
    422: "That can’t be accepted",
    500: "Something went wrong",
}


def bad_request(
    request: HttpRequest, exception: Exception | None = None
) -> HttpResponse:
    """400, or 413 for more than we take in."""
    if isinstance(exception, RequestDataTooBig):
        return told(
            request, 413, "Nothing was stored. Shorten it, or send it in parts."
        )
    return told(
        request,
        400,
        "Nothing was stored. Go back, open the page again and try once more.",
    )


def not_permitted(
    request: HttpRequest, exception: Exception | None = None
) -> HttpResponse:
    """403."""
    return told(request, 403, "You may not do that. Nothing was changed.")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: the same for what never existed and for what is not yours."""
    return told(
        request, 404, "It may not exist, or you may not be working on this case."
    )


def fault(request: HttpRequest) -> HttpResponse:
    """500: no detail, nothing half-stored; made without asking the database for anything."""
    words = (
        "This is our fault, not yours. Nothing was half-stored: what you had saved is "
        "safe. Go back and try again, or ring the Partnership Team."
    )
    given = {"heading": HEADINGS[500], "words": words}
    return HttpResponse(render_to_string("errors/told.html", given), status=500)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form was too old, or came from elsewhere."""
    return told(
        request,
        403,
        "The page you sent was too old, or came from another site. Nothing was stored. "
        "Go back, copy what you typed, open the page again and send it once more.",
    )
