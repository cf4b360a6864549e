"""Fakes of mail: a server in this process, and a connection that dies after sending."""

import socket
from collections.abc import Iterator, Sequence
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
    """Takes letters. ``answers`` are what it says to the next ones, then 250."""

    def __init__(self) -> None:
        self.answers: list[str] = []
        self.taken: list[Message] = []
        self.recipients: list[list[str]] = []

    async def handle_DATA(self, _: SMTP, __: Session, envelope: Envelope) -> str:  # noqa: N802
        answer = self.answers.pop(0) if self.answers else "250 OK"
        if answer.startswith("250"):
            self.taken.append(message_from_bytes(envelope.content))
            self.recipients.append(envelope.rcpt_tos)
        return answer


class DyingBackend(EmailBackend):
    """The mail server has said 250, and the worker is killed before it marks the letter."""

    def send_messages(self, messages: Sequence[EmailMessage]) -> int:
        super().send_messages(messages)
        raise SystemExit("killed")


@contextmanager
def listening(settings: Settings) -> Iterator[Server]:
    """A server that the product's settings point to."""
    server = Server()
    port = _free_port()
    controller = Controller(server, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_TIMEOUT = "127.0.0.1", 5
    settings.EMAIL_PORT = port
    settings.LETTERS_ON_SCREEN = False
    try:
        yield server
    finally:
        controller.stop()
