"""Half a form is never carried out: web servers hand it on as if it were whole (R12)."""

from io import BytesIO

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, HttpResponse, UnreadablePostError

from rapidreview.web.middleware import Announced, whole

PARTS = (
    b'--cut\r\nContent-Disposition: form-data; name="text"\r\n\r\nA long text\r\n'
    b'--cut\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n'
    b"Content-Type: application/pdf\r\n\r\n%PDF-1.7 a file\r\n--cut--\r\n"
)
FORMS = {
    "application/x-www-form-urlencoded": b"text=A+long+text&people=1&people=2",
    "multipart/form-data; boundary=cut": PARTS,
}


def asked(kind: str, body: bytes, announced: int) -> HttpRequest:
    """A request as a view gets it, of which ``body`` has come."""
    seen: list[HttpRequest] = []

    def view(request: HttpRequest) -> HttpResponse:
        seen.append(request)
        return HttpResponse()

    environ = {
        "REQUEST_METHOD": "POST",
        "CONTENT_TYPE": kind,
        "CONTENT_LENGTH": str(announced),
        "wsgi.input": BytesIO(body),
    }
    whole(view)(WSGIRequest(environ))
    return seen[0]


@pytest.mark.parametrize("kind", FORMS)
def test_a_whole_form_is_read(kind: str) -> None:
    request = asked(kind, FORMS[kind], len(FORMS[kind]))

    assert request.POST["text"] == "A long text"


@pytest.mark.parametrize("kind", FORMS)
def test_no_part_of_a_form_that_was_cut_short_is_read(kind: str) -> None:
    for length in range(len(FORMS[kind])):
        request = asked(kind, FORMS[kind][:length], len(FORMS[kind]))

        with pytest.raises(UnreadablePostError):
            assert not request.POST


def test_lines_are_read_like_the_rest() -> None:
    body = Announced(BytesIO(b"one\ntwo\nmore"), 8)

    assert [body.readline() for _ in range(3)] == [b"one\n", b"two\n", b""]
