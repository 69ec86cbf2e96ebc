"""A mail server for tests: it speaks enough SMTP, keeps what it is handed, and can be out of order."""

import email
import email.policy
import socketserver
from collections.abc import Callable
from email.message import EmailMessage
from threading import Condition, Thread
from types import TracebackType
from typing import Any, Self


class _Conversation(socketserver.StreamRequestHandler):
    server: "PostOffice"

    def handle(self) -> None:
        post = self.server
        if post.is_out_of_order():
            self.say(421, "closed for now")
            return
        self.say(220, "post office")
        for line in self.rfile:
            word = line.decode("latin-1").strip().upper()
            if word.startswith("DATA"):
                self.say(354, "go on")
                lines = iter(self.rfile.readline, b".\r\n")
                self.say(*post.keep(b"".join(lines)))
            elif word.startswith("RCPT"):
                self.say(*post.answer_to_recipient)
            elif word.startswith("QUIT"):
                self.say(221, "bye")
                return
            else:
                self.say(250, "post office")

    def say(self, code: int, words: str) -> None:
        self.wfile.write(f"{code} {words}\r\n".encode())


class PostOffice(socketserver.ThreadingTCPServer):
    """Listens on a free port of this machine.

    ``before_answer`` is called with the count so far when a mail is kept and its sender not yet told.
    """

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.port: int = self.server_address[1]
        self.mails: list[EmailMessage] = []
        self.answer_to_recipient: tuple[int, str] = (250, "fine")
        self.answer_to_mail: tuple[int, str] = (250, "kept")
        self.out_of_order_for = 0
        self.before_answer: Callable[[int], None] = lambda _count: None
        self.changed = Condition()
        self._thread = Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05})

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.shutdown()
        self._thread.join()
        self.server_close()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A sender that was killed in the middle of a sentence is what these tests are about."""

    def is_out_of_order(self) -> bool:
        """Whether this conversation is refused; one fewer will be."""
        with self.changed:
            if self.out_of_order_for > 0:
                self.out_of_order_for -= 1
                return True
            return False

    def keep(self, raw: bytes) -> tuple[int, str]:
        """Keep a mail, and what to tell its sender."""
        if self.answer_to_mail[0] != 250:
            return self.answer_to_mail
        mail = email.message_from_bytes(raw, policy=email.policy.default)
        assert isinstance(mail, EmailMessage)
        with self.changed:
            self.mails.append(mail)
            count = len(self.mails)
            self.changed.notify_all()
        self.before_answer(count)
        return self.answer_to_mail

    def ids(self) -> list[str]:
        """The Message-IDs in the order in which they came."""
        with self.changed:
            return [str(mail["Message-ID"]) for mail in self.mails]

    def wait_for(self, different: int, seconds: float, *, total: int = 0) -> bool:
        """Whether so many different mails, and so many in all, came within so many seconds."""
        with self.changed:
            return self.changed.wait_for(
                lambda: (
                    len({str(mail["Message-ID"]) for mail in self.mails}) >= different
                    and len(self.mails) >= total
                ),
                timeout=seconds,
            )
