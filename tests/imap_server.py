"""A mailbox that speaks just enough IMAP over a real socket for what reads it."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

PASSWORD = "of the mailbox only"


@dataclass
class Mailbox:
    """The messages, and which were seen; ``refuses`` is a command it answers with NO."""

    messages: list[bytes]
    seen: set[int] = field(default_factory=set)
    refuses: str = ""
    port: int = 0
    said: list[str] = field(default_factory=list)


class _Speaker(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        self._say(b"* OK ready")
        for line in self.rfile:
            tag, command, rest = self._taken_apart(line.decode().strip())
            if command == self.box.refuses:
                self._say(f"{tag} NO {command} refused".encode())
                continue
            getattr(self, f"do_{command.lower()}", self.do_other)(rest)
            self._say(f"{tag} OK {command} done".encode())
            if command == "LOGOUT":
                return

    @property
    def box(self) -> Mailbox:
        return self.server.box

    def _taken_apart(self, line: str) -> tuple[str, str, str]:
        self.box.said.append(line)
        tag, _, rest = line.partition(" ")
        command, _, rest = rest.partition(" ")
        if command == "UID":
            command, _, rest = rest.partition(" ")
        return tag, command.upper(), rest

    def do_other(self, rest: str) -> None:
        """Anything else is simply done."""

    def do_capability(self, rest: str) -> None:
        self._say(b"* CAPABILITY IMAP4rev1")

    def do_select(self, rest: str) -> None:
        self._say(f"* {len(self.box.messages)} EXISTS".encode())

    def do_search(self, rest: str) -> None:
        unseen = [
            n for n in range(1, len(self.box.messages) + 1) if n not in self.box.seen
        ]
        self._say(b"* SEARCH " + b" ".join(str(n).encode() for n in unseen))

    def do_store(self, rest: str) -> None:
        self.box.seen.add(int(rest.split()[0]))

    def do_fetch(self, rest: str) -> None:
        number = int(rest.split()[0])
        data = self.box.messages[number - 1]
        if "SIZE" in rest:
            self._say(
                f"* {number} FETCH (UID {number} RFC822.SIZE {len(data)})".encode()
            )
            return
        if "HEADER" in rest:
            data = data.partition(b"\n\n")[0] + b"\n\n"
        self._say(f"* {number} FETCH (UID {number} BODY[] {{{len(data)}}}".encode())
        self.wfile.write(data + b")\r\n")

    def _say(self, line: bytes) -> None:
        self.wfile.write(line + b"\r\n")


@contextmanager
def imap_server(*messages: bytes, refuses: str = "") -> Iterator[Mailbox]:
    """A server on this machine, for as long as the test needs it."""
    box = Mailbox(list(messages), refuses=refuses)
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Speaker) as server:
        server.daemon_threads = True
        server.box = box
        box.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield box
        server.shutdown()
        thread.join()
