"""Fakes of mail: a server in this process, and a connection that dies after sending."""

import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from email import message_from_bytes
from email.message import Message

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend
from pytest_django import Settings


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


class Server:
    """Takes letters on a port that stays its own, and can be stopped and started again.

    ``answers`` are what it says to the next letters, then 250. ``hears`` is called with
    how many letters it has taken, in its own thread, before it says 250 to the last.
    """

    def __init__(self) -> None:
        self.port = _free_port()
        self.answers: list[str] = []
        self.taken: list[Message] = []
        self.recipients: list[list[str]] = []
        self.hears: Callable[[int], object] = int
        self._controller: Controller | None = None

    async def handle_DATA(self, _: SMTP, __: Session, envelope: Envelope) -> str:  # noqa: N802
        answer = self.answers.pop(0) if self.answers else "250 OK"
        if answer.startswith("250"):
            self.taken.append(message_from_bytes(envelope.content))
            self.recipients.append(envelope.rcpt_tos)
            self.hears(len(self.taken))
        return answer

    def comes_up(self) -> None:
        """Its port is open."""
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self._controller.start()

    def takes_no_more(self) -> None:
        """From its own thread: whoever comes next is refused; this letter still gets 250."""
        if self._controller and self._controller.server:
            self._controller.server.close()

    def goes_down(self) -> None:
        """Its port is closed; letters that come now are refused."""
        if self._controller:
            self._controller.stop()
        self._controller = None


class DyingBackend(EmailBackend):
    """The mail server has said 250, and the worker is killed before it marks the letter."""

    def send_messages(self, messages: Sequence[EmailMessage]) -> int:
        super().send_messages(messages)
        raise SystemExit("killed")


@contextmanager
def listening(settings: Settings) -> Iterator[Server]:
    """A server that the product's settings point to."""
    server = Server()
    server.comes_up()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_TIMEOUT = "127.0.0.1", 5
    settings.EMAIL_PORT = server.port
    settings.LETTERS_ON_SCREEN = False
    try:
        yield server
    finally:
        server.goes_down()
