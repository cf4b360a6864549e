"""A browser on a bare socket: it can be closed within a form, or before the answer comes."""

import socket
from dataclasses import dataclass
from html.parser import HTMLParser
from http.client import HTTPResponse
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit
from uuid import UUID

from django.conf import settings
from django.test import Client

from rapidreview.people.models import User

FORM = "application/x-www-form-urlencoded"
UNSENT = ("submit", "button", "file", "reset")


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: where it leads, if anywhere, and the page."""

    status: int
    leads_to: str
    text: str


@dataclass(frozen=True, slots=True)
class Filled:
    """A form as filled in; sent again it has the same key."""

    address: str
    fields: tuple[tuple[str, str], ...]

    @property
    def key(self) -> UUID:
        """The key by which the product knows it again."""
        return UUID(dict(self.fields)["idempotency_key"])

    @property
    def body(self) -> bytes:
        """All of it, as browsers send it."""
        return urlencode(self.fields).encode()

    @property
    def half(self) -> bytes:
        """Without its last field: by itself it looks like a whole form."""
        return self.body[: self.body.rindex(b"&")]


class Visitor:
    """Somebody at a browser that keeps its cookies while it is open."""

    def __init__(self, home: str, **cookies: str) -> None:
        self.home = urlsplit(home)
        self.cookies = cookies

    @classmethod
    def signed_in(cls, home: str, user: User) -> "Visitor":
        """A browser in which ``user`` is signed in."""
        client = Client()
        client.force_login(user)
        name = settings.SESSION_COOKIE_NAME
        return cls(home, **{name: client.cookies[name].value})

    def opens(self, address: str) -> Answer:
        """Read a page."""
        return self._answer(self._sent("GET", address))

    def fills(self, address: str, to: str = "", **typed: object) -> Filled:
        """Open a page and fill in its form, or the one on it that goes ``to`` elsewhere."""
        page = self.opens(address)
        assert page.status == 200, (address, page.status)
        form = _Form(to)
        form.feed(page.text)
        kept = [(name, text) for name, text in form.fields if name not in typed]
        many = {
            name: one if isinstance(one, list) else [one] for name, one in typed.items()
        }
        given = [(name, str(one)) for name, all_of in many.items() for one in all_of]
        return Filled(to or address, (*kept, *given))

    def sends(self, form: Filled) -> Answer:
        """Send all of it and wait for the answer."""
        return self._answer(self._sent("POST", form.address, form.body))

    def sends_half(self, form: Filled) -> Answer:
        """The connection breaks off within the form; what the server would have answered."""
        length = len(form.body)
        return self._answer(self._sent("POST", form.address, form.half, length))

    def sends_and_is_gone(self, form: Filled) -> None:
        """Send all of it, and be closed before the answer comes."""
        self._sent("POST", form.address, form.body).close()

    def _sent(
        self, method: str, address: str, body: bytes = b"", length: int | None = None
    ) -> socket.socket:
        """A connection on which a request was sent; it ends early if ``length`` is more."""
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        head = (
            f"{method} {address} HTTP/1.1\r\nHost: {self.home.netloc}\r\n"
            f"Cookie: {cookies}\r\nContent-Type: {FORM}\r\n"
            f"Content-Length: {len(body) if length is None else length}\r\n"
            "Connection: close\r\n\r\n"
        )
        line = socket.create_connection((self.home.hostname, self.home.port), 60)
        line.sendall(head.encode() + body)
        if length is not None:
            line.shutdown(socket.SHUT_WR)
        return line

    def _answer(self, line: socket.socket) -> Answer:
        with line, HTTPResponse(line) as came:
            came.begin()
            for header in came.headers.get_all("Set-Cookie", ()):
                baked = SimpleCookie(header)
                self.cookies |= {name: one.coded_value for name, one in baked.items()}
            text = came.read().decode()
            return Answer(came.status, came.headers.get("Location", ""), text)


class _Form(HTMLParser):
    """What a browser would send of the form that goes ``to`` an address."""

    def __init__(self, to: str) -> None:
        super().__init__()
        self.fields: list[tuple[str, str]] = []
        self._to, self._inside, self._in, self._menu = to, False, "", ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name, value = given.get("name", ""), given.get("value", "")
        if tag == "form":
            here = given.get("action", "") == self._to
            self._inside = here and given.get("method") == "post"
        elif not self._inside:
            return
        elif tag == "input" and _is_sent(given):
            self.fields.append((name, value))
        elif tag == "textarea":
            self._in = name
            self.fields.append((name, ""))
        elif tag == "select":
            self._menu = name
        elif tag == "option" and "selected" in given:
            self.fields.append((self._menu, value))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = False
        elif tag == "textarea":
            self._in = ""

    def handle_data(self, data: str) -> None:
        if self._in:
            name, text = self.fields[-1]
            self.fields[-1] = (name, text + data)


def _is_sent(given: dict[str, str]) -> bool:
    kind = given.get("type", "text")
    ticked = kind not in ("checkbox", "radio") or "checked" in given
    return ticked and kind not in UNSENT
